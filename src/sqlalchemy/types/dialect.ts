/** The `dialect` that `load_dialect_impl` and compile hooks get, PostgreSQL's, and the compiler that the latter get. */
import { changing } from '../../python/changes';
import { instance, nativeClass, nativeFunction, nativeMethod, none, str } from '../../python/native';
import type { Place } from '../../python/place';
import type { InstanceValue, Value } from '../../python/values';
import { attempt } from '../unreadable';

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

/** Writes what a compile hook hands back to its compiler: throws `Unreadable`. */
export type Compile = (value: Value, place: Place | null) => string;

class Compiler {
  constructor(readonly compile: Compile) {}
}

const compilerClass = nativeClass({
  name: 'PGCompiler',
  module: 'sqlalchemy.dialects.postgresql.base',
  native: {
    tag: 'sqlalchemy compiler',
    // `compiler.process(x)`, and `compiler.visit_VARCHAR(type_)` with the name of whatever it is.
    attribute: (_interpreter, self, name) => {
      const compiler = self.host;
      if (!(compiler instanceof Compiler) || !(name === 'process' || name.startsWith('visit_'))) return null;
      return nativeFunction(name, (_inner, args, place) => {
        const [value] = args.positional;
        const sql = attempt(() => compiler.compile(value ?? none, place), place);
        return typeof sql === 'string' ? str(sql) : sql;
      });
    },
  },
});

/** The `compiler` of `@compiles(X) def _(element, compiler, **kw)`. */
export function compilerValue(compile: Compile): InstanceValue {
  const compiler = instance(compilerClass, new Compiler(compile), null);
  changing(compiler.attributes).set('dialect', dialectValue());
  return compiler;
}
