/** Up, compare with the models, down, compare with the start, up again: in the shadow, with the file as it would stand on disk. */
import { introspectSync } from '../../postgres/introspection/introspection';
import { withoutVersionTable } from '../../postgres/introspection/selection';
import type { ShadowDatabase } from '../../postgres/shadow-database';
import { changeId, summary } from '../../schema/change-text';
import { compareSchemas } from '../../schema/compare';
import { differences } from '../../schema/differences';
import type { Schema } from '../../schema/schema';
import { isUnnamedAmong } from '../models/unnamed-objects';
import type { Proof, ProofStep } from '../results';
import type { RevisionReplayed } from './history-record';
import type { Replay, RevisionOutcome } from './replay';
import type { ModelsToMeet, ProveRequest, RevisionFile } from './requests';

/** More sentences than this help nobody. */
const mostDifferencesSaid = 5;

/** Proves `request.revisions` on a `database` where those `before` have run. What they could not do bounds the proof and is said in `limits`. */
export function prove(
  database: ShadowDatabase,
  replay: Replay,
  before: readonly RevisionReplayed[],
  request: Pick<ProveRequest, 'revisions' | 'models' | 'versionTable'>,
): Proof {
  const limits = before.flatMap(({ revision, outcome }) => outcomeTexts(revision, outcome));
  const unknownRows = (revision: RevisionFile, outcome: RevisionOutcome) =>
    limits.push(...outcomeTexts(revision, { refusals: [], opaque: outcome.opaque }));
  const steps: ProofStep[] = [];
  const finished = (step: ProofStep): boolean => {
    steps.push(step);
    return !step.ok;
  };
  const done = (): Proof => ({ proven: steps.length > 0 && steps.every((step) => step.ok), steps, limits });

  const selection = withoutVersionTable(request.versionTable);
  const start = introspectSync(database, selection);
  if (finished(move(replay, request.revisions, 'upgrade', 'upgrade', unknownRows))) return done();
  const after = introspectSync(database, selection);
  if (request.models && finished(meetsModels(after, request.models))) return done();
  if (finished(move(replay, [...request.revisions].reverse(), 'downgrade', 'downgrade'))) return done();
  if (finished(same('compare-with-start', start, introspectSync(database, selection)))) return done();
  if (finished(move(replay, request.revisions, 'upgrade', 'upgrade-again'))) return done();
  const again = differences(after, introspectSync(database, selection));
  if (again.length > 0) steps[steps.length - 1] = { step: 'upgrade-again', ok: false, message: said(again) };
  return done();
}

/** `onDone` is told what came of each revision that could be carried out, but for rows that are not known. */
function move(
  replay: Replay,
  revisions: readonly RevisionFile[],
  direction: 'upgrade' | 'downgrade',
  step: ProofStep['step'],
  onDone: (revision: RevisionFile, outcome: RevisionOutcome) => void = () => undefined,
): ProofStep {
  for (const revision of revisions) {
    const outcome = replay.run(revision, direction);
    const [refusal] = outcome.refusals;
    if (refusal) {
      return {
        step,
        ok: false,
        message: refusal.message,
        ...(refusal.statement !== null && { statement: refusal.statement }),
        ...(refusal.place && { file: refusal.place.file, line: refusal.place.line }),
      };
    }
    const opaque = outcome.opaque.find(({ hides }) => hides === 'schema');
    if (opaque) {
      const where = opaque.place && { file: opaque.place.file, line: opaque.place.line };
      return { step, ok: false, message: `not understood: ${opaque.reason}`, ...where };
    }
    onDone(revision, outcome);
  }
  return { step, ok: true };
}

function meetsModels(after: Schema, models: ModelsToMeet): ProofStep {
  const left = compareSchemas(after, models.schema, {
    leaveOut: models.leaveOut,
    doubts: models.doubts,
    versionTables: [],
    unnamed: isUnnamedAmong(models.unnamed),
  }).filter((change) => !models.remaining.includes(changeId(change)));
  if (left.length === 0) return { step: 'compare-with-models', ok: true };
  return { step: 'compare-with-models', ok: false, message: said(left.map(summary)) };
}

function same(step: ProofStep['step'], expected: Schema, found: Schema): ProofStep {
  const different = differences(expected, found);
  return different.length === 0 ? { step, ok: true } : { step, ok: false, message: said(different) };
}

const said = (sentences: readonly string[]): string =>
  sentences.length > mostDifferencesSaid
    ? `${sentences.slice(0, mostDifferencesSaid).join('; ')}; and ${sentences.length - mostDifferencesSaid} more`
    : sentences.join('; ');

function outcomeTexts(revision: RevisionFile, outcome: Pick<RevisionOutcome, 'refusals' | 'opaque'>): readonly string[] {
  const at = (line: number | undefined) => `${revision.file}${line === undefined ? '' : `:${line}`}`;
  return [
    ...outcome.refusals.map(
      (refusal) => `revision ${revision.id} is broken and was passed over in part: ${refusal.message} (${at(refusal.place?.line)})`,
    ),
    ...outcome.opaque.map(({ hides, reason, place }) => {
      const what = hides === 'schema' ? 'was not replayed in part' : 'changes rows that are not known here';
      return `revision ${revision.id} ${what}: ${reason} (${at(place?.line)})`;
    }),
  ];
}
