/** `text()` in a statement: `:name` is a parameter, `\:` a colon (`SQLCompiler.visit_textclause`). */
import type { SqlNode } from '../sql/node';
import type { Writer } from './writer';

/** `TextClause._bind_params_regex` of sqlalchemy/sql/elements.py. */
const bindParameters = /(?<![:\w\\]):(\w+)(?!:)/gu;
/** `BIND_PARAMS_ESC` of sqlalchemy/sql/compiler.py. */
const escapedColons = /\\(:\w*)(?![:\w])/gu;

export function textSql(writer: Writer, { text, parameters }: SqlNode & { readonly kind: 'text' }): string {
  const bound = text.replace(bindParameters, (_whole, name: string) =>
    writer.values.parameter(parameters?.get(name) ?? { name, value: null, type: null, expanding: false }),
  );
  return bound.replace(escapedColons, '$1');
}
