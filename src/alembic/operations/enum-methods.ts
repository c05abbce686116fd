/** `sa.Enum(…).create(op.get_bind())` and `.drop(…)`: methods of SQLAlchemy's types that only mean something while a revision runs. */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { argument, nativeMethod, none } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, ClassValue } from '../../python/values';
import type { EnumDefinition } from '../../schema/definition';
import type { Operation } from '../../schema/operation';
import { typeFrom } from '../../sqlalchemy/definitions-from-values';
import { optionalFlag } from '../../sqlalchemy/plain-values';
import { attempt, isUnknown } from '../../sqlalchemy/unreadable';
import type { OperationSink } from './sink';

type Statement = (type: EnumDefinition, checkFirst: boolean, place: Place | null) => Operation;

const create: Statement = (enumType, ifNotExists, place) => ({ kind: 'create_enum', enumType: { ...enumType, place }, ifNotExists, place });
const drop: Statement = (reverse, ifExists, place) => ({
  kind: 'drop_enum',
  schema: reverse.schema,
  name: reverse.name,
  ifExists,
  reverse: { ...reverse, place },
  place,
});

/** Gives a class of enum types its two methods. `checkFirst` is what they do unless told otherwise. */
function addMethods(cls: ClassValue, checkFirst: boolean, sink: OperationSink): void {
  const method = (name: string, statement: Statement) =>
    nativeMethod(name, (interpreter: Interpreter, args: Arguments, place) => {
      const operation = attempt(() => {
        const type = args.positional[0] ? typeFrom(interpreter, args.positional[0]) : null;
        if (isUnknown(type)) return type;
        const check = optionalFlag(argument(args, 2, 'checkfirst'), 'checkfirst') ?? checkFirst;
        return type?.enumType ? statement(type.enumType, check, place) : null;
      }, place);
      if (isUnknown(operation)) sink.opaque(operation, place, []);
      else if (operation) sink.emit(operation, interpreter.uncertain, interpreter);
      return none;
    });
  changing(cls.namespace).set('create', method('create', create));
  changing(cls.namespace).set('drop', method('drop', drop));
}

/**
 * Adds `create` and `drop` to the enum types of a program. `SchemaType.create` looks for the type first only when told to,
 * `postgresql.ENUM.create` unless told not to. A type that is no native enum has nothing to create.
 */
export function addEnumMethods(interpreter: Interpreter, sink: OperationSink): void {
  for (const [moduleName, name, checkFirst] of [
    ['sqlalchemy', 'Enum', false],
    ['sqlalchemy.dialects.postgresql', 'ENUM', true],
  ] as const) {
    const module = interpreter.importModule(moduleName, null);
    const cls = module.type === 'module' ? interpreter.findAttribute(module, name, null) : null;
    if (cls?.type === 'class') addMethods(cls, checkFirst, sink);
  }
}
