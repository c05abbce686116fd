/** Where one more import belongs in a file. */
import type { ModuleNode } from './syntax';

/** The line before which to write it, from 1: below the last import at the top level, else below the docstring. */
export function lineForImport({ body }: ModuleNode): number {
  const last = body.filter(({ kind }) => kind === 'import' || kind === 'importFrom').at(-1) ?? docstringOf(body);
  return last ? last.place.endLine + 1 : 1;
}

function docstringOf([first]: ModuleNode['body']) {
  return first?.kind === 'expression' && first.value.kind === 'constant' && first.value.value.type === 'str' ? first : null;
}
