/** Which of a project's models count: those that Alembic sees, and those that nothing imports. */
import { deepEqual, equal } from 'node:assert/strict';
import { findEnvironments } from '../../../src/alembic/environment/find-environments';
import { type Models, readProjectModels } from '../../../src/migrations/models/models';
import type { PythonParser } from '../../../src/python/parser';
import { loadParser } from '../../python/load-parser';
import { memoryFiles } from '../../python/memory-files';

type Files = Readonly<Record<string, string>>;

const base = 'from sqlalchemy.orm import declarative_base\nBase = declarative_base()\n';
const model = (name: string, from = 'app.db') =>
  `from sqlalchemy import Column, Integer\nfrom ${from} import Base\n\n\nclass ${name}(Base):\n    __tablename__ = "${name.toLowerCase()}"\n    id = Column(Integer, primary_key=True)\n`;
const env = (imports: string, target = 'Base.metadata') => `from alembic import context
${imports}
target_metadata = ${target}


def run_migrations_online():
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
`;
const ini = '[alembic]\nscript_location = migrations\n';
const plain: Files = { 'alembic.ini': ini, 'app/__init__.py': '', 'app/db.py': base };

const flaskEnv = `from alembic import context
from flask import current_app
from logging.config import fileConfig

config = context.config
fileConfig(config.config_file_name)


def get_engine():
    try:
        return current_app.extensions['migrate'].db.get_engine()
    except (TypeError, AttributeError):
        return current_app.extensions['migrate'].db.engine


config.set_main_option('sqlalchemy.url', str(get_engine().url).replace('%', '%%'))
target_db = current_app.extensions['migrate'].db


def get_metadata():
    if hasattr(target_db, 'metadatas'):
        return target_db.metadatas[None]
    return target_db.metadata


def run_migrations_online():
    conf_args = current_app.extensions['migrate'].configure_args
    with get_engine().connect() as connection:
        context.configure(connection=connection, target_metadata=get_metadata(), **conf_args)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
`;
const flaskModel = (name: string, from = 'app', db = 'db') =>
  `from ${from} import ${db}\n\n\nclass ${name}(${db}.Model):\n    id = ${db}.Column(${db}.Integer, primary_key=True)\n`;
const flask: Files = {
  'migrations/alembic.ini': '[alembic]\n',
  'migrations/script.py.mako': '',
  'migrations/env.py': flaskEnv,
  'app/__init__.py': `from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
migrate = Migrate()


def create_app(config=None):
    app = Flask(__name__)
    db.init_app(app)
    migrate.init_app(app, db)
    from app.views import blueprint
    app.register_blueprint(blueprint)
    return app
`,
  'app/views.py': 'from flask import Blueprint\nfrom . import users\n\nblueprint = Blueprint("main", __name__)\n',
  'app/users.py': flaskModel('User'),
};

