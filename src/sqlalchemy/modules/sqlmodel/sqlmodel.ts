/** SQLModel: models whose fields are pydantic's and whose columns are made of them (`SQLModelMetaclass` of sqlmodel/main.py). */
import { changing } from '../../../python/changes';
import type { HostModule, Interpreter } from '../../../python/interpreter';
import { nativeClass, nativeFunction, none, str, unknown } from '../../../python/native';
import type { ClassValue, Value } from '../../../python/values';
import { pydanticTypes, sqlmodelTypes } from '../../packages/pydantic';
import { baseSettings } from '../../packages/pydantic-settings';
import { sharedModule, sourceModule } from '../../packages/source-module';
import { sincePydantic2 } from '../../versions';
import type { Declarative } from '../declarative/bases';
import { keepRegistry } from '../declarative/registry';
import { decoratorFunction, inert, inertFunction } from '../inert';
import { type SchemaItems, unknownTableRecord } from '../schema-items';
import type { TypeClasses } from '../type-classes';
import { columnOf } from './field-columns';
import { pydanticField, relationship, sqlmodelField } from './field-info';
import { modelFields } from './fields';

/** An object of a model is data of an application; what is in it nobody can know here. */
const modelMembers = (name: string) => ({
  __new__: nativeFunction('__new__', (_interpreter, args, place) => {
    const [cls] = args.positional;
    return unknown(`an object of ${cls?.type === 'class' ? cls.name : name}`, place);
  }),
});

const classAttribute = (_interpreter: Interpreter, cls: ClassValue, name: string, place: Value['place']): Value | null =>
  name.startsWith('__') ? null : unknown(`the value of ${cls.name}.${name}`, place);

/** `BaseModel`: no table of its own, but fields that a table model may inherit. */
const baseModel = nativeClass({
  name: 'BaseModel',
  module: 'pydantic',
  native: { tag: 'pydantic BaseModel', classAttribute },
  members: modelMembers('BaseModel'),
});

const dictionary = nativeFunction('ConfigDict', (_interpreter, args, place) => ({
  type: 'dict',
  entries: new Map([...args.keywords].map(([name, value]) => [`s${name}`, { key: str(name), value }])),
  place,
}));

const pydanticMembers: Readonly<Record<string, Value>> = {
  BaseModel: baseModel,
  BaseSettings: baseSettings,
  Field: pydanticField,
  ConfigDict: dictionary,
  PrivateAttr: inertFunction('PrivateAttr'),
  ...Object.fromEntries(
    'validator root_validator field_validator model_validator field_serializer model_serializer computed_field validate_arguments validate_call'
      .split(' ')
      .map((name) => [name, decoratorFunction(name)]),
  ),
};

/** pydantic's modules, by name. */
export function pydanticModules(): ReadonlyMap<string, HostModule> {
  const before = (interpreter: Interpreter) => `V1 = ${sincePydantic2(interpreter) ? 'False' : 'True'}\n`;
  const module = sharedModule(sourceModule('pydantic', pydanticTypes, { members: pydanticMembers, before }));
  const inner = ['types', 'networks', 'fields', 'main', 'functional_validators', 'config', 'class_validators'];
  return new Map(['pydantic', ...inner.map((name) => `pydantic.${name}`)].map((name) => [name, module]));
}

/** The members of the module `sqlmodel`, its types apart. `names`: what it re-exports of SQLAlchemy. */
export function makeSqlmodel(
  declarative: Declarative,
  items: SchemaItems,
  types: TypeClasses,
  names: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const tables = new WeakMap<ClassValue, boolean>();
  const metadata = declarative.newMetadata();
  const sqlmodel: ClassValue = nativeClass({
    name: 'SQLModel',
    module: 'sqlmodel.main',
    metaclass: declarative.attributeIntercept,
    members: { metadata },
    native: {
      tag: 'sqlmodel SQLModel',
      classAttribute: (interpreter, cls, name, place) =>
        name === '__tablename__' ? str(cls.name.toLowerCase(), cls.place) : classAttribute(interpreter, cls, name, place),
      subclassed: (interpreter, cls) => {
        const inherits = cls.bases.some((base) => base.type === 'class' && tables.get(base));
        const flag = tableFlag(cls);
        if (flag?.type === 'unknown') interpreter.record(unknownTableRecord, flag, cls.place);
        const isTable = flag ? flag.type === 'bool' && flag.value : inherits;
        tables.set(cls, isTable);
        const registry = cls.keywords.get('registry');
        const given = registry?.type === 'instance' ? registry.attributes.get('metadata') : registry;
        if (given) changing(cls.namespace).set('metadata', given);
        if (isTable && !inherits && !given) mapTable(interpreter, cls);
      },
    },
  });
  keepRegistry(sqlmodel, declarative.newRegistry(metadata, null));
  for (const [name, value] of Object.entries(modelMembers('SQLModel'))) changing(sqlmodel.namespace).set(name, value);

  /** The metaclass sets a column for each field and has SQLAlchemy map the class. */
  const mapTable = (interpreter: Interpreter, cls: ClassValue): void => {
    const isModel = (base: ClassValue) => base.mro.includes(sqlmodel) || base.mro.includes(baseModel);
    for (const field of modelFields(cls, sincePydantic2(interpreter), isModel)) {
      changing(cls.namespace).delete(field.name);
      changing(cls.namespace).set(field.name, columnOf(interpreter, items, types, field));
    }
    const named = cls.mro.some((base) => base.type === 'class' && base !== sqlmodel && base.namespace.has('__tablename__'));
    if (!named) changing(cls.namespace).set('__tablename__', str(cls.name.toLowerCase()));
    declarative.map(interpreter, cls);
  };

  return {
    ...names,
    SQLModel: sqlmodel,
    Field: sqlmodelField,
    Relationship: relationship,
    SQLModelConfig: dictionary,
    col: nativeFunction('col', (_interpreter, args) => args.positional[0] ?? none),
    Session: inert(),
  };
}

/** `class Hero(SQLModel, table=True)`, `model_config = {"table": True}`, `class Config: table = True`; null where nothing says it. */
function tableFlag(cls: ClassValue): Value | null {
  const config = cls.namespace.get('model_config');
  const fromConfig = config?.type === 'dict' ? config.entries.get('stable')?.value : null;
  const inner = cls.namespace.get('Config');
  const fromClass = inner?.type === 'class' ? inner.namespace.get('table') : null;
  return fromConfig ?? fromClass ?? cls.keywords.get('table') ?? null;
}

/** `sqlmodel.sql.sqltypes`. */
export const sqlmodelTypesModule: HostModule = sharedModule(sourceModule('sqlmodel.sql.sqltypes', sqlmodelTypes));
