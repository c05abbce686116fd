/** SQLAlchemy-Searchable where it depends on the project: its release, and the modules that set it up. */
import assert from 'node:assert/strict';
import { findVersions } from '../../../src/alembic/environment/packaging/package-versions';
import { alembicHostModules } from '../../../src/alembic/operations/host-modules';
import { runRevision } from '../../../src/alembic/operations/run-revision';
import { createProgram } from '../../../src/python/create-program';
import { sqlalchemyHostModules } from '../../../src/sqlalchemy/host-modules';
import { setUpModules } from '../../../src/sqlalchemy/packages/searchable-setup';
import { loadParser } from '../../python/load-parser';
import { memoryFiles } from '../../python/memory-files';

const revision =
  'from alembic import op\nfrom sqlalchemy_searchable import sql_expressions\n\n\ndef upgrade():\n    op.execute(sql_expressions)\n';

async function executed(searchableExpressions: string | undefined) {
  const told: string[] = [];
  const program = createProgram({
    files: memoryFiles({ 'versions/1.py': revision }),
    searchPaths: [''],
    hostModules: new Map([
      ...sqlalchemyHostModules({
        sqlalchemy: '1.4',
        flaskSqlalchemy: 2,
        searchable: [1, 2],
        ...(searchableExpressions && { searchableExpressions }),
      }),
      ...alembicHostModules({
        emit: (operation) => told.push(operation.kind === 'execute' ? operation.sql : operation.kind),
        opaque: () => told.push('not understood'),
      }),
    ]),
    parser: await loadParser(),
  });
  const { raised } = runRevision(program, 'versions/1.py', 'revision_1', 'upgrade');
  assert.equal(raised, null);
  return told.join('\n');
}

describe('SQLAlchemy-Searchable', () => {
  it('has the functions that are installed with it, or says that they are not known', async () => {
    const functions = 'CREATE FUNCTION find(x text) RETURNS text AS $$ SELECT \'\\\' || "x" $$ LANGUAGE sql;\n';
    const files = { 'venv/sqlalchemy_searchable/expressions.sql': functions };
    const { searchableExpressions } = findVersions(memoryFiles(files), '', { folder: 'venv', sitePackages: ['venv'] });
    assert.equal(await executed(searchableExpressions), functions);
    assert.equal(await executed(undefined), 'not understood');
  });

  it('is set up by modules of the project, not by revisions and tests', async () => {
    const call = 'from sqlalchemy_searchable import make_searchable\nmake_searchable(metadata)\n';
    const files = {
      'src/shop/__init__.py': call,
      'src/shop/text.py': '@vectorizer(Integer)\ndef number(column):\n    return column\n',
      'src/shop/other.py': 'x = 1\n',
      'src/versions/1.py': `from alembic import op\n${call}`,
      'src/tests/models.py': call,
    };
    const program = createProgram({
      files: memoryFiles(files),
      searchPaths: ['src'],
      hostModules: new Map(),
      parser: await loadParser(),
    });
    assert.deepEqual([...setUpModules(program.interpreter)].sort(), ['shop', 'shop.text']);
  });
});
