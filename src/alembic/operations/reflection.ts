/** `Table(name, metadata, autoload_with=bind)` and `metadata.reflect(bind)`, answered by an Inspector of the database that is changed. */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { argument, list, nativeMethod, noArguments, none } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, InstanceValue, Value } from '../../python/values';
import { given } from '../../sqlalchemy/plain-values';
import { ColumnObject } from '../../sqlalchemy/schema-objects';
import type { CallPlaces } from './call-places';
import type { Inspectors } from './inspector/inspector';

const reflecting = ['autoload', 'autoload_with', 'autoload_replace', 'resolve_fks'];

/** Whether a Table is asked to be read from the database; where that is not known SQLAlchemy's own class says so. */
function isReflected({ keywords, unknown }: Arguments): boolean {
  const asked = ['autoload', 'autoload_with'].map((name) => given(keywords.get(name) ?? null));
  return !unknown && asked.some((value) => value !== null && value.type !== 'unknown' && (value.type !== 'bool' || value.value));
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
    const [, name, owner] = args.positional;
    const own = args.positional.flatMap((item) =>
      item.type === 'instance' && item.host instanceof ColumnObject && item.host.name !== null ? [item.host.name] : [],
    );
    const schema = given(args.keywords.get('schema') ?? null) ?? (owner ? calling.getAttribute(owner, 'schema', place) : none);
    const names = list(own.map((text): Value => ({ type: 'str', value: text, place: null })));
    const asked = [inspectors.make(), name ?? none, schema, names, owner ?? none, connection];
    const items = call(calling, 'table_items', { ...noArguments, positional: asked }, place);
    if (items.type !== 'list') return calling.call(plain, args, place);
    const keywords = new Map([...args.keywords].filter(([keyword]) => !reflecting.includes(keyword)));
    return calling.call(plain, { ...args, positional: [...args.positional, ...items.items], keywords }, place);
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
