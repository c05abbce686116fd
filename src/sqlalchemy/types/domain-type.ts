/** `postgresql.DOMAIN`: the type of its columns, and the `CREATE DOMAIN` that goes before their tables. */
import type { Interpreter } from '../../python/interpreter';
import type { Place } from '../../python/place';
import type { Arguments, Value } from '../../python/values';
import type { DomainDefinition } from '../../schema/definition';
import { quoteTable } from '../../schema/quoting';
import { flagOf, given, optionalText, unfoldedName } from '../plain-values';
import { code, importsOf, postgresqlImport, textRepr } from '../python-code';
import { unreadable } from '../unreadable';
import { namedTypeSchema } from './enum-type';
import type { ReadType, TypeContext } from './read-type';

/** A domain whose default and check are not SQL yet: types know nothing of expressions. */
export interface UnwrittenDomain extends Omit<DomainDefinition, 'default' | 'check'> {
  readonly default: Value | null;
  readonly check: Value | null;
}

/** `DOMAIN(name, data_type, *, collation, default, constraint_name, not_null, check, create_type, schema, …)`. */
export function readDomain(
  interpreter: Interpreter,
  args: Arguments,
  context: TypeContext,
  place: Place | null,
  read: (inner: Value) => ReadType,
): ReadType {
  const keyword = (name: string): Value | null => given(args.keywords.get(name));
  const nameValue = args.keywords.get('name') ?? args.positional[0];
  const typeValue = args.keywords.get('data_type') ?? args.positional[1];
  if (!nameValue || !typeValue) return unreadable('a DOMAIN without a name and a type', place);
  const inner = read(typeValue);
  const [notNull, created] = [keyword('not_null'), keyword('create_type')];
  const domain: UnwrittenDomain = {
    schema: namedTypeSchema(interpreter, args, context, 'a DOMAIN'),
    name: unfoldedName(nameValue, keyword('quote'), 'the name of a DOMAIN'),
    type: inner.collation === null ? inner.sql : `${inner.sql} COLLATE ${inner.collation}`,
    collation: optionalText(keyword('collation'), 'the collation of a DOMAIN'),
    default: keyword('default'),
    constraintName: optionalText(keyword('constraint_name'), 'the name of a constraint'),
    notNull: notNull !== null && flagOf(notNull, 'not_null'),
    check: keyword('check'),
    place,
  };
  const options = [
    textRepr(domain.name),
    inner.python.code,
    ...(domain.schema === null ? [] : [`schema=${textRepr(domain.schema)}`]),
    'create_type=False',
  ];
  const isCreated = created === null || flagOf(created, 'create_type');
  return {
    sql: quoteTable(domain),
    python: code(`postgresql.DOMAIN(${options.join(', ')})`, ...importsOf([inner.python, code('', postgresqlImport)])),
    enumType: null,
    unwrittenDomain: isCreated ? domain : null,
    collation: null,
    collationName: null,
    ancestors: ['postgresql.DOMAIN'],
    check: null,
  };
}
