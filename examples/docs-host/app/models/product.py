"""A product whose documentation is published here."""

from ..extensions import db
from .timestamps import CreatedAt


class Product(CreatedAt, db.Model):
    __tablename__ = "products"

    id = db.Column(db.Integer, primary_key=True)

    #: The product's name in addresses.
    slug = db.Column(db.String(64), nullable=False, unique=True, index=True)

    title = db.Column(db.Unicode(255), nullable=False)

    repository = db.Column(db.String(255), nullable=True)

    #: Archived products keep their pages and get no new builds.
    archived = db.Column(db.Boolean, nullable=False, server_default=db.false())

    builds = db.relationship("Build", back_populates="product", order_by="Build.number")
    editions = db.relationship("Edition", back_populates="product")
