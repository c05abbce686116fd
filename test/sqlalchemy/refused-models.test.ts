/** What SQLAlchemy refuses: said at its place, the table left out, everything around it read on. */
import assert from 'node:assert/strict';
import { modelsOf } from './read-models-of';

const start = `from typing import Any, Optional
from sqlalchemy import *
from sqlalchemy.orm import DeclarativeBase, DeclarativeMeta, Mapped, declarative_base, declared_attr, mapped_column
from thirdparty import Meta
Base = declarative_base()
class Fine(Base):
    __tablename__ = 'fine'
    id = Column(Integer, primary_key=True)
`;

async function said(models: string) {
  const { metadata, notUnderstood } = await modelsOf(start + models);
  return {
    tables: metadata.tables.map(({ name }) => name),
    said: notUnderstood.map(({ message, place, tables }) => [place?.line, tables.map(({ name }) => name).join(), message] as const),
  };
}

/** The lines of the models begin at 9. */
const cases: readonly (readonly [title: string, models: string, line: number, tables: string, message: RegExp])[] = [
  [
    'a second class with the name of a table',
    `class A(Base):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
class B(Base):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
`,
    13,
    'a',
    /defined in this MetaData already \(models\.py:10\)/,
  ],
  [
    'a class without a primary key',
    `class A(Base):
    __tablename__ = 'a'
    name = Column(String)
`,
    10,
    'a',
    /no primary key/,
  ],
  [
    'a column that a sibling of single-table inheritance has',
    `class A(Base):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
class B(A):
    x = Column(Integer)
class C(A):
    x = Column(Integer)
`,
    15,
    'a',
    /column x of C.*use_existing_column/,
  ],
  [
    'a foreign key to nothing',
    `class A(Base):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
    other = Column(Integer, ForeignKey('nowhere.id'))
`,
    12,
    'a',
    /foreign key of table a to nowhere/,
  ],
  [
    'two mapped bases',
    `class A(Base):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
class C(A, Fine):
    __tablename__ = 'c'
    id = Column(ForeignKey('a.id'), primary_key=True)
`,
    12,
    'c',
    /two mapped classes, A and Fine/,
  ],
  [
    'an annotation for which there is no type',
    `class A(Base):
    __tablename__ = 'a'
    id: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[Any]
`,
    12,
    'a',
    /A\.data, for which SQLAlchemy knows no type/,
  ],
  [
    'an annotation without Mapped[]',
    `class A(Base):
    __tablename__ = 'a'
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Optional[str]
`,
    12,
    'a',
    /A\.name.*without Mapped\[\]/,
  ],
  [
    'a class under a metaclass that is not known',
    `class A(metaclass=Meta):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
`,
    9,
    'a',
    /the metaclass of model A .*thirdparty/,
  ],
  [
    'a metaclass of which a part is not known',
    `class Mixed(Meta, DeclarativeMeta):
    pass
Other = declarative_base(metaclass=Mixed)
class A(Other):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
`,
    13,
    'a',
    /the metaclass of A/,
  ],
];

describe('models that SQLAlchemy refuses', () => {
  for (const [title, models, line, tables, message] of cases) {
    it(`${title}: said at its place, and the models around it stand`, async () => {
      const reading = await said(models);
      assert.ok(reading.tables.includes('fine'));
      assert.ok(!reading.tables.includes(tables));
      const [first, ...others] = reading.said;
      assert.deepEqual([first?.[0], first?.[1]], [line, tables]);
      assert.match(first?.[2] ?? '', message);
      assert.deepEqual(others, []);
    });
  }

  it('a class that inherits from itself is said at the class', async () => {
    const { metadata, notUnderstood } = await modelsOf(`from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base
Base = declarative_base()
class A(A):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
class After(Base):
    __tablename__ = 'after'
    id = Column(Integer, primary_key=True)
`);
    assert.deepEqual(
      metadata.tables.map(({ name }) => name),
      ['after'],
    );
    assert.ok(notUnderstood.some(({ message, place }) => place?.line === 4 && /name 'A' is not defined/.test(message)));
  });

  it('two tables that refer to one another are no trouble', async () => {
    const { tables, said: messages } = await said(`class A(Base):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
    b = Column(ForeignKey('b.id'))
class B(Base):
    __tablename__ = 'b'
    id = Column(Integer, primary_key=True)
    a = Column(ForeignKey('a.id'))
`);
    assert.deepEqual(tables, ['fine', 'a', 'b']);
    assert.deepEqual(messages, []);
  });
});
