import assert from 'node:assert/strict';
import { readModels } from '../../src/sqlalchemy/read-models';
import { modelsOf, programOf } from './read-models-of';

const start = `
from sqlalchemy import *
from sqlalchemy.orm import DeclarativeMeta, Session, declarative_base, declared_attr, registry, relationship
from thirdparty import ColumnType, Mixin, flag, make_column, settings
Base = declarative_base()

class Fine(Base):
    __tablename__ = 'fine'
    id = Column(Integer, primary_key=True)
`;

/** What is said of a model that is added to one that is fine. */
async function said(model: string) {
  const { metadata, notUnderstood } = await modelsOf(start + model);
  return {
    tables: metadata.tables.map((table) => table.name),
    said: notUnderstood.map(({ message, place, tables }) => ({ message, line: place?.line, tables: tables.map((table) => table.name) })),
    doubts: notUnderstood.flatMap((reason) => reason.doubts ?? []),
  };
}

describe('what is not understood', () => {
  it('a type of another package leaves its table out, at the type', async () => {
    const { tables, said: messages } = await said(`
class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(ColumnType(5))
`);
    assert.deepEqual(tables, ['fine']);
    assert.equal(messages.length, 1);
    assert.deepEqual(messages[0]?.tables, ['users']);
    assert.match(messages[0]?.message ?? '', /thirdparty/);
  });

  it('a value that may be a column is a doubt, and its table stands without it', async () => {
    const {
      tables,
      said: messages,
      doubts,
    } = await said(`
class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = make_column()
`);
    assert.deepEqual(tables, ['fine', 'users']);
    assert.match(messages[0]?.message ?? '', /User\.name .*which may be a column/);
    assert.deepEqual(messages[0]?.tables, []);
    assert.deepEqual(doubts, [{ table: { schema: null, name: 'users' }, column: 'name' }]);
  });

  it('a mapper of the project may change its table and make others, which then are not missing', async () => {
    const {
      tables,
      said: messages,
      doubts,
    } = await said(`
def with_history(cls, *args, **options):
    return make_column(cls, *args, **options)
class Kept:
    @declared_attr
    def __mapper_cls__(cls):
        return with_history
class Document(Kept, Base):
    __tablename__ = 'documents'
    id = Column(Integer, primary_key=True)
`);
    assert.deepEqual(tables, ['fine', 'documents']);
    assert.deepEqual(
      messages.map(({ message, tables: named }) => [message, named]),
      [
        ['the __mapper_cls__ of Document, which may change table documents', []],
        ['the __mapper_cls__ of Document, which may make tables of its own', []],
      ],
    );
    assert.deepEqual(doubts, [{ table: { schema: null, name: 'documents' }, column: null }]);
  });

  it("SQLAlchemy's own Mapper as __mapper_cls__ changes nothing", async () => {
    const { said: messages } = await said(`
from sqlalchemy.orm import Mapper
class Document(Base):
    __tablename__ = 'documents'
    __mapper_cls__ = Mapper
    id = Column(Integer, primary_key=True)
`);
    assert.deepEqual(messages, []);
  });

  it('a type of another database leaves its table out, at the type', async () => {
    const { tables, said: messages } = await said(`
from sqlalchemy.dialects.mysql import LONGTEXT
class Note(Base):
    __tablename__ = 'notes'
    id = Column(Integer, primary_key=True)
    text = Column(LONGTEXT(collation='utf8mb4_bin'))
`);
    assert.deepEqual(tables, ['fine']);
    assert.deepEqual(messages[0]?.tables, ['notes']);
    assert.match(messages[0]?.message ?? '', /sqlalchemy\.dialects\.mysql\.LONGTEXT/);
  });

  it('a value that an annotation calls a column leaves its table out', async () => {
    const { tables, said: messages } = await said(`
from sqlalchemy.orm import Mapped
class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name: Mapped[str] = make_column()
`);
    assert.deepEqual(tables, ['fine']);
    assert.deepEqual(messages[0]?.tables, ['users']);
  });

  it('a mapped class whose table is named nowhere is said, not passed over', async () => {
    const { tables, said: messages } = await said(`
class Meta(DeclarativeMeta):
    pass

OtherBase = declarative_base(metaclass=Meta)

class User(OtherBase):
    id = Column(Integer, primary_key=True)
`);
    assert.deepEqual(tables, ['fine']);
    assert.match(messages[0]?.message ?? '', /the table of User/);
    assert.equal(messages[0]?.line, 16);
  });

  it('a metaclass of the project names the table before it is mapped', async () => {
    const { tables, said: messages } = await said(`
class Meta(DeclarativeMeta):
    def __init__(cls, name, bases, names):
        if name != 'Base':
            cls.__tablename__ = name.lower()
        super().__init__(name, bases, names)

OtherBase = declarative_base(metaclass=Meta)

class User(OtherBase):
    id = Column(Integer, primary_key=True)

mapper_registry = registry()

class ThirdBase(metaclass=DeclarativeMeta):
    __abstract__ = True
    registry = mapper_registry
    metadata = mapper_registry.metadata
    __init__ = mapper_registry.constructor

class Group(ThirdBase):
    __tablename__ = 'groups'
    id = Column(Integer, primary_key=True)
`);
    assert.deepEqual(tables, ['fine', 'user', 'groups']);
    assert.deepEqual(messages, []);
  });

  it('a statement that raises is said where it raises: what it makes is not known, what follows is read', async () => {
    const { tables, said: messages } = await said(`
raise RuntimeError('no settings')

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
`);
    assert.deepEqual(tables, ['fine', 'users']);
    assert.deepEqual(messages, [{ message: 'RuntimeError: no settings, so what this statement makes is not known', line: 11, tables: [] }]);
  });

  it('a statement that raises leaves open what it would have done to the tables that it speaks of', async () => {
    const models = (statement: string) => `
class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)

class Other(Base):
    __tablename__ = 'others'
    id = Column(Integer, primary_key=True)

${statement}
`;
    const open = async (statement: string) => (await said(models(statement))).doubts.map(({ table, column }) => [table.name, column]);
    assert.deepEqual(await open("Index('ix', User.absent)"), [['users', null]]);
    assert.deepEqual(await open('class Admin(User):\n    level = Column(1 // 0)'), [['users', null]]);
    assert.deepEqual(await open('for name in ("a", "b"):\n    setattr(Base, name, 1 // 0)'), [
      ['fine', null],
      ['users', null],
      ['others', null],
    ]);
    assert.deepEqual(await open("class Third(Base):\n    __tablename__ = 'third'\n    id = Column(absent)"), []);
  });

  it('a column that siblings share through table.c.get is understood', async () => {
    const shared = `
    __mapper_args__ = {}

    @declared_attr
    def started(cls):
        return Person.__table__.c.get('started', Column(Date))
`;
    const { tables, said: messages } = await said(`
class Person(Base):
    __tablename__ = 'people'
    id = Column(Integer, primary_key=True, key='number')

class Boss(Person):${shared}
class Engineer(Person):${shared}
assert 'number' in Person.__table__.c and 'id' not in Person.__table__.c
assert [column.name for column in Person.__table__.c] == ['id', 'started']
`);
    assert.deepEqual(messages, []);
    assert.deepEqual(tables, ['fine', 'people']);
  });

  it('what a query gives is not known, and no endless list', async () => {
    const { tables, said: messages } = await said(`
for name in Session(None).execute(select(1)):
    Table(name, Base.metadata, Column('id', Integer))
for name in relationship('x'):
    Table('t', Base.metadata, Column('id', Integer))
if relationship('x'):
    Table('certain', Base.metadata, Column('id', Integer))
`);
    assert.deepEqual(tables, ['fine', 'certain']);
    assert.ok(messages.every(({ message }) => /holds/.test(message)));
  });

  it('a method under an unknown decorator is no column', async () => {
    const { tables, said: messages } = await said(`
class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)

    @flag.decorate
    def method(self):
        return 1
`);
    assert.deepEqual(tables, ['fine', 'users']);
    assert.deepEqual(messages, []);
  });

  it('an unknown base leaves a table out that has no primary key without it', async () => {
    const { tables, said: messages } = await said(`
class User(Mixin, Base):
    __tablename__ = 'users'
    name = Column(Integer)
`);
    assert.deepEqual(tables, ['fine']);
    assert.deepEqual(messages[0]?.tables, ['users']);
  });

  it('an unknown mixin may bring columns', async () => {
    const {
      tables,
      said: messages,
      doubts,
    } = await said(`
class User(Mixin, Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
`);
    assert.deepEqual(tables, ['fine', 'users']);
    assert.deepEqual(doubts, [{ table: { schema: null, name: 'users' }, column: null }]);
    assert.match(messages[0]?.message ?? '', /a base of User .*which may bring columns/);
  });

  it('well-known mixins of other packages bring none', async () => {
    const { tables, said: messages } = await said(`
from flask_login import UserMixin
class User(UserMixin, Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
`);
    assert.deepEqual(tables, ['fine', 'users']);
    assert.deepEqual(messages, []);
  });

  it('a table name that is not known is said without a table', async () => {
    const { tables, said: messages } = await said(`
class User(Base):
    __tablename__ = settings.NAME
    id = Column(Integer, primary_key=True)
`);
    assert.deepEqual(tables, ['fine']);
    assert.equal(messages.length, 1);
    assert.deepEqual(messages[0]?.tables, []);
  });

  it('a model under a condition that is not known is left out', async () => {
    const { tables, said: messages } = await said(`
if settings.WITH_USERS:
    class User(Base):
        __tablename__ = 'users'
        id = Column(Integer, primary_key=True)
`);
    assert.deepEqual(tables, ['fine']);
    assert.deepEqual(messages[0]?.tables, ['users']);
  });

  it('a column whose nullability is not known leaves its table out', async () => {
    const { said: messages } = await said(`
class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=settings.X)
`);
    assert.deepEqual(messages[0]?.tables, ['users']);
    assert.equal(messages[0]?.line, 14);
  });

  it('unknown table arguments leave the table out', async () => {
    const { said: messages } = await said(`
class User(Base):
    __tablename__ = 'users'
    __table_args__ = (UniqueConstraint('id'), settings.MORE)
    id = Column(Integer, primary_key=True)
`);
    assert.deepEqual(messages[0]?.tables, ['users']);
  });

  it('models on a base that is not known are said with their table', async () => {
    const { tables, said: messages } = await said(`
from thirdparty.models import Model
class User(Model):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
`);
    assert.deepEqual(tables, ['fine']);
    assert.match(messages[0]?.message ?? '', /the base of model User/);
    assert.deepEqual(messages[0]?.tables, ['users']);
  });

  it('a foreign key to a table that is not understood stays', async () => {
    const { metadata } = await modelsOf(`${start}
class User(Mixin, Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)

class Post(Base):
    __tablename__ = 'posts'
    id = Column(Integer, primary_key=True)
    user_id = Column(ForeignKey('users.id'))
`);
    const posts = metadata.tables.find((table) => table.name === 'posts');
    assert.deepEqual(
      posts?.constraints.flatMap((constraint) => (constraint.kind === 'foreign_key' ? [constraint.referredTable.name] : [])),
      ['users'],
    );
  });

  it('a type inferred through a foreign key whose target does not exist is said', async () => {
    const { said: messages } = await said(`
class Post(Base):
    __tablename__ = 'posts'
    id = Column(Integer, primary_key=True)
    user_id = Column(ForeignKey('users.id'))
`);
    assert.match(messages[0]?.message ?? '', /column user_id, which has no type/);
  });
});

