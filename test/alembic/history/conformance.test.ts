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

const recorded: { readonly histories: Readonly<Record<string, RecordedHistory>> } = JSON.parse(
  readFileSync(join(process.cwd(), 'test/alembic/recorded/histories.json'), 'utf8'),
);

describe("histories as Alembic's RevisionMap has them", () => {
  let parser: PythonParser;
  before(async () => {
    parser = await loadParser();
  });

  for (const [name, truth] of Object.entries(recorded.histories)) {
    describe(name, () => {
      let history: History;
      before(() => {
        const versions = Object.entries(truth.files).map(([file, text]) => [`db/versions/${file}`, text]);
        const files = memoryFiles({ 'alembic.ini': '[alembic]\nscript_location = db\n', 'db/env.py': '', ...Object.fromEntries(versions) });
        const [environment] = findEnvironments(files).environments;
        history = readHistory(environment ?? fail(), files, parser);
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
      (truth.refusals[outcome] ?? []).some((words) => error.message.startsWith(words)),
      `${what}: ${error.message} is none of ${truth.refusals[outcome]}`,
    );
  }
}
