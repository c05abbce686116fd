/** What we make of a fixture: its models read, its statements run in PostgreSQL, and what then stands there. */

import { createStatements } from '../../../src/postgres/ddl/metadata';
import { PostgresError } from '../../../src/postgres/postgres-error';
import type { ShadowDatabase } from '../../../src/postgres/shadow-database';
import { createProgram } from '../../../src/python/create-program';
import type { SourceFiles } from '../../../src/python/files';
import type { PythonParser } from '../../../src/python/parser';
import { quoteIdentifier } from '../../../src/schema/quoting';
import { sqlalchemyHostModules } from '../../../src/sqlalchemy/host-modules';
import { readModels } from '../../../src/sqlalchemy/read-models';
import type { PackageVersions, SqlalchemySeries } from '../../../src/sqlalchemy/versions';
import type { Fixture } from './fixtures';

export interface OurReading {
  /** The database and then the models, statement by statement. */
  readonly statements: readonly string[];
  /** What was not understood, with its place. */
  readonly said: readonly string[];
}

export type OurCatalog = { readonly catalog: ReadonlyMap<string, string> } | { readonly refused: string };

/** The releases that the requirements of that series pin (scripts/conformance/requirements-*.txt). */
function versions(series: SqlalchemySeries): PackageVersions {
  return { sqlalchemy: series, flaskSqlalchemy: series === '1.4' ? 2 : 3 };
}

/** Reads the fixture as a project that stands on SQLAlchemy `series`; `files` are the folder of the fixtures. */
export function readFixture(fixture: Fixture, series: SqlalchemySeries, files: SourceFiles, parser: PythonParser): OurReading {
  const program = createProgram({ files, searchPaths: [fixture.area], hostModules: sqlalchemyHostModules(versions(series)), parser });
  const module = program.importModule(fixture.module);
  const metadata = module.type === 'module' ? module.namespace.get('metadata') : undefined;
  const { metadata: definition, notUnderstood } = readModels(program, metadata === undefined ? null : [metadata]);
  const syntax = program.failures.filter(({ kind }) => kind === 'syntax');
  const said = [...notUnderstood, ...syntax].map(
    ({ message, place }) => `${message} (${place ? `${place.file}:${place.line}` : 'no place'})`,
  );
  const named = metadata === undefined && said.length === 0 ? ['the fixture has no `metadata`'] : said;
  return {
    statements: [...surroundings(fixture), ...createStatements(definition).map(({ sql }) => withStandIns(sql, fixture))],
    said: named,
  };
}

function surroundings({ extensions, standIns }: Fixture): readonly string[] {
  return [
    ...extensions.map((name) => `CREATE EXTENSION ${quoteIdentifier(name)} SCHEMA public`),
    ...standIns.map((type) => `CREATE DOMAIN ${quoteIdentifier(type)} AS text`),
  ];
}

function withStandIns(sql: string, { standIns }: Fixture): string {
  return standIns.reduce((text, type) => text.replaceAll(type, quoteIdentifier(type)), sql);
}

/** Runs the statements in an empty database, asks it with `query` (catalog.sql), and leaves it empty. */
export function catalogAfter(statements: readonly string[], database: ShadowDatabase, query: string): OurCatalog {
  database.execute('BEGIN');
  try {
    for (const statement of statements) database.execute(statement);
    database.execute('SET LOCAL search_path TO pg_catalog');
    const rows = database.query(query);
    return { catalog: new Map(rows.map(({ kind, identity, definition }) => [`${kind} ${identity}`, String(definition)])) };
  } catch (error) {
    if (!(error instanceof PostgresError)) throw error;
    return { refused: `${error.message}: ${error.statement}` };
  } finally {
    database.execute('ROLLBACK');
  }
}
