import { deepEqual, equal, match } from 'node:assert/strict';
import { findEnvironments } from '../../../src/alembic/environment/find-environments';
import { memoryFiles } from '../../python/memory-files';

/** The files of a script directory. */
const scripts = (folder: string) => ({
  [`${folder}/env.py`]: 'from alembic import context\n',
  [`${folder}/script.py.mako`]: '"""${' + 'message}"""\n',
  [`${folder}/versions/a_first.py`]: "revision = 'a'\ndown_revision = None\n",
});

const find = (record: Readonly<Record<string, string>>) => findEnvironments(memoryFiles(record));

describe('finding environments', () => {
  it('finds alembic.ini at the root', () => {
    const { environments, problems } = find({
      'alembic.ini': '[alembic]\nscript_location = db/migrations\nprepend_sys_path = .\n',
      ...scripts('db/migrations'),
    });
    deepEqual(problems, []);
    equal(environments.length, 1);
    const [environment] = environments;
    equal(environment?.path, 'db/migrations');
    equal(environment?.configFile, 'alembic.ini');
    equal(environment?.section, 'alembic');
    equal(environment?.envFile, 'db/migrations/env.py');
    equal(environment?.templateFile, 'db/migrations/script.py.mako');
    deepEqual(environment?.versionDirectories, ['db/migrations/versions']);
    equal(environment?.fileTemplate, '%(rev)s_%(slug)s');
    equal(environment?.truncateSlugLength, 40);
    equal(environment?.timezone, null);
    deepEqual(environment?.searchPaths, ['']);
  });

  it("finds Flask-Migrate's, with and without script_location", () => {
    for (const ini of ['[alembic]\n', '[alembic]\nscript_location = migrations\n']) {
      const { environments, problems } = find({ 'migrations/alembic.ini': ini, ...scripts('migrations') });
      deepEqual(problems, []);
      deepEqual(
        environments.map((environment) => environment.path),
        ['migrations'],
      );
    }
  });

  it("finds Flask-Migrate's in a sub-project, and imports from there", () => {
    const { environments } = find({
      'backend/migrations/alembic.ini': '[alembic]\nscript_location = migrations\n',
      ...scripts('backend/migrations'),
    });
    equal(environments[0]?.path, 'backend/migrations');
    deepEqual(environments[0]?.searchPaths, ['backend', 'backend/migrations', '']);
  });

  it('follows %(here)s, package resources and src folders', () => {
    const here = find({ 'conf/alembic.ini': '[alembic]\nscript_location = %(here)s/../db\n', ...scripts('db') });
    equal(here.environments[0]?.path, 'db');
    equal(here.environments[0]?.options.get('script_location'), 'conf/../db');
    const resource = find({ 'alembic.ini': '[alembic]\nscript_location = shop.core:migrations\n', ...scripts('src/shop/core/migrations') });
    equal(resource.environments[0]?.path, 'src/shop/core/migrations');
    deepEqual(resource.environments[0]?.searchPaths, ['', 'src']);
  });

  it('reads every setting it needs', () => {
    const ini = `[alembic]
script_location = db
file_template = %%(year)d/%%(month).2d_%%(slug)s
truncate_slug_length = 60
timezone = Europe/Vienna
output_encoding = latin-1
sourceless = true
recursive_version_locations = true
path_separator = ;
version_locations = %(here)s/db/versions;plugins/a;plugins/b
prepend_sys_path = lib;.
`;
    const { environments, problems } = find({ 'alembic.ini': ini, ...scripts('db'), 'lib/x.py': '' });
    const [environment] = environments;
    equal(environment?.fileTemplate, '%(year)d/%(month).2d_%(slug)s');
    equal(environment?.truncateSlugLength, 60);
    equal(environment?.timezone, 'Europe/Vienna');
    equal(environment?.outputEncoding, 'latin-1');
    equal(environment?.recursiveVersions, true);
    match(problems[0]?.message ?? '', /sourceless = true in alembic.ini/);
    deepEqual(environment?.versionDirectories, ['db/versions', 'plugins/a', 'plugins/b']);
    deepEqual(environment?.searchPaths, ['lib', '']);
  });

  it('splits version_locations by spaces and commas where no separator is said', () => {
    const [environment] = find({
      'alembic.ini': '[alembic]\nscript_location = db\nversion_locations = one, two three\n',
      ...scripts('db'),
    }).environments;
    deepEqual(environment?.versionDirectories, ['one', 'two', 'three']);
  });

  it('takes each section of one ini for an environment, and names apart those that share scripts', () => {
    const apart = find({
      'alembic.ini': '[users]\nscript_location = users\n[orders]\nscript_location = orders\n',
      ...scripts('users'),
      ...scripts('orders'),
    });
    deepEqual(
      apart.environments.map((environment) => [environment.path, environment.section]),
      [
        ['users', 'users'],
        ['orders', 'orders'],
      ],
    );
    const shared = find({
      'alembic.ini':
        '[DEFAULT]\nscript_location = db\n[one]\nversion_locations = v1\n[two]\nversion_locations = v2\n[loggers]\nkeys = root\n',
      ...scripts('db'),
    });
    deepEqual(
      shared.environments.map((environment) => environment.path),
      ['db#one', 'db#two'],
    );
  });

  it('takes a second config over the same revisions for the same environment', () => {
    const { environments } = find({
      'alembic.ini': '[alembic]\nscript_location = db\n[testing]\nscript_location = db\nsqlalchemy.url = postgresql:///test\n',
      ...scripts('db'),
    });
    deepEqual(
      environments.map((environment) => environment.path),
      ['db'],
    );
  });

  it('passes over folders that hold what tools made or installed', () => {
    const ini = '[alembic]\nscript_location = db\n';
    const { environments, problems } = find({
      'node_modules/x/alembic.ini': ini,
      '.git/alembic.ini': ini,
      '.tox/py/alembic.ini': ini,
      'anyname/pyvenv.cfg': '',
      'anyname/lib/alembic.ini': ini,
      'lib/site-packages/alembic.ini': ini,
    });
    deepEqual([environments, problems], [[], []]);
  });

  it('says nothing of settings it does not need, such as a URL that env.py completes', () => {
    const { environments, problems } = find({
      'alembic.ini': '[alembic]\nscript_location = db\nsqlalchemy.url = postgresql://%(USER)s@h/d%\n',
      ...scripts('db'),
    });
    deepEqual(problems, []);
    equal(environments[0]?.options.has('sqlalchemy.url'), false);
  });

  it('only warns of a config that leads nowhere beside one that does not', () => {
    const { environments, problems } = find({
      'alembic.ini': '[alembic]\nscript_location = db\n',
      ...scripts('db'),
      'tests/alembic.ini': '[alembic]\n',
    });
    equal(environments.length, 1);
    deepEqual(
      problems.map(({ severity, file }) => [severity, file]),
      [['warning', 'tests/alembic.ini']],
    );
  });

  it('names the file and the setting of what cannot be followed', () => {
    const problemsOf = (record: Readonly<Record<string, string>>) =>
      find(record).problems.map(({ severity, message, file, line }) => ({ severity, message, file, line }));
    deepEqual(problemsOf({ 'alembic.ini': '[alembic]\nscript_location = nowhere\n' }), [
      {
        severity: 'error',
        message: "Path doesn't exist: nowhere (script_location in section [alembic] of alembic.ini)",
        file: 'alembic.ini',
        line: 2,
      },
    ]);
    deepEqual(problemsOf({ 'alembic.ini': '[alembic]\nfoo = 1\n' }), [
      {
        severity: 'error',
        message: "No 'script_location' key found in configuration: section [alembic] of alembic.ini, and its folder holds no env.py",
        file: 'alembic.ini',
        line: 1,
      },
    ]);
    deepEqual(problemsOf({ 'a/alembic.ini': 'script_location = x\n' }), [
      { severity: 'error', message: 'a/alembic.ini cannot be read: File contains no section headers.', file: 'a/alembic.ini', line: 1 },
    ]);
    deepEqual(problemsOf({ 'alembic.ini': '[alembic]\nscript_location = db\nversion_locations = ../../elsewhere\n', ...scripts('db') }), [
      {
        severity: 'warning',
        message: "version_locations in alembic.ini: '../../elsewhere' is outside of the project",
        file: 'alembic.ini',
        line: 3,
      },
    ]);
    deepEqual(problemsOf({ 'alembic.ini': '[alembic]\nscript_location = db\nfile_template = %(rev)s\n', ...scripts('db') }), [
      {
        severity: 'warning',
        message:
          "alembic.ini: Bad value substitution: option 'file_template' in section 'alembic' contains an interpolation key 'rev' which is not a valid option name",
        file: 'alembic.ini',
        line: 3,
      },
    ]);
    deepEqual(
      problemsOf({
        'alembic.ini':
          '[alembic]\nscript_location = db\npath_separator = comma\nversion_locations = db/versions\ntruncate_slug_length = x\n',
        ...scripts('db'),
      }).map(({ line }) => line),
      [3, 5],
    );
    // Nobody asks for the separator where there is nothing to separate.
    deepEqual(problemsOf({ 'alembic.ini': '[alembic]\nscript_location = db\nversion_path_separator = os # or :\n', ...scripts('db') }), []);
  });

  it('reads [tool.alembic] of a pyproject.toml', () => {
    const pyproject = `[project]
name = "shop"

[tool.alembic]
script_location = "%(here)s/db/migrations"
file_template = "%%(year)d_%%(slug)s"
version_locations = ["db/migrations/versions", "%(here)s/more"]
prepend_sys_path = ["lib"]
recursive_version_locations = true
truncate_slug_length = 12
`;
    const { environments, problems } = find({
      'backend/pyproject.toml': pyproject,
      ...scripts('backend/db/migrations'),
      'backend/lib/x.py': '',
    });
    deepEqual(problems, []);
    const [environment] = environments;
    equal(environment?.path, 'backend/db/migrations');
    equal(environment?.configFile, 'backend/pyproject.toml');
    equal(environment?.configKind, 'pyproject');
    equal(environment?.fileTemplate, '%(year)d_%(slug)s');
    equal(environment?.truncateSlugLength, 12);
    equal(environment?.recursiveVersions, true);
    deepEqual(environment?.versionDirectories, ['backend/db/migrations/versions', 'backend/more']);
    deepEqual(environment?.searchPaths, ['backend/lib', 'backend', '']);
  });

  it('takes an alembic.ini before the pyproject.toml beside it, option by option', () => {
    const { environments } = find({
      'alembic.ini': '[alembic]\nfile_template = %%(rev)s\n[loggers]\nkeys = root\n',
      'pyproject.toml': '[tool.alembic]\nscript_location = "db"\nfile_template = "%%(slug)s"\ntimezone = "UTC"\n',
      ...scripts('db'),
    });
    deepEqual(
      environments.map(({ path, configKind, fileTemplate, timezone }) => [path, configKind, fileTemplate, timezone]),
      [['db', 'ini', '%(rev)s', 'UTC']],
    );
  });

  it('says a pyproject.toml that cannot be read, and no more of one without Alembic', () => {
    const broken = find({ 'pyproject.toml': '[tool.alembic]\nscript_location = db\n' });
    deepEqual(
      broken.problems.map(({ code, file }) => [code, file]),
      [['environment-unreadable', 'pyproject.toml']],
    );
    deepEqual(find({ 'pyproject.toml': '[tool.black\n' }), { environments: [], problems: [] });
  });

  it('finds scripts whose Config is built in code, and imports from where their package stands', () => {
    const { environments, problems } = find({
      'service/pyproject.toml': '[project]\nname = "shop"\n',
      'service/shop/__init__.py': '',
      ...scripts('service/shop/migrations'),
      'tests/project/env.py': 'from alembic import context\n',
      'tests/project/versions/a.py': '',
      'deploy/env.py': 'import os\n',
      'deploy/versions/a.py': '',
    });
    deepEqual(problems, []);
    deepEqual(
      environments.map(({ path, configKind, configFile, searchPaths }) => [path, configKind, configFile, searchPaths]),
      [['service/shop/migrations', 'code', 'service/shop/migrations/env.py', ['service', '']]],
    );
  });

  it('completes an alembic.ini that leaves script_location to the code', () => {
    const { environments, problems } = find({
      'shop/alembic.ini': '[alembic]\nfile_template = %%(rev)s\n',
      'shop/__init__.py': '',
      ...scripts('shop/db/migrations'),
    });
    deepEqual(problems, []);
    deepEqual(
      environments.map(({ path, configFile, fileTemplate }) => [path, configFile, fileTemplate]),
      [['shop/db/migrations', 'shop/alembic.ini', '%(rev)s']],
    );
  });

  it('says revisions in folders that no setting names, as where code sets version_locations', () => {
    const more = { 'db/versions/2024/b.py': "revision = 'b'\ndown_revision = 'a'\n", 'db/versions/2024/c.py': "down_revision = 'b'\n" };
    const said = (ini: string, files: Readonly<Record<string, string>>) =>
      find({ 'alembic.ini': `[alembic]\nscript_location = db\n${ini}`, ...scripts('db'), ...files }).problems.map(({ message }) => message);
    deepEqual(said('', more), [
      '2 revision files are not read, in db/versions/2024: alembic.ini names no such folder in version_locations, nor is recursive_version_locations true',
    ]);
    deepEqual(said('recursive_version_locations = true\n', more), []);
    deepEqual(said('version_locations = db/versions db/versions/2024\n', more), []);
    deepEqual(said('', { 'db/helpers/x.py': 'import alembic\n', 'db/versions/__pycache__/y.py': "down_revision = 'b'\n" }), []);
    match(
      said('version_locations = other\n', { 'other/b.py': "down_revision = 'b'\n" })[0] ?? '',
      /^1 revision file is not read, in db\/versions:/,
    );
  });

  it('finds the packages of the other projects of the repository last', () => {
    const { environments } = find({
      'server/alembic.ini': '[alembic]\nscript_location = migrations\n',
      'server/pyproject.toml': '',
      ...scripts('server/migrations'),
      'shared/setup.py': '',
      // A package is found by its name, not what it holds: its `http` is not everybody's.
      'server/shop/setup.py': '',
      'server/shop/__init__.py': '',
      'server/shop/http/__init__.py': '',
      'shared/shop_shared/__init__.py': '',
      'client/pyproject.toml': '',
      'client/src/shop_client/__init__.py': '',
      'deploy/pyproject.toml': '',
      'deploy/tests/__init__.py': '',
      'loose/thing/__init__.py': '',
    });
    deepEqual(environments[0]?.searchPaths, ['server', '', 'client/src', 'shared']);
  });
});
