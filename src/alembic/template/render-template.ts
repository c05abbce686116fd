/** Renders a script.py.mako: translated to Python, run by the evaluator, its pieces joined. */
import { createProgram } from '../../python/create-program';
import type { SourceFiles } from '../../python/files';
import type { PythonParser } from '../../python/parser';
import { flaskOf } from './flask-of-template';
import { makoToPython } from './mako-to-python';
import { TemplateError } from './template-error';
import { type TemplateNames, templateMembers, templateModule } from './template-names';

export interface Template {
  readonly file: string;
  readonly text: string;
}

/** The rendered text. Throws a TemplateError that names the template's line where anything in it is not understood or raises. */
export function renderTemplate(
  template: Template,
  names: TemplateNames,
  files: SourceFiles,
  parser: PythonParser,
  searchPaths: readonly string[],
): string {
  const written: string[] = [];
  const refusals: { readonly reason: string; readonly line: number }[] = [];
  const members = templateMembers(names, {
    write: (text) => written.push(text),
    refuse: (reason, place) => refusals.push({ reason, line: place?.line ?? 1 }),
  });
  const program = makoToPython(template.file, template.text, Object.keys(members));
  const file = `${template.file}.py`;
  const lineOf = (line: number) => program.lines[line - 1] ?? 1;

  const [broken] = parser.parse(file, program.source).problems;
  if (broken) throw new TemplateError(template.file, lineOf(broken.place.line), broken.message);
  const run = createProgram({
    files: { read: (path) => (path === file ? program.source : files.read(path)), list: (path) => files.list(path) },
    searchPaths,
    hostModules: new Map([['__template', templateModule(members)], ...(names.engines ? [['flask', flaskOf(names.engines)] as const] : [])]),
    parser,
  });
  const module = run.runFile(file, 'script_py_mako');
  const [refused] = refusals;
  if (refused) throw new TemplateError(template.file, lineOf(refused.line), refused.reason);
  const failed = run.failures[0];
  if (failed) throw new TemplateError(template.file, failed.place.file === file ? lineOf(failed.place.line) : 1, failed.message);
  if (module.type === 'unknown') throw new TemplateError(template.file, 1, `not understood: ${module.reason}`);
  return written.join('');
}
