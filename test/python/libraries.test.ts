/** Packages that are installed beside the project: how far each is read. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { installedLibraries } from '../../src/alembic/environment/libraries';
import { createProgram } from '../../src/python/create-program';
import type { Program } from '../../src/python/program';
import { sqlalchemyHostModules } from '../../src/sqlalchemy/host-modules';
import { type ModelsReading, readModels } from '../../src/sqlalchemy/read-models';
import { loadParser } from './load-parser';
import { memoryFiles } from './memory-files';

const site = '.venv/lib/python3.12/site-packages';

const installed = {
  [`${site}/shop_tables-1.0.dist-info/METADATA`]: 'Name: shop-tables\nRequires-Dist: SQLAlchemy (>=2)\n',
  [`${site}/shop_tables/__init__.py`]: 'from .mixins import Stamped\nfrom .types import Money\n',
  [`${site}/shop_tables/mixins.py`]: `from sqlalchemy import Column, DateTime, func
from ._speedups import faster
class Stamped:
    created = Column(DateTime, nullable=False, server_default=func.now())
`,
  [`${site}/shop_tables/_speedups.cpython-312-x86_64-linux-gnu.so`]: '',
  [`${site}/shop_tables/types.py`]: `from sqlalchemy import Numeric
from sqlalchemy.types import TypeDecorator
class Money(TypeDecorator):
    impl = Numeric(12, 2)
`,
  [`${site}/shop_tables/own.py`]: `from sqlalchemy import Column, Integer, MetaData, Table
metadata = MetaData()
ledger = Table("ledger", metadata, Column("id", Integer, primary_key=True))
`,
  [`${site}/colours-2.0.dist-info/METADATA`]: 'Name: colours\nRequires-Dist: SQLAlchemy ; extra == "test"\n',
  [`${site}/colours-2.0.dist-info/RECORD`]: 'paint/__init__.py,,\n',
  [`${site}/paint/__init__.py`]: `import enum
LONGEST = 40
class Colour(str, enum.Enum):
    red = "r"
    green = "g"
def mixed():
    return 7
raise RuntimeError("nobody asked")
`,
  [`${site}/framework/__init__.py`]: 'from .application import Application\nVERSION = "1"\n',
  [`${site}/framework/tables/__init__.py`]: 'from sqlalchemy import String\nshort = String(5)\n',
  ...Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${site}/framework/part${index}.py`, 'while True:\n    pass\n'])),
};

const models = (text: string) => `from sqlalchemy import Column, Enum, Integer, String
from sqlalchemy.orm import declarative_base
Base = declarative_base()
${text}`;

async function programOf(text: string, libraries: Readonly<Record<string, string>> = installed): Promise<Program> {
  const program = createProgram({
    files: memoryFiles({ ...libraries, 'models.py': models(text) }),
    searchPaths: [''],
    hostModules: sqlalchemyHostModules(),
    libraries: installedLibraries({ folder: '.venv', sitePackages: [site] }),
    parser: await loadParser(),
  });
  program.importModule('models');
  return program;
}

const columns = ({ metadata }: ModelsReading) =>
  metadata.tables.map(({ name, columns: all }) => [name, ...all.map((column) => `${column.name} ${column.type.sql}`)]);

describe('a package that is installed beside the project', () => {
  it('is read like the project where it stands on SQLAlchemy', async () => {
    const program = await programOf(`from shop_tables import Money, Stamped
class Order(Stamped, Base):
    __tablename__ = "orders"
    id = Column(Integer, primary_key=True)
    total = Column(Money)
`);
    const reading = readModels(program, null);
    deepEqual(columns(reading), [['orders', 'id INTEGER', 'total NUMERIC(12, 2)', 'created TIMESTAMP WITHOUT TIME ZONE']]);
    deepEqual(reading.notUnderstood, []);
    deepEqual(program.failures, []);
    const [table] = reading.metadata.tables;
    for (const column of table?.columns ?? []) equal(column.place?.file, 'models.py');
  });

  it('keeps the tables of its own MetaData', async () => {
    const program = await programOf('from shop_tables import own\n');
    deepEqual(columns(readModels(program, null)), []);
  });

  it('gives enums and constants where it is small, and nothing that would run', async () => {
    const program = await programOf(`from paint import LONGEST, Colour, mixed
class Wall(Base):
    __tablename__ = "walls"
    id = Column(Integer, primary_key=True)
    colour = Column(Enum(Colour))
    name = Column(String(LONGEST))
class Floor(Base):
    __tablename__ = "floors"
    id = Column(Integer, primary_key=True)
    name = Column(String(mixed()))
`);
    const reading = readModels(program, null);
    deepEqual(columns(reading), [['walls', 'id INTEGER', 'colour colour', 'name VARCHAR(40)']]);
    deepEqual(
      reading.notUnderstood.map(({ message, place }) => `${message} ${place?.file}`),
      ['the value of paint.mixed models.py'],
    );
    deepEqual(program.failures, []);
  });

  it('is not read at all where it is neither, except for the part that speaks of tables', async () => {
    const program = await programOf(`import framework
from framework.tables import short
class Page(Base):
    __tablename__ = "pages"
    id = Column(Integer, primary_key=True)
    title = Column(short)
    body = Column(String(framework.LENGTH))
`);
    const [said] = readModels(program, null).notUnderstood;
    equal(said?.message, 'the value of framework');
    ok(![...program.dependencies].some((file) => file.includes('/framework/part')));
    deepEqual(program.failures, []);
  });

  it('costs no more than its share of the work', async () => {
    const endless = { ...installed, [`${site}/shop_tables/mixins.py`]: 'while True:\n    pass\n' };
    const program = await programOf(
      `try:
    from shop_tables import Stamped
except ImportError:
    Stamped = object
class Plain(Base):
    __tablename__ = "plain"
    id = Column(Integer, primary_key=True)
class Order(Stamped, Base):
    __tablename__ = "orders"
    id = Column(Integer, primary_key=True)
`,
      endless,
    );
    const reading = readModels(program, null);
    deepEqual(columns(reading), [
      ['plain', 'id INTEGER'],
      ['orders', 'id INTEGER'],
    ]);
    ok(reading.notUnderstood.some(({ message }) => message.startsWith('a base of Order')));
    deepEqual(program.failures, []);
  });
});
