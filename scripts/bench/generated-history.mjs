// A project with a long history, as one grows over the years: tables, columns, indexes, foreign keys, enums, rows, branches that are merged.
// `writeHistory(folder, revisions)`; `revisionFile(number, parents)` gives the text of one more.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env } from './online-env.mjs';

const models = `from sqlalchemy import Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Thing(Base):
    __tablename__ = "things_0"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
`;

/** Every tenth revision makes a table, the ones after it work on that table. */
const steps = [
  (number) => `op.create_table(
        "things_${number}",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )`,
  (_number, table) => `op.add_column("${table}", sa.Column("homepage", sa.String(length=255), nullable=True))`,
  (number, table) => `op.create_index("ix_${table}_${number}", "${table}", ["name"], unique=False)`,
  (number, table) => `state = postgresql.ENUM("draft", "live", "gone", name="state_${number}")
    state.create(op.get_bind(), checkfirst=True)
    op.add_column("${table}", sa.Column("state", state, server_default="draft", nullable=False))`,
  (_number, table) => `op.execute("INSERT INTO ${table} (id, name) VALUES (1, 'first'), (2, 'second')")`,
  (_number, table) => `op.execute("UPDATE ${table} SET homepage = name WHERE homepage IS NULL")
    op.alter_column("${table}", "homepage", existing_type=sa.String(length=255), nullable=False)`,
  (number, table) => `op.add_column("${table}", sa.Column("parent_id", sa.Integer(), nullable=True))
    op.create_foreign_key("fk_${table}_${number}", "${table}", "${table}", ["parent_id"], ["id"], ondelete="CASCADE")`,
  (_number, table) => `bind = op.get_bind()
    if bind.execute(sa.text("SELECT count(*) FROM ${table}")).scalar() > 1:
        op.create_unique_constraint("uq_${table}_name", "${table}", ["name"])`,
  (_number, table) => `with op.batch_alter_table("${table}") as batch_op:
        batch_op.alter_column("name", type_=sa.Text(), existing_type=sa.String(length=120))
        batch_op.add_column(sa.Column("size", sa.BigInteger(), nullable=True))`,
  (_number, table) => `op.drop_column("${table}", "size")`,
];

const idOf = (number) => `r${String(number).padStart(5, '0')}`;

export function revisionFile(number, parents) {
  const table = `things_${number - (number % steps.length)}`;
  const down =
    parents.length === 0 ? 'None' : parents.length === 1 ? `"${idOf(parents[0])}"` : `(${parents.map((id) => `"${idOf(id)}"`).join(', ')})`;
  const body = parents.length > 1 ? 'pass' : steps[number % steps.length](number, table);
  return `"""Step ${number}

Revision ID: ${idOf(number)}
Revises: ${parents.map(idOf).join(', ')}
Create Date: 2026-01-01 12:00:00
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "${idOf(number)}"
down_revision = ${down}
branch_labels = None
depends_on = None


def upgrade():
    ${body}


def downgrade():
    pass
`;
}

export const revisionPath = (number) => `migrations/versions/${idOf(number)}_step_${number}.py`;

/** A chain of `count` revisions; the name of every file tells its number. */
export function writeHistory(folder, count) {
  const files = {
    'alembic.ini': '[alembic]\nscript_location = migrations\n',
    'app/__init__.py': '',
    'app/models.py': models,
    'migrations/env.py': env,
    'migrations/script.py.mako': '',
  };
  for (let number = 0; number < count; number += 1) files[revisionPath(number)] = revisionFile(number, number === 0 ? [] : [number - 1]);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
