/** Objects for Python's `with`. */

import type { Interpreter } from '../../python/interpreter';
import { instance, nativeClass, nativeMethod, none } from '../../python/native';
import type { Place } from '../../python/place';
import type { InstanceValue, Value } from '../../python/values';

class Managed {
  constructor(
    readonly enter: (interpreter: Interpreter, place: Place | null) => Value,
    readonly leave: (interpreter: Interpreter, raised: boolean, place: Place | null) => void,
  ) {}
}

const managedOf = (self: Value | undefined): Managed | null =>
  self?.type === 'instance' && self.host instanceof Managed ? self.host : null;

const managerClass = nativeClass({
  name: '_GeneratorContextManager',
  module: 'contextlib',
  members: {
    __enter__: nativeMethod('__enter__', (interpreter, args, place) => managedOf(args.positional[0])?.enter(interpreter, place) ?? none),
    __exit__: nativeMethod('__exit__', (interpreter, args, place) => {
      const raised = args.positional[1] !== undefined && args.positional[1].type !== 'None';
      managedOf(args.positional[0])?.leave(interpreter, raised, place);
      return none;
    }),
  },
});

/** `enter` gives what stands behind `as`; `leave` is told whether the block ended by an exception, which goes on. */
export function contextManager(
  enter: (interpreter: Interpreter, place: Place | null) => Value,
  leave: (interpreter: Interpreter, raised: boolean, place: Place | null) => void,
  place: Place | null,
): InstanceValue {
  return instance(managerClass, new Managed(enter, leave), place);
}
