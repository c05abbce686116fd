/** The modules whose meaning this room owns: SQLAlchemy, Flask-SQLAlchemy, and bases of other packages that bring no columns. */
import { changing } from '../python/changes';
import type { HostModule, HostModules } from '../python/interpreter';
import { hostModule, nativeClass, unknown } from '../python/native';
import type { Place } from '../python/place';
import type { ClassValue, ModuleValue, Value } from '../python/values';
import { makeDeclarative } from './modules/declarative/bases';
import { makeRegistryClass } from './modules/declarative/registry-class';
import { ddlNames, eventNames } from './modules/events';
import { driverErrorsModule, exceptionsModule } from './modules/exceptions';
import { compiles, makeExpressions } from './modules/expressions';
import { makeFlaskSqlalchemy } from './modules/flask-sqlalchemy';
import { hybridNames } from './modules/hybrid';
import { inert, inertFunction } from './modules/inert';
import { automapNames, declarativeExtensions, isInSeries, makeOrm, mutableClass } from './modules/orm';
import { postgresqlNames } from './modules/postgresql-names';
import { makeSchemaItems } from './modules/schema-items';
import { makeSqlmodel, pydanticModules, sqlmodelTypesModule } from './modules/sqlmodel/sqlmodel';
import { makeTypeClasses } from './modules/type-classes';
import { packageModules } from './packages/package-modules';
import { baseSettings } from './packages/pydantic-settings';
import { blankSchema } from './plain-values';
import { setElementClass } from './sql/element-class';
import { newestVersions, type PackageVersions, setVersions } from './versions';

