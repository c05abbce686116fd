import { deepEqual, equal } from 'node:assert/strict';
import { findVersions } from '../../../src/alembic/environment/packaging/package-versions';
import { admits, parseRelease, parseSpecifiers } from '../../../src/alembic/environment/packaging/requirement';
import { findVirtualenv, noPythonPlaces } from '../../../src/alembic/environment/virtualenv';
import { memoryFiles } from '../../python/memory-files';

/** `SQLAlchemy series/Flask-SQLAlchemy major` for code in `folder`. */
function versions(record: Readonly<Record<string, string>>, folder = ''): string {
  const files = memoryFiles(record);
  const { sqlalchemy, flaskSqlalchemy } = findVersions(files, folder, findVirtualenv(files, folder, noPythonPlaces));
  return `${sqlalchemy}/${flaskSqlalchemy}`;
}
const installed = (folder: string, ...names: readonly string[]) => ({
  [`${folder}/pyvenv.cfg`]: '',
  ...Object.fromEntries(names.map((name) => [`${folder}/lib/python3.12/site-packages/${name}.dist-info/METADATA`, ''])),
});
const lock = (name: string, version: string) =>
  `version = 1\n\n[[package]]\nname = "${name}"\nversion = "${version}"\nsource = { registry = "x" }\n`;

