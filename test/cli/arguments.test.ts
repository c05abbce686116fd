import { deepEqual, equal, throws } from 'node:assert/strict';
import { type CommandLine, readCommandLine } from '../../src/cli/arguments';

const line = (...argv: readonly string[]): CommandLine => {
  const read = readCommandLine(argv);
  if (typeof read === 'string') throw new Error(read);
  return read;
};

describe('words of the command line', () => {
  it('are several revisions for merge, and one for any other command', () => {
    deepEqual(line('merge', 'a1', 'b2', 'c3', '-m', 'join').operands, ['a1', 'b2', 'c3']);
    deepEqual(line('merge').operands, []);
    throws(() => line('reparent', 'a1', 'b2'), /reparent takes one word after it, not 2: a1 b2/);
    throws(() => line('history', 'a1'), /history takes no word after it: a1/);
  });

  it('may be a target that looks like an option', () => {
    equal(line('downgrade', '-1').operand, '-1');
  });

  it('say what goes with what', () => {
    deepEqual(line('generate', '--empty', '-m', 'x', '--branch-label', 'a', '--branch-label', 'b').options['branch-label'], ['a', 'b']);
    deepEqual(line('reparent', 'a1', '--onto', 'b2', '--onto', 'c3').options.onto, ['b2', 'c3']);
    throws(() => line('merge', '--depends-on', 'a1'), /--depends-on does not go with merge/);
    throws(() => line('generate', '--onto', 'a1'), /--onto does not go with generate/);
    throws(() => line('generate', '--empty', '-m', 'x', '--only', 'users'), /--only does not go with --empty/);
  });
});
