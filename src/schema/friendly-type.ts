/** PostgreSQL's type words as people write them in SQLAlchemy and in DDL. */

const words: readonly (readonly [RegExp, string])[] = [
  [/^character varying(\([^)]*\))?/, 'VARCHAR$1'],
  [/^character(\([^)]*\))?/, 'CHAR$1'],
  [/^timestamp(\(\d+\))? without time zone/, 'TIMESTAMP$1'],
  [/^timestamp(\(\d+\))? with time zone/, 'TIMESTAMP$1 WITH TIME ZONE'],
  [/^time(\(\d+\))? without time zone/, 'TIME$1'],
  [/^time(\(\d+\))? with time zone/, 'TIME$1 WITH TIME ZONE'],
  [/^bit varying(\([^)]*\))?/, 'BIT VARYING$1'],
  [/^numeric\((\d+),0\)/, 'NUMERIC($1)'],
  [/^numeric\((\d+),(-?\d+)\)/, 'NUMERIC($1, $2)'],
  [/^interval/, 'INTERVAL'],
];

const plain =
  /^(smallint|integer|bigint|numeric|real|double precision|boolean|text|bytea|date|uuid|jsonb?|inet|cidr|macaddr8?|money|oid|xml|tsvector|tsquery|hstore|citext|ltree|bit(\(\d+\))?|point|line|lseg|box|path|polygon|circle|int4range|int8range|numrange|tsrange|tstzrange|daterange|jsonpath)(?![\w])/;

/**
 * `format_type`'s words the short way: `character varying(255)` is VARCHAR(255), `timestamp without time zone` TIMESTAMP.
 * Types that somebody made (enums, domains) keep their name; `public.` is left out, and `[]` stays.
 */
export function friendlyType(type: string): string {
  for (const [pattern, text] of words) if (pattern.test(type)) return type.replace(pattern, text);
  if (plain.test(type)) return type.replace(plain, (word) => word.toUpperCase());
  return type.replace(/^public\./, '');
}