describe('the tables of one MetaData', () => {
  it('are those of the MetaData that is asked for', async () => {
    const program = await programOf({
      'models.py': `
from sqlalchemy import *
one = MetaData()
other = MetaData()
Table('a', one, Column('id', Integer))
Table('b', other, Column('id', Integer))
`,
    });
    const module = program.importModule('models');
    assert.ok(module.type === 'module');
    const other = module.namespace.get('other');
    assert.ok(other);
    const names = (values: typeof other) => readModels(program, [values]).metadata.tables.map((table) => table.name);
    assert.deepEqual(names(other), ['b']);
    assert.deepEqual(
      readModels(program, null).metadata.tables.map((table) => table.name),
      ['a', 'b'],
    );
  });

  it('a target_metadata that is not known is said', async () => {
    const program = await programOf({ 'models.py': 'from app import metadata' });
    const module = program.importModule('models');
    assert.ok(module.type === 'module');
    const reading = readModels(program, [module.namespace.get('metadata') ?? { type: 'None', place: null }]);
    assert.equal(reading.notUnderstood.length, 1);
    assert.deepEqual(reading.metadata.tables, []);
  });
});

describe('SQL that is not rendered', () => {
  it('leaves its table out and lets the module run on', async () => {
    const { tables, said: messages } = await said(`
class Ratio(Base):
    __tablename__ = 'ratios'
    id = Column(Integer, primary_key=True)
    part = Column(Integer)
    __table_args__ = (Index('ix_ratio', part ** 2),)

class After(Base):
    __tablename__ = 'after'
    id = Column(Integer, primary_key=True)
`);
    assert.deepEqual(tables, ['fine', 'after']);
    assert.match(messages[0]?.message ?? '', /__pow__/);
    assert.deepEqual(messages[0]?.tables, ['ratios']);
  });
});

