/** A SQL file as a baseline: what `psql -f` would do with it. */
import { folderOf, joinPath } from '../../alembic/environment/path';
import { readPsqlScript } from '../../postgres/psql-script';
import type { SourceFiles } from '../../python/files';
import type { Place } from '../../python/place';
import { Failure } from '../failure';
import type { Problem } from '../results';
import type { BaselineStatement } from '../shadow/requests';
import type { Baseline } from './baseline';

/** A file that includes itself ends here. */
const deepest = 8;

export function sqlFileBaseline(files: SourceFiles, path: string): Baseline {
  if (files.read(path) === null) throw new Failure(`The baseline ${path}: there is no such file in the project.`);
  const read = partsOf(files, path, 0);
  return {
    statements: read.flatMap((part) => ('sql' in part ? [part] : [])),
    contained: new Set(),
    name: path,
    problems: read.flatMap((part) => ('code' in part ? [part] : [])),
    notUnderstood: [],
  };
}

function partsOf(files: SourceFiles, path: string, depth: number): readonly (BaselineStatement | Problem)[] {
  const text = files.read(path);
  if (text === null || depth > deepest) return [];
  return readPsqlScript(text).flatMap((part): readonly (BaselineStatement | Problem)[] => {
    const place = { file: path, line: part.line, column: 1, endLine: part.line, endColumn: 1 };
    if (part.kind === 'statement') return endsTransaction.test(part.sql) ? [] : [{ sql: part.sql, place }];
    if (part.kind === 'unread') return [unread(`what psql does with ${part.what} is not done`, place)];
    const included = [joinPath(folderOf(path), part.file), part.file].find((name) => name !== null && files.read(name) !== null);
    return included === undefined || included === null
      ? [unread(`the file ${part.file}, which it includes, is not there`, place)]
      : partsOf(files, included, depth + 1);
  });
}

/** All of it runs in one transaction, each statement whole or not at all. */
const endsTransaction = /^(?:BEGIN|START\s+TRANSACTION|COMMIT|END|ROLLBACK|SAVEPOINT\b.*|RELEASE\b.*)(?:\s+(?:WORK|TRANSACTION))?$/is;

const unread = (what: string, place: Place): Problem => ({
  code: 'baseline-unread',
  severity: 'warning',
  message: `The baseline is not followed here: ${what}.`,
  ...place,
});
