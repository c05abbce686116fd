import assert from 'node:assert/strict';
import type { ConfigurationFacts } from '../../../src/alembic/operations/environment-context';
import { alembicHostModules } from '../../../src/alembic/operations/host-modules';
import { createProgram } from '../../../src/python/create-program';
import type { Value } from '../../../src/python/values';
import { sqlalchemyHostModules } from '../../../src/sqlalchemy/host-modules';
import { loadParser } from '../../python/load-parser';
import { memoryFiles } from '../../python/memory-files';

const configuration: ConfigurationFacts = {
  file: 'migrations/alembic.ini',
  section: 'alembic',
  sections: new Map([['alembic', new Map([['sqlalchemy.url', 'postgresql://localhost/app']])]]),
};

/** What `context.configure()` was told in env.py, by name, and the names of the module. */
async function runEnvironment(source: string, facts: ConfigurationFacts | null = configuration) {
  const nothing = { emit: () => undefined, opaque: () => undefined };
  const program = createProgram({
    files: memoryFiles({ 'migrations/env.py': source }),
    searchPaths: [''],
    hostModules: new Map([...sqlalchemyHostModules(), ...alembicHostModules(nothing, facts)]),
    parser: await loadParser(),
  });
  const module = program.runFile('migrations/env.py', 'env');
  const configured = program.recorded.find(({ kind }) => kind === 'alembic.configure')?.value;
  const entries = configured?.type === 'dict' ? [...configured.entries.values()] : [];
  return {
    failures: program.failures,
    configured: new Map(entries.map(({ key, value }): [string, Value] => [key.type === 'str' ? key.value : '', value])),
    names: module.type === 'module' ? module.namespace : new Map<string, Value>(),
  };
}

describe('alembic.context', () => {
  it("runs the env.py of Alembic's template and tells what it configures", async () => {
    const { failures, configured } = await runEnvironment(`from logging.config import fileConfig
from sqlalchemy import MetaData, engine_from_config, pool
from alembic import context

config = context.config
if config.config_file_name is not None:
    fileConfig(config.config_file_name)
target_metadata = MetaData()

def run_migrations_offline():
    context.configure(url=config.get_main_option("sqlalchemy.url"), target_metadata=target_metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()

def run_migrations_online():
    connectable = engine_from_config(config.get_section(config.config_ini_section, {}), prefix="sqlalchemy.", poolclass=pool.NullPool)
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()

if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
`);
    assert.deepEqual(failures, []);
    assert.deepEqual([...configured.keys()], ['connection', 'target_metadata', 'render_as_batch']);
    assert.equal(configured.get('target_metadata')?.type, 'instance');
  });

  it('answers from the configuration, and remembers what env.py sets', async () => {
    const { names } = await runEnvironment(`from alembic import context
config = context.config
config.set_main_option('version_table', 'versions')
url = config.get_main_option('sqlalchemy.url')
table = config.get_section('alembic')['version_table']
absent = config.get_main_option('absent', 'otherwise')
connection = config.attributes.get('connection', None)
x = context.get_x_argument(as_dictionary=True).get('tenant')
`);
    const text = (name: string) => {
      const value = names.get(name);
      return value?.type === 'str' ? value.value : value?.type;
    };
    assert.deepEqual(['url', 'table', 'absent', 'connection', 'x'].map(text), [
      'postgresql://localhost/app',
      'versions',
      'otherwise',
      'None',
      'None',
    ]);
  });

  it('knows no option where there is no configuration', async () => {
    const { names } = await runEnvironment("from alembic import context\nurl = context.config.get_main_option('sqlalchemy.url')\n", null);
    assert.equal(names.get('url')?.type, 'unknown');
  });
});
