"""What readers and scripts may ask about the published documentation."""

from flask import Blueprint, jsonify

from .extensions import db
from .models import Edition, Product

catalogue = Blueprint("catalogue", __name__)


@catalogue.get("/products")
def list_products():
    query = db.select(Product).where(Product.archived.is_(False)).order_by(Product.slug)
    return jsonify([{"slug": product.slug, "title": product.title} for product in db.session.scalars(query)])


@catalogue.get("/products/<slug>/editions")
def list_editions(slug: str):
    query = db.select(Edition).join(Product).where(Product.slug == slug).order_by(Edition.slug)
    return jsonify(
        [
            {
                "slug": edition.slug,
                "title": edition.title,
                "build": edition.build.number if edition.build else None,
                "tags": [tag.name for tag in edition.tags],
            }
            for edition in db.session.scalars(query)
        ]
    )
