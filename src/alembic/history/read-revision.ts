/** One revision file to what it says of itself (alembic/script/base.py `Script`, `Script._from_path`). */
import { createProgram } from '../../python/create-program';
import type { SourceFiles } from '../../python/files';
import type { HostModules } from '../../python/interpreter';
import type { ParsedModule, PythonParser } from '../../python/parser';
import type { Place } from '../../python/place';
import type { ModuleNode } from '../../python/syntax';
import type { UnknownValue, Value } from '../../python/values';
import { baseName } from '../environment/path';
import { type AlembicProblem, at } from '../problem';
import { docstring, type ModuleName, moduleValues } from './module-values';
import type { Revision } from './revision';

export interface RevisionSources {
  readonly files: SourceFiles;
  readonly parser: PythonParser;
  readonly searchPaths: readonly string[];
  /** Given to the evaluator for identifiers that are computed; without them imports of host modules are Unknown. */
  readonly hostModules: HostModules;
  /**
   * Whether functions and classes are parsed as well. Without them a history of hundreds of files is read about five times faster,
   * and a syntax error inside of `upgrade()` is only found when the revision is run.
   */
  readonly bodies: boolean;
}

export interface ReadRevision {
  readonly revision: Revision | null;
  /** Whether there may be parents that are not in `revision.down`. */
  readonly parentsUnsure: boolean;
  readonly problems: readonly AlembicProblem[];
}

/** The characters `Revision.verify_rev_id` refuses, in the order in which it names them. */
const ILLEGAL = ['+', '-', ':', '@'];

/** What Alembic says of an id with characters that targets are made of; null where there are none. */
export function illegalIdentifier(id: string): string | null {
  const illegal = ILLEGAL.filter((character) => id.includes(character));
  return illegal.length === 0 ? null : `Character(s) '${illegal.join(', ')}' not allowed in revision identifier '${id}'`;
}

/** Reads a file of a version directory. What keeps it from being read is a problem; what could be read is still used. */
export function readRevision(sources: RevisionSources, file: string, text: string): ReadRevision {
  const { tree, problems: syntax } = parseRevision(sources, file, text);
  const problems: AlembicProblem[] = [];
  const start: Place = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const [broken] = syntax;
  if (broken) {
    const message = `this revision file cannot be parsed: ${broken.message}`;
    problems.push({ code: 'revision-unreadable', severity: 'error', message, ...at(broken.place) });
  }
  const given = namesOf(sources, tree, broken !== undefined);
  const complain = (code: string, message: string, place: Place) => {
    problems.push({ code, severity: 'error', message, ...(id === null ? {} : { revision: id }), ...at(place) });
  };

  const named = given.get('revision');
  let id: string | null = null;
  if (!named || named.kind === 'absent') {
    if (!broken) complain('revision-unreadable', noRevision(file), start);
    return { revision: null, parentsUnsure: false, problems };
  }
  if (named.kind === 'unsure' || named.value.type !== 'str') {
    complain('revision-unreadable', `revision of ${file} ${wrong(named, 'a string')}`, named.place);
    return { revision: null, parentsUnsure: false, problems };
  }
  id = named.value.value;
  const illegal = illegalIdentifier(id);
  if (illegal !== null) complain('revision-invalid', illegal, named.place);

  const identifiers = (name: string): readonly string[] | null => {
    const found = given.get(name);
    if (!found || found.kind === 'absent') {
      if (name === 'down_revision' && !broken) complain('revision-invalid', `${file} does not say its down_revision`, start);
      return name === 'down_revision' ? null : [];
    }
    const known = found.kind === 'value' ? identifierList(found.value) : null;
    if (!known) complain('revision-invalid', `${name} of ${file} ${wrong(found, 'a string, a sequence of strings or None')}`, found.place);
    return known;
  };
  const placeOf = (name: string): Place => {
    const found = given.get(name);
    return found && found.kind !== 'absent' ? found.place : start;
  };
  const down = identifiers('down_revision');
  const doc = (docstring(tree) ?? '').trim();
  return {
    revision: {
      id,
      down: down ?? [],
      dependsOn: identifiers('depends_on') ?? [],
      labels: identifiers('branch_labels') ?? [],
      message: doc.split('\n\n')[0] ?? '',
      docstring: doc,
      file,
      places: { id: named.place, down: placeOf('down_revision'), dependsOn: placeOf('depends_on'), labels: placeOf('branch_labels') },
      unreadable: broken ? `${file} cannot be parsed: ${broken.message}` : null,
    },
    parentsUnsure: down === null,
    problems,
  };
}

/** The whole file, or only what stands before its first function or class where that says what the revision is. */
function parseRevision({ parser, bodies }: RevisionSources, file: string, text: string): ParsedModule {
  const head = bodies ? -1 : text.search(/^(?:async\s+def|def|class|@)/m);
  if (head > 0) {
    const parsed = parser.parse(file, text.slice(0, head));
    const values = moduleValues(parsed.tree, NAMES);
    const says = (name: string) => values.get(name)?.kind === 'value';
    const unsure = [...values.values()].some((found) => found.kind === 'unsure');
    if (parsed.problems.length === 0 && says('revision') && says('down_revision') && !unsure) return parsed;
  }
  return parser.parse(file, text);
}

type Given =
  | { readonly kind: 'value'; readonly value: Exclude<Value, UnknownValue>; readonly place: Place }
  | { readonly kind: 'unsure'; readonly reason: string; readonly place: Place }
  | { readonly kind: 'absent' };

const NAMES = ['revision', 'down_revision', 'branch_labels', 'depends_on'];

/** From the syntax tree where that is certain, else from the evaluator; the tree alone where the file is broken. */
function namesOf(sources: RevisionSources, tree: ModuleNode, broken: boolean): ReadonlyMap<string, Given> {
  const quick = moduleValues(tree, NAMES);
  const unsure = [...quick.values()].some((found) => found.kind === 'unsure');
  const module = unsure && !broken ? createProgram(sources).runFile(tree.file, 'revision') : null;
  const evaluated = (name: string, found: ModuleName): Given => {
    if (found.kind === 'absent') return found;
    if (found.kind === 'value') return known(found.value, found.place);
    if (module?.type !== 'module') return { kind: 'unsure', reason: module?.reason ?? 'it is computed', place: found.place };
    const value = module.namespace.get(name);
    return value ? known(value, found.place) : { kind: 'absent' };
  };
  return new Map([...quick].map(([name, found]) => [name, evaluated(name, found)]));
}

function known(value: Value, place: Place): Given {
  if (value.type === 'unknown') return { kind: 'unsure', reason: value.reason, place: value.place ?? place };
  return { kind: 'value', value, place };
}

function wrong(found: Exclude<Given, { kind: 'absent' }>, expected: string): string {
  return found.kind === 'unsure' ? `is not understood: ${found.reason}` : `is not ${expected}`;
}

/** Alembic's `util.to_tuple`; null for what is neither text nor a sequence of texts. */
function identifierList(value: Value): readonly string[] | null {
  if (value.type === 'None') return [];
  if (value.type === 'str') return [value.value];
  const items = value.type === 'tuple' || value.type === 'list' ? value.items : value.type === 'set' ? [...value.entries.values()] : null;
  const texts = items?.flatMap((item) => (item.type === 'str' ? [item.value] : []));
  return items && texts?.length === items.length ? texts : null;
}

const noRevision = (file: string): string =>
  `Could not determine revision id from filename ${baseName(file)}. Be sure the 'revision' variable is declared inside the script (${file})`;
