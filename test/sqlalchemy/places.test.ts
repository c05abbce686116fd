/** Where diagnostics stand: from the assigned name to the end of the expression. */
import assert from 'node:assert/strict';
import { modelsOf } from './read-models-of';

const models = `from typing import Optional
from sqlalchemy import *
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

class Product(Base):
    __tablename__ = 'products'
    id: Mapped[int] = mapped_column(primary_key=True)
    homepage = Column(Unicode(255), nullable=False)
    note: Mapped[Optional[str]]
    long = Column(
        String(5),
        server_default='x',
    )

class Tag(Base):
    __tablename__ = 'tag' + 's'
    id = Column(Integer, primary_key=True)
`;

describe('places', () => {
  const read = async () => (await modelsOf(models)).metadata.tables;
  const column = async (name: string) => (await read())[0]?.columns.find((one) => one.name === name);
  const at = (line: number, column: number, endLine: number, endColumn: number) => ({
    file: 'models.py',
    line,
    column,
    endLine,
    endColumn,
  });

  it('of columns begin at the name', async () => {
    const places = ['id', 'homepage', 'note', 'long'].map(async (name) => (await column(name))?.place);
    assert.deepEqual(await Promise.all(places), [at(10, 5, 10, 54), at(11, 5, 11, 52), at(12, 5, 12, 32), at(13, 5, 16, 6)]);
  });

  it('of arguments are the arguments', async () => {
    const homepage = await column('homepage');
    assert.deepEqual(homepage?.places.type, at(11, 23, 11, 35));
    assert.deepEqual(homepage?.places.nullable, at(11, 46, 11, 51));
    assert.deepEqual((await column('long'))?.places.serverDefault, at(15, 24, 15, 27));
  });

  it('of tables are their names in the class body', async () => {
    const [products] = await read();
    assert.deepEqual(products?.place, at(9, 21, 9, 31));
  });
});
