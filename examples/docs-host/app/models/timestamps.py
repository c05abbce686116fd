"""Columns that several models share."""

from ..extensions import db


class CreatedAt:
    """When the row came into being, by the database's clock."""

    created_at = db.Column(db.DateTime(timezone=True), nullable=False, server_default=db.func.now())
