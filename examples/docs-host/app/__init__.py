"""The application factory."""

import os

from flask import Flask

from . import models
from .catalogue import catalogue
from .extensions import db, migrate

__all__ = ["create_app", "models"]


def create_app() -> Flask:
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get(
        "DATABASE_URL", "postgresql+psycopg2://localhost/docs_host"
    )
    db.init_app(app)
    migrate.init_app(app, db)
    app.register_blueprint(catalogue)
    return app
