/**
 * Flask-SQLAlchemy's base classes and metaclasses: automatic table names, bind keys and single-table inheritance
 * (flask_sqlalchemy/model.py of 2.5 and 3.1).
 */

import { typeClass } from '../../python/builtin-classes';
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { nativeClass, nativeMethod, none, str } from '../../python/native';
import type { Arguments, ClassValue, Value } from '../../python/values';
import { MetaDataObject, TableObject } from '../schema-objects';
import { callNextHook, callNextInitialiser, type Declarative } from './declarative/bases';
import { saysPrimaryKey } from './declarative/class-table';
import { isDeclaredAttr } from './declarative/declared-attr';
import { isAbstract } from './declarative/mapped-classes';
import { inert } from './inert';
import type { SchemaItems } from './schema-items';

/** The attribute of `db.Model` that holds `db`. */
export const extensionAttribute = '__fsa__';

export interface FlaskModels {
  /** The members of the module flask_sqlalchemy.model. */
  readonly names: Readonly<Record<string, Value>>;
  readonly model: ClassValue;
  readonly defaultMeta: ClassValue;
  /** 3.1's, for `disable_autonaming`. */
  readonly defaultMetaNoName: ClassValue;
  readonly nameMixin: ClassValue;
  readonly bindMixin: ClassValue;
}

/** `metadataOfBind` is `SQLAlchemy._make_metadata` of the `db` that a class belongs to. */
export type MetadataOfBind = (interpreter: Interpreter, db: Value, key: Value | null) => Value;

export function makeFlaskModels(declarative: Declarative, items: SchemaItems, release: 2 | 3, metadataOfBind: MetadataOfBind): FlaskModels {
  const naming: Naming = { declarative, release };
  const module = 'flask_sqlalchemy.model';
  const tableClass = nativeMethod('__table_cls__', (interpreter, args, place) => {
    const [cls, ...positional] = args.positional;
    return cls?.type === 'class' ? tableOrNone(interpreter, cls, { ...args, positional }, items, place) : none;
  });
  const nameMetaMixin: ClassValue = nativeClass({
    name: 'NameMetaMixin',
    module,
    bases: [typeClass],
    members: {
      __init__: nativeMethod('__init__', (interpreter, args, place) => {
        const [cls] = args.positional;
        if (cls?.type !== 'class') return none;
        setTableName(naming, cls);
        callNextInitialiser(interpreter, cls, nameMetaMixin, args, place);
        forgetEmptyTable(cls);
        return none;
      }),
      __table_cls__: tableClass,
    },
  });
  const bindMetaMixin: ClassValue = nativeClass({
    name: 'BindMetaMixin',
    module,
    bases: [typeClass],
    members: {
      __init__: nativeMethod('__init__', (interpreter, args, place) => {
        const [cls] = args.positional;
        if (cls?.type !== 'class') return none;
        if (release === 3) chooseMetadata(interpreter, cls, metadataOfBind, true);
        callNextInitialiser(interpreter, cls, bindMetaMixin, args, place);
        if (release === 2) noteBind(interpreter, cls);
        return none;
      }),
    },
  });
  const order = release === 3 ? [bindMetaMixin, nameMetaMixin] : [nameMetaMixin, bindMetaMixin];
  const defaultMeta = nativeClass({ name: 'DefaultMeta', module, bases: [...order, declarative.declarativeMeta] });
  const defaultMetaNoName = nativeClass({ name: 'DefaultMetaNoName', module, bases: [bindMetaMixin, declarative.declarativeMeta] });
  const nameMixin: ClassValue = nativeClass({
    name: 'NameMixin',
    module,
    members: {
      __init_subclass__: nativeMethod('__init_subclass__', (interpreter, args, place) => {
        const [cls] = args.positional;
        if (cls?.type !== 'class') return none;
        setTableName(naming, cls);
        callNextHook(interpreter, cls, nameMixin, args, place);
        forgetEmptyTable(cls);
        return none;
      }),
      __table_cls__: { type: 'descriptor', kind: 'classmethod', function: tableClass, attributes: new Map(), place: null },
    },
  });
  const bindMixin: ClassValue = nativeClass({
    name: 'BindMixin',
    module,
    members: {
      __init_subclass__: nativeMethod('__init_subclass__', (interpreter, args, place) => {
        const [cls] = args.positional;
        if (cls?.type !== 'class') return none;
        chooseMetadata(interpreter, cls, metadataOfBind, false);
        return callNextHook(interpreter, cls, bindMixin, args, place);
      }),
    },
  });
  const model = nativeClass({ name: 'Model', module, members: { query: inert(), query_class: inert() } });
  const names = {
    Model: model,
    DefaultMeta: defaultMeta,
    NameMetaMixin: nameMetaMixin,
    BindMetaMixin: bindMetaMixin,
    ...(release === 3 ? { DefaultMetaNoName: defaultMetaNoName, NameMixin: nameMixin, BindMixin: bindMixin } : {}),
  };
  return { names, model, defaultMeta, defaultMetaNoName, nameMixin, bindMixin };
}

