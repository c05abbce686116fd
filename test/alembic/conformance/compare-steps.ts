/** The steps of real Alembic against ours, object by object. */
import type { HistoryFixture, RecordedStep } from './histories';
import type { OurStep } from './our-steps';

/** What is wrong, in lines of `-` what Alembic leaves and `+` what we leave; empty when all is as it should be. */
export function complaints(
  { notUnderstood }: HistoryFixture,
  recorded: readonly RecordedStep[],
  ours: readonly OurStep[],
): readonly string[] {
  const said = ours.flatMap((step) => step.said);
  const expected = notUnderstood === null || said.some((message) => message.includes(notUnderstood));
  const silent = expected ? [] : [`it should be said: ${notUnderstood}`];
  return [...silent, ...inTurn(recorded, ours, notUnderstood !== null)];
}

function inTurn(recorded: readonly RecordedStep[], ours: readonly OurStep[], partly: boolean): readonly string[] {
  const [real, ...later] = recorded;
  if (!real) return [];
  const own = ours.find((step) => step.direction === real.direction);
  if (!own) return [`there is no ${real.direction} of ours`];
  if ('error' in real) return partly && own.said.length > 0 ? [] : comparedWithError(real.error, own);
  if (own.revision !== real.revision) return [`${real.direction} of ${real.revision}, where ours is of ${own.revision}`];
  const lines = [...(partly ? [] : own.said.map((message) => `? ${message}`)), ...differences(real.changes, own)];
  const title = `${real.direction} ${real.revision}`;
  return [...lines.map((line) => `${title}: ${line}`), ...inTurn(later, withoutFirst(ours, own), partly)];
}

const withoutFirst = (steps: readonly OurStep[], done: OurStep): readonly OurStep[] => steps.filter((step) => step !== done);

/** Where Alembic, SQLAlchemy or PostgreSQL refuses, so must we, in the same words. */
function comparedWithError(error: string, own: OurStep): readonly string[] {
  const words = error.slice(error.indexOf(': ') + 2);
  if (own.said.some((message) => message.includes(words))) return [];
  return [`${own.direction} ${own.revision}: - ${error}`, ...own.said.map((message) => `${own.direction} ${own.revision}: ? ${message}`)];
}

function differences(real: Readonly<Record<string, string | null>>, own: OurStep): readonly string[] {
  const told = (text: string | null | undefined) => (text === undefined ? 'as before' : text === null ? 'gone' : text);
  return [...new Set([...Object.keys(real), ...Object.keys(own.changes)])]
    .filter((name) => real[name] !== own.changes[name] && !isDoubtful(name, own))
    .sort()
    .flatMap((name) => [`- ${name}: ${told(real[name])}`, `+ ${name}: ${told(own.changes[name])}`]);
}

/** Objects of tables that were said to be doubtful may stand otherwise. */
function isDoubtful(name: string, { doubtful }: OurStep): boolean {
  if (doubtful === null) return true;
  const identity = name.replace(/^[a-z ]*? (?=[^ ]*\.)/, '');
  return doubtful.some((table) => identity === table || identity.startsWith(`${table}.`) || identity.startsWith(`${table} `));
}
