"""Flask-SQLAlchemy: names on `db`, tables named after their classes."""

from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
metadata = db.metadata

cart_items = db.Table(
    "cart_items",
    db.Column("cart_id", db.Integer, db.ForeignKey("shopping_cart.id"), primary_key=True),
    db.Column("product_id", db.ForeignKey("products.id"), primary_key=True),
)


class TimestampMixin:
    created = db.Column(db.DateTime, server_default=db.func.now())


class ShoppingCart(TimestampMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    products = db.relationship("Product", secondary=cart_items, backref="carts")


class Product(db.Model):
    __tablename__ = "products"
    id = db.Column(db.Integer, primary_key=True)
    type = db.Column(db.String(20))
    name = db.Column(db.Unicode(255), nullable=False, unique=True)
    __mapper_args__ = {"polymorphic_on": type}


class Book(Product):
    pages = db.Column(db.Integer)


class HTTPServerError2(db.Model):
    id = db.Column(db.BigInteger().with_variant(db.Integer, "sqlite"), primary_key=True)
    cart_id = db.mapped_column(db.ForeignKey(ShoppingCart.id))


class Abstract(db.Model):
    __abstract__ = True
    id = db.Column(db.Integer, primary_key=True)


class Concrete(Abstract):
    value = db.Column(db.Float, default=1.0)
