/** The dialect of the connection that a revision runs on. */
import { instance, nativeClass, str, unknown } from '../../python/native';
import type { InstanceValue, Value } from '../../python/values';
import { dialectValue } from '../../sqlalchemy/types/dialect';

const known: Readonly<Record<string, Value>> = {
  name: str('postgresql'),
  driver: str('psycopg2'),
  /** What `search_path` leads to unless somebody has changed it. */
  default_schema_name: str('public'),
};

const dialectClass = nativeClass({
  name: 'PGDialect_psycopg2',
  module: 'sqlalchemy.dialects.postgresql.psycopg2',
  bases: [dialectValue().class],
  native: {
    tag: 'alembic dialect',
    attribute: (_interpreter, _self, name, place) => (name.startsWith('__') ? null : unknown(`${name} of the dialect`, place)),
  },
  members: known,
});

/** `bind.dialect` and `context.dialect`: PostgreSQL's; what else one may ask of it is unknown. */
export const connectionDialect: InstanceValue = instance(dialectClass, null, null);
