/** The builtin functions that make iterators, and those that ask only for as many items as they need. */
import { classes, classOf, exceptionClass } from '../builtin-classes';
import { changing } from '../changes';
import { derivedIterator, generatorHandles, type OpenIterator, openIterator } from '../evaluate/iterators';
import { dunder } from '../evaluate/operators';
import { PythonError } from '../evaluate/scope';
import { bool, instance, int, none, tuple } from '../native';
import type { IteratorValue, UnknownValue, Value } from '../values';
import type { Builtin, BuiltinCall as Call } from './builtin-call';
import type { Method, MethodCall } from './method-table';
import { defineMethods, wholeNumber } from './method-table';

/** Opens an argument and goes on with it, or gives the Unknown. */
function opened(call: Call, value: Value | undefined, use: (items: OpenIterator) => Value): Value {
  if (!value) return call.args.unknown ?? call.evaluator.raise('TypeError', 'expected at least 1 argument, got 0', call.place);
  const items = openIterator(call.evaluator, value, call.place);
  return 'reason' in items ? items : use(items);
}

function openAll(call: Call, values: readonly Value[]): readonly OpenIterator[] | UnknownValue {
  const all: OpenIterator[] = [];
  for (const value of values) {
    const items = openIterator(call.evaluator, value, call.place);
    if ('reason' in items) return items;
    all.push(items);
  }
  return all;
}

/** The next items of all iterators; null as soon as one has none. */
function nextRow(call: Call, sources: readonly OpenIterator[], strict: boolean): readonly Value[] | null {
  const row: Value[] = [];
  for (const [index, source] of sources.entries()) {
    call.evaluator.step();
    const item = source.next();
    if (item) row.push(item);
    else if (!strict) return null;
    else if (index > 0 || sources.slice(1).some((other) => other.next())) {
      return call.evaluator.raise('ValueError', 'zip() arguments have different lengths', call.place);
    } else return null;
  }
  return row;
}

const zip: Builtin = (call) => {
  const sources = openAll(call, call.args.positional);
  if ('reason' in sources) return sources;
  const strict = call.evaluator.truth(call.args.keywords.get('strict') ?? none) === true;
  return derivedIterator(sources, call.place, () => {
    const row = sources.length === 0 ? null : nextRow(call, sources, strict);
    return row && tuple(row, call.place);
  });
};

const map: Builtin = (call) => {
  const [fn = none, ...iterables] = call.args.positional;
  const sources = openAll(call, iterables);
  if ('reason' in sources) return sources;
  if (sources.length === 0) return call.evaluator.raise('TypeError', 'map() must have at least two arguments.', call.place);
  return derivedIterator(sources, call.place, () => {
    const row = nextRow(call, sources, false);
    return row && call.evaluator.callWith(fn, row, call.place);
  });
};

const filter: Builtin = (call) => {
  const { evaluator, place } = call;
  const [fn = none, values] = call.args.positional;
  return opened(call, values, (items) => {
    let missed: UnknownValue | null = null;
    const source: OpenIterator = { next: items.next, hidden: () => missed ?? items.hidden() };
    return derivedIterator([source], place, () => {
      for (let item = items.next(); item && !missed; item = items.next()) {
        evaluator.step();
        const truth = evaluator.truth(fn.type === 'None' ? item : evaluator.callWith(fn, [item], place));
        if (truth === true) return item;
        if (truth !== false) missed = truth;
      }
      return null;
    });
  });
};

const enumerate: Builtin = (call) =>
  opened(call, call.args.positional[0] ?? call.args.keywords.get('iterable'), (items) => {
    let at = BigInt(wholeNumber(call.args.positional[1] ?? call.args.keywords.get('start') ?? int(0)) ?? 0);
    return derivedIterator([items], call.place, () => {
      const item = items.next();
      at += 1n;
      return item && tuple([int(at - 1n, call.place), item], call.place);
    });
  });

const iter: Builtin = (call) => {
  const { first, place, evaluator } = call;
  const sentinel = call.args.positional[1];
  if (sentinel) return untilSentinel(call, sentinel);
  if (first.type === 'iterator') return first;
  const own = first.type === 'instance' ? userIterator(call) : null;
  return own ?? opened({ evaluator, args: call.args, place, first }, first, (items) => derivedIterator([items], place, items.next));
};

/** An object of the project that is an iterator itself stays what it is. */
function userIterator(call: Call): Value | null {
  const { first, evaluator, place } = call;
  const make = evaluator.findAttribute(first, '__iter__', place);
  if (make?.type !== 'method' || make.function.type !== 'function') return null;
  return evaluator.callWith(make, [], place);
}

