// Two catalogs held against each other, table by table.

/** An identifier as PostgreSQL prints it: quoted where it must be. */
const identifier = '(?:"(?:[^"]|"")+"|[a-z_][a-z0-9_$]*)';
const qualified = new RegExp(`^${identifier}\\.${identifier}`);
const onTable = new RegExp(` ON (?:ONLY )?(${identifier}\\.${identifier}) `);
const ownedBy = new RegExp(` OWNED BY (${identifier}\\.${identifier})\\.`);

const quoted = (name) => (/^[a-z_][a-z0-9_$]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`);

/** Key words that quote_ident() quotes and that tables are called. */
const reserved = new Set(
  'all analyse analyze and any array as asc authorization between bigint binary bit boolean both case cast char character check coalesce collate collation column concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group grouping having ilike in initially inner inout int integer intersect interval into is isnull join lateral leading least left like limit localtime localtimestamp natural nchar none normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay placing position precision primary real references returning right row select session_user setof similar smallint some substring symmetric system_user table tablesample then time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when where window with xmlattributes'.split(
    ' ',
  ),
);

/** The table that a row of the catalog belongs to, null for a type or a sequence of nobody. */
function tableOf({ kind, identity, definition }) {
  switch (kind) {
    case 'table':
    case 'column':
    case 'constraint':
      return qualified.exec(identity)?.[0] ?? null;
    case 'index':
      return onTable.exec(definition)?.[1] ?? null;
    case 'sequence':
      return ownedBy.exec(definition)?.[1] ?? null;
    default:
      return null;
  }
}

/** The rows of each table, with those of the types and sequences that its columns speak of. */
function byTable(catalog) {
  const tables = new Map();
  for (const row of catalog.filter(({ kind }) => kind === 'table')) tables.set(row.identity, []);
  const loose = [];
  // create_all() makes no composite types and no views: those come from DDL that listeners send, which is outside of the comparison.
  for (const row of catalog.filter((row) => isCompared(row, tables))) {
    const table = tableOf(row);
    if (table !== null && tables.has(table)) tables.get(table).push(text(row));
    else loose.push(row);
  }
  const used = new Set();
  for (const rows of tables.values()) {
    const columns = rows.filter((row) => row.startsWith('column ')).join('\n');
    const spokenOf = loose.filter(({ identity }) => columns.includes(identity));
    rows.push(...spokenOf.map(text));
    for (const row of spokenOf) used.add(row);
  }
  return { tables, loose: loose.filter((row) => !used.has(row)).map(text) };
}

const isCompared = (row, tables) =>
  row.kind === 'column' ? tables.has(tableOf(row)) : !['composite type', 'view', 'materialized view'].includes(row.kind);

const text = ({ kind, identity, definition }) => `${kind} ${identity} ${definition}`;

/**
 * A verdict for each table that real SQLAlchemy has or we have. `wanted`: [schema, name] of those in the real metadata; one that no database
 * would take is not counted. `notUnderstood`: what we said, as `schema --json` tells it.
 */
export function compareTables(real, ours, wanted, notUnderstood) {
  const [left, right] = [byTable(real), byTable(ours)];
  const names = wanted.map(([schema, name]) => ({
    key: `${quoted(schema)}.${quoted(name)}`,
    short: schema === 'public' ? name : `${schema}.${name}`,
  }));
  const known = new Set(names.map(({ key }) => key));
  const extra = [...right.tables.keys()].filter((key) => !known.has(key)).map((key) => ({ key, short: key.replace(/^public\./, '') }));
  const verdicts = [...names, ...extra].flatMap(({ key, short }) => {
    const [there, here] = [left.tables.get(key), right.tables.get(key)];
    if (!there && !here) {
      const said = about(notUnderstood, short)[0];
      return known.has(key) && said ? [{ table: short, verdict: 'not understood', reason: reasonText(said) }] : [];
    }
    return [{ table: short, ...verdict(there, here, short, notUnderstood) }];
  });
  // A type of a table that only one side has is loose on the other.
  const present = (rows, catalog) => rows.filter((row) => !catalog.some((other) => text(other) === row));
  const loose = difference(present(left.loose, ours), present(right.loose, real));
  return loose.length === 0 ? verdicts : [...verdicts, { table: '(of no table)', verdict: 'different', rows: loose }];
}

function verdict(there, here, table, notUnderstood) {
  const said = about(notUnderstood, table);
  if (!here) {
    if (said.length > 0) return { verdict: 'not understood', reason: reasonText(said[0]) };
    return { verdict: 'different', rows: ['we do not have it'] };
  }
  if (!there) return { verdict: 'different', rows: ['SQLAlchemy does not have it'] };
  const rows = difference(there, here);
  if (rows.length === 0) return { verdict: 'equal' };
  const unexplained = rows.filter((row) => !said.some((reason) => explains(reason, row, table)) && !refersToMissing(row, notUnderstood));
  if (unexplained.length > 0) return { verdict: 'different', rows: unexplained };
  return { verdict: 'not understood', reason: said.length > 0 ? reasonText(said[0]) : 'refers to a table that is not understood' };
}

const about = (notUnderstood, table) => notUnderstood.filter(({ tables }) => tables.includes(table));

/** Where only some columns are in doubt, only what speaks of them is explained. */
function explains({ columns }, row, table) {
  const own = columns.filter((column) => column.startsWith(`${table}.`)).map((column) => column.slice(table.length + 1));
  return own.length === 0 || own.some((column) => column === '*' || row.includes(column));
}

function refersToMissing(row, notUnderstood) {
  const referred = /^. constraint .* FOREIGN KEY .* REFERENCES (\S+)\(/.exec(row)?.[1];
  return referred !== undefined && about(notUnderstood, referred.replace(/^public\./, '').replaceAll('"', '')).length > 0;
}

const reasonText = ({ message, file, line }) => (file ? `${message} (${file}:${line})` : message);

/** Rows of the one alone with a minus before them, of the other alone with a plus. */
function difference(there, here) {
  const [left, right] = [new Set(there), new Set(here)];
  return [
    ...there.filter((row) => !right.has(row)).map((row) => `- ${row}`),
    ...here.filter((row) => !left.has(row)).map((row) => `+ ${row}`),
  ];
}
