/** The models of a project that stand on a package of its virtualenv, from the alembic.ini on. */
import { deepEqual, equal } from 'node:assert/strict';
import { findEnvironments } from '../../src/alembic/environment/find-environments';
import { readProjectModels } from '../../src/migrations/models/models';
import { pythonPlaces } from '../../src/migrations/python-places';
import { loadParser } from '../python/load-parser';
import { memoryFiles } from '../python/memory-files';

const project = {
  'alembic.ini': '[alembic]\nscript_location = migrations\n',
  'migrations/env.py': `from alembic import context
from models import Base

context.configure(target_metadata=Base.metadata)
`,
  'migrations/script.py.mako': '',
  'models.py': `from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base
from shop_tables import Owned

Base = declarative_base()


class Cart(Owned, Base):
    __tablename__ = "carts"

    id = Column(Integer, primary_key=True)
`,
};

const installedIn = (folder: string) => ({
  [`${folder}/pyvenv.cfg`]: 'home = /usr/bin\n',
  [`${folder}/lib/python3.13/site-packages/shop_tables-1.0.dist-info/METADATA`]: 'Name: shop-tables\nRequires-Dist: sqlalchemy>=2\n',
  [`${folder}/lib/python3.13/site-packages/shop_tables.py`]: `from sqlalchemy import Column, String

class Owned:
    owner = Column(String(30), nullable=False)
`,
});

describe('models on a package of the virtualenv', () => {
  const read = async (files: Readonly<Record<string, string>>, chosen: string | null = null) => {
    const source = memoryFiles(files);
    const [environment] = findEnvironments(source, pythonPlaces('/projects/shop', chosen, null)).environments;
    if (!environment) throw new Error('there is no environment');
    return readProjectModels(source, environment, await loadParser());
  };
  const columns = (models: Awaited<ReturnType<typeof read>>) =>
    models.metadata.tables.flatMap((table) => table.columns.map((column) => column.name)).sort();

  it('have the columns that the package brings, said in the project', async () => {
    const models = await read({ ...project, ...installedIn('.venv') });
    deepEqual(columns(models), ['id', 'owner']);
    deepEqual(models.notUnderstood, []);
    for (const column of models.metadata.tables[0]?.columns ?? []) equal(column.place?.file, 'models.py');
  });

  it('find it where a setting says it is', async () => {
    const files = { ...project, ...installedIn('/home/me/envs/shop') };
    deepEqual(columns(await read(files, '/home/me/envs/shop/bin/python')), ['id', 'owner']);
  });

  it('may lack columns where it is not installed', async () => {
    const models = await read(project);
    deepEqual(columns(models), ['id']);
    equal(models.notUnderstood[0]?.message, 'a base of Cart (the value of shop_tables.Owned), which may bring columns');
  });
});
