/** Alembic's version table: which revisions a database has. Mirrors alembic/runtime/migration.py and `DefaultImpl.version_table_impl`. */
import type { TableName } from '../schema/definition';
import { quoteIdentifier, quoteLiteral, quoteTable } from '../schema/quoting';
import type { Row } from './rows';

/** What Alembic uses unless `version_table` and `version_table_schema` say otherwise. */
export const defaultVersionTable: TableName = { schema: null, name: 'alembic_version' };

/** The SQL that makes the table, as Alembic makes it. */
export function createVersionTable(table: TableName): string {
  const key = `CONSTRAINT ${quoteIdentifier(`${table.name}_pkc`)} PRIMARY KEY (version_num)`;
  return `CREATE TABLE ${quoteTable(table)} (\n    version_num VARCHAR(32) NOT NULL,\n    ${key}\n)`;
}

interface Client {
  query(sql: string): Promise<readonly Row[]>;
}

/** Is there such a table? As `MigrationContext._has_version_table`: asked before it is made, since CREATE needs a right that using it does not. */
export async function hasVersionTable(client: Client, table: TableName): Promise<boolean> {
  const [there] = await client.query(`SELECT to_regclass(${quoteLiteral(quoteTable(table))}) IS NOT NULL AS exists`);
  return there?.['exists'] === true;
}

/** The revisions in the table, sorted; none where there is no such table. */
export async function readVersions(client: Client, table: TableName): Promise<readonly string[]> {
  if (!(await hasVersionTable(client, table))) return [];
  const rows = await client.query(`SELECT version_num FROM ${quoteTable(table)}`);
  return rows.map((row) => String(row['version_num'])).sort();
}

export interface VersionStep {
  readonly direction: 'upgrade' | 'downgrade';
  readonly revision: string;
  /** Alembic's `_normalized_down_revisions`: the down revisions, and what the revision depends on. */
  readonly parents: readonly string[];
  /**
   * These revisions and all that they stand on. Only branches that depend on one another need it: a parent that another head already
   * stands on is not taken out of, or put back into, the table.
   */
  readonly ancestors?: (revisions: readonly string[]) => ReadonlySet<string>;
}

/** One row's change; it touches exactly one row, or the table is not what was believed. */
export interface VersionStatement {
  readonly sql: string;
  /** The revision whose row it is. */
  readonly revision: string;
}

export interface VersionMove {
  readonly statements: readonly VersionStatement[];
  /** What the table holds afterwards, sorted. */
  readonly after: readonly string[];
}

class Rows {
  private readonly heads: Set<string>;
  private readonly statements: VersionStatement[] = [];
  private readonly name: string;

  constructor(before: readonly string[], table: TableName) {
    this.heads = new Set(before);
    this.name = quoteTable(table);
  }

  insert(revision: string): void {
    this.heads.add(revision);
    this.statements.push({ sql: `INSERT INTO ${this.name} (version_num) VALUES (${quoteLiteral(revision)})`, revision });
  }

  delete(revision: string): void {
    this.heads.delete(revision);
    this.statements.push({ sql: `DELETE FROM ${this.name} WHERE ${this.name}.version_num = ${quoteLiteral(revision)}`, revision });
  }

  update(from: string, to: string): void {
    this.heads.delete(from);
    this.heads.add(to);
    const change = `UPDATE ${this.name} SET version_num=${quoteLiteral(to)}`;
    this.statements.push({ sql: `${change} WHERE ${this.name}.version_num = ${quoteLiteral(from)}`, revision: from });
  }

  move(): VersionMove {
    return { statements: this.statements, after: [...this.heads].sort() };
  }
}

/** Those of `revisions` that no head but `standing` already stands on (`RevisionStep.merge_branch_idents`, `_unmerge_to_revisions`). */
function uncovered(revisions: readonly string[], others: readonly string[], step: VersionStep): readonly string[] {
  if (others.length === 0 || step.ancestors === undefined) return revisions;
  const covered = step.ancestors(others);
  return revisions.filter((revision) => !covered.has(revision));
}

/** When it is taken back, a revision makes room for its parents, save those that another of them or another head stands on. */
function parentsToReturnTo(before: readonly string[], step: VersionStep): readonly string[] {
  const others = before.filter((head) => head !== step.revision);
  if (others.length > 0) return uncovered(step.parents, others, step);
  if (step.ancestors === undefined) return step.parents;
  const { parents, ancestors } = step;
  return parents.filter((parent) => !parents.some((other) => other !== parent && ancestors([other]).has(parent)));
}

function upgrade(rows: Rows, before: readonly string[], step: VersionStep): void {
  const present = step.parents.filter((parent) => before.includes(parent));
  const [parent] = present;
  if (parent === undefined) {
    rows.insert(step.revision);
    return;
  }
  if (present.length === 1) {
    rows.update(parent, step.revision);
    return;
  }
  const others = before.filter((head) => !step.parents.includes(head));
  const merged = uncovered(step.parents, others, step).filter((parent) => before.includes(parent));
  for (const gone of merged.slice(0, -1)) rows.delete(gone);
  rows.update(merged.at(-1) ?? parent, step.revision);
}

function downgrade(rows: Rows, before: readonly string[], step: VersionStep): void {
  const returned = parentsToReturnTo(before, step);
  const last = returned.at(-1);
  if (last === undefined) {
    rows.delete(step.revision);
    return;
  }
  for (const parent of returned.slice(0, -1)) rows.insert(parent);
  rows.update(step.revision, last);
}

/**
 * How the table changes with one revision, as `HeadMaintainer.update_to_step`: a row is updated where one revision takes the place of
 * one other, inserted for a new branch, deleted at a base; a merge deletes all parents but one, its downgrade inserts them again.
 */
export function versionStatements(before: readonly string[], step: VersionStep, table: TableName = defaultVersionTable): VersionMove {
  const rows = new Rows(before, table);
  if (step.direction === 'upgrade') upgrade(rows, before, step);
  else downgrade(rows, before, step);
  return rows.move();
}

/** How the table comes to hold exactly `after`, as `alembic stamp` leaves it. */
export function stampStatements(before: readonly string[], after: readonly string[], table: TableName = defaultVersionTable): VersionMove {
  const rows = new Rows(before, table);
  const gone = before.filter((revision) => !after.includes(revision));
  const come = after.filter((revision) => !before.includes(revision));
  const updates = Math.min(gone.length, come.length);
  for (const revision of gone.slice(updates)) rows.delete(revision);
  for (const [at, revision] of come.entries()) {
    const from = gone[at];
    if (from === undefined) rows.insert(revision);
    else rows.update(from, revision);
  }
  return rows.move();
}