interface Naming {
  readonly declarative: Declarative;
  readonly release: 2 | 3;
}

function setTableName(naming: Naming, cls: ClassValue): void {
  if (!shouldSetTableName(naming, cls)) return;
  changing(cls.namespace).set('__tablename__', str(naming.release === 3 ? snakeCase(cls.name) : oldSnakeCase(cls.name)));
}

/** `should_set_tablename`. */
function shouldSetTableName({ declarative, release }: Naming, cls: ClassValue): boolean {
  const roots = [declarative.declarativeBase, declarative.declarativeBaseNoMeta];
  const isMeta = (base: ClassValue | { readonly type: 'unknown' }): boolean =>
    base.type === 'class' && base.metaclass?.type === 'class' && base.metaclass.mro.includes(declarative.declarativeMeta);
  const isOnBase = release === 3 && cls.mro.some((base) => base.type === 'class' && roots.includes(base));
  if (isAbstract(cls) || !(isOnBase || cls.mro.slice(1).some(isMeta)) || roots.some((root) => cls.bases.includes(root))) return false;
  for (const base of cls.mro) {
    const name = base.type === 'class' ? base.namespace.get('__tablename__') : undefined;
    if (base.type !== 'class' || !name) continue;
    if (isDeclaredAttr(name) || base === cls || isAbstract(base)) return false;
    const isIntercepted = base.metaclass?.type === 'class' && base.metaclass.mro.includes(declarative.attributeIntercept);
    return isMeta(base) || (release === 3 && (isIntercepted || base.mro.includes(declarative.declarativeBaseNoMeta)));
  }
  return true;
}

/** `NameMetaMixin.__table_cls__`: without a primary key of its own a class stands on its ancestor's table. */
function tableOrNone(interpreter: Interpreter, cls: ClassValue, args: Arguments, items: SchemaItems, place: Value['place']): Value {
  const make = () => items.makeTable(interpreter, args, place);
  const [name] = args.positional;
  const metadata = interpreter.findAttribute(cls, 'metadata', place);
  const schema = args.keywords.get('schema');
  const key = name?.type === 'str' ? `${schema?.type === 'str' ? `${schema.value}.` : ''}${name.value}` : null;
  if (
    metadata?.type === 'instance' &&
    metadata.host instanceof MetaDataObject &&
    key !== null &&
    metadata.host.tables.get(key) !== undefined
  )
    return make();
  if (args.positional.some(saysPrimaryKey)) return make();
  const isBelowTable = cls.mro.slice(1).some((base) => base.type === 'class' && base.namespace.has('__table__'));
  if (!isBelowTable) return make();
  changing(cls.namespace).delete('__tablename__');
  return none;
}

function forgetEmptyTable(cls: ClassValue): void {
  if (!cls.namespace.has('__tablename__') && cls.namespace.get('__table__')?.type === 'None') changing(cls.namespace).delete('__table__');
}

/** `BindMetaMixin.__init__` and `BindMixin.__init_subclass__` of 3.x: a MetaData for each bind key. */
function chooseMetadata(interpreter: Interpreter, cls: ClassValue, metadataOfBind: MetadataOfBind, always: boolean): void {
  if (cls.namespace.has('metadata') || cls.namespace.has('__table__')) return;
  const key = interpreter.findAttribute(cls, '__bind_key__', cls.place);
  const db = interpreter.findAttribute(cls, extensionAttribute, cls.place);
  if ((!key && !always) || db?.type !== 'instance') return;
  const metadata = metadataOfBind(interpreter, db, key);
  const parent = interpreter.findAttribute(cls, 'metadata', null);
  const isSame = parent?.type === 'instance' && metadata.type === 'instance' && parent.host === metadata.host;
  if (!isSame) changing(cls.namespace).set('metadata', metadata);
}

/** `BindMetaMixin.__init__` of 2.x: `info['bind_key']` of the table. */
function noteBind(interpreter: Interpreter, cls: ClassValue): void {
  const key = interpreter.findAttribute(cls, '__bind_key__', cls.place);
  const table = interpreter.findAttribute(cls, '__table__', cls.place);
  if (table?.type !== 'instance' || !(table.host instanceof TableObject)) return;
  if (key?.type === 'str') changing(table.host).bindKey = key.value;
  if (key?.type === 'unknown') changing(table.host.problems).push({ ...key, reason: `the __bind_key__ of ${cls.name} (${key.reason})` });
}

/** `camel_to_snake_case` of 3.x. */
export function snakeCase(name: string): string {
  return name
    .replace(/((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))/g, '_$1')
    .toLowerCase()
    .replace(/^_+/, '');
}

/** `camel_to_snake_case` of 2.x. */
export function oldSnakeCase(name: string): string {
  const joined = (word: string): string => (word.length > 1 ? `_${word.slice(0, -1)}_${word.slice(-1)}` : `_${word}`).toLowerCase();
  return name.replace(/([A-Z]+)(?=[a-z0-9])/g, joined).replace(/^_+/, '');
}
