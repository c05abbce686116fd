/** A small project of models and revisions as text, for tests that break it in one place. */

const ini = '[alembic]\nscript_location = migrations\n';

const env = `from alembic import context
from app.models import Base

target_metadata = Base.metadata


def run_migrations_online():
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
`;

const template = `"""\${message}

Revision ID: \${up_revision}
Revises: \${down_revision | comma,n}
"""
from alembic import op
import sqlalchemy as sa
\${imports if imports else ""}

revision = \${repr(up_revision)}
down_revision = \${repr(down_revision)}


def upgrade():
    \${upgrades if upgrades else "pass"}


def downgrade():
    \${downgrades if downgrades else "pass"}
`;

export const models = `from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Team(Base):
    __tablename__ = "teams"

    id = Column(Integer, primary_key=True)
    name = Column(String(80), nullable=False, unique=True)


class Member(Base):
    __tablename__ = "members"

    id = Column(Integer, primary_key=True)
    team_id = Column(Integer, ForeignKey("teams.id"), nullable=False)
    email = Column(String(255))
`;

/** A revision file; bodies are lines without indentation. */
export function revision(id: string, down: string | null, upgrade: readonly string[], downgrade: readonly string[] = ['pass']): string {
  const body = (lines: readonly string[]) => lines.map((line) => `    ${line}`).join('\n');
  return `"""Revision ${id}"""
from alembic import op
import sqlalchemy as sa

revision = "${id}"
down_revision = ${down === null ? 'None' : `"${down}"`}


def upgrade():
${body(upgrade)}


def downgrade():
${body(downgrade)}
`;
}

const teams = revision(
  '1a',
  null,
  [
    'op.create_table(',
    '    "teams",',
    '    sa.Column("id", sa.Integer(), nullable=False),',
    '    sa.Column("name", sa.String(length=80), nullable=False),',
    '    sa.PrimaryKeyConstraint("id"),',
    '    sa.UniqueConstraint("name"),',
    ')',
  ],
  ['op.drop_table("teams")'],
);

const members = revision(
  '2b',
  '1a',
  [
    'op.create_table(',
    '    "members",',
    '    sa.Column("id", sa.Integer(), nullable=False),',
    '    sa.Column("team_id", sa.Integer(), nullable=False),',
    '    sa.Column("email", sa.String(length=255), nullable=True),',
    '    sa.ForeignKeyConstraint(["team_id"], ["teams.id"]),',
    '    sa.PrimaryKeyConstraint("id"),',
    ')',
  ],
  ['op.drop_table("members")'],
);

/** Models and revisions that agree. */
export const files: Readonly<Record<string, string>> = {
  'alembic.ini': ini,
  'app/__init__.py': '',
  'app/models.py': models,
  'migrations/env.py': env,
  'migrations/script.py.mako': template,
  'migrations/versions/1a_teams.py': teams,
  'migrations/versions/2b_members.py': members,
};
