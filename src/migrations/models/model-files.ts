/** What the project's files may hold, models or an application: a look at their text, no more, once for each text. */
import type { Environment } from '../../alembic/environment/environment';
import { makesApplication } from '../../alembic/environment/flask-application';
import { folderAndAncestors } from '../../alembic/environment/path';
import type { SourceFiles } from '../../python/files';

/** Text that a file with a table in it cannot do without; `Table(` and `Column(` alone are also what draws tables on a screen. */
const signsOfModels =
  /\b(?:__tablename__|mapped_column\s*\(|declarative_base\s*\(|DeclarativeBase\b|SQLModel\b|\.Model\b|table\s*=\s*True\b)/;
const signsOfTables = /\b(?:Table|Column)\s*\(/;
const signsOfSqlalchemy = /\bsqlalchemy\b|\b\w*(?:db|sa)\.(?:Table|Column)\b|\bimport\s+\*/i;

/** Folders that hold others' code, or the project's but not its schema: wherever they stand, and at the project's root. */
const passedOver = new Set(['node_modules', 'site-packages', '__pycache__', 'tests', 'test', 'testing', 'fixtures', 'examples']);
const passedOverAtRoot = new Set(['build', 'dist', 'docs', 'scripts', 'example', 'benchmarks', 'notebooks']);

/** Deeper than this lies no package. */
const deepest = 12;

/** The modules of the environment's application that may hold models, in the order of their paths. */
export function modelFiles(files: SourceFiles, environment: Environment): readonly string[] {
  return pythonFiles(files, environment).filter((path) => mayHoldModels(path, files.read(path) ?? ''));
}

/**
 * The modules of the environment's application in the order of their paths. The environment's own folder, other applications, tests,
 * examples, hidden folders and virtualenvs are passed over.
 */
export function pythonFiles(files: SourceFiles, environment: Environment): readonly string[] {
  const found: string[] = [];
  const own = folderAndAncestors(environment.scriptDirectory);
  const visit = (folder: string, depth: number) => {
    const entries = files.list(folder) ?? [];
    if (depth > deepest || entries.some((entry) => entry.name === 'pyvenv.cfg')) return;
    for (const { name, kind } of entries) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'directory') {
        const passed = name.startsWith('.') || passedOver.has(name) || (depth === 0 && passedOverAtRoot.has(name));
        if ((!passed || own.includes(path)) && path !== environment.scriptDirectory && !environment.elsewhere.includes(path))
          visit(path, depth + 1);
      } else if (isModule(name)) found.push(path);
    }
  };
  visit('', 0);
  return found;
}

interface Look {
  readonly text: string;
  readonly mayHold: boolean;
  readonly declares: boolean;
  readonly makes: boolean;
  readonly computes: boolean;
}

/** The last look at each file: most texts are the same object as the last time. */
const looked = new Map<string, Look>();

function lookAt(path: string, text: string): Look {
  const known = looked.get(path);
  if (known?.text === text) return known;
  const mayHold = signsOfModels.test(text) || (signsOfTables.test(text) && signsOfSqlalchemy.test(text));
  const look = {
    text,
    mayHold,
    declares: mayHold && declarations.test(text),
    makes: makesApplication(text),
    computes: computing.test(text),
  };
  looked.set(path, look);
  return look;
}

const mayHoldModels = (path: string, text: string): boolean => lookAt(path, text).mayHold;

/**
 * What a table is declared by, as a statement: other files may well name `__tablename__` (as a keyword too, before a comma) or a `Column`,
 * to ask for it.
 */
const declarations =
  /^[ \t]+(?:__tablename__(?:[ \t]*:[^=\n]+)?[ \t]*=[^\n,]*$|def\s+__tablename__\b)|\btable\s*=\s*True\b|^\s*class\s+\w+\s*\([^)]*\.Model\b|[:=]\s*(?:\w+\.)*(?:mapped_column|Column|Table)\s*\(/m;

/** The modules that make or finish a Flask application. */
export function applicationFiles(files: SourceFiles, environment: Environment): readonly string[] {
  return pythonFiles(files, environment).filter((path) => lookAt(path, files.read(path) ?? '').makes);
}

/** Calls that load modules by names which stand in no import statement. */
const computing =
  /\b(?:import_module|__import__|walk_packages|iter_modules|find_modules|import_string|entry_points|autodiscover\w*|spec_from_file_location|scan)\s*\(/;

/** Whether a file loads modules by names that no import statement tells. */
export const computesImports = (path: string, text: string): boolean => lookAt(path, text).computes;

/** Whether a file of `modelFiles` looks as if it declared a table itself. */
export const declaresModels = (path: string, text: string): boolean => lookAt(path, text).declares;

const isModule = (name: string): boolean =>
  name.endsWith('.py') &&
  !name.startsWith('test_') &&
  !name.endsWith('_test.py') &&
  !['conftest.py', 'setup.py', 'tests.py'].includes(name);
