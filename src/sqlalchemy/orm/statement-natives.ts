/** What sessions ask of Core's statements. */
import { changing } from '../../python/changes';
import { bool, instance, int, list, nativeClass, noArguments, none, str } from '../../python/native';
import type { NativeCall, Value } from '../../python/values';
import { nodeOf } from '../sql/node';
import { columnNodes } from '../statements/arguments';
import { FromObject, type SelectStatement, type Statement, StatementObject } from '../statements/model';
import { ownName } from '../statements/selected-columns';
import { statementValue } from '../statements/statement-values';
import { targetTable } from '../statements/write-changes';
import { attempt, isUnknown } from '../unreadable';
import { isMapped } from './mapped-facts';

const aliasMark = '_sa_aliased_entity';
const readMark = '_sa_alias_attribute';

/** An aliased class: a FROM item whose attributes are those of the class. */
const aliasedClass = nativeClass({
  name: 'AliasedClass',
  module: 'sqlalchemy.orm.util',
  native: {
    tag: 'sqlalchemy aliased class',
    attribute: (interpreter, self, name, place) => {
      const [entity, read] = [self.attributes.get(aliasMark), self.attributes.get(readMark)];
      if (name.startsWith('__') || !entity || !read) return null;
      return interpreter.call(read, { ...noArguments, positional: [entity, str(name)] }, place);
    },
  },
});

const statementOf = (value: Value | undefined): Statement | null =>
  value?.type === 'instance' && value.host instanceof StatementObject ? value.host.statement : null;

const aliasedEntity = (value: Value | undefined): Value =>
  (value?.type === 'instance' ? value.attributes.get(aliasMark) : undefined) ?? none;

const isEntity = (value: Value): boolean => (value.type === 'class' && isMapped(value)) || aliasedEntity(value).type !== 'None';

/** The arguments of a `select()` that was asked for objects; null for any other statement. */
function askedFor(statement: Statement | null): SelectStatement['asked'] {
  if (statement?.kind !== 'select' || !statement.asked?.some(isEntity)) return null;
  return statement.asked;
}

const changes: ReadonlySet<Statement['kind']> = new Set(['insert', 'update', 'delete']);

export const statementNatives: Readonly<Record<string, NativeCall>> = {
  entities_of: (_interpreter, args) => {
    const asked = askedFor(statementOf(args.positional[0]));
    return asked ? list(asked) : none;
  },
  asked_count: (_interpreter, args) => {
    const statement = statementOf(args.positional[0]);
    return int(statement?.kind === 'select' ? (statement.asked?.length ?? 0) : 0);
  },
  changes_rows: (_interpreter, args) => {
    const statement = statementOf(args.positional[0]);
    return bool(statement !== null && changes.has(statement.kind));
  },
  changed_table: (_interpreter, args) => {
    const statement = statementOf(args.positional[0]);
    if (!statement || !('target' in statement)) return none;
    const table = attempt(() => targetTable(statement.target));
    return isUnknown(table) ? none : str(table.key);
  },
  /** A query object is its statement wherever Core takes one. */
  stand_for: (_interpreter, args) => {
    const [query, statement] = args.positional;
    if (query?.type === 'instance' && statement?.type === 'instance') changing(query).host = statement.host;
    return none;
  },
  /** The statement with other columns, from where it reads already. */
  with_columns: (_interpreter, args, place) => {
    const [value, columns] = args.positional;
    const statement = statementOf(value);
    if (statement?.kind !== 'select' || columns?.type !== 'list') return value ?? none;
    const nodes = attempt(() => columns.items.flatMap(columnNodes), place);
    return isUnknown(nodes) ? nodes : statementValue({ ...statement, columns: nodes, asked: null }, place);
  },
  aliased_value: (_interpreter, args, place) => {
    const [selectable, entity, read] = args.positional;
    if (selectable?.type !== 'instance' || !(selectable.host instanceof FromObject) || !entity || !read) return selectable ?? none;
    const made = instance(aliasedClass, selectable.host, place);
    changing(made.attributes).set(aliasMark, entity).set(readMark, read);
    return made;
  },
  /** The name under which a row has an expression. */
  name_of: (_interpreter, args) => {
    const [value] = args.positional;
    const node = value && value.type !== 'unknown' ? nodeOf(value) : null;
    if (node?.kind === 'function') return str(node.path.at(-1) ?? 'anon');
    const name = node && ownName(node);
    return name ? str(name) : none;
  },
  aliased_entity: (_interpreter, args) => aliasedEntity(args.positional[0]),
};