describe('which models count', () => {
  let parser: PythonParser;
  before(async () => {
    parser = await loadParser();
  });

  const read = (record: Files): Models => {
    const files = memoryFiles(record);
    const [environment] = findEnvironments(files).environments;
    if (!environment) throw new Error('there is no environment');
    return readProjectModels(files, environment, parser);
  };
  const tables = (models: Models) => models.metadata.tables.map((table) => table.name);
  const unreached = (models: Models) => models.unreached.map(({ table, place }) => `${table.name} ${place?.file}:${place?.line}`);

  it('are those that env.py imports, and one that nothing imports is said at its class', () => {
    const models = read({
      ...plain,
      'app/users.py': model('User'),
      'app/orders.py': model('Order'),
      'migrations/env.py': env('from app.db import Base\nimport app.users'),
    });
    deepEqual(tables(models), ['user']);
    deepEqual(unreached(models), ['order app/orders.py:5']);
    equal(
      models.unreached[0]?.message,
      'Alembic will not see the model Order: nothing imports it. Add "from app.orders import Order" to migrations/env.py.',
    );
    deepEqual(models.notUnderstood, []);
  });

  it('are mended in the package that imports the siblings', () => {
    const models = read({
      ...plain,
      'app/models/__init__.py': 'from .user import User  # noqa\n',
      'app/models/user.py': model('User'),
      'app/models/order.py': model('Order'),
      'migrations/env.py': env('from app.db import Base\nfrom app import models'),
    });
    deepEqual(tables(models), ['user']);
    equal(
      models.unreached[0]?.message,
      'Alembic will not see the model Order: nothing imports it. Add "from .order import Order" to app/models/__init__.py.',
    );
  });

  it('are seen through packages, aliases, stars, and imports in parentheses and in functions that run', () => {
    const models = read({
      ...plain,
      'app/models/__init__.py':
        'from . import (\n    user,  # the first\n    order as orders,\n)\nfrom .more import *\n\n\ndef load():\n    from app import late\n',
      'app/models/user.py': model('User'),
      'app/models/order.py': model('Order'),
      'app/models/more/__init__.py': 'import app.models.more.item\n',
      'app/models/more/item.py': model('Item'),
      'app/late.py': model('Late'),
      'migrations/env.py': env('from app.db import Base\nimport app.models\napp.models.load()'),
    });
    deepEqual(tables(models), ['user', 'order', 'item', 'late']);
    deepEqual(unreached(models), []);
  });

  it('are not those that only a type checker imports', () => {
    const models = read({
      ...plain,
      'app/users.py': `from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from app.orders import Order\n\n${model('User')}`,
      'app/orders.py': model('Order'),
      'migrations/env.py': env('from app.users import Base'),
    });
    deepEqual(tables(models), ['user']);
    deepEqual(unreached(models), ['order app/orders.py:5']);
  });

  it('are counted where something computes what to import, followed or not', () => {
    const computed = { ...plain, 'app/models/user.py': model('User'), 'app/models/order.py': model('Order') };
    const walking = `from app.db import Base
import importlib, pkgutil
import app.models
for found in pkgutil.iter_modules(app.models.__path__):
    importlib.import_module(f"app.models.{found.name}")`;
    const followed = read({ ...computed, 'app/models/__init__.py': '', 'app/other.py': model('Other'), 'migrations/env.py': env(walking) });
    deepEqual([tables(followed), unreached(followed)], [['order', 'user'], ['other app/other.py:5']]);
    const hidden = read({
      ...computed,
      'migrations/env.py': env('from app.db import Base\nfrom somewhere import find_modules\nfind_modules("app.models")'),
    });
    deepEqual([tables(hidden), unreached(hidden)], [['order', 'user'], []]);
  });

  it('are not those of another Base, of tests, of examples, or of another application', () => {
    const models = read({
      ...plain,
      'app/users.py': model('User'),
      'app/warehouse.py': `${base}${model('Stock', 'app.warehouse').replace('from app.warehouse import Base\n', '')}`,
      'tests/models.py': model('Fixture'),
      'examples/models.py': model('Example'),
      'app/old_users.py': model('User'),
      'reports/alembic.ini': ini,
      'reports/migrations/env.py': env('from app.db import Base'),
      'reports/models.py': model('Report'),
      'migrations/env.py': env('from app.users import Base'),
    });
    deepEqual([tables(models), unreached(models)], [['user'], []]);
  });

  it('are found in folders that env.py puts on sys.path', () => {
    const models = read({
      'alembic.ini': ini,
      'services/shop/store/__init__.py': '',
      'services/shop/store/db.py': base,
      'services/shop/store/users.py': model('User', 'store.db'),
      'migrations/env.py': `import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "services", "shop"))\n${env('from store.users import Base')}`,
    });
    deepEqual(tables(models), ['user']);
  });

  it('are all of the project where code builds the Config, because that code runs first', () => {
    const models = read({
      'app/__init__.py': '',
      'app/db.py': base,
      'app/users.py': model('User'),
      'app/migrations/env.py': env('from app.db import Base'),
      'app/migrations/versions/a.py': '',
    });
    deepEqual([tables(models), unreached(models)], [['user'], []]);
  });

  it('are on the metadata of a list, a helper, or a combination', () => {
    const two = {
      'alembic.ini': ini,
      'app/__init__.py': '',
      'app/one.py': base + model('One', 'app.one').replace('from app.one import Base\n', ''),
      'app/two.py': base + model('Two', 'app.two').replace('from app.two import Base\n', ''),
      'app/three.py': base + model('Three', 'app.three').replace('from app.three import Base\n', ''),
    };
    const imports = 'from app import one, two, three';
    const targets: readonly (readonly [string, string])[] = [
      [imports, '[one.Base.metadata, two.Base.metadata]'],
      [`${imports}\ndef both():\n    return (one.Base.metadata, two.Base.metadata)`, 'both()'],
      [
        `${imports}\nfrom sqlalchemy import MetaData\ndef combined(*given):\n    made = MetaData()\n    for each in given:\n        for table in each.tables.values():\n            table.to_metadata(made)\n    return made`,
        'combined(one.Base.metadata, two.Base.metadata)',
      ],
      [
        `${imports}\nfrom sqlalchemy import MetaData\nmade = MetaData()\nfor each in [one.Base, two.Base]:\n    for name, table in each.metadata.tables.items():\n        table.tometadata(made)`,
        'made',
      ],
    ];
    for (const [code, target] of targets) {
      const models = read({ ...two, 'migrations/env.py': env(code, target) });
      deepEqual([tables(models), unreached(models), models.notUnderstood], [['one', 'two'], [], []], target);
    }
  });

  it("are those of Flask's current app: what its modules import, also in functions", () => {
    const models = read({ ...flask, 'app/orphan.py': flaskModel('Orphan') });
    deepEqual(tables(models), ['user']);
    deepEqual(unreached(models), ['orphan app/orphan.py:4']);
    deepEqual(models.notUnderstood, []);
  });

  it('are seen through the file that starts the Flask application', () => {
    const models = read({
      ...flask,
      'wsgi.py': 'from app import create_app\nimport app.admin\n\napp = create_app()\n',
      'app/admin.py': flaskModel('Admin'),
    });
    deepEqual([tables(models).sort(), unreached(models)], [['admin', 'user'], []]);
  });

  it('are on the db that the Flask application gave to Flask-Migrate, on its default bind', () => {
    const models = read({
      ...flask,
      'app/audit.py':
        'from flask_sqlalchemy import SQLAlchemy\n\nother = SQLAlchemy()\n\n\nclass Audit(other.Model):\n    id = other.Column(other.Integer, primary_key=True)\n',
      'app/users.py': `${flaskModel('User')}\n\nclass Remote(db.Model):\n    __bind_key__ = "remote"\n    id = db.Column(db.Integer, primary_key=True)\n`,
      'app/views.py': 'from . import users, audit\n\nblueprint = None\n',
    });
    deepEqual([tables(models), unreached(models)], [['user'], []]);
  });

  it('are compared as the Flask application tells Flask-Migrate', () => {
    const filtering = 'def include_object(object, name, type_, reflected, compare_to):\n    return name != "spatial_ref_sys"\n';
    const models = read({
      ...flask,
      'app/filtering.py': filtering,
      'app/__init__.py': (flask['app/__init__.py'] ?? '').replace(
        'migrate.init_app(app, db)',
        'from app.filtering import include_object\n    migrate.init_app(app, db, include_object=include_object)',
      ),
    });
    const filters = models.filters({ tables: [], enums: [], domains: [], sequences: [], extensions: [] });
    deepEqual(
      ['spatial_ref_sys', 'user'].map((name) => filters.includesTable('public', name, 'revisions')),
      [false, true],
    );
  });

  it('are all of the project where no Flask application is found', () => {
    const models = read({
      'migrations/alembic.ini': '[alembic]\n',
      'migrations/script.py.mako': '',
      'migrations/env.py': flaskEnv,
      'shop/models.py':
        'from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n\n\nclass User(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n',
    });
    deepEqual([tables(models), unreached(models)], [['user'], []]);
  });

  it('stay known where settings and schemas of pydantic are asked about themselves', () => {
    const models = read({
      ...plain,
      'app/config.py': `from pydantic import BaseModel
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    secret: str


class Reply(BaseModel):
    text: str

    @classmethod
    def model_json_schema(cls, mode="validation"):
        schema = super().model_json_schema(mode=mode)
        schema.pop("title", None)
        return schema


NAMES = [name for name, field in Settings.model_fields.items() if field.is_required()]
SCHEMA = Reply.model_json_schema()
`,
      'app/users.py': `import app.config\n${model('User')}`,
      'migrations/env.py': env('import app.users\nfrom app.db import Base'),
    });
    deepEqual([tables(models), models.notUnderstood], [['user'], []]);
  });

  it('stay known where settings need the environment', () => {
    const models = read({
      ...plain,
      'app/config.py': `import os
from dotenv import load_dotenv
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic import PostgresDsn, field_validator

load_dotenv()
url = os.environ["DATABASE_URL"]


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env")
    db_url: PostgresDsn | None = None
    secret: str

    @field_validator("db_url", mode="before")
    def assemble(cls, value, info):
        return value or "postgresql://"


settings = Settings()
if settings.db_url is None:
    raise RuntimeError("db_url is not set")
`,
      'app/users.py': `from app.config import settings, url\n${model('User')}`,
      'migrations/env.py': env(
        'from app.config import settings\nfrom app.users import Base\nconfig = context.config\nconfig.set_main_option("sqlalchemy.url", str(settings.db_url).replace("%", "%%"))',
      ),
    });
    deepEqual([tables(models), models.failures, models.notUnderstood], [['user'], [], []]);
  });
});
