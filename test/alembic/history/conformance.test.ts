import { deepEqual, fail, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findEnvironments } from '../../../src/alembic/environment/find-environments';
import { type History, readHistory } from '../../../src/alembic/history/read-history';
import { RevisionTargetError } from '../../../src/alembic/history/revision-target-error';
import { versionStatements } from '../../../src/postgres/version-table';
import type { PythonParser } from '../../../src/python/parser';
import { loadParser } from '../../python/load-parser';
import { memoryFiles } from '../../python/memory-files';

/** What scripts/conformance/alembic-history.py wrote down. An outcome is what ran, the index of a refusal, or null where Alembic fell over. */
interface RecordedHistory {
  readonly files: Readonly<Record<string, string>>;
  readonly order: readonly string[];
  readonly heads: readonly string[];
  readonly effectiveHeads: readonly string[];
  readonly bases: readonly string[];
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly messages: Readonly<Record<string, string>>;
  readonly refusals: readonly (readonly string[])[];
  readonly targets: readonly string[];
  readonly resolved: string;
  readonly moves: readonly { readonly from: readonly string[]; readonly up: string; readonly down: string; readonly stamp: string }[];
}
type Outcome = string | number | null;

/** `a>a b>b | #3 | !` */
const outcomes = (line: string): readonly Outcome[] =>
  line.split(' | ').map((made) => (made === '!' ? null : made.startsWith('#') ? Number(made.slice(1)) : made));

const read = (file: string) => JSON.parse(readFileSync(join(process.cwd(), 'test/alembic/recorded', file), 'utf8'));
const recorded: Readonly<Record<string, RecordedHistory>> = {
  ...read('histories.json').histories,
  ...read('random-histories.json').histories,
};
const broken: Readonly<Record<string, { readonly files: Readonly<Record<string, string>>; readonly said: readonly string[] }>> =
  read('broken-histories.json').histories;

/** The history of these files. */
function historyOf(revisions: Readonly<Record<string, string>>, parser: PythonParser): History {
  const versions = Object.entries(revisions).map(([file, text]) => [`db/versions/${file}`, text]);
  const files = memoryFiles({ 'alembic.ini': '[alembic]\nscript_location = db\n', 'db/env.py': '', ...Object.fromEntries(versions) });
  const [environment = fail()] = findEnvironments(files).environments;
  return readHistory(environment, files, parser);
}

describe("histories as Alembic's RevisionMap has them", () => {
  let parser: PythonParser;
  before(async () => {
    parser = await loadParser();
  });

  for (const [name, truth] of Object.entries(recorded)) {
    describe(name, () => {
      let history: History;
      before(() => {
        history = historyOf(truth.files, parser);
        deepEqual(history.problems, []);
      });

      it('has its order, heads, bases, labels and messages', () => {
        const ids = history.revisions.map((revision) => revision.id);
        deepEqual(ids, truth.order);
        deepEqual(history.heads, truth.heads);
        deepEqual(history.effectiveHeads, truth.effectiveHeads);
        deepEqual(history.bases, truth.bases);
        deepEqual(Object.fromEntries(ids.map((id) => [id, history.branchLabels(id)])), truth.labels);
        deepEqual(Object.fromEntries(history.revisions.map((revision) => [revision.id, revision.message])), truth.messages);
      });

      it('resolves targets', () => {
        for (const [index, outcome] of outcomes(truth.resolved).entries()) {
          const target = truth.targets[index] ?? fail();
          agree(target, outcome, truth, () => history.resolve(target).map((revision) => revision.id));
        }
      });

      it('moves from every state to every target, with the rows of the version table', () => {
        for (const move of truth.moves) {
          for (const direction of ['upgrade', 'downgrade'] as const) {
            for (const [index, outcome] of outcomes(direction === 'upgrade' ? move.up : move.down).entries()) {
              const target = truth.targets[index] ?? fail();
              agree(`${direction} ${move.from} to ${target}`, outcome, truth, () => {
                const path = direction === 'upgrade' ? history.upgradePath(move.from, target) : history.downgradePath(move.from, target);
                let rows: readonly string[] = move.from;
                return path.map(({ id }) => {
                  const step = { direction, revision: id, parents: history.parents(id), ancestors: history.ancestors };
                  rows = versionStatements(rows, step).after;
                  return `${id}>${rows}`;
                });
              });
            }
          }
        }
      });

      it('stamps every state with every target', () => {
        for (const move of truth.moves) {
          for (const [index, outcome] of outcomes(move.stamp).entries()) {
            const target = truth.targets[index] ?? fail();
            agree(`stamp ${move.from} with ${target}`, outcome, truth, () => [...history.versionRowsAfterStamp(move.from, target)].sort());
          }
        }
      });
    });
  }
});

/** Revisions that overlap come from a set, and are recorded in the order of their names. */
function inOrderOfNames(message: string): string {
  const [before = '', names] = message.split(' overlaps with other requested revisions ');
  return names === undefined ? message : `${before} overlaps with other requested revisions ${names.split(', ').sort().join(', ')}`;
}

describe('histories that Alembic complains of', () => {
  /** Where we say it otherwise: without the revision's text; of a missing dependency Alembic falls over; a cycle without what stands on it. */
  const ours: Readonly<Record<string, readonly string[]>> = {
    'parent missing': ['Revision nowhere referenced from bbbb2222 is not present'],
    'dependency missing': ['Revision nowhere which bbbb2222 depends on is not present'],
    'id twice': ['Revision bbbb2222 is present more than once: in db/versions/01_step.py and in db/versions/02_step.py'],
    cycle: ['Cycle is detected in revisions (bbbb2222, cccc3333, dddd4444)'],
  };

  for (const [name, { files, said }] of Object.entries(broken)) {
    it(name, async () => {
      const { problems } = historyOf(files, await loadParser());
      deepEqual(
        problems.map(({ message }) => message),
        ours[name] ?? said,
      );
    });
  }
});

/** A refusal is said in one of Alembic's two ways: the command's, or the graph's own. */
function agree(what: string, outcome: Outcome, truth: RecordedHistory, run: () => readonly string[]): void {
  if (outcome === null) return;
  try {
    const made = run().join(' ');
    if (typeof outcome === 'number') fail(`${what}: Alembic says ${truth.refusals[outcome]}, and we do ${made}`);
    deepEqual(made, outcome, what);
  } catch (error) {
    if (!(error instanceof RevisionTargetError)) throw error;
    if (typeof outcome === 'string') fail(`${what}: Alembic does ${outcome}, and we say ${error.message}`);
    ok(
      (truth.refusals[outcome] ?? []).some((words) => inOrderOfNames(error.message).startsWith(words)),
      `${what}: ${error.message} is none of ${truth.refusals[outcome]}`,
    );
  }
}
