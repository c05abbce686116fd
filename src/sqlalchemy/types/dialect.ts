/** The `dialect` that `load_dialect_impl` and compile hooks get: PostgreSQL's. */
import { instance, nativeClass, nativeMethod, none, str } from '../../python/native';
import type { InstanceValue } from '../../python/values';

const dialectClass = nativeClass({
  name: 'PGDialect',
  module: 'sqlalchemy.dialects.postgresql.base',
  members: {
    name: str('postgresql'),
    /** `dialect.type_descriptor(type)` adapts a type to the dialect, which reading it does anyway. */
    type_descriptor: nativeMethod('type_descriptor', (_interpreter, args) => args.positional[1] ?? none),
  },
});

export function dialectValue(): InstanceValue {
  return instance(dialectClass, null, null);
}
