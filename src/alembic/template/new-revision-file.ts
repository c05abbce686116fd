/** A new revision file, as `alembic revision` makes it (alembic/script/base.py `ScriptDirectory.generate_revision`). */
import type { SourceFiles } from '../../python/files';
import type { PythonParser } from '../../python/parser';
import type { Environment } from '../environment/environment';
import { joinPath } from '../environment/path';
import type { EngineOfSeveral } from '../environment/several-databases';
import { readRevision } from '../history/read-revision';
import { creationTime } from './creation-time';
import { revisionFileName } from './file-name';
import { renderTemplate } from './render-template';
import type { Placement } from './revision-placement';
import { TemplateError } from './template-error';

export interface RevisionRequest {
  readonly id: string;
  /** Null: none was given; the file then says `empty message`, as Alembic's does. */
  readonly message: string | null;
  readonly placement: Placement;
  readonly createDate: Date;
  /** Python statements, each of one or more lines, not indented. Empty lists come out as the template's own `pass`. */
  readonly upgrades: readonly string[];
  readonly downgrades: readonly string[];
  readonly imports: readonly string[];
  /** Text for further names of the template, such as `engine1_upgrades` where it writes for several databases; indented here as `upgrades` is. */
  readonly further?: ReadonlyMap<string, readonly string[]>;
}

export interface RevisionFileParts {
  readonly parser: PythonParser;
  /** The text of the template for environments that have no script.py.mako. */
  readonly defaultTemplate: string;
}

export interface NewRevisionFile {
  readonly path: string;
  readonly source: string;
}

/**
 * The path and text of a new revision file; writes nothing. Throws a TemplateError where the template cannot be followed, and an
 * Error that names the setting where the file's name or folder cannot be told.
 */
export function newRevisionFile(
  environment: Environment,
  files: SourceFiles,
  request: RevisionRequest,
  { parser, defaultTemplate }: RevisionFileParts,
): NewRevisionFile {
  const time = creationTime(request.createDate, environment.timezone);
  if (!time) throw new Error(`Can't locate timezone: ${environment.timezone} (timezone in ${environment.configFile})`);
  const named = revisionFileName(environment, request.id, request.message ?? '', time);
  if ('refused' in named) {
    throw new Error(`file_template in ${environment.configFile} cannot be followed at '${named.refused}': ${environment.fileTemplate}`);
  }
  const path = joinPath(request.placement.versionDirectory, named.name);
  if (path === null) throw new Error(`file_template in ${environment.configFile} leads out of the project: ${environment.fileTemplate}`);
  if (files.read(path) !== null) throw new Error(`${path} exists already`);

  const template = {
    file: environment.templateFile ?? 'script.py.mako',
    text: (environment.templateFile === null ? null : files.read(environment.templateFile)) ?? defaultTemplate,
  };
  const { engine } = environment;
  const whole = engine ? { upgrades: [], downgrades: [] } : request;
  const further = new Map(
    [...(request.further ?? []), ...(engine ? partsOf(engine, request) : [])].map(([name, lines]) => [name, indented(lines)]),
  );
  const names = {
    id: request.id,
    message: docstringText(request.message ?? 'empty message'),
    parents: request.placement.parents,
    branchLabels: request.placement.branchLabels,
    dependsOn: request.placement.dependsOn,
    time,
    upgrades: indented(whole.upgrades),
    downgrades: indented(whole.downgrades),
    imports: [...new Set(request.imports)].sort().join('\n'),
    options: environment.options,
    engines: engine?.all ?? null,
    further,
  };
  const source = renderTemplate(template, names, files, parser, environment.searchPaths);
  refuseLoss(template.file, source, names.upgrades, 'upgrades');
  refuseLoss(template.file, source, names.downgrades, 'downgrades');
  refuseLoss(template.file, source, names.imports, 'imports');
  for (const [name, text] of further) refuseLoss(template.file, source, text, name);
  refuseOtherIdentity(template.file, path, source, request, {
    files,
    parser,
    searchPaths: environment.searchPaths,
    hostModules: new Map(),
    bodies: true,
  });
  return { path, source };
}

/** Where one revision is for several databases, each has its own text: the templates' `engine1_upgrades`, `upgrade_token` of env.py. */
function partsOf({ name }: EngineOfSeveral, { upgrades, downgrades }: RevisionRequest): readonly (readonly [string, readonly string[]])[] {
  if (upgrades.length === 0 && downgrades.length === 0) return [];
  const orPass = (lines: readonly string[]) => (lines.length === 0 ? ['pass'] : lines);
  return [
    [`${name}_upgrades`, orPass(upgrades)],
    [`${name}_downgrades`, orPass(downgrades)],
  ];
}

/** alembic/autogenerate/render.py `_indent`. */
function indented(statements: readonly string[]): string {
  return statements.join('\n').replace(/^/gm, '    ').trim().replace(/ +$/gm, '');
}

/** A message stands in the docstring: what would end it, or begin an escape, is escaped. */
function docstringText(message: string): string {
  return /\\|"""|"$/.test(message) ? message.replace(/[\\"]/g, '\\$&') : message;
}

function refuseLoss(file: string, source: string, text: string, name: string): void {
  if (text !== '' && !source.includes(text))
    throw new TemplateError(file, 1, `the template does not write \${${name}}: what the revision does would be lost`);
}

/** What was written must be read as the revision that was asked for. */
function refuseOtherIdentity(
  file: string,
  path: string,
  source: string,
  request: RevisionRequest,
  sources: Parameters<typeof readRevision>[0],
): void {
  const { parents, branchLabels, dependsOn } = request.placement;
  const { revision, problems } = readRevision(sources, path, source);
  const [problem] = problems;
  if (problem || !revision) throw new TemplateError(file, 1, `what it makes is not a revision: ${problem?.message ?? path}`);
  const differs = (asked: readonly string[], got: readonly string[]) => [...asked].sort().join('\n') !== [...got].sort().join('\n');
  const lost = (name: string, asked: string) =>
    new TemplateError(file, 1, `the revision was asked to have the ${name} ${asked}, but what the template makes does not have it`);
  if (revision.id !== request.id) throw lost('revision id', request.id);
  if (differs(parents, revision.down)) throw lost('down_revision', parents.join(', ') || 'None');
  if (differs(branchLabels, revision.labels)) throw lost('branch_labels', branchLabels.join(', '));
  if (differs(dependsOn, revision.dependsOn)) throw lost('depends_on', dependsOn.join(', '));
}
