import { deepEqual, equal, fail, match, ok } from 'node:assert/strict';
import { readConfiguration } from '../../../src/alembic/environment/configuration';
import { findEnvironments } from '../../../src/alembic/environment/find-environments';
import { readEnvironmentSettings } from '../../../src/alembic/environment/settings';
import { alembicHostModules } from '../../../src/alembic/operations/host-modules';
import { createProgram } from '../../../src/python/create-program';
import type { PythonParser } from '../../../src/python/parser';
import { loadParser } from '../../python/load-parser';
import { memoryFiles } from '../../python/memory-files';

const ini = '[alembic]\nscript_location = db\nowner = us\n[other]\nurl = %(here)s/x\n';
const noOperations = { emit: () => undefined, opaque: () => undefined };

/** Ends an env.py as nearly all of them end. */
const end = `
if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
`;

describe('the settings of env.py', () => {
  let parser: PythonParser;
  before(async () => {
    parser = await loadParser();
  });

  function read(env: string, more: Readonly<Record<string, string>> = {}) {
    const files = memoryFiles({
      'alembic.ini': ini,
      'db/env.py': env,
      'app/__init__.py': '',
      'app/models.py': 'class Base:\n    metadata = ["tables"]\n',
      ...more,
    });
    const [environment = fail()] = findEnvironments(files).environments;
    const hostModules = alembicHostModules(noOperations, readConfiguration(environment, files));
    return readEnvironmentSettings(createProgram({ files, searchPaths: environment.searchPaths, hostModules, parser }), environment);
  }

  it('come from the call of context.configure that goes online', () => {
    const settings = read(`from alembic import context
from sqlalchemy import engine_from_config
from app.models import Base

target_metadata = Base.metadata


def include(object, name, type_, reflected, compare_to):
    return True


def run_migrations_offline():
    context.configure(url="x", target_metadata=target_metadata, version_table="offline")


def run_migrations_online():
    with engine_from_config(context.config.get_section("alembic")).connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=target_metadata,
            render_as_batch=True,
            compare_type=False,
            compare_server_default=True,
            include_schemas=True,
            include_object=include,
            version_table="versions",
            version_table_schema="meta",
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()

${end}`);
    equal(settings.targetMetadata?.length, 1);
    deepEqual(
      settings.targetMetadata?.map((value) => value.type),
      ['str'],
    );
    const { targetMetadata: _metadata, includeObject, includeName, notUnderstood: _reasons, ...rest } = settings;
    deepEqual(rest, {
      renderAsBatch: true,
      compareType: false,
      compareServerDefault: true,
      includeSchemas: true,
      versionTable: 'versions',
      versionTableSchema: 'meta',
      transactionPerMigration: true,
    });
    equal(includeObject?.type, 'function');
    equal(includeName, null);
  });

  it("are Alembic's own where env.py says nothing", () => {
    const settings = read('target_metadata = None\n');
    deepEqual(settings, {
      targetMetadata: null,
      renderAsBatch: null,
      compareType: null,
      compareServerDefault: null,
      includeSchemas: null,
      versionTable: 'alembic_version',
      versionTableSchema: null,
      transactionPerMigration: false,
      includeObject: null,
      includeName: null,
      notUnderstood: [],
    });
  });

  it("come from an env.py that takes what the application's code gives", () => {
    const settings = read(`from alembic import context
from app.models import Base

attributes = context.config.attributes
assert attributes.get("quiet", False) is False and "engine" not in attributes
attributes["own"] = "kept"
with attributes["engine"].connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, version_table=attributes["own"])
    with context.begin_transaction():
        context.run_migrations()
`);
    deepEqual([settings.versionTable, settings.notUnderstood], ['kept', []]);
  });

  it('come out of an asynchronous env.py', () => {
    const settings = read(`import asyncio
from alembic import context
from sqlalchemy.ext.asyncio import async_engine_from_config
from app.models import Base

target_metadata = Base.metadata


def do_run_migrations(connection):
    context.configure(connection=connection, target_metadata=target_metadata, version_table="async_version")
    with context.begin_transaction():
        context.run_migrations()


async def run_async_migrations():
    connectable = async_engine_from_config(context.config.get_section("alembic"))
    async with connectable.connect() as connection:
        await connection.run_sync(do_run_migrations)
    await connectable.dispose()


def run_migrations_online():
    asyncio.run(run_async_migrations())

${end}`);
    equal(settings.versionTable, 'async_version');
    equal(settings.targetMetadata?.length, 1);
  });

  it("say why the metadata of Flask's current app is not known", () => {
    const settings = read(`import logging
from logging.config import fileConfig
from flask import current_app
from alembic import context

config = context.config
fileConfig(config.config_file_name)
logger = logging.getLogger('alembic.env')


def get_engine():
    try:
        return current_app.extensions['migrate'].db.get_engine()
    except (TypeError, AttributeError):
        return current_app.extensions['migrate'].db.engine


config.set_main_option('sqlalchemy.url', str(get_engine().url).replace('%', '%%'))
target_db = current_app.extensions['migrate'].db


def get_metadata():
    if hasattr(target_db, 'metadatas'):
        return target_db.metadatas[None]
    return target_db.metadata


def run_migrations_offline():
    context.configure(url=config.get_main_option("sqlalchemy.url"), target_metadata=get_metadata(), literal_binds=True)


def run_migrations_online():
    conf_args = current_app.extensions['migrate'].configure_args
    if conf_args.get("process_revision_directives") is None:
        conf_args["process_revision_directives"] = None
    with get_engine().connect() as connection:
        context.configure(connection=connection, target_metadata=get_metadata(), version_table="kept", **conf_args)
        with context.begin_transaction():
            context.run_migrations()

${end}`);
    equal(settings.targetMetadata, null);
    equal(settings.versionTable, 'kept');
    ok(settings.notUnderstood.length > 0);
    match(settings.notUnderstood.map((reason) => reason.message).join('\n'), /flask/);
    equal(settings.notUnderstood[0]?.place?.file, 'db/env.py');
  });

  it('are as far as they were reached when env.py raises', () => {
    const settings = read("from app.models import Base\ntarget_metadata = Base.metadata\nraise RuntimeError('no settings')\n");
    equal(settings.targetMetadata?.length, 1);
    match(settings.notUnderstood.map((reason) => reason.message).join('\n'), /no settings/);
  });

  it('take a list of metadata for several', () => {
    const settings = read("target_metadata = ['one', 'two']\n");
    equal(settings.targetMetadata?.length, 2);
    equal(read("target_metadata = {'one': 'a', 'two': 'b', 'three': 'c'}\n").targetMetadata?.length, 3);
    equal(read('target_metadata = {}\n').targetMetadata, null);
  });

  it('are the defaults for an env.py that cannot be parsed, with the place', () => {
    const settings = read('def broken(:\n');
    equal(settings.targetMetadata, null);
    equal(settings.notUnderstood[0]?.place?.file, 'db/env.py');
  });

  it('know what the config says', () => {
    const settings = read(
      "from alembic import context\ncontext.configure(version_table=context.config.get_main_option('owner') + '_version')\n",
    );
    equal(settings.versionTable, 'us_version');
  });
});

describe('the configuration', () => {
  it('holds every section', () => {
    const files = memoryFiles({ 'conf/alembic.ini': `${ini}bad = %(x)s\n`, 'conf/db/env.py': '' });
    const [environment = fail()] = findEnvironments(files).environments;
    const read = readConfiguration(environment, files);
    if (!read) fail('there is a config file');
    const { file, section, sections } = read;
    deepEqual([file, section], ['conf/alembic.ini', 'alembic']);
    deepEqual([...(sections.get('other') ?? [])], [['url', 'conf/x']]);
  });
});
