import { deepEqual, equal, match } from 'node:assert/strict';
import { check } from '../../src/migrations/check';
import { oneEnvironment } from '../../src/migrations/environments';
import { generate } from '../../src/migrations/generate';
import { merge } from '../../src/migrations/merge';
import { newRevision, plainRevision } from '../../src/migrations/new-revision';
import { answers, type ClosableShadow, generateOptions, projectOf, removeProjects, shadowHere } from './opened-project';

const revision = (id: string, down: string | null, bodies: Readonly<Record<string, string>>) => `"""step ${id}"""
from alembic import op
import sqlalchemy as sa

revision = "${id}"
down_revision = ${down === null ? 'None' : `"${down}"`}


def upgrade(engine_name: str) -> None:
    globals()["upgrade_%s" % engine_name]()


def downgrade(engine_name: str) -> None:
    globals()["downgrade_%s" % engine_name]()


${Object.entries(bodies)
  .map(([name, body]) => `def upgrade_${name}():\n    ${body}\n\n\ndef downgrade_${name}():\n    pass\n`)
  .join('\n\n')}`;

const table = (name: string) => `op.create_table("${name}", sa.Column("id", sa.Integer(), primary_key=True))`;

const functions = `
def upgrade(engine_name: str) -> None:
    globals()["upgrade_%s" % engine_name]()


def downgrade(engine_name: str) -> None:
    globals()["downgrade_%s" % engine_name]()
`;

const identity = `"""\${message}"""
from alembic import op
import sqlalchemy as sa

revision = \${repr(up_revision)}
down_revision = \${repr(down_revision)}
${functions}`;

const eachDatabase = `
% for db_name in db_names:

def upgrade_\${db_name}():
    \${context.get("%s_upgrades" % db_name, "pass")}


def downgrade_\${db_name}():
    \${context.get("%s_downgrades" % db_name, "pass")}

% endfor
`;

/** Two databases as Alembic's own template has them: named in alembic.ini, a MetaData for each. */
const plain = {
  'alembic.ini':
    '[alembic]\nscript_location = db\nprepend_sys_path = .\ndatabases = shop, stats\n\n[shop]\nsqlalchemy.url = postgresql://localhost/shop\n\n[stats]\nsqlalchemy.url = postgresql://localhost/stats\n',
  'models.py': `from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import declarative_base

Shop = declarative_base()
Stats = declarative_base()


class Order(Shop):
    __tablename__ = "orders"
    id = Column(Integer, primary_key=True)
    note = Column(String(20))


class Visit(Stats):
    __tablename__ = "visits"
    id = Column(Integer, primary_key=True)
`,
  'db/env.py': `import re

from alembic import context
from sqlalchemy import engine_from_config, pool

import models

config = context.config
db_names = config.get_main_option("databases", "")
target_metadata = {"shop": models.Shop.metadata, "stats": models.Stats.metadata}


def run_migrations_online() -> None:
    engines = {}
    for name in re.split(r",\\s*", db_names):
        engines[name] = rec = {}
        rec["engine"] = engine_from_config(context.config.get_section(name, {}), prefix="sqlalchemy.", poolclass=pool.NullPool)
    for name, rec in engines.items():
        context.configure(
            connection=rec["engine"].connect(),
            upgrade_token="%s_upgrades" % name,
            downgrade_token="%s_downgrades" % name,
            target_metadata=target_metadata.get(name),
        )
        context.run_migrations(engine_name=name)


run_migrations_online()
`,
  'db/script.py.mako': `<%!
import re
%>${identity}
<%
    db_names = re.split(r',\\s*', config.get_main_option("databases"))
%>
${eachDatabase}`,
  'db/versions/a.py': revision('a1', null, { shop: table('orders'), stats: table('visits') }),
};