describe('the versions that a project stands on', () => {
  it('are the newest where nothing is said', () => {
    equal(versions({}), '2.1/3');
    equal(versions({ 'requirements.txt': 'SQLAlchemy\nflask\n' }), '2.1/3');
  });

  const sources: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'a requirements file': { 'requirements.txt': '# pinned\nSQLAlchemy[asyncio]==1.4.41 ; python_version > "3.7"  # via x\n' },
    'a requirements file with hashes': {
      'requirements/main.txt': 'sqlalchemy==1.4.37 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\n',
    },
    'a nested requirements file': {
      'requirements.txt': '-r reqs/base.txt\n',
      'reqs/base.txt': '--requirement=more.txt\n',
      'reqs/more.txt': 'sqlalchemy == 1.4.1',
    },
    'a constraints file': { 'requirements.txt': '-c limits.txt\nsqlalchemy\n', 'limits.txt': 'SQLAlchemy==1.3.24\n' },
    'poetry.lock': { 'poetry.lock': lock('sqlalchemy', '1.4.52'), 'pyproject.toml': '[tool.poetry.dependencies]\nsqlalchemy = "*"\n' },
    'uv.lock': { 'uv.lock': lock('sqlalchemy', '1.3.24'), 'pyproject.toml': '[project]\ndependencies = ["sqlalchemy"]\n' },
    'pdm.lock': { 'pdm.lock': lock('SQLAlchemy', '1.4.2') },
    'Pipfile.lock': { 'Pipfile.lock': '{"default": {"sqlalchemy": {"hashes": [], "version": "==1.4.46"}}}' },
    'a range of PEP 621': { 'pyproject.toml': '[project]\nname = "x"\ndependencies = [\n  "SQLAlchemy>=1.3,<2",\n]\n' },
    'an extra': { 'pyproject.toml': '[project.optional-dependencies]\nserver = ["sqlalchemy[asyncio]~=1.4.0"]\n' },
    'a range of Poetry': { 'pyproject.toml': '[tool.poetry.dependencies]\nSQLAlchemy = { version = "^1.4.36", extras = ["asyncio"] }\n' },
    'setup.cfg': { 'setup.cfg': '[options]\ninstall_requires =\n    Flask>=2\n    SQLAlchemy>=1.3,<1.5\npython_requires = >=3.8\n' },
    'setup.py': { 'setup.py': 'from setuptools import setup\nsetup(name="x", install_requires=["flask", "sqlalchemy<2.0"])\n' },
    'an old SQLModel': { 'requirements.txt': 'sqlmodel==0.0.8\n' },
    'Flask-SQLAlchemy 2': { 'requirements.txt': 'Flask-SQLAlchemy==2.5.1\nsqlalchemy>=1.3\n' },
  };
  for (const [source, record] of Object.entries(sources)) {
    it(`are told by ${source}`, () => equal(versions(record).slice(0, 3), '1.4'));
  }

  it('bound one another', () => {
    equal(versions({ 'requirements.txt': 'sqlmodel==0.0.24\n' }), '2.0/3');
    equal(versions({ 'requirements.txt': 'sqlmodel\n' }), '2.1/3');
    equal(versions({ 'requirements.txt': 'sqlmodel==0.0.24\nsqlalchemy==1.4.41\n' }), '1.4/3');
    equal(versions({ 'requirements.txt': 'Flask-SQLAlchemy==2.5.1\n' }), '1.4/2');
    equal(versions({ 'requirements.txt': 'Flask-SQLAlchemy<3\nSQLAlchemy==1.4.0\n' }), '1.4/2');
    equal(versions({ 'requirements.txt': 'SQLAlchemy==1.3.0\n' }), '1.4/2');
  });

  it('say SQLModel and pydantic where something asks for them', () => {
    const found = (requirements: string) => {
      const { sqlmodel, pydantic } = findVersions(memoryFiles({ 'requirements.txt': requirements }), '', null);
      return [sqlmodel, pydantic];
    };
    deepEqual(found('flask'), [undefined, undefined]);
    deepEqual(found('sqlmodel==0.0.8\npydantic==1.9.1\n'), [8, 1]);
    deepEqual(found('sqlmodel>=0.0.14,<0.0.20\npydantic>=2\n'), [19, 2]);
  });

  it('are what is installed before what is locked before what is asked for', () => {
    const asked = { 'pyproject.toml': '[project]\ndependencies = ["sqlalchemy>=1.4"]\n' };
    const locked = { ...asked, 'uv.lock': lock('sqlalchemy', '2.0.30') };
    equal(versions(asked), '2.1/3');
    equal(versions(locked), '2.0/3');
    equal(versions({ ...locked, ...installed('.venv', 'SQLAlchemy-1.4.52', 'flask_sqlalchemy-2.5.1') }), '1.4/2');
    equal(versions({ ...locked, ...installed('.venv', 'black-24.1.0') }), '2.0/3');
  });

  it('are those of the nearest project, and of the workspace around it where that has the lock', () => {
    const monorepo = {
      'old/requirements.txt': 'SQLAlchemy==1.4.41\n',
      'backend/pyproject.toml': '[project]\ndependencies = ["sqlalchemy>=2.0,<3"]\n',
      'uv.lock': lock('sqlalchemy', '2.0.49'),
    };
    equal(versions(monorepo, 'old/app/db'), '1.4/3');
    equal(versions(monorepo, 'backend/app'), '2.0/3');
    equal(versions({ ...monorepo, 'uv.lock': lock('sqlalchemy', '1.4.9') }, 'backend/app'), '2.1/3');
  });

  it("are those of a workspace's lock outside of the opened folder, where it knows the project", () => {
    const member = (name: string) => `[[package]]\nname = "${name}"\nversion = "0"\nsource = { editable = "${name}" }\n\n`;
    const record = { 'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["sqlalchemy"]\n' };
    const found = (text: string) =>
      findVersions(memoryFiles({ ...record, '/projects/uv.lock': text }), '', null, ['/projects/shop', '/projects']).sqlalchemy;
    equal(found(member('shop') + lock('sqlalchemy', '1.4.3')), '1.4');
    equal(found(member('other') + lock('sqlalchemy', '1.4.3')), '2.1');
  });

  it('take what runs the project before what tests it', () => {
    equal(versions({ 'requirements-dev.txt': 'sqlalchemy==2.0.1\n', 'requirements.txt': 'sqlalchemy==1.4.20\n' }), '1.4/3');
    equal(versions({ 'requirements.in': 'sqlalchemy==2.0.1\n', 'requirements.txt': 'sqlalchemy==1.4.20\n' }), '1.4/3');
  });

  it('stay the newest where a file is broken', () => {
    equal(
      versions({ 'pyproject.toml': '[project\ndependencies = ["sqlalchemy<2"]', 'Pipfile.lock': '{', 'poetry.lock': '[[package]]' }),
      '2.1/3',
    );
  });
});