/** Host modules with state of their own: one call for each program. `versions`: the releases whose behaviour they have. */
export function sqlalchemyHostModules(versions: PackageVersions = newestVersions): HostModules {
  const types = makeTypeClasses();
  const expressions = makeExpressions();
  const items = makeSchemaItems(expressions);
  const declarative = makeDeclarative(items, types, makeRegistryClass);
  const orm = makeOrm(declarative, items, versions.sqlalchemy);
  const inertSql = Object.fromEntries(
    'select insert update delete exists join outerjoin union union_all values lambda_stmt table alias'
      .split(' ')
      .map((name) => [name, inertFunction(name)]),
  );
  const core: Readonly<Record<string, Value>> = {
    ...inertSql,
    ...types.sa,
    ...expressions.names,
    ...items.names,
    ...ddlNames,
    create_engine: inertFunction('create_engine'),
    create_async_engine: inertFunction('create_async_engine'),
    inspect: inertFunction('inspect'),
    BLANK_SCHEMA: blankSchema,
    __version__: { type: 'str', value: `${versions.sqlalchemy}.0`, place: null },
  };
  const postgresql = postgresqlNames(types, items, expressions);
  const flask = makeFlaskSqlalchemy(declarative, items, { ...orm, ...core }, versions.flaskSqlalchemy);
  const mutable = mutableClass('Mutable', []);
  const modules = new Map<string, HostModule>();
  const add = (name: string, members: Readonly<Record<string, Value>>) =>
    modules.set(name, openModule(name, members, modules, versions, expressions.elementClass));
  const sqlModules =
    'sql sql.expression sql.functions sql.sqltypes sql.schema sql.elements sql.type_api sql.operators sql.base sql.ddl schema types'.split(
      ' ',
    );
  add('sqlalchemy', core);
  for (const name of sqlModules) add(`sqlalchemy.${name}`, core);
  for (const name of 'orm orm.decl_api orm.decl_base orm.properties orm.base orm.relationships orm.session orm.query orm.attributes'.split(
    ' ',
  ))
    add(`sqlalchemy.${name}`, { ...core, ...orm });
  const extensions = declarativeExtensions();
  for (const name of ['ext.declarative', 'ext.declarative.api', 'ext.declarative.extensions'])
    add(`sqlalchemy.${name}`, { ...core, ...orm, ...extensions });
  add('sqlalchemy.ext.automap', automapNames(declarative));
  // SQLAlchemy's own tests make schema objects through functions of these names; they leave out `test_…=` keywords.
  add('sqlalchemy.testing.schema', core);
  add('sqlalchemy.event', eventNames);
  add('sqlalchemy.events', eventNames);
  for (const name of ['sqlalchemy.exc', 'sqlalchemy.orm.exc']) modules.set(name, exceptionsModule);
  modules.set('psycopg2.errors', driverErrorsModule);
  add('sqlalchemy.ext', {});
  add('sqlalchemy.ext.compiler', { compiles, deregister: inertFunction('deregister') });
  add('sqlalchemy.ext.hybrid', hybridNames);
  add('sqlalchemy.ext.associationproxy', { association_proxy: inertFunction('association_proxy'), AssociationProxy: inert() });
  add('sqlalchemy.ext.orderinglist', { ordering_list: inertFunction('ordering_list') });
  add('sqlalchemy.ext.asyncio', { AsyncAttrs: nativeClass({ name: 'AsyncAttrs', module: 'sqlalchemy.ext.asyncio' }) });
  add('sqlalchemy.ext.mutable', {
    Mutable: mutable,
    MutableComposite: mutableClass('MutableComposite', []),
    MutableDict: mutableClass('MutableDict', [mutable]),
    MutableList: mutableClass('MutableList', [mutable]),
    MutableSet: mutableClass('MutableSet', [mutable]),
  });
  add('sqlalchemy.dialects', {});
  for (const name of 'postgresql postgresql.base postgresql.array postgresql.json postgresql.types postgresql.named_types postgresql.ranges postgresql.ext postgresql.hstore'.split(
    ' ',
  ))
    add(`sqlalchemy.dialects.${name}`, postgresql);
  for (const name of ['flask_sqlalchemy', 'flask_sqlalchemy.model', 'flask_sqlalchemy.extension']) add(name, flask);
  const sqlmodel = makeSqlmodel(declarative, items, types, { ...orm, ...core });
  for (const name of ['sqlmodel', 'sqlmodel.main', 'sqlmodel.sql', 'sqlmodel.sql.expression', 'sqlmodel.orm', 'sqlmodel.ext'])
    modules.set(name, withMembersOf(sqlmodelTypesModule, openModule(name, sqlmodel, modules, versions, expressions.elementClass)));
  modules.set('sqlmodel.sql.sqltypes', sqlmodelTypesModule);
  for (const [name, module] of pydanticModules()) modules.set(name, module);
  add('pydantic_settings', { BaseSettings: baseSettings });
  for (const [name, module] of packageModules()) modules.set(name, module);
  return modules;
}

/** A module that has the names of another one besides its own. */
const withMembersOf =
  (other: HostModule, module: HostModule): HostModule =>
  (interpreter) => {
    const made = module(interpreter);
    for (const [name, value] of other(interpreter).namespace) if (!made.namespace.has(name)) changing(made.namespace).set(name, value);
    return made;
  };

/** A module whose other names are submodules or Unknown, never an error: SQLAlchemy has more names than tables need. */
function openModule(
  name: string,
  members: Readonly<Record<string, Value>>,
  modules: HostModules,
  versions: PackageVersions,
  elementClass: ClassValue,
): HostModule {
  return (interpreter): ModuleValue => {
    setVersions(interpreter, versions);
    setElementClass(interpreter, elementClass);
    const missing = (attribute: string, place: Place | null): Value | null => {
      if (attribute.startsWith('__')) return null;
      if (modules.has(`${name}.${attribute}`)) return interpreter.importModule(`${name}.${attribute}`, place);
      const generic = name === 'sqlalchemy.sql.functions' && /^[a-z]/.test(attribute) ? members['func'] : undefined;
      return generic ? interpreter.getAttribute(generic, attribute, place) : unknown(`${name}.${attribute}`, place);
    };
    const lacks = (attribute: string): boolean => name === 'sqlalchemy.orm' && !isInSeries(attribute, versions.sqlalchemy);
    return { ...hostModule(name, () => members)(interpreter), missing, lacks };
  };
}
