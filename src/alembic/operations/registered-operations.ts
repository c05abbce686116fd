/** Operations that a project adds itself: `@Operations.register_operation("create_view")`, `@Operations.implementation_for(CreateViewOp)`. */
import { changing, Registry } from '../../python/changes';
import { argument, nativeClass, nativeFunction, none } from '../../python/native';
import type { ClassValue, Value } from '../../python/values';

interface Registered {
  readonly cls: Value;
  /** The method of the class that makes the operation and invokes it. */
  readonly method: string;
}

/** Who offers a function: `op`, or the `batch_op` of a batch. */
export type Offering = 'Operations' | 'BatchOperations';

/** What one program has registered. */
export class RegisteredOperations {
  private readonly functions: Readonly<Record<Offering, Registry<Registered>>> = {
    Operations: new Registry<Registered>(),
    BatchOperations: new Registry<Registered>(),
  };
  private readonly implementations: ReadonlyMap<Value, Value> = new Map();

  function(offering: Offering, name: string): Registered | null {
    return this.functions[offering].get(name) ?? null;
  }

  /** The function that carries out operations of a class, its own or that of the nearest ancestor (`Dispatcher.dispatch`). */
  implementation(cls: ClassValue): Value | null {
    const ancestor = cls.mro.find((each) => this.implementations.has(each));
    return (ancestor && this.implementations.get(ancestor)) ?? null;
  }

  /** `register_operation(name, sourcename=None)`: a decorator that leaves the class as it is. */
  private readonly registerOperation = (offering: Offering) =>
    nativeFunction('register_operation', (_interpreter, args) => {
      const name = argument(args, 0, 'name');
      const source = argument(args, 1, 'sourcename');
      return nativeFunction('register', (_inner, decorated) => {
        const [cls] = decorated.positional;
        const method = source?.type === 'str' ? source.value : null;
        if (cls && name?.type === 'str') this.functions[offering].set(name.value, { cls, method: method ?? name.value });
        return cls ?? none;
      });
    });

  /** `implementation_for(op_cls)`. */
  private readonly implementationFor = nativeFunction('implementation_for', (_interpreter, args) => {
    const cls = argument(args, 0, 'op_cls');
    return nativeFunction('decorate', (_inner, decorated) => {
      const [run] = decorated.positional;
      if (cls && run) changing(this.implementations).set(cls, run);
      return run ?? none;
    });
  });

  /** The class of that name in `alembic.operations`, through which a project adds operations of its own. */
  operationsClass(offering: Offering): Value {
    const members = { register_operation: this.registerOperation(offering), implementation_for: this.implementationFor };
    return nativeClass({ name: offering, module: 'alembic.operations', members });
  }
}

/** The base of every operation, `alembic.operations.MigrateOperation`. */
export const migrateOperation = nativeClass({ name: 'MigrateOperation', module: 'alembic.operations.ops' });
