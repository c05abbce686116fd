// The cases of test/sqlalchemy/statements/cases.py as each series of SQLAlchemy sends them to a PostgreSQL server of our own, recorded beside them.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testCode } from './test-code.mjs';
import { pythonOf, seriesOfSqlalchemy } from './virtualenvs.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(here, '../../test/sqlalchemy/statements/recorded');

export async function recordStatements() {
  const { startServer } = testCode('postgres/server.js');
  const server = await startServer();
  try {
    for (const series of seriesOfSqlalchemy) {
      const url = (await server.createDatabase()).replace('postgresql:', 'postgresql+psycopg2:');
      const program = [join(here, 'sqlalchemy-statements.py'), url];
      const { status, error, stdout } = spawnSync(pythonOf(series), program, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
      if (status !== 0) throw error ?? new Error(`the statements of SQLAlchemy ${series} could not be run`);
      writeFileSync(join(folder, `${series}.json`), stdout);
    }
  } finally {
    await server.stop();
  }
}
