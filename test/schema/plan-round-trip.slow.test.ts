import assert from 'node:assert/strict';
import { join } from 'node:path';
import { statementsFor } from '../../src/postgres/ddl/operations';
import { introspectSync } from '../../src/postgres/introspection/introspection';
import { openShadowDatabase, type ShadowDatabase } from '../../src/postgres/shadow-database';
import { compareSchemas } from '../../src/schema/compare';
import { differences } from '../../src/schema/differences';
import type { Operation } from '../../src/schema/operation';
import { planOperations } from '../../src/schema/plan';
import { applyRenames, type RenameCandidate } from '../../src/schema/renames';
import type { Schema } from '../../src/schema/schema';
import { type PlanCase, planCases } from './plan-cases';

/** The whole way: both schemas in PostgreSQL, compared, planned, and the plan run up, down and up again. */
describe('a plan, run in PostgreSQL', function () {
  this.timeout(60_000);
  let shadow: ShadowDatabase;
  before(async () => {
    shadow = await openShadowDatabase({ assets: join(process.cwd(), 'node_modules/@electric-sql/pglite/dist') });
  });
  after(async () => {
    await shadow.close();
  });

  const schemaAfter = (sql: string): Schema => {
    shadow.reset();
    if (sql !== '') shadow.execute(sql);
    return introspectSync(shadow);
  };

  const run = (operations: readonly Operation[]): void => {
    shadow.execute('BEGIN');
    try {
      for (const operation of operations) {
        if (operation.kind === 'begin_autocommit') shadow.execute('COMMIT');
        for (const statement of statementsFor(operation)) shadow.execute(statement);
        if (operation.kind === 'end_autocommit') shadow.execute('BEGIN');
      }
      shadow.execute('COMMIT');
    } catch (error) {
      shadow.execute('ROLLBACK');
      throw error;
    }
  };

  const planned = (one: PlanCase) => {
    const after = schemaAfter(one.after);
    const before = schemaAfter(one.before);
    if (one.rows) shadow.execute(one.rows);
    const unnamed = (_schema: string, _table: string, name: string): boolean => one.unnamed?.includes(name) ?? false;
    const compared = compareSchemas(before, after, {
      leaveOut: [],
      doubts: [],
      versionTables: [{ schema: 'public', name: 'alembic_version' }],
      unnamed,
    });
    const changes = applyRenames(compared, (one.renames ?? []).map(rename), unnamed);
    const plan = planOperations(changes, {
      before,
      after,
      defaultSchema: 'public',
      definitionOf: () => null,
      sequenceOf: () => null,
      enumOf: () => null,
      typeOfCatalog: (sql) => ({ sql, python: { code: `sa.${sql}`, imports: [] }, enumType: null }),
      fill: (_schema, table, column) => one.fill?.[`${table}.${column}`] ?? null,
    });
    return { before, after, plan };
  };

  for (const one of planCases) {
    it(one.title, () => {
      const { before, after, plan } = planned(one);
      assert.deepEqual(plan.problems, []);
      if (one.upgrade) {
        assert.deepEqual(
          plan.upgrade.map((operation) => operation.kind),
          one.upgrade,
        );
      }
      run(plan.upgrade);
      assert.deepEqual(differences(introspectSync(shadow), after), [], 'after the upgrade');
      run(plan.downgrade);
      assert.deepEqual(differences(introspectSync(shadow), before), [], 'after the downgrade');
      run(plan.upgrade);
      assert.deepEqual(differences(introspectSync(shadow), after), [], 'after the second upgrade');
    });
  }
});

function rename(text: string): RenameCandidate {
  const [from = '', newName = ''] = text.split('=');
  const [table = '', column] = from.split('.');
  const names = { schema: 'public', table, newName, score: 1 };
  return column === undefined ? { kind: 'table', oldName: table, ...names } : { kind: 'column', oldName: column, ...names };
}
