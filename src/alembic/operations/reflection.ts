/** `Table(name, metadata, autoload_with=bind)` and `metadata.reflect(bind)`, answered by an Inspector of the database that is changed. */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { argument, bool, list, nativeMethod, noArguments, none } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, InstanceValue, Value } from '../../python/values';
import { given } from '../../sqlalchemy/plain-values';
import { ColumnObject, MetaDataObject, TableObject } from '../../sqlalchemy/schema-objects';
import type { CallPlaces } from './call-places';
import type { Inspectors } from './inspector/inspector';

const reflecting = ['autoload', 'autoload_with', 'autoload_replace', 'resolve_fks'];

/** Whether a Table is asked to be read from the database; where that is not known SQLAlchemy's own class says so. */
function isReflected({ keywords, unknown }: Arguments): boolean {
  const asked = ['autoload', 'autoload_with'].map((name) => given(keywords.get(name) ?? null));
  return !unknown && asked.some((value) => value !== null && value.type !== 'unknown' && (value.type !== 'bool' || value.value));
}

const isTrue = (value: Value | undefined): boolean => value?.type === 'bool' && value.value;

/**
 * `Table.__new__`: the table stands in its MetaData before its columns are read, or tables with foreign keys to each other would be read
 * without end. True where it stood there before.
 */
function standingTable(self: Value | undefined, owner: Value | undefined, make: () => Value): boolean {
  const before = owner?.type === 'instance' && owner.host instanceof MetaDataObject ? owner.host.tables.values() : [];
  const hosts = new Set(before.map((table) => (table.type === 'instance' ? table.host : null)));
  make();
  return self?.type === 'instance' && self.host instanceof TableObject && hosts.has(self.host);
}

/** `Table._new`: a table that cannot be read is none of its MetaData. */
function orGone<Result>(self: Value | undefined, standing: boolean, read: () => Result): Result {
  try {
    return read();
  } catch (thrown) {
    if (!standing && self?.type === 'instance' && self.host instanceof TableObject) self.host.metadata.tables.delete(self.host.key);
    throw thrown;
  }
}

/** Gives SQLAlchemy's classes of a program what reads the database. */
export function addReflection(interpreter: Interpreter, inspectors: Inspectors, connection: InstanceValue, calls: CallPlaces): void {
  const module = interpreter.importModule('sqlalchemy', null);
  const table = module.type === 'module' ? interpreter.findAttribute(module, 'Table', null) : null;
  const metadata = module.type === 'module' ? interpreter.findAttribute(module, 'MetaData', null) : null;
  if (table?.type !== 'class' || metadata?.type !== 'class') return;
  const call = (calling: Interpreter, name: string, args: Arguments, place: Place | null): Value =>
    calls.within(place, () => calling.call(inspectors.source(calling).namespace.get(name) ?? none, args, place));

  const plain = table.namespace.get('__init__') ?? none;
  const initialise = nativeMethod('__init__', (calling, args, place) => {
    if (!isReflected(args)) return calling.call(plain, args, place);
    const [self, name, owner] = args.positional;
    const bare = new Map([...args.keywords].filter(([keyword]) => !reflecting.includes(keyword)));
    const standing = standingTable(self, owner, () => calling.call(plain, { ...args, keywords: bare }, place));
    if (standing && !isTrue(args.keywords.get('extend_existing'))) return none;
    const own = args.positional.flatMap((item) =>
      item.type === 'instance' && item.host instanceof ColumnObject && item.host.name !== null ? [item.host.name] : [],
    );
    const schema = given(args.keywords.get('schema') ?? null) ?? (owner ? calling.getAttribute(owner, 'schema', place) : none);
    const names = list(own.map((text): Value => ({ type: 'str', value: text, place: null })));
    const asked = [inspectors.make(), name ?? none, schema, names, owner ?? none, connection];
    const items = orGone(self, standing, () => call(calling, 'table_items', { ...noArguments, positional: asked }, place));
    if (items.type !== 'list') {
      if (items.type === 'unknown' && self?.type === 'instance' && self.host instanceof TableObject)
        changing(self.host.problems).push(items);
      return none;
    }
    const positional = [...args.positional.slice(0, 3), ...items.items];
    return calling.call(plain, { ...args, positional, keywords: new Map([...bare, ['extend_existing', bool(true)]]) }, place);
  });
  changing(table.namespace).set('__init__', initialise);

  const reflect = nativeMethod('reflect', (calling, args, place) => {
    const [self, , ...rest] = args.positional;
    const keywords = new Map([...args.keywords].filter(([name]) => name !== 'bind'));
    const bind = argument(args, 1, 'bind') ?? connection;
    const positional = [self ?? none, bind, inspectors.make(), ...rest];
    return call(calling, 'reflect', { ...args, positional, keywords }, place);
  });
  changing(metadata.namespace).set('reflect', reflect);
}
