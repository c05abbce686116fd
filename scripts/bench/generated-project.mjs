// A project of many model files: a base, mixins, constants, enums, foreign keys between files. `writeProject(folder, files)`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env } from './online-env.mjs';

const base = `import enum

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

NAME_LENGTH = 120


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "fk": "fk_%(table_name)s_%(column_0_name)s"})


class State(enum.Enum):
    draft = "draft"
    live = "live"
    gone = "gone"
`;

const mixins = `from datetime import datetime

from sqlalchemy import DateTime, String, func
from sqlalchemy.orm import Mapped, mapped_column

from app.base import NAME_LENGTH


class Stamped:
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    updated_at: Mapped[datetime | None]


class Named:
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), index=True)
`;

const modelFile = (number, imported) => `from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.base import Base, State
from app.mixins import Named, Stamped
${imported === null ? '' : `from app.models.thing_${imported} import Thing${imported}\n`}

class Thing${number}(Named, Stamped, Base):
    __tablename__ = "thing_${number}"
    __table_args__ = (
        UniqueConstraint("name", "code", name="uq_thing_${number}"),
        CheckConstraint("price >= 0", name="ck_thing_${number}_price"),
        Index("ix_thing_${number}_code_price", "code", "price"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(${20 + (number % 50)}), unique=True)
    price: Mapped[Decimal] = mapped_column(Numeric(12, 2), server_default="0")
    state: Mapped[State]
    remarks: Mapped[str | None] = mapped_column(Text)
${imported === null ? '' : `    parent_id: Mapped[int | None] = mapped_column(ForeignKey(Thing${imported}.id))\n    parent = relationship(Thing${imported})\n`}

class Part${number}(Base):
    __tablename__ = "thing_${number}_part"
    thing_id: Mapped[int] = mapped_column(ForeignKey("thing_${number}.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(String(60))

    def __repr__(self):
        return f"<Part{self.position} of {self.thing_id}>"
`;

export function writeProject(folder, files) {
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const numbers = Array.from({ length: files }, (_, index) => index);
  write('alembic.ini', '[alembic]\nscript_location = migrations\n');
  write('migrations/env.py', env);
  write('migrations/script.py.mako', '');
  mkdirSync(join(folder, 'migrations/versions'), { recursive: true });
  write('app/__init__.py', '');
  write('app/base.py', base);
  write('app/mixins.py', mixins);
  const imports = numbers.map((number) => `from app.models.thing_${number} import Part${number}, Thing${number}\n`).join('');
  write('app/models/__init__.py', `from app.base import Base\n${imports}`);
  // Every third file stands on the one three before it.
  for (const number of numbers)
    write(`app/models/thing_${number}.py`, modelFile(number, number % 3 === 0 && number > 0 ? number - 3 : null));
}
