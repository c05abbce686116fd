/** A history whose beginning is not known, in one sentence with what works. */
import type { TableName } from '../../schema/definition';
import type { BaselineCandidate, Problem } from '../results';
import type { Baseline } from './baseline';
import type { MissingStart } from './missing-start';

/** More names than these help nobody. */
const mostNamed = 3;

export function startProblem(missing: MissingStart, baseline: Baseline, candidates: readonly BaselineCandidate[]): Problem {
  const [first] = missing.refused;
  const names = missing.tables.map(shortName);
  const tables = `${names.length === 1 ? 'the table' : 'the tables'} ${listed(names)}`;
  const lack =
    baseline.name === null
      ? `This history does not begin with an empty database: no revision creates ${tables}, which revisions change.`
      : `Neither ${baseline.name} nor a revision creates ${tables}, which revisions change.`;
  const passed = `${missing.refused.length} ${missing.refused.length === 1 ? 'operation was' : 'operations were'} passed over.`;
  return {
    code: 'baseline-missing',
    severity: 'error',
    message: `${lack} ${passed} ${advice(baseline, candidates)}`,
    ...(first && {
      ...(first.revision !== undefined && { revision: first.revision }),
      ...(first.file !== undefined && { file: first.file }),
      ...(first.line !== undefined && { line: first.line }),
      ...(first.column !== undefined && { column: first.column }),
      ...(first.endLine !== undefined && { endLine: first.endLine }),
      ...(first.endColumn !== undefined && { endColumn: first.endColumn }),
    }),
    tables: names,
    candidates,
  };
}

function advice(baseline: Baseline, candidates: readonly BaselineCandidate[]): string {
  const another = baseline.name === null ? 'Say what stood before the first revision' : 'Say another baseline';
  if (candidates.length === 0)
    return `${another}: --baseline FILE.sql (pg_dump --schema-only writes one), git:COMMIT, or database, or migrationKeeper.baseline in the settings.`;
  return `${another} with --baseline or migrationKeeper.baseline: ${candidates.map(({ choice, what }) => `${choice} (${what})`).join(', ')}.`;
}

const listed = (names: readonly string[]): string =>
  names.length > mostNamed + 1 ? `${names.slice(0, mostNamed).join(', ')} and ${names.length - mostNamed} more` : names.join(', ');

const shortName = ({ schema, name }: TableName): string => (schema === null || schema === 'public' ? name : `${schema}.${name}`);
