/** `reparent`: a revision follows another one than before. Only the two places of its file change that name its parents. */
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../alembic/environment/environment';
import { parentEdits, withEdits } from '../alembic/history/edit-parents';
import { type History, readHistory } from '../alembic/history/read-history';
import { reparentings } from '../alembic/history/reparenting';
import type { Revision } from '../alembic/history/revision';
import type { Decisions, ReparentOffer } from './decisions';
import { soundHistoryOf } from './environments';
import { Failure } from './failure';
import { problemText } from './problem-text';
import type { Project } from './project';
import { overlaidFiles } from './project-files';
import type { ParentChangeResult } from './results';
import { translated } from './revision-range';

export interface ReparentOptions {
  /** Null: one of the revisions that would make one line of two, which is a question where there are several. */
  readonly revision: string | null;
  /** What it shall follow, as Alembic takes targets; null: the other head, where there is one other. */
  readonly onto: readonly string[] | null;
  /** False leaves the file as it is, for somebody who makes the edits elsewhere. */
  readonly write: boolean;
  readonly decisions: Pick<Decisions, 'reparented'>;
}

/**
 * Gives a revision other parents. Rejects with a Failure, and changes nothing, where the history would no longer hold: a parent that
 * stands above the revision, a file that computes its parents.
 */
export async function reparent(project: Project, environment: Environment, options: ReparentOptions): Promise<ParentChangeResult> {
  const history = soundHistoryOf(project, environment);
  const { revision, onto } = await wanted(history, options);
  refuseCircle(history, revision, onto);
  const text = project.files.read(revision.file) ?? '';
  const edits = parentEdits(revision, text, onto);
  const source = withEdits(text, edits);
  const heads = headsAfter(project, environment, revision, onto, source);
  if (options.write) overwrite(project, revision.file, text, source);
  return {
    revision: revision.id,
    file: revision.file,
    from: revision.down,
    to: onto,
    edits: edits.map(({ place, text: replacement }) => ({ ...place, text: replacement })),
    source,
    written: options.write,
    heads,
  };
}

/** What `reparent` could be asked for where git brought two lines of revisions together; empty where there is but one head. */
export function reparentOffers(history: History): readonly ReparentOffer[] {
  return reparentings(history).map(({ revision, onto }) => ({
    revision: revision.id,
    message: revision.message,
    from: revision.down,
    onto,
  }));
}

async function wanted(
  history: History,
  { revision, onto, decisions }: ReparentOptions,
): Promise<{ readonly revision: Revision; readonly onto: readonly string[] }> {
  if (revision !== null && onto !== null)
    return { revision: one(history, revision), onto: onto.flatMap((target) => idsOf(history, target)) };
  const meant = revision === null ? null : one(history, revision);
  const offers = reparentOffers(history).filter((offer) => meant === null || offer.revision === meant.id);
  const [only] = offers;
  if (!only) throw new Failure(nothingToOffer(meant));
  const chosen = offers.length === 1 ? only : await decisions.reparented(offers);
  if (chosen === null) throw new Failure('Nothing was changed: a question stayed without an answer.');
  return { revision: one(history, chosen.revision), onto: chosen.onto };
}

const nothingToOffer = (revision: Revision | null): string =>
  revision === null
    ? 'There are no two heads of which one could follow the other. Name the revision, and what it shall follow with --onto.'
    : `Revision ${revision.id} does not begin a line beside another. Say what it shall follow with --onto.`;

function one(history: History, target: string): Revision {
  const [revision, ...others] = translated(() => history.resolve(target));
  if (!revision || others.length > 0) throw new Failure(`'${target}' is not one revision.`);
  return revision;
}

const idsOf = (history: History, target: string): readonly string[] =>
  translated(() => history.resolve(target)).map((revision) => revision.id);

function refuseCircle(history: History, revision: Revision, onto: readonly string[]): void {
  if (new Set(onto).size !== onto.length) throw new Failure(`${onto.join(', ')}: a revision cannot follow another one twice.`);
  if (onto.join('\n') === revision.down.join('\n')) {
    throw new Failure(`Revision ${revision.id} follows ${onto.join(', ') || 'nothing'} already.`);
  }
  const above = onto.find((id) => history.ancestors([id]).has(revision.id));
  if (above !== undefined) throw new Failure(`Revision ${revision.id} cannot follow ${above}, which stands on it.`);
  const below = onto.find((id) => onto.some((other) => other !== id && history.ancestors([other]).has(id)));
  if (below !== undefined) throw new Failure(`Of ${onto.join(', ')} one stands on ${below} already: leave that one out.`);
}

/** Reads the history as it would be, and refuses what would break it. */
function headsAfter(
  project: Project,
  environment: Environment,
  revision: Revision,
  onto: readonly string[],
  source: string,
): readonly string[] {
  const after = readHistory(environment, overlaidFiles(project.files, new Map([[revision.file, source]])), project.parser);
  const [problem] = after.problems.filter(({ severity }) => severity === 'error');
  if (problem) throw new Failure(`The history would no longer hold: ${problemText(problem)}`);
  const down = after.byId.get(revision.id)?.down ?? [];
  if (down.join('\n') === onto.join('\n')) return after.heads;
  throw new Failure(
    `${revision.file}:${revision.places.down.line}: down_revision is computed here, so it cannot be changed by writing it anew.`,
  );
}

/** Writes the file whole or not at all, byte for byte what it was but for the edits. */
function overwrite(project: Project, path: string, before: string, source: string): void {
  const target = join(project.root, path);
  const passing = `${target}.${process.pid}.tmp`;
  try {
    if (!readFileSync(target).equals(Buffer.from(before, 'utf8'))) {
      throw new Failure(`${path} is not changed: it holds unsaved text, or it is not plain UTF-8.`);
    }
    writeFileSync(passing, source, { flag: 'wx', mode: statSync(target).mode });
    renameSync(passing, target);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${path} could not be changed: ${error instanceof Error ? error.message : String(error)}.`);
  } finally {
    rmSync(passing, { force: true });
  }
  project.filesChanged([path]);
}
