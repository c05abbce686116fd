/** Projects on disk, opened as the command line and the engine open them, save that the shadow runs in this process. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { noPythonPlaces } from '../../src/alembic/environment/virtualenv';
import type { Decisions } from '../../src/migrations/decisions';
import type { GenerateOptions } from '../../src/migrations/generate';
import { loadParser } from '../../src/migrations/load-parser';
import { openProject, type Project, type ProjectOptions } from '../../src/migrations/project';
import { savedResults } from '../../src/migrations/saved-results';
import type { Shadow } from '../../src/migrations/shadow/requests';
import { shadowService } from '../../src/migrations/shadow/serve-shadow';
import { openShadowDatabase } from '../../src/postgres/shadow-database';
import { assets, repository } from '../repository';

export interface ClosableShadow extends Shadow {
  close(): Promise<void>;
  /** How many requests PostgreSQL was asked. */
  readonly asked: { count: number };
}

/** One embedded PostgreSQL for all tests of a file. */
export async function shadowHere(): Promise<ClosableShadow> {
  const service = shadowService(() => openShadowDatabase({ assets }), await loadParser(assets));
  const asked = { count: 0 };
  const answer = async <T>(work: () => Promise<T>): Promise<T> => {
    asked.count += 1;
    return work();
  };
  return {
    asked,
    warm: () => undefined,
    replay: (request) => answer(() => service.replay(request)),
    normalise: (statements) => answer(() => service.normalise(statements)),
    prove: (request) => answer(() => service.prove(request)),
    record: (request) => answer(() => service.record(request)),
    stop: () => undefined,
    close: () => service.close(),
  };
}

export interface ProjectOnDisk {
  readonly root: string;
  /** Opened anew, as another process would. */
  open(options?: Partial<Pick<ProjectOptions, 'baseline' | 'databaseUrl'>>): Promise<Project>;
  read(path: string): string;
  write(path: string, text: string): void;
  edit(path: string, from: string, to: string): void;
  remove(path: string): void;
}

const made: string[] = [];

/** Removes every project that a test file made. */
export function removeProjects(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A temporary copy of a folder of the repository. */
export function projectFrom(folder: string, shadow: Shadow): ProjectOnDisk {
  return onDisk(shadow, (root) => cpSync(join(repository, folder), root, { recursive: true }));
}

/** A temporary project of these files. */
export function projectOf(files: Readonly<Record<string, string>>, shadow: Shadow): ProjectOnDisk {
  const project = onDisk(shadow, () => undefined);
  for (const [path, text] of Object.entries(files)) project.write(path, text);
  return project;
}

function onDisk(shadow: Shadow, fill: (root: string) => void): ProjectOnDisk {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'migration-keeper-test-')));
  made.push(folder);
  const root = join(folder, 'project');
  mkdirSync(root);
  fill(root);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  return {
    root,
    read,
    write,
    edit(path, from, to) {
      const text = read(path);
      if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
      write(path, text.replace(from, to));
    },
    remove: (path) => rmSync(join(root, path)),
    open: async (options) =>
      openProject({
        baseline: null,
        databaseUrl: null,
        ...options,
        root,
        python: noPythonPlaces,
        parser: await loadParser(assets),
        shadow,
        saved: savedResults(join(folder, 'results'), 'test'),
      }),
  };
}

/** Whether there is a git to test with; the product works without one. */
export function hasGit(): boolean {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Makes a repository of the project, with everything in its first commit. */
export function commitAll(root: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid', ...args], { cwd: root, stdio: 'ignore' });
  git('init');
  git('add', '.');
  git('commit', '-m', 'Everything');
}

/** A person who answers nothing; a question is a failure of the test, unless it is overridden. */
export function answers(given: Partial<Decisions> = {}): Decisions {
  const unexpected = (what: string) => async (): Promise<never> => {
    throw new Error(`a question that nobody expected: ${what}`);
  };
  return {
    renamed: unexpected('renamed'),
    fillFor: unexpected('fillFor'),
    head: unexpected('head'),
    merged: unexpected('merged'),
    versionDirectory: unexpected('versionDirectory'),
    reparented: unexpected('reparented'),
    apply: unexpected('apply'),
    ...given,
  };
}

/** Options of a `generate` that takes every change, with an id and a time that tests can expect. */
export const generateOptions = (more: Partial<GenerateOptions> = {}): GenerateOptions => ({
  message: 'Remember the commit of a build',
  takes: () => true,
  decisions: answers(),
  revisionId: 'abcdefabcdef',
  dryRun: false,
  prove: true,
  now: new Date(2026, 10, 22, 9, 30),
  defaultTemplate: '',
  ...more,
});
