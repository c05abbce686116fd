/** The statements of test/sqlalchemy/statements/cases.py against what real SQLAlchemy sent and PostgreSQL answered (npm run conformance). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alembicHostModules } from '../../../src/alembic/operations/host-modules';
import type { OperationSink } from '../../../src/alembic/operations/sink';
import { revisionTransaction } from '../../../src/migrations/shadow/revision-transaction';
import { statementAnswer } from '../../../src/migrations/shadow/statement-answer';
import { PostgresError } from '../../../src/postgres/postgres-error';
import type { ShadowDatabase } from '../../../src/postgres/shadow-database';
import { attempt } from '../../../src/python/attempt';
import { createProgram } from '../../../src/python/create-program';
import { noArguments } from '../../../src/python/native';
import type { Program } from '../../../src/python/program';
import { sqlalchemyHostModules } from '../../../src/sqlalchemy/host-modules';
import { raiseWhereCaught } from '../../../src/sqlalchemy/modules/exceptions';
import type { SqlalchemySeries } from '../../../src/sqlalchemy/versions';
import { emptyShadow } from '../../postgres/shared-shadow';
import { loadParser } from '../../python/load-parser';
import { memoryFiles } from '../../python/memory-files';
import { repository } from '../../repository';

interface Case {
  readonly sent: readonly (string | null)[];
  readonly returned: string;
}

const folder = join(repository, 'test/sqlalchemy/statements');
const file = 'cases.py';
const nowhere = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };

async function casesOf(series: SqlalchemySeries, sink: OperationSink): Promise<Program> {
  const source = `import alembic.op\n${readFileSync(join(folder, file), 'utf8')}`;
  const versions = { sqlalchemy: series, flaskSqlalchemy: 3 } as const;
  return createProgram({
    files: memoryFiles({ [file]: source }),
    searchPaths: [''],
    hostModules: new Map([...sqlalchemyHostModules(versions), ...alembicHostModules(sink)]),
    parser: await loadParser(),
  });
}

/** Runs statements as a replay does, and notes them. */
function sinkOf(database: ShadowDatabase, sent: string[], said: string[]): OperationSink {
  const transaction = revisionTransaction(database);
  return {
    emit: (operation) => said.push(operation.kind),
    opaque: (reason) => said.push(typeof reason === 'string' ? reason : reason.reason),
    run({ sql, place }, _uncertain, interpreter) {
      sent.push(sql.split(/\s+/).join(' ').trim());
      try {
        return statementAnswer(database, transaction, sql, (what) => said.push(what));
      } catch (error) {
        if (!(error instanceof PostgresError)) throw error;
        sent.pop();
        raiseWhereCaught(interpreter, error, place);
        throw error;
      }
    },
    savepoint: (step) => {
      const words = { begin: 'SAVEPOINT', release: 'RELEASE SAVEPOINT', rollback: 'ROLLBACK TO SAVEPOINT' };
      sent.push(`${words[step]} sa_savepoint_1`);
      database.execute(`${words[step]} own`);
    },
  };
}

for (const series of ['1.4', '2.0', '2.1'] as const) {
  describe(`statements of SQLAlchemy ${series}`, function () {
    this.timeout(60_000);
    const recorded: Readonly<Record<string, Case | null>> = JSON.parse(readFileSync(join(folder, `recorded/${series}.json`), 'utf8'));
    const sent: string[] = [];
    const said: string[] = [];
    let database: ShadowDatabase;
    let program: Program;

    before(async () => {
      database = await emptyShadow();
      program = await casesOf(series, sinkOf(database, sent, said));
      const cases = program.runFile(file, 'cases');
      const setup = cases.type === 'module' ? cases.namespace.get('SETUP') : undefined;
      assert.ok(setup?.type === 'list');
      for (const statement of setup.items) if (statement.type === 'str') database.execute(statement.value);
    });

    for (const [name, expected] of Object.entries(recorded)) {
      if (!expected) continue;
      it(name.replaceAll('_', ' '), () => {
        sent.splice(0);
        said.splice(0);
        const { interpreter } = program;
        database.execute('BEGIN');
        try {
          const connection = interpreter.call(
            interpreter.getAttribute(program.importModule('alembic.op'), 'get_bind', null),
            noArguments,
            null,
          );
          const run = interpreter.getAttribute(program.importModule('cases'), name, null);
          const outcome = attempt(interpreter, nowhere, () => interpreter.call(run, { ...noArguments, positional: [connection] }, null));
          if ('failure' in outcome) assert.fail(`${outcome.failure.message}\n${sent.join('\n')}`);
          assert.deepEqual(said, []);
          const returned = outcome.result.type === 'unknown' ? outcome.result.reason : interpreter.repr(outcome.result);
          assert.equal(returned, expected.returned, sent.join('\n'));
          if (!expected.sent.includes(null)) assert.deepEqual(sent, expected.sent);
        } finally {
          database.execute('ROLLBACK');
        }
      });
    }
  });
}
