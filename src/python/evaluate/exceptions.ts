/** What an exception says. */
import type { InstanceValue, Value } from '../values';
import type { Evaluator } from './evaluator';

/** `ValueError: the message`, as the last line of a traceback. */
export function messageOf(evaluator: Evaluator, exception: InstanceValue): string {
  const args = exception.attributes.get('args');
  const first = args?.type === 'tuple' && args.items.length > 0 ? args.items : null;
  if (!first) return exception.class.name;
  const texts = first.map((item) =>
    item.type === 'str' && exception.class.name !== 'KeyError' ? item.value : item.type === 'unknown' ? '…' : shown(evaluator, item),
  );
  return `${exception.class.name}: ${texts.join(', ')}`;
}

function shown(evaluator: Evaluator, item: Value): string {
  if (item.type === 'instance') return item.class.name;
  const text = evaluator.repr(item);
  return typeof text === 'string' ? text : '…';
}
