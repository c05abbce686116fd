import { deepEqual, equal } from 'node:assert/strict';
import { findVirtualenv, installedDistributions, noPythonPlaces } from '../../../src/alembic/environment/virtualenv';
import { memoryFiles } from '../../python/memory-files';

const packages = (folder: string) => ({
  [`${folder}/pyvenv.cfg`]: 'home = /usr/bin\n',
  [`${folder}/lib/python3.12/site-packages/SQLAlchemy-2.0.41.dist-info/METADATA`]: 'Name: SQLAlchemy\n',
});
const sitePackages = (folder: string) => [`${folder}/lib/python3.12/site-packages`];

describe('the virtualenv of a project', () => {
  it('is the nearest around the scripts', () => {
    const files = memoryFiles({ ...packages('.venv'), ...packages('backend/venv'), 'backend/app/alembic/env.py': '' });
    deepEqual(findVirtualenv(files, 'backend/app', noPythonPlaces), { folder: 'backend/venv', sitePackages: sitePackages('backend/venv') });
    equal(findVirtualenv(files, 'worker', noPythonPlaces)?.folder, '.venv');
  });

  it('may have a name of its own, and is none without its pyvenv.cfg', () => {
    equal(findVirtualenv(memoryFiles(packages('keeper-env')), '', noPythonPlaces)?.folder, 'keeper-env');
    const { ['.venv/pyvenv.cfg']: _cfg, ...unmarked } = packages('.venv');
    equal(findVirtualenv(memoryFiles(unmarked), '', noPythonPlaces), null);
  });

  it('is the one that was named, before any other', () => {
    const files = memoryFiles({ ...packages('.venv'), ...packages('/opt/environments/shop'), ...packages('/home/me/.venv') });
    const places = { chosen: '/opt/environments/shop/bin/python', active: '/home/me/.venv', around: [] };
    equal(findVirtualenv(files, '', places)?.folder, '/opt/environments/shop');
    equal(findVirtualenv(files, '', { ...places, chosen: '/nowhere/bin/python' })?.folder, '.venv');
  });

  it('is the activated one, else one around the project, where the project has none', () => {
    const files = memoryFiles({ ...packages('/home/me/active'), ...packages('/home/me/projects/.venv') });
    const around = ['/home/me/projects/shop', '/home/me/projects', '/home/me'];
    equal(findVirtualenv(files, 'app', { chosen: null, active: '/home/me/active', around })?.folder, '/home/me/active');
    equal(findVirtualenv(files, 'app', { chosen: null, active: null, around })?.folder, '/home/me/projects/.venv');
  });

  it('tells what is installed by the names that pip compares', () => {
    const files = memoryFiles({
      ...packages('.venv'),
      '.venv/lib/python3.12/site-packages/flask_sqlalchemy-3.1.1.dist-info/METADATA': '',
      '.venv/lib/python3.12/site-packages/sqlalchemy_json-0.7.0-py3.12.egg-info/PKG-INFO': '',
      '.venv/lib/python3.12/site-packages/flask_sqlalchemy/__init__.py': '',
    });
    const virtualenv = findVirtualenv(files, '', noPythonPlaces);
    const installed = virtualenv ? installedDistributions(files, virtualenv) : new Map();
    deepEqual([...installed].map(([name, { version }]) => `${name} ${version}`).sort(), [
      'flask-sqlalchemy 3.1.1',
      'sqlalchemy 2.0.41',
      'sqlalchemy-json 0.7.0',
    ]);
    equal(installed.get('sqlalchemy')?.folder, '.venv/lib/python3.12/site-packages/SQLAlchemy-2.0.41.dist-info');
  });
});