function untilSentinel(call: Call, sentinel: Value): Value {
  const { first, place, evaluator } = call;
  let missed: UnknownValue | null = null;
  const source: OpenIterator = {
    hidden: () => missed,
    next: () => {
      evaluator.step();
      const item = evaluator.callWith(first, [], place);
      const same = evaluator.equal(item, sentinel);
      if (same === false) return item;
      if (same !== true) missed = same;
      return null;
    },
  };
  return derivedIterator([source], place, source.next);
}

function quantify(call: Call, decides: boolean): Value {
  return opened(call, call.args.positional[0], (items) => {
    let missed: Value | null = null;
    for (let item = items.next(); item; item = items.next()) {
      call.evaluator.step();
      const hidden = items.hidden();
      if (hidden) return hidden;
      const truth = call.evaluator.truth(item);
      if (truth === decides) return missed ?? bool(decides, call.place);
      if (typeof truth !== 'boolean') missed ??= truth;
    }
    return items.hidden() ?? missed ?? bool(!decides, call.place);
  });
}

const next: Builtin = (call) => {
  const { evaluator, place } = call;
  const [value = none, fallback] = call.args.positional;
  if (value.type === 'unknown') return value;
  if (value.type === 'iterator') return nextOf(value, call, fallback ?? null);
  if (value.type !== 'instance') return evaluator.raise('TypeError', `'${classOf(value)?.name}' object is not an iterator`, place);
  try {
    const answer = dunder(evaluator, value, '__next__', null, place);
    return answer ?? evaluator.raise('TypeError', `'${value.class.name}' object is not an iterator`, place);
  } catch (error) {
    const ended = error instanceof PythonError && error.exception.class.mro.includes(exceptionClass('StopIteration'));
    if (!ended || !fallback) throw error;
    return fallback;
  }
};

function nextOf(iterator: IteratorValue, call: Pick<Call, 'evaluator' | 'place'>, fallback: Value | null): Value {
  const items = openIterator(call.evaluator, iterator, call.place);
  if ('reason' in items) return items;
  const item = items.next();
  const hidden = items.hidden();
  return hidden ?? item ?? fallback ?? stopIteration(iterator, call);
}

/** Carries what a generator returned. */
function stopIteration(iterator: IteratorValue, { evaluator, place }: Pick<Call, 'evaluator' | 'place'>): never {
  const value = generatorHandles.get(iterator.next)?.returned() ?? none;
  const raised = instance(exceptionClass('StopIteration'), null, place);
  changing(raised.attributes).set('args', tuple(value.type === 'None' ? [] : [value], place));
  changing(raised.attributes).set('value', value);
  return evaluator.raiseException(raised, place);
}

export const iteratorFunctions: Readonly<Record<string, Builtin>> = {
  zip,
  map,
  filter,
  enumerate,
  iter,
  next,
  any: (call) => quantify(call, true),
  all: (call) => quantify(call, false),
};

/** What `throw` was given, as an exception on its way. */
function thrown(call: MethodCall): PythonError {
  const [given = none] = call.args.positional;
  const made = given.type === 'class' ? call.evaluator.callWith(given, [], call.place) : given;
  if (made.type === 'instance') return new PythonError(made, call.place);
  return call.evaluator.raise('TypeError', 'exceptions must be classes or instances deriving from BaseException', call.place);
}

const asked = (self: IteratorValue, call: MethodCall, item: Value | null): Value => item ?? stopIteration(self, call);

const generatorMethods: Readonly<Record<string, Method<IteratorValue>>> = {
  __iter__: (self) => self,
  __next__: (self, call) => nextOf(self, call, null),
  send: (self, call) => {
    const handle = generatorHandles.get(self.next);
    return handle ? asked(self, call, handle.send(call.args.positional[0] ?? none)) : noGenerator(call, 'send');
  },
  throw: (self, call) => {
    const handle = generatorHandles.get(self.next);
    return handle ? asked(self, call, handle.raise(thrown(call))) : noGenerator(call, 'throw');
  },
  close: (self, call) => {
    const exit = instance(exceptionClass('GeneratorExit'), null, call.place);
    try {
      generatorHandles.get(self.next)?.raise(new PythonError(exit, call.place));
    } catch (error) {
      if (!(error instanceof PythonError) || error.exception !== exit) throw error;
    }
    return none;
  },
};

const noGenerator = (call: MethodCall, name: string): never =>
  call.evaluator.raise('AttributeError', `an iterator that is no generator has no attribute '${name}'`, call.place);

/** Hangs the methods of generators on their class. */
export function defineGeneratorMethods(): void {
  defineMethods(classes.iterator, (value) => (value.type === 'iterator' ? value : null), generatorMethods, new Set(['send', 'throw']));
}
