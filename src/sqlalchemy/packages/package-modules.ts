/** The packages that stand on SQLAlchemy and whose part in tables is known here, under every name that they are imported by. */
import { born } from '../../python/changes';
import type { HostModule, HostModules } from '../../python/interpreter';
import { unknown } from '../../python/native';
import { advancedAlchemy } from './advanced-alchemy';
import { citext, geoalchemy2, pgvector, sqlalchemyFile, sqlalchemyJson } from './column-types';
import { ipaddressModule } from './pydantic';
import { searchableModule } from './searchable';
import { sharedModule, sourceModule } from './source-module';
import { sqlalchemyUtils } from './sqlalchemy-utils';
import { fastapiUsers, flaskLogin, flaskSecurity, fsqla, sqlalchemyMixins, sqlalchemySerializer } from './user-tables';
import { versioningModule } from './version-tables';

interface Package {
  /** Every name that it is imported by, the first its own. */
  readonly names: readonly string[];
  readonly text: string;
}

const below = (name: string, modules: string): readonly string[] => [name, ...modules.split(' ').map((module) => `${name}.${module}`)];

const packages: readonly Package[] = [
  {
    names: below(
      'sqlalchemy_utils',
      'types types.arrow types.bit types.choice types.color types.country types.currency types.email types.encrypted ' +
        'types.encrypted.encrypted_type types.enriched_datetime types.ip_address types.json types.locale types.ltree types.password ' +
        'types.pg_composite types.phone_number types.range types.scalar_list types.timezone types.ts_vector types.url types.uuid ' +
        'types.weekdays models generic aggregates observer listeners view',
    ),
    text: sqlalchemyUtils,
  },
  { names: ['citext'], text: citext },
  { names: below('pgvector.sqlalchemy', 'bit halfvec sparsevec vector'), text: pgvector },
  { names: below('geoalchemy2', 'types'), text: geoalchemy2 },
  { names: ['sqlalchemy_json'], text: sqlalchemyJson },
  { names: below('sqlalchemy_file', 'types'), text: sqlalchemyFile },
  { names: [...below('fastapi_users_db_sqlalchemy', 'access_token generics'), 'fastapi_users.db'], text: fastapiUsers },
  { names: below('flask_login', 'mixins'), text: flaskLogin },
  { names: below('flask_security', 'core datastore'), text: flaskSecurity },
  { names: ['flask_security.models.fsqla'], text: fsqla[1] },
  { names: ['flask_security.models.fsqla_v2'], text: fsqla[2] },
  { names: ['flask_security.models.fsqla_v3'], text: fsqla[3] },
  { names: ['flask_security.models.fsqla_v4'], text: fsqla[4] },
  { names: ['sqlalchemy_serializer'], text: sqlalchemySerializer },
  {
    names: below('sqlalchemy_mixins', 'activerecord eagerload inspection repr serialize session smartquery timestamp'),
    text: sqlalchemyMixins,
  },
  {
    names: [
      ...below(
        'advanced_alchemy',
        'base mixins mixins.audit mixins.bigint mixins.nanoid mixins.sentinel mixins.slug mixins.unique mixins.uuid types ' +
          'types.datetime types.encrypted_string types.guid types.identity types.json types.password_hash types.file_object',
      ),
      'advanced_alchemy.extensions.litestar',
      'advanced_alchemy.extensions.fastapi',
      'advanced_alchemy.extensions.starlette',
      'advanced_alchemy.extensions.flask',
      'litestar.plugins.sqlalchemy',
      'litestar.plugins.sqlalchemy.base',
    ],
    text: advancedAlchemy,
  },
  { names: ['ipaddress'], text: ipaddressModule },
];

/** The modules of all of them, and the packages around them. A name that is not among a package's is Unknown. */
export function packageModules(): HostModules {
  const modules = new Map<string, HostModule>();
  for (const { names, text } of packages) {
    const [own = ''] = names;
    const module = sharedModule(sourceModule(own, text));
    for (const name of names) modules.set(name, withSubmodules(name, module, modules));
  }
  const searchable = sharedModule(searchableModule);
  for (const name of below('sqlalchemy_searchable', 'vectorizers')) modules.set(name, withSubmodules(name, searchable, modules));
  for (const name of ['sqlalchemy_continuum', 'sqlalchemy_history']) modules.set(name, versioningModule(name));
  for (const name of [...modules.keys()])
    for (const around of packagesAround(name))
      if (!modules.has(around)) modules.set(around, withSubmodules(around, otherwiseUnknown(around), modules));
  return modules;
}

/** `a` and `a.b` for `a.b.c`. */
function packagesAround(name: string): readonly string[] {
  const parts = name.split('.');
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

const otherwiseUnknown =
  (name: string): HostModule =>
  () => ({
    type: 'module',
    name,
    file: null,
    namespace: new Map(),
    missing: (attribute, place) => (attribute.startsWith('__') ? null : unknown(`the value of ${name}.${attribute}`, place)),
    place: null,
  });

/**
 * `from flask_security.models import fsqla_v3`, `sqlalchemy_utils.types.uuid.UUIDType` as Alembic writes it: a name of a package may be a
 * module of it, whatever the text behind it calls by that name.
 */
const withSubmodules =
  (name: string, module: HostModule, modules: HostModules): HostModule =>
  (interpreter) => {
    const made = module(interpreter);
    return {
      ...made,
      namespace: born(new Map([...made.namespace].filter(([member]) => !modules.has(`${name}.${member}`)))),
      missing: (attribute, place) =>
        modules.has(`${name}.${attribute}`)
          ? interpreter.importModule(`${name}.${attribute}`, place)
          : (made.missing?.(attribute, place) ?? null),
    };
  };
