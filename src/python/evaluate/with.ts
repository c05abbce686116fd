/** `with`, also around a generator made by contextlib.contextmanager. */
import { none } from '../native';
import type { WithItem, WithStatement } from '../syntax';
import type { InstanceValue, Value } from '../values';
import { assign } from './assignment';
import { isGeneratorContext } from './context-managers';
import type { Evaluator } from './evaluator';
import { runGeneratorAround } from './functions';
import type { Completion, Scope } from './scope';
import { PythonError } from './scope';

export function executeWith(evaluator: Evaluator, node: WithStatement, scope: Scope): Completion {
  return enter(evaluator, node, 0, scope);
}

function enter(evaluator: Evaluator, node: WithStatement, index: number, scope: Scope): Completion {
  const item = node.items[index];
  if (!item) return evaluator.execute(node.body, scope);
  const context = evaluator.evaluate(item.value, scope);
  const run = (entered: Value): Completion => {
    if (item.target) assign(evaluator, item.target, entered, scope);
    return enter(evaluator, node, index + 1, scope);
  };
  if (context.type !== 'instance')
    return run(context.type === 'unknown' ? context : evaluator.getAttribute(context, '__enter__', item.place));
  if (isGeneratorContext(context.host)) return aroundGenerator(evaluator, context.host, item, run);
  return aroundInstance(evaluator, context, item, run);
}

/** The body runs where the generator yields, so that what comes after the yield comes after the body. */
function aroundGenerator(
  evaluator: Evaluator,
  host: { readonly function: Value; readonly arguments: Parameters<Evaluator['call']>[1] },
  item: WithItem,
  run: (entered: Value) => Completion,
): Completion {
  let completion: Completion = null;
  let entered = false;
  runGeneratorAround(evaluator, host.function, host.arguments, item.place, (value) => {
    if (entered) return none;
    entered = true;
    completion = run(value);
    return none;
  });
  if (!entered) return evaluator.raise('RuntimeError', "generator didn't yield", item.place);
  return completion;
}

function aroundInstance(evaluator: Evaluator, context: InstanceValue, item: WithItem, run: (entered: Value) => Completion): Completion {
  const enterMethod =
    evaluator.findAttribute(context, '__enter__', item.place) ?? evaluator.findAttribute(context, '__aenter__', item.place);
  const exitMethod = evaluator.findAttribute(context, '__exit__', item.place) ?? evaluator.findAttribute(context, '__aexit__', item.place);
  if (!enterMethod || !exitMethod) {
    return evaluator.raise('TypeError', `'${context.class.name}' object does not support the context manager protocol`, item.place);
  }
  const entered = evaluator.callWith(enterMethod, [], item.place);
  let completion: Completion;
  try {
    completion = run(entered);
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    const swallowed = evaluator.callWith(exitMethod, [error.exception.class, error.exception, none], item.place);
    if (evaluator.truth(swallowed) === true) return null;
    throw error;
  }
  evaluator.callWith(exitMethod, [none, none, none], item.place);
  return completion;
}
