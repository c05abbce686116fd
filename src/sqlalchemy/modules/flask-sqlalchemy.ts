/** Flask-SQLAlchemy 2 and 3: `db = SQLAlchemy()`, `db.Model`, bind keys, every name of SQLAlchemy on `db`. */
import { born, changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { argument, nativeClass, nativeFunction, nativeMethod, none, str, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, ClassValue, DictValue, InstanceValue, Value } from '../../python/values';
import { sessionParts } from '../orm/constructor';
import { given, selfOf } from '../plain-values';
import { ColumnObject, MetaDataObject, type TableObject } from '../schema-objects';
import type { Declarative } from './declarative/bases';
import { extensionAttribute, type FlaskModels, makeFlaskModels } from './flask-models';
import { inert } from './inert';
import type { SchemaItems } from './schema-items';

/** What `db.session` and the like are: nothing that makes tables. */
const inertNames: ReadonlySet<string> = new Set(
  'session engine engines get_engine init_app create_all drop_all reflect Query BaseQuery paginate first_or_404 get_or_404 one_or_404 app get_app event'.split(
    ' ',
  ),
);

/** The kind under which every `SQLAlchemy()` of Flask-SQLAlchemy is recorded. */
export const flaskSqlalchemyRecord = 'flask_sqlalchemy SQLAlchemy';

const noBind = 'None';

/** What `db` keeps: `db.metadatas` by bind key, None being the main one. */
class FlaskDatabase {
  readonly metadatas: DictValue = { type: 'dict', entries: born(new Map()), place: null };
  constructor(readonly release: 2 | 3) {}
}

/**
 * The MetaData of `db` for a bind key, null being the main one: `db.metadatas[key]` of 3.x. With 2.x all tables stand on one
 * MetaData, and `bindKeyOf` tells them apart. Null where the value is no `SQLAlchemy()` or no such bind is known.
 */
export function flaskMetadata(db: Value, bindKey: string | null): InstanceValue | null {
  if (db.type !== 'instance' || !(db.host instanceof FlaskDatabase)) return null;
  const { metadatas, release } = db.host;
  const found = metadatas.entries.get(bindKey === null || release === 2 ? noBind : `s${bindKey}`)?.value;
  return found?.type === 'instance' && found.host instanceof MetaDataObject ? found : null;
}

/** The bind keys that models and tables of `db` have named, in their order; null is the main database. */
export function flaskBinds(db: Value): readonly (string | null)[] {
  if (db.type !== 'instance' || !(db.host instanceof FlaskDatabase)) return [];
  return [...db.host.metadatas.entries.values()].map(({ key }) => (key.type === 'str' ? key.value : null));
}

/** The bind that a table belongs to: that of its MetaData (3.x), else its own (2.x). */
export const bindKeyOf = (table: TableObject): string | null => table.bindKey ?? table.metadata.bindKey;

/** The members of the modules `flask_sqlalchemy`, `flask_sqlalchemy.model` and `flask_sqlalchemy.extension`. */
export function makeFlaskSqlalchemy(
  declarative: Declarative,
  items: SchemaItems,
  names: Readonly<Record<string, Value>>,
  release: 2 | 3,
): Readonly<Record<string, Value>> {
  const newMetadata = nativeMethod('_make_metadata', (_interpreter, args) => {
    const self = selfOf(args);
    return self ? metadataFor(self, args.positional[1] ?? args.keywords.get('bind_key') ?? none, declarative) : none;
  });
  const models = makeFlaskModels(declarative, items, release, (interpreter, db, key) =>
    interpreter.call(
      interpreter.getAttribute(db, '_make_metadata', null),
      { positional: [key ?? none], keywords: new Map(), unknown: null },
      null,
    ),
  );
  const makeBase = nativeMethod('make_declarative_base', (interpreter, args, place) => {
    const self = selfOf(args);
    return self ? modelFor(interpreter, self, args, declarative, models, place) : none;
  });
  const sqlalchemy = nativeClass({
    name: 'SQLAlchemy',
    module: 'flask_sqlalchemy',
    native: {
      tag: 'flask_sqlalchemy SQLAlchemy',
      attribute: (interpreter, self, name, place) => {
        if (name === 'Table') return tableFunction(items, self, release);
        if (name === 'metadata') return mainMetadata(interpreter, self, place);
        if (Object.hasOwn(names, name)) return names[name] ?? null;
        if (name.startsWith('__')) return null;
        return inertNames.has(name) ? inert() : unknown(`the attribute ${name} of SQLAlchemy()`, place);
      },
    },
    members: {
      __init__: nativeMethod('__init__', (interpreter, args, place) => {
        const self = selfOf(args);
        if (!self) return none;
        initialise(interpreter, self, args, models, release, place);
        interpreter.record(flaskSqlalchemyRecord, self, self.place);
        return none;
      }),
      ...(release === 3 ? { _make_declarative_base: makeBase, _make_metadata: newMetadata } : { make_declarative_base: makeBase }),
    },
  });
  return { SQLAlchemy: sqlalchemy, ...models.names, BaseQuery: inert(), Query: inert(), Pagination: inert() };
}

/** `db.metadata`: 3.x's main one, 2.x's `db.Model.metadata`. */
function mainMetadata(interpreter: Interpreter, self: InstanceValue, place: Place | null): Value {
  const kept = self.host instanceof FlaskDatabase ? self.host.metadatas.entries.get(noBind)?.value : undefined;
  const model = self.attributes.get('Model');
  const ofModel =
    self.host instanceof FlaskDatabase && self.host.release === 2 && model ? interpreter.findAttribute(model, 'metadata', place) : null;
  return ofModel ?? kept ?? unknown('the metadata of SQLAlchemy()', place);
}

function initialise(
  interpreter: Interpreter,
  self: InstanceValue,
  args: Arguments,
  models: FlaskModels,
  release: 2 | 3,
  place: Place | null,
): void {
  const host = new FlaskDatabase(release);
  changing(self).host = host;
  if (release === 3) changing(self.attributes).set('metadatas', host.metadatas);
  // 2.x: (app, use_native_unicode, session_options, metadata, query_class, model_class); 3.x takes all but the app by keyword.
  const passed = given(argument(args, release === 2 ? 6 : null, 'model_class'));
  const metadata = given(argument(args, release === 2 ? 4 : null, 'metadata'));
  if (passed?.type === 'unknown' || args.unknown) {
    changing(self.attributes).set('Model', passed ?? args.unknown ?? none);
    return;
  }
  const modelClass = passed ?? models.model;
  if (release === 2) {
    const maker = interpreter.getAttribute(self, 'make_declarative_base', place);
    const model = interpreter.call(maker, { positional: [modelClass, metadata ?? none], keywords: new Map(), unknown: null }, place);
    changing(self.attributes).set('Model', model);
    const own = interpreter.findAttribute(model, 'metadata', place);
    if (own) keep(host, none, own);
    return;
  }
  if (metadata && !(modelClass.type === 'class' && standsOnBase(modelClass))) keep(host, none, metadata);
  const keywords = new Map([...args.keywords].filter(([name]) => name === 'disable_autonaming'));
  const maker = interpreter.getAttribute(self, '_make_declarative_base', place);
  changing(self.attributes).set('Model', interpreter.call(maker, { positional: [modelClass], keywords, unknown: null }, place));
}

function keep(host: FlaskDatabase, key: Value, metadata: Value): void {
  changing(host.metadatas.entries).set(key.type === 'str' ? `s${key.value}` : noBind, {
    key: key.type === 'str' ? key : none,
    value: metadata,
  });
  if (metadata.type === 'instance' && metadata.host instanceof MetaDataObject && key.type === 'str')
    changing(metadata.host).bindKey = key.value;
}

/** A base whose own base is `DeclarativeBase` (`_get_2x_declarative_bases`). */
const standsOnBase = (cls: ClassValue): boolean =>
  cls.bases.some((base) => base.type === 'class' && base.mro.some((ancestor) => ancestor.type === 'class' && isRoot(ancestor)));

const isRoot = (cls: ClassValue): boolean =>
  cls.native !== null && (cls.name === 'DeclarativeBase' || cls.name === 'DeclarativeBaseNoMeta');

/** `SQLAlchemy._make_metadata`: another MetaData with the main one's naming convention. */
function metadataFor(self: InstanceValue, key: Value, declarative: Declarative): Value {
  if (!(self.host instanceof FlaskDatabase)) return unknown('the metadata of SQLAlchemy()', null);
  if (key.type === 'unknown') return { ...key, reason: `the bind key of a model (${key.reason})` };
  const known = self.host.metadatas.entries.get(key.type === 'str' ? `s${key.value}` : noBind)?.value;
  if (known) return known;
  const made = declarative.newMetadata();
  const main = key.type === 'str' ? metadataFor(self, none, declarative) : none;
  const convention = main.type === 'instance' && main.host instanceof MetaDataObject ? main.host.option('naming_convention') : null;
  if (convention) changing(made.attributes).set('naming_convention', convention);
  keep(self.host, key, made);
  return made;
}

/** `make_declarative_base(model, metadata)` of 2.x, `_make_declarative_base(model_class, disable_autonaming)` of 3.x. */
function modelFor(
  interpreter: Interpreter,
  self: InstanceValue,
  args: Arguments,
  declarative: Declarative,
  models: FlaskModels,
  place: Place | null,
): Value {
  const host = self.host;
  const modelClass = args.positional[1] ?? args.keywords.get('model') ?? args.keywords.get('model_class') ?? models.model;
  if (!(host instanceof FlaskDatabase) || modelClass.type === 'unknown') return modelClass;
  const flag = args.keywords.get('disable_autonaming') ?? (host.release === 3 ? args.positional[2] : undefined);
  const named = !(flag?.type === 'bool' && flag.value);
  const passed = host.release === 2 ? given(args.positional[2] ?? args.keywords.get('metadata')) : null;
  const model =
    host.release === 3 && modelClass.type === 'class' && standsOnBase(modelClass)
      ? rebased(interpreter, self, modelClass, models, named, place)
      : isDeclarative(modelClass, declarative)
        ? modelClass
        : declarative.generateBase(
            interpreter,
            declarative.newRegistry(host.release === 3 ? metadataFor(self, none, declarative) : passed, null),
            { name: 'Model', bases: modelClass, metaclass: named ? models.defaultMeta : models.defaultMetaNoName, mapper: null },
            place,
          );
  if (model.type !== 'class') return model;
  if (passed) changing(model.namespace).set('metadata', passed);
  if (host.release === 3) shareMetadata(interpreter, host, model, place);
  changing(model.namespace).set('query_class', inert());
  changing(model.namespace).set('query', sessionParts(interpreter)?.query ?? inert());
  changing(model.namespace).set(extensionAttribute, self);
  return model;
}

function shareMetadata(interpreter: Interpreter, host: FlaskDatabase, model: ClassValue, place: Place | null): void {
  const kept = host.metadatas.entries.get(noBind)?.value;
  const own = interpreter.findAttribute(model, 'metadata', place);
  if (kept) changing(model.namespace).set('metadata', kept);
  else if (own) keep(host, none, own);
}

const isDeclarative = (cls: Value, declarative: Declarative): boolean =>
  cls.type === 'class' && cls.metaclass?.type === 'class' && cls.metaclass.mro.includes(declarative.declarativeMeta);

/** A base on `DeclarativeBase` is made anew with the mixins of Flask-SQLAlchemy before its own bases. */
function rebased(
  interpreter: Interpreter,
  self: InstanceValue,
  modelClass: ClassValue,
  models: FlaskModels,
  named: boolean,
  place: Place | null,
): Value {
  if (modelClass.namespace.has('type_annotation_map'))
    return unknown(
      'db.Model: Flask-SQLAlchemy makes the base anew, and SQLAlchemy refuses its type_annotation_map beside its registry',
      place,
    );
  const namespace = new Map<string, Value>([...modelClass.namespace, [extensionAttribute, self]]);
  const entries = new Map([...namespace].map(([name, value]) => [`s${name}`, { key: str(name), value }] as const));
  const bases = [models.bindMixin, ...(named ? [models.nameMixin] : []), models.model, ...modelClass.bases];
  const meta = modelClass.metaclass ?? interpreter.getAttribute(modelClass, '__class__', place);
  const positional: Value[] = [str('FlaskSQLAlchemyBase', place), { type: 'tuple', items: bases, place }, { type: 'dict', entries, place }];
  const made = interpreter.call(meta, { positional, keywords: new Map(), unknown: null }, place);
  if (made.type === 'class') for (const [name, annotation] of modelClass.annotations) changing(made.annotations).set(name, annotation);
  return made;
}

/** `db.Table('name', *columns)`: the MetaData may be left out, and `bind_key=` of 3.x chooses another. */
function tableFunction(items: SchemaItems, self: InstanceValue, release: 2 | 3): Value {
  return nativeFunction('Table', (interpreter, args, place) => {
    const [name, second, ...rest] = args.positional;
    const keywords = new Map([...args.keywords].filter(([key]) => release === 2 || key !== 'bind_key'));
    const hasOwn = release === 3 ? second?.type === 'instance' && second.host instanceof MetaDataObject : !isColumn(second);
    if (hasOwn || args.keywords.has('metadata')) return items.makeTable(interpreter, { ...args, keywords }, place);
    const maker = release === 3 ? interpreter.getAttribute(self, '_make_metadata', place) : null;
    const key = args.keywords.get('bind_key') ?? none;
    const metadata = maker
      ? interpreter.call(maker, { positional: [key], keywords: new Map(), unknown: null }, place)
      : mainMetadata(interpreter, self, place);
    const positional = [name ?? none, metadata, ...(second ? [second] : []), ...rest];
    return items.makeTable(interpreter, { positional, keywords, unknown: args.unknown }, place);
  });
}

const isColumn = (value: Value | undefined): boolean => value?.type === 'instance' && value.host instanceof ColumnObject;
