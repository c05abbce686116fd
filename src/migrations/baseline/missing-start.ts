/** Recognises a history that does not begin with an empty database: it changes tables which none of its revisions creates. */
import type { TableName } from '../../schema/definition';
import { tableKey } from '../../schema/table-key';
import type { Problem } from '../results';
import type { ReplayResult } from '../shadow/requests';

export interface MissingStart {
  /** The tables that revisions change and none creates, as PostgreSQL missed them, in order. */
  readonly tables: readonly TableName[];
  /** What PostgreSQL refused because these are not there. */
  readonly refused: readonly Problem[];
  /** Tables that revisions would have made or changed, had these been there. */
  readonly touched: readonly TableName[];
}

const absence = /^(relation|table|view|materialized view|sequence|index|type) "(.+)" does not exist/;

/**
 * Null where nothing says so. One operation on a table that neither a revision nor a model ever made is a mistake of that revision, and
 * dropping what is not there asks for no table.
 */
export function missingStart(
  replayed: Pick<ReplayResult, 'problems' | 'creations' | 'schema'>,
  upgrades: readonly string[],
  ofModels: readonly TableName[],
): MissingStart | null {
  const made = madeNames(replayed, upgrades);
  const refusedMakings = new Set<string>();
  const refused: Problem[] = [];
  const missing = new Map<string, { readonly table: TableName; count: number; changed: boolean }>();
  for (const problem of replayed.problems) {
    const [, what, name] = absence.exec(problem.message) ?? [];
    if (problem.code !== 'replay-failed' || what === undefined || name === undefined) continue;
    const isRefusedMaking = refusedMakings.has(bare(name));
    if (made.has(bare(name)) && !isRefusedMaking) continue;
    refused.push(problem);
    const making = createdTable.exec(problem.statement ?? '')?.[1];
    if (making !== undefined) refusedMakings.add(bare(making));
    if (what !== 'relation' || isRefusedMaking) continue;
    const known = missing.get(name) ?? { table: tableNamed(name), count: 0, changed: false };
    missing.set(name, { ...known, count: known.count + 1, changed: known.changed || !/^DROP/i.test(problem.statement ?? '') });
  }
  const changed = [...missing.values()].filter((each) => each.changed);
  const modelKeys = new Set(ofModels.map(tableKey));
  const isStart = changed.length > 1 || changed.some(({ table, count }) => count > 1 || modelKeys.has(tableKey(table)));
  if (!isStart) return null;
  const touched = refused.flatMap(({ statement }) => {
    const name = changedTable.exec(statement ?? '')?.[1];
    return name === undefined ? [] : [tableNamed(name.replaceAll('"', ''))];
  });
  return { tables: changed.map(({ table }) => table), refused, touched };
}

/** Names of tables that revisions make, also by text and also where that was refused, so far as what they do on the way up tells. */
function madeNames(replayed: Pick<ReplayResult, 'creations' | 'schema' | 'problems'>, upgrades: readonly string[]): ReadonlySet<string> {
  const names = new Set(replayed.schema.tables.map(({ name }) => name));
  for (const [key] of replayed.creations) names.add(bareOfKey(key));
  for (const { statement } of replayed.problems) {
    const name = createdTable.exec(statement ?? '')?.[1];
    if (name !== undefined) names.add(bare(name));
  }
  for (const text of upgrades)
    for (const making of makings) for (const [, name] of text.matchAll(making)) if (name !== undefined) names.add(bare(name));
  return names;
}

const identifier = '((?:"[^"]+"|[\\w$]+)(?:\\.(?:"[^"]+"|[\\w$]+))?)';
const createdTable = new RegExp(`^\\s*CREATE (?:\\w+ )*?TABLE (?:IF NOT EXISTS )?${identifier}`, 'i');
const changedTable = new RegExp(
  `^\\s*(?:ALTER TABLE (?:IF EXISTS )?(?:ONLY )?|CREATE (?:\\w+ )*?TABLE (?:IF NOT EXISTS )?|COMMENT ON TABLE |CREATE (?:UNIQUE )?INDEX .*? ON (?:ONLY )?)${identifier}`,
  'i',
);
const makings: readonly RegExp[] = [
  /\bcreate_table\(\s*["']([^"']+)["']/g,
  /\brename_table\(\s*["'][^"']+["']\s*,\s*["']([^"']+)["']/g,
  new RegExp(
    `\\bCREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:\\w+\\s+)?(?:TABLE|VIEW|SEQUENCE|TYPE|DOMAIN|INDEX)\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?${identifier}`,
    'gi',
  ),
  new RegExp(`\\bRENAME\\s+TO\\s+${identifier}`, 'gi'),
  /\bEnum\([^)]*\bname\s*=\s*["']([^"']+)["']/gs,
  /\bcreate_index\(\s*(?:op\.f\(\s*)?["']([^"']+)["']/g,
];

/** What stands in `downgrade()` makes nothing on the way up. */
export const withoutDowngrade = (text: string): string => text.replace(/^(?:async )?def downgrade\b[^\n]*\n(?:(?:[ \t].*)?\n)*/m, '');

const bare = (name: string): string => name.slice(name.lastIndexOf('.') + 1).replaceAll('"', '');

function bareOfKey(key: string): string {
  const parts: unknown = JSON.parse(key);
  return Array.isArray(parts) ? String(parts[1]) : key;
}

function tableNamed(name: string): TableName {
  const at = name.indexOf('.');
  return at < 0 ? { schema: null, name } : { schema: name.slice(0, at), name: name.slice(at + 1) };
}
