/** The calls that are running, to see recursions whose end depends on what is not known. */
import type { Arguments, Value } from '../values';

interface RunningCall {
  /** The function's definition. */
  readonly node: object;
  readonly args: Arguments;
}

/** How often a function may call itself with arguments of which nothing more is known than the time before. */
const mostAlike = 2;

export class RunningCalls {
  private readonly stack: RunningCall[] = [];

  /** Runs the body of a function that was called with these arguments. */
  running<Result>(node: object, args: Arguments, body: () => Result): Result {
    this.stack.push({ node, args });
    try {
      return body();
    } finally {
      this.stack.pop();
    }
  }

  /**
   * Whether a call would go on and on: the function runs already, again and again, with arguments that are not known where these are not,
   * and the same ones elsewhere. To be asked where a condition that is not known decided upon the call: both sides of it are followed, so that
   * a walk through a structure that is not known would never see its leaves.
   */
  isEndless(node: object, args: Arguments): boolean {
    if (!args.positional.some(isUnknown) && ![...args.keywords.values()].some(isUnknown)) return false;
    let alike = 0;
    for (const call of this.stack) {
      if (call.node === node && areAlike(call.args, args)) alike += 1;
    }
    return alike >= mostAlike;
  }
}

const isUnknown = (value: Value): boolean => value.type === 'unknown';

function areAlike(before: Arguments, now: Arguments): boolean {
  return (
    before.positional.length === now.positional.length &&
    before.keywords.size === now.keywords.size &&
    before.positional.every((value, index) => isAlike(value, now.positional[index])) &&
    [...before.keywords].every(([name, value]) => isAlike(value, now.keywords.get(name)))
  );
}

function isAlike(before: Value, now: Value | undefined): boolean {
  if (!now || before === now) return before === now;
  if (before.type === 'str' && now.type === 'str') return before.value === now.value;
  return (before.type === 'unknown' && now.type === 'unknown') || (before.type === 'None' && now.type === 'None');
}