describe('tables that are made while the application runs', () => {
  it('are left out of the comparison by their names', async () => {
    const { notUnderstood } = await modelsOf(`from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base
from sqlalchemy_continuum import make_versioned
make_versioned(user_cls=None)
Base = declarative_base()
class Page(Base):
    __versioned__ = {}
    __tablename__ = "pages"
    id = Column(Integer, primary_key=True)
`);
    assert.deepEqual(
      notUnderstood.map(({ place, tables }) => [place?.line, ...tables.map(({ name }) => name)]),
      [[4, 'pages_version', 'transaction', 'transaction_changes']],
    );
  });
});

describe('a SQLModel whose base is not known', () => {
  it('is said with the table that it would have', async () => {
    const { notUnderstood } = await modelsOf(`from somewhere import Base
class Hero(Base, table=True):
    name: str
`);
    assert.deepEqual(
      notUnderstood.map(({ message, tables }) => [message, ...tables.map(({ name }) => name)]),
      [['the base of model Hero (the value of somewhere.Base)', 'hero']],
    );
  });

  it('a listener that adds to tables as they are mapped is said; one that does not is not', async () => {
    const { said: messages } = await said(`
from sqlalchemy import event
from sqlalchemy.orm import Mapper

@event.listens_for(Mapper, 'instrument_class')
def add_version(mapper, cls):
    mapper.local_table.append_column(Column('version', Integer))

@event.listens_for(Mapper, 'mapper_configured')
def note(mapper, cls):
    print(cls)
`);
    assert.deepEqual(
      messages.map(({ message }) => message),
      ['what add_version adds to tables at instrument_class, which is not followed'],
    );
  });
});
