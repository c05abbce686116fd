/** What the reading left out, as others are told of it. */
import type { NotUnderstood, TableName } from '../schema/definition';
import type { Problem, ReportedNotUnderstood } from './results';

/** A revision's operation that PostgreSQL refuses leaves its effect out of the schema. */
export function reportProblem({ message, file, line, column, endLine, endColumn }: Problem): ReportedNotUnderstood {
  return {
    message,
    file: file ?? null,
    line: line ?? null,
    column: column ?? null,
    endLine: endLine ?? null,
    endColumn: endColumn ?? null,
    tables: [],
    columns: [],
  };
}

export function reportNotUnderstood(reason: NotUnderstood): ReportedNotUnderstood {
  return {
    message: reason.message,
    file: reason.place?.file ?? null,
    line: reason.place?.line ?? null,
    column: reason.place?.column ?? null,
    endLine: reason.place?.endLine ?? null,
    endColumn: reason.place?.endColumn ?? null,
    tables: [...reason.tables, ...(reason.doubts ?? []).map((doubt) => doubt.table)].map(shortName),
    columns: (reason.doubts ?? []).map(({ table, column }) => `${shortName(table)}.${column ?? '*'}`),
  };
}

const shortName = ({ schema, name }: TableName): string => (schema === null || schema === 'public' ? name : `${schema}.${name}`);