/** The same through Flask-Migrate: the main database and a bind. */
const flask = (libraries: string) => ({
  'requirements.txt': libraries,
  'app.py': `from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
migrate = Migrate(app, db, directory="changes", render_as_batch=True)


class Order(db.Model):
    __tablename__ = "orders"
    id = db.Column(db.Integer, primary_key=True)
    note = db.Column(db.String(20))


class Visit(db.Model):
    __bind_key__ = "stats"
    __tablename__ = "visits"
    id = db.Column(db.Integer, primary_key=True)
`,
  'changes/alembic.ini': '[alembic]\n',
  'changes/env.py': `from alembic import context
from flask import current_app

bind_names = list(current_app.config["SQLALCHEMY_BINDS"].keys())
target_db = current_app.extensions["migrate"].db


def run_migrations_online():
    for name in ["", *bind_names]:
        context.configure(
            connection=target_db.engines[name].connect(),
            upgrade_token="%s_upgrades" % name,
            downgrade_token="%s_downgrades" % name,
            target_metadata=target_db.metadatas[name or None],
        )
        context.run_migrations(engine_name=name)


run_migrations_online()
`,
  'changes/script.py.mako': `${identity}
<%
    from flask import current_app
    db_names = [''] + list(current_app.config.get('SQLALCHEMY_BINDS').keys())
%>
${eachDatabase}`,
  'changes/versions/a.py': revision('a1', null, { '': table('orders'), stats: table('visits') }),
});

const text = generateOptions({ message: 'keep notes', revisionId: 'b2' });
const plainOptions = { ...plainRevision, message: 'nothing yet', now: new Date(0), decisions: answers(), defaultTemplate: '' };
/** The bodies of the functions of a revision, by their names. */
const bodies = (source: string) =>
  Object.fromEntries([...source.matchAll(/^def (\w+)\(\):\n {4}(.*)$/gm)].map(([, name, body]) => [name, body]));

describe('one history for several databases', function () {
  this.timeout(60_000);
  let shadow: ClosableShadow;
  before(async () => {
    shadow = await shadowHere();
  });
  after(async () => {
    await shadow.close();
    removeProjects();
  });

  const environments = {
    'of Alembic': { files: plain, first: 'db', second: 'db#stats', names: ['shop', 'stats'] },
    'of Flask-Migrate': { files: flask('Flask-SQLAlchemy==3.1.1\n'), first: 'changes', second: 'changes#stats', names: ['', 'stats'] },
    'of Flask-SQLAlchemy 2': {
      files: flask('Flask-SQLAlchemy==2.5.1\nSQLAlchemy==1.4.54\n'),
      first: 'changes',
      second: 'changes#stats',
      names: ['', 'stats'],
    },
  };
  for (const [title, { files, first, second, names }] of Object.entries(environments)) {
    it(`${title}: each is compared with its own models`, async () => {
      const project = await projectOf(files, shadow).open();
      const { environments: checked } = await check(project, null);
      deepEqual(
        checked.map(({ path, changes, notUnderstood }) => [path, changes.map(({ id }) => id), notUnderstood]),
        [
          [first, ['add_column public.orders.note'], []],
          [second, [], []],
        ],
      );
    });

    it(`${title}: a change is written into the function of its database`, async () => {
      const project = await projectOf(files, shadow).open();
      const made = await generate(project, oneEnvironment(project, null), text);
      equal(made.proof?.proven, true, JSON.stringify(made.proof));
      const [main, other] = names;
      const written = bodies(made.source);
      match(written[`upgrade_${main}`] ?? '', /add_column|batch_alter_table/);
      deepEqual([written[`upgrade_${other}`], written[`downgrade_${other}`]], ['pass', 'pass']);
      const { environments: checked } = await check(project, null);
      deepEqual(
        checked.map(({ changes }) => changes),
        [[], []],
      );
    });

    it(`${title}: empty revisions and merges have a function for each`, async () => {
      const project = await projectOf(files, shadow).open();
      const environment = oneEnvironment(project, null);
      const functionsOf = names.flatMap((name) => [`upgrade_${name}`, `downgrade_${name}`]);
      const empty = await newRevision(project, environment, { ...plainOptions, heads: ['base'] });
      deepEqual(bodies(empty.source), Object.fromEntries(functionsOf.map((name) => [name, 'pass'])));
      const merged = await merge(project, environment, { ...plainOptions, revisions: null });
      deepEqual(bodies(merged.source), Object.fromEntries(functionsOf.map((name) => [name, 'pass'])));
    });
  }
});
