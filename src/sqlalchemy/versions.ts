/** Which releases of the packages that this room speaks for a project stands on: what they do differs between them. */
import type { Interpreter } from '../python/interpreter';

/** SQLAlchemy's series; 1.3 and older count as 1.4, what is newer than 2.1 as 2.1. */
export type SqlalchemySeries = '1.4' | '2.0' | '2.1';

export type SearchableRelease = readonly [number, number];

export interface PackageVersions {
  readonly sqlalchemy: SqlalchemySeries;
  /** Flask-SQLAlchemy's major release. */
  readonly flaskSqlalchemy: 2 | 3;
  /** False for a SQLAlchemy 2.0 older than 2.0.42, which writes `data -> 'key'` where later ones write `data['key']` for JSONB. */
  readonly subscriptsJsonb?: boolean;
  /** SQLModel's release, the N of 0.0.N; left out where nothing says it. */
  readonly sqlmodel?: number;
  /** SQLAlchemy-Searchable's release, major and minor; left out where nothing says it. */
  readonly searchable?: SearchableRelease;
  /** Its expressions.sql, as it stands in the virtualenv; left out where it is not installed. */
  readonly searchableExpressions?: string;
  /** pydantic's major release under SQLModel; left out where nothing says it. */
  readonly pydantic?: 1 | 2;
}

/** What an installer would take where the project pins nothing. */
export const newestVersions: PackageVersions = { sqlalchemy: '2.1', flaskSqlalchemy: 3 };

const known = new WeakMap<Interpreter, PackageVersions>();

/** Told once by the host modules that a program was given. */
export function setVersions(interpreter: Interpreter, versions: PackageVersions): void {
  known.set(interpreter, versions);
}

/** The versions that a program's host modules stand for; the newest where none of them has been imported. */
export function versionsOf(interpreter: Interpreter): PackageVersions {
  return known.get(interpreter) ?? newestVersions;
}

/** Elements of JSONB are written as subscripts (`PGCompiler.visit_json_getitem_op_binary`). */
export function subscriptsJsonb(interpreter: Interpreter): boolean {
  return sinceSqlalchemy(interpreter, '2.0') && versionsOf(interpreter).subscriptsJsonb !== false;
}

/** `versionsOf(interpreter).sqlalchemy` is `series` or newer. */
export function sinceSqlalchemy(interpreter: Interpreter, series: SqlalchemySeries): boolean {
  return Number(versionsOf(interpreter).sqlalchemy) >= Number(series);
}

/** The newest SQLModel that is known, the N of 0.0.N. */
export const newestSqlmodel = 50;

/** The newest SQLModel for SQLAlchemy 1.4. */
const lastSqlmodelFor14 = 11;

/** SQLModel's release, the N of 0.0.N; where nothing says it, the newest that goes with the SQLAlchemy of the project. */
export function sqlmodelRelease(interpreter: Interpreter): number {
  const { sqlmodel, sqlalchemy } = versionsOf(interpreter);
  return sqlmodel ?? (sqlalchemy === '1.4' ? lastSqlmodelFor14 : newestSqlmodel);
}

/** Whether pydantic 2 stands under SQLModel, which takes it since 0.0.14. */
export function sincePydantic2(interpreter: Interpreter): boolean {
  return (versionsOf(interpreter).pydantic ?? (sqlmodelRelease(interpreter) < 14 ? 1 : 2)) === 2;
}

/** The expressions.sql of the SQLAlchemy-Searchable that is installed; null where none is. */
export const searchableExpressions = (interpreter: Interpreter): string | null => versionsOf(interpreter).searchableExpressions ?? null;

/** SQLAlchemy-Searchable's release; where nothing says it, the newest that goes with the SQLAlchemy of the project. */
export function searchableRelease(interpreter: Interpreter): SearchableRelease {
  const { searchable, sqlalchemy } = versionsOf(interpreter);
  return searchable ?? (sqlalchemy === '1.4' ? [1, 4] : [3, 0]);
}
