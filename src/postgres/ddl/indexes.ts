/** CREATE INDEX and DROP INDEX. */
import type { IndexDefinition, IndexKey, TableName } from '../../schema/definition';
import { quoteIdentifier, quoteTable } from '../../schema/quoting';
import { includeClause } from './constraints';
import { NotRenderable } from './not-renderable';

/** `a = 1, b = 2` of a WITH clause (`PGDDLCompiler._prepare_withclause_opts`). */
export function storageOptions(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');
}

/** What may follow a key in CREATE INDEX; `sa.text('lower(name) DESC')` and `sa.text('name gin_trgm_ops')` carry it inside. */
const keyOptions = /^(\s+COLLATE\s+[\w."]+)?(\s+[a-z_]\w*)?(\s+(ASC|DESC))?(\s+NULLS\s+(FIRST|LAST))?$/i;

/**
 * PostgreSQL takes a name, a call or something in parentheses as a key; any other expression needs parentheses of its own. One `sa.text()` may
 * hold several keys, which SQLAlchemy writes as they are.
 */
function keyExpression(sql: string): string {
  const text = sql.trim();
  if (holdsSeveral(text)) return text;
  const head = /^(?!not\b)[\w$."]*/i.exec(text)?.[0] ?? '';
  const end = text.charAt(head.length) === '(' ? closingParenthesis(text, head.length) + 1 : head.length;
  return end > 0 && keyOptions.test(text.slice(end)) ? text : `(${text})`;
}

/** Is there a comma outside of parentheses, brackets and quotes? */
function holdsSeveral(text: string): boolean {
  let depth = 0;
  for (const part of text.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[()[\],]/g) ?? []) {
    if (part === '(' || part === '[') depth++;
    else if (part === ')' || part === ']') depth--;
    else if (part === ',' && depth === 0) return true;
  }
  return false;
}

/** Where the parenthesis that opens at `start` is closed; the end of the text where it never is. */
function closingParenthesis(text: string, start: number): number {
  let depth = 0;
  let quote: string | null = null;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== null) {
      if (character === quote) quote = null;
    } else if (character === "'" || character === '"') quote = character;
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return at;
  }
  return text.length;
}

function keyText(key: IndexKey): string {
  const subject = key.column === null ? keyExpression(key.expression?.sql ?? '') : quoteIdentifier(key.column);
  const collation = key.collation === null ? '' : ` COLLATE ${quoteIdentifier(key.collation)}`;
  const opclass = key.opclass === null ? '' : ` ${key.opclass}`;
  const nulls = key.nulls === null ? '' : ` NULLS ${key.nulls}`;
  return `${subject}${collation}${opclass}${key.descending ? ' DESC' : ''}${nulls}`;
}

/** `CREATE INDEX`, as `PGDDLCompiler.visit_create_index`; throws `NotRenderable` for an index without a name. */
export function createIndex(table: TableName, index: IndexDefinition, ifNotExists = false): string {
  if (index.name === null) throw new NotRenderable('CREATE INDEX requires that the index have a name');
  const withOptions = storageOptions(index.with);
  return [
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${index.concurrently ? 'CONCURRENTLY ' : ''}${ifNotExists ? 'IF NOT EXISTS ' : ''}`,
    `${quoteIdentifier(index.name)} ON ${quoteTable(table)} `,
    index.using === null ? '' : `USING ${index.using.toLowerCase()} `,
    `(${index.keys.map(keyText).join(', ')})`,
    includeClause(index.include),
    index.nullsNotDistinct ? ' NULLS NOT DISTINCT' : '',
    withOptions === '' ? '' : ` WITH (${withOptions})`,
    index.tablespace === null ? '' : ` TABLESPACE ${quoteIdentifier(index.tablespace)}`,
    index.where === null ? '' : ` WHERE ${index.where.sql}`,
  ].join('');
}
