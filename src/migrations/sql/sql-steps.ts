/** Recorded steps as the SQL that is shown: beside each statement whether it would be another one with other rows. */

import type { Place } from '../../python/place';
import { placeText } from '../../python/place';
import type { ReportedSqlStep } from '../results';
import type { Refusal } from '../shadow/replay';
import { isCatalogRead, type RecordedOperation, type RecordedStep } from './recorded-run';

/** Whether the file alone does not tell what the revision does here. */
export const isTrouble = (step: RecordedStep): boolean => step.kind === 'unknown' || (step.kind === 'operation' && step.uncertain !== null);

/** What the file alone tells. */
export function staticSteps(steps: readonly RecordedStep[]): readonly ReportedSqlStep[] {
  return steps.flatMap((step) => sqlSteps(step, false, []));
}

/**
 * What a replay tells. A statement that comes of the file alone too is independent of rows: it was followed whatever they are. What the
 * file has and the replay has not would come with other rows, and is said where it would stand.
 */
export function replayedSteps(
  replayed: readonly RecordedStep[],
  fromFile: readonly RecordedStep[],
  refusals: readonly Refusal[],
): readonly ReportedSqlStep[] {
  const reached = new Set(replayed.map((step) => placeKey(placeOfStep(step))));
  const keys = replayed.map(stepKey);
  const steps: ReportedSqlStep[] = [];
  let next = 0;
  for (const step of fromFile) {
    if (isTrouble(step)) {
      if (!reached.has(placeKey(placeOfStep(step)))) steps.push(...skipped(step));
      continue;
    }
    const same = keys.indexOf(stepKey(step), next);
    if (same < 0) continue;
    for (const other of replayed.slice(next, same)) steps.push(...sqlSteps(other, true, refusals));
    steps.push(...sqlSteps(replayed[same] ?? step, false, refusals));
    next = same + 1;
  }
  for (const other of replayed.slice(next)) steps.push(...sqlSteps(other, true, refusals));
  return steps;
}

const placeOfStep = (step: RecordedStep): Place | null => {
  if (step.kind === 'operation') return step.operation.place;
  return step.kind === 'raised' ? step.reason.place : step.place;
};

const placeKey = (place: Place | null): string => (place ? `${placeText(place)}:${place.column}` : '');

/** The same for steps that do the same at the same place. */
function stepKey(step: RecordedStep): string {
  const place = placeKey(placeOfStep(step));
  if (step.kind === 'read') return `${place} read ${step.sql}`;
  return step.kind === 'operation' ? `${place} ${step.operation.kind} ${step.statements.join(';')}` : `${place} ${step.kind}`;
}

function skipped(step: RecordedStep): readonly ReportedSqlStep[] {
  if (step.kind === 'operation' && step.uncertain) {
    return [{ kind: 'skipped', message: step.uncertain.text, ...at(step.operation.place), statements: step.statements }];
  }
  return step.kind === 'unknown' ? [{ kind: 'skipped', message: step.reason.text, ...at(placeOfStep(step)), statements: [] }] : [];
}

const at = (place: Place | null): { readonly file: string | null; readonly line: number | null } => ({
  file: place?.file ?? null,
  line: place?.line ?? null,
});

function sqlSteps(step: RecordedStep, dependsOnRows: boolean, refusals: readonly Refusal[]): readonly ReportedSqlStep[] {
  switch (step.kind) {
    case 'unknown':
      return [{ kind: 'unknown', message: step.reason.text, ...at(step.place ?? step.reason.place), statements: [] }];
    case 'raised':
      return [{ kind: 'raises', message: step.reason.text, ...at(step.reason.place) }];
    case 'read': {
      if (isCatalogRead(step.sql)) return [];
      return [{ kind: 'statement', sql: step.sql, ...at(step.place), dependsOnRows, read: true, refused: null }];
    }
    case 'operation':
      return operationSteps(step, dependsOnRows, refusals);
  }
}

function operationSteps(
  { operation, statements, uncertain, refused }: RecordedOperation,
  dependsOnRows: boolean,
  refusals: readonly Refusal[],
): readonly ReportedSqlStep[] {
  const { kind, place } = operation;
  if (uncertain) return [{ kind: 'unknown', message: uncertain.text, ...at(uncertain.place ?? place), statements }];
  if (refused !== null) return [{ kind: 'unknown', message: refused, ...at(place), statements }];
  if (kind === 'begin_autocommit' || kind === 'end_autocommit') return [{ kind }];
  const refusalOf = (sql: string) =>
    refusals.find((refusal) => refusal.statement === sql && refusal.place?.line === place?.line && refusal.place?.file === place?.file);
  return statements.map((sql) => ({
    kind: 'statement',
    sql,
    ...at(place),
    dependsOnRows,
    read: false,
    refused: refusalOf(sql)?.message ?? null,
  }));
}

export const withOtherRows = 'with other rows in the database there could be more here';

/** The statements alone, and comments in place of what is none, so that nothing which is not known passes for SQL. */
export const readableStatements = (steps: readonly ReportedSqlStep[]): readonly string[] => steps.flatMap(readable);

function readable(step: ReportedSqlStep): readonly string[] {
  switch (step.kind) {
    case 'statement':
      return [step.sql];
    case 'begin_autocommit':
      return ['-- outside a transaction from here'];
    case 'end_autocommit':
      return ['-- in a transaction again'];
    case 'unknown':
      return [comment(`${step.message}${placeOf(step)}`), ...step.statements.map(comment)];
    case 'skipped':
      return [comment(`${withOtherRows}${placeOf(step)}`), ...step.statements.map(comment)];
    case 'raises':
      return [comment(`raises ${step.message}${placeOf(step)}`)];
  }
}

/** ` (file:line)` of a step that has a place. */
export const placeOf = ({ file, line }: { readonly file: string | null; readonly line: number | null }): string =>
  file === null ? '' : ` (${file}:${line})`;

/** A text as a comment of SQL, whatever lines it has. */
export const comment = (text: string): string =>
  text
    .split(/[\r\n]+/)
    .map((line) => `-- ${line}`)
    .join('\n');
