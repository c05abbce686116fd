/** Runs a revision that stands in memory and gathers what it asks for. */
import { alembicHostModules } from '../../../src/alembic/operations/host-modules';
import { type RevisionDirection, type RevisionRun, runRevision } from '../../../src/alembic/operations/run-revision';
import type { OperationSink } from '../../../src/alembic/operations/sink';
import { createProgram } from '../../../src/python/create-program';
import type { Place } from '../../../src/python/place';
import type { TableName } from '../../../src/schema/definition';
import type { Operation } from '../../../src/schema/operation';
import { sqlalchemyHostModules } from '../../../src/sqlalchemy/host-modules';
import { loadParser } from '../../python/load-parser';
import { memoryFiles } from '../../python/memory-files';

export interface ReadOperations {
  readonly operations: readonly Operation[];
  /** Those behind a condition that is not known. */
  readonly uncertain: readonly Operation[];
  readonly opaque: readonly { readonly reason: string; readonly place: Place | null; readonly tables: readonly TableName[] }[];
  readonly raised: RevisionRun['raised'];
}

const file = 'migrations/versions/1_first.py';

const heading = `from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '1'
down_revision = None
`;

/** Runs a whole file. `others` are files beside it; `sink` answers what the default one does not. */
export async function readFile(
  source: string,
  direction: RevisionDirection = 'upgrade',
  others: Readonly<Record<string, string>> = {},
  sink: Partial<OperationSink> = {},
): Promise<ReadOperations> {
  const operations: Operation[] = [];
  const uncertain: Operation[] = [];
  const opaque: ReadOperations['opaque'][number][] = [];
  const gathering: OperationSink = {
    emit: (operation, because) => {
      (because ? uncertain : operations).push(operation);
    },
    opaque: (reason, place, tables) => {
      opaque.push({ reason: typeof reason === 'string' ? reason : reason.reason, place, tables });
    },
    ...sink,
  };
  const program = await programOf({ [file]: source, ...others }, gathering);
  const { raised } = runRevision(program, file, 'revision_1', direction);
  return { operations, uncertain, opaque, raised };
}

const programOf = async (files: Readonly<Record<string, string>>, sink: OperationSink) =>
  createProgram({
    files: memoryFiles(files),
    searchPaths: [''],
    hostModules: new Map([...sqlalchemyHostModules(), ...alembicHostModules(sink)]),
    parser: await loadParser(),
  });

/** Runs a whole file several times in one program. */
export async function readInTurn(source: string, directions: readonly RevisionDirection[]): Promise<readonly Operation[]> {
  const operations: Operation[] = [];
  const program = await programOf({ [file]: source }, { emit: (operation) => operations.push(operation), opaque: () => undefined });
  for (const direction of directions) runRevision(program, file, 'revision_1', direction);
  return operations;
}

/** Runs an `upgrade()` of logical lines; `imports` are lines beside those of every revision. */
export async function readLines(
  lines: readonly string[],
  imports: readonly string[] = [],
  sink: Partial<OperationSink> = {},
): Promise<ReadOperations> {
  const body = lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n');
  return readFile(`${heading}${imports.join('\n')}\n\ndef upgrade():\n${body}\n`, 'upgrade', {}, sink);
}

/** The same from one text. */
export async function readBody(body: string, imports: readonly string[] = [], sink: Partial<OperationSink> = {}): Promise<ReadOperations> {
  return readLines(body.split('\n'), imports, sink);
}

/** The operations of a reading in which everything was understood. */
export function understood(read: ReadOperations): readonly Operation[] {
  if (read.raised) throw new Error(read.raised.message);
  const [first] = read.opaque;
  if (first) throw new Error(`not understood: ${first.reason}`);
  return read.operations;
}

/** The operations of a body that is wholly understood. */
export async function operationsOf(
  body: string,
  imports: readonly string[] = [],
  sink: Partial<OperationSink> = {},
): Promise<readonly Operation[]> {
  return understood(await readBody(body, imports, sink));
}

/** Values without where they stand in a file and how they are written in Python: what has to be equal after reading back. */
export function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !['place', 'places', 'python', 'reverse'].includes(name));
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutPlaces(inner)]));
}