describe('the SQLModel of a project', () => {
  const sqlmodel = (requirements: string) => {
    const found = findVersions(memoryFiles({ 'requirements.txt': requirements }), '', null);
    return `${found.sqlmodel} ${found.pydantic}`;
  };

  it('is the newest that goes with what stands beside it', () => {
    equal(sqlmodel('sqlmodel==0.0.8\n'), '8 undefined');
    equal(sqlmodel('sqlmodel\n'), '50 undefined');
    equal(sqlmodel('sqlmodel\nsqlalchemy<2\n'), '11 undefined');
    equal(sqlmodel('sqlmodel\npydantic==1.10.7\n'), '13 1');
    equal(sqlmodel('sqlmodel\npydantic==1.10.21\n'), '30 1');
    equal(sqlmodel('sqlmodel>=0.0.16,<0.0.20\npydantic>2\n'), '19 2');
  });

  it('goes with the pydantic that FastAPI takes', () => {
    equal(sqlmodel('sqlmodel\npydantic\nfastapi[all]==0.88.0\n'), '30 1');
    equal(sqlmodel('sqlmodel\nfastapi<0.100\n'), '30 1');
    equal(sqlmodel('sqlmodel\nfastapi>=0.95\n'), '50 undefined');
    equal(sqlmodel('sqlmodel\nfastapi==0.100.0\npydantic>=2\n'), '50 2');
    equal(sqlmodel('sqlmodel\nfastapi==0.88.0\npydantic==1.10.7\n'), '13 1');
  });

  it('goes with what the projects beside it ask for, where the requirements install them', () => {
    const found = (line: string) =>
      findVersions(
        memoryFiles({
          'server/requirements.txt': `sqlmodel\n${line}\n`,
          'shared/pyproject.toml': '[project]\nname = "shared"\ndependencies = ["pydantic==1.10.7"]\n',
        }),
        'server',
        null,
      ).sqlmodel;
    equal(found('-e ../shared'), 13);
    equal(found('--editable=../shared[dev]'), 13);
    equal(found('../shared'), 13);
    equal(found('shared @ file:../shared ; python_version > "3.8"'), 13);
    equal(found('-e git+https://example.org/shared.git'), 50);
    equal(found(''), 50);
  });
});

describe('the SQLAlchemy-Searchable of a project', () => {
  const searchable = (requirements: string) =>
    findVersions(memoryFiles({ 'requirements.txt': requirements }), '', null).searchable?.join('.');

  it('is the newest that fits, and goes with the SQLAlchemy beside it', () => {
    equal(searchable('sqlalchemy\n'), undefined);
    equal(searchable('SQLAlchemy-Searchable==1.2.0\nsqlalchemy==1.3.24\n'), '1.2');
    equal(searchable('sqlalchemy-searchable==0.9.3\n'), '0.10');
    equal(searchable('sqlalchemy_searchable\n'), '3.0');
    equal(searchable('sqlalchemy-searchable\nsqlalchemy<2\n'), '1.4');
    equal(searchable('sqlalchemy-searchable>=2.0,<2.2\n'), '2.1');
  });
});

describe('version specifiers', () => {
  const fits = (specifiers: string, from: string, to: string | null) =>
    admits(parseSpecifiers(specifiers), parseRelease(from) ?? [], to === null ? null : parseRelease(to));
  it('admit a series where one of its releases fits', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['', '1.4 2.0 2.1'],
      ['>=1.4', '1.4 2.0 2.1'],
      ['>=2.0.16', '2.0 2.1'],
      ['<2', '1.4'],
      ['<=2.0', '1.4 2.0'],
      ['>2.0.3,<2.1', '2.0'],
      ['==2.0.*', '2.0'],
      ['~=2.0.1', '2.0'],
      ['~=2.0', '2.0 2.1'],
      ['^2.0', '2.0 2.1'],
      ['^1.4.3', '1.4'],
      ['~1.4', '1.4'],
      ['2.0.3', '2.0'],
      ['>=1.4,!=2.0.*,<2.2', '1.4 2.1'],
      ['(>=2.0,<2.1)', '2.0'],
      ['>2.1,<2', ''],
    ];
    const series = { '1.4': ['0', '2.0'], '2.0': ['2.0', '2.1'], '2.1': ['2.1', null] } as const;
    deepEqual(
      cases.map(([specifiers]) => [
        specifiers,
        Object.entries(series)
          .filter(([, [from, to]]) => fits(specifiers, from, to))
          .map(([name]) => name)
          .join(' '),
      ]),
      cases.map((each) => [...each]),
    );
  });
});
