/** The dialect of the connection that a revision runs on. */
import { instance, int, nativeClass, nativeMethod, noArguments, str, tuple, unknown } from '../../python/native';
import type { InstanceValue, Value } from '../../python/values';
import { dialectValue } from '../../sqlalchemy/types/dialect';

const known: Readonly<Record<string, Value>> = {
  name: str('postgresql'),
  driver: str('psycopg2'),
  /** What `search_path` leads to unless somebody has changed it. */
  default_schema_name: str('public'),
  /** That of the embedded PostgreSQL, which runs what the revision says. */
  server_version_info: tuple([int(18), int(0)]),
  max_identifier_length: int(63),
};

/** What old code asks the dialect instead of an inspector: `dialect.has_table(connection, 'users')`. */
const askedOfInspector =
  'has_table has_index has_sequence has_schema get_table_names get_columns get_indexes get_foreign_keys get_schema_names';

const throughInspector = (name: string) =>
  nativeMethod(name, (interpreter, args, place) => {
    const inspect = interpreter.getAttribute(interpreter.importModule('sqlalchemy', place), 'inspect', place);
    const inspector = interpreter.call(inspect, { ...noArguments, positional: args.positional.slice(1, 2) }, place);
    return interpreter.call(interpreter.getAttribute(inspector, name, place), { ...args, positional: args.positional.slice(2) }, place);
  });

const dialectClass = nativeClass({
  name: 'PGDialect_psycopg2',
  module: 'sqlalchemy.dialects.postgresql.psycopg2',
  bases: [dialectValue().class],
  native: {
    tag: 'alembic dialect',
    attribute: (_interpreter, _self, name, place) => (name.startsWith('__') ? null : unknown(`${name} of the dialect`, place)),
  },
  members: { ...known, ...Object.fromEntries(askedOfInspector.split(' ').map((name) => [name, throughInspector(name)])) },
});

/** `bind.dialect` and `context.dialect`: PostgreSQL's; what else one may ask of it is unknown. */
export const connectionDialect: InstanceValue = instance(dialectClass, null, null);

/** The embedded PostgreSQL has one database, called as every server's first one. */
const urlText = 'postgresql+psycopg2:///postgres';

/** `engine.url` (sqlalchemy/engine/url.py): that of the database in which revisions are replayed, which has no host, user or password. */
export const shadowUrl: InstanceValue = instance(
  nativeClass({
    name: 'URL',
    module: 'sqlalchemy.engine.url',
    native: {
      tag: 'alembic url',
      attribute: (_interpreter, _self, name, place) => (name.startsWith('__') ? null : unknown(`${name} of the database's URL`, place)),
    },
    members: {
      drivername: str('postgresql+psycopg2'),
      database: str('postgres'),
      get_backend_name: nativeMethod('get_backend_name', () => str('postgresql')),
      get_driver_name: nativeMethod('get_driver_name', () => str('psycopg2')),
      get_dialect: nativeMethod('get_dialect', () => connectionDialect),
      render_as_string: nativeMethod('render_as_string', () => str(urlText)),
      __str__: nativeMethod('__str__', () => str(urlText)),
    },
  }),
  null,
  null,
);
