/** Hangs the methods on the builtin classes, once for all programs. */

import { exceptionClass, objectClass } from '../builtin-classes';
import { changing } from '../changes';
import { nativeMethod, none, tuple } from '../native';
import { defineConstructors } from './constructors';
import { defineContainerMethods } from './container-methods';
import { objectMethods } from './functions';
import { defineGeneratorMethods } from './iterator-functions';
import { evaluatorOf } from './method-table';
import { defineStringMethods } from './string-methods';

defineConstructors();
defineContainerMethods();
defineStringMethods();
defineGeneratorMethods();
for (const [name, run] of Object.entries(objectMethods)) {
  changing(objectClass.namespace).set(
    name,
    nativeMethod(name, (interpreter, args, place) =>
      run({ evaluator: evaluatorOf(interpreter), args, place, first: args.positional[0] ?? none }),
    ),
  );
}

const base = changing(exceptionClass('BaseException').namespace);
base.set(
  '__init__',
  nativeMethod('__init__', (_interpreter, args, place) => {
    const [self, ...rest] = args.positional;
    if (self?.type === 'instance') changing(self.attributes).set('args', tuple(rest, place));
    return none;
  }),
);
for (const name of ['__cause__', '__context__', '__traceback__']) base.set(name, none);
base.set(
  'with_traceback',
  nativeMethod('with_traceback', (_interpreter, args) => args.positional[0] ?? none),
);
base.set(
  'add_note',
  nativeMethod('add_note', () => none),
);

/** Says that the builtin classes have their methods: importing this file gives them. */
export const installed = true;
