"""Longer slugs, dearer prices"""
import sqlalchemy as sa
from alembic import op

revision = "ee50prices"
down_revision = "dd40merge"


def upgrade():
    op.alter_column("products", "slug", type_=sa.String(120), existing_type=sa.String(80), existing_nullable=False)
    op.alter_column("products", "price", type_=sa.Integer(), postgresql_using="price::integer", server_default=None, nullable=True)
    with op.get_context().autocommit_block():
        op.create_index("ix_products_slug", "products", ["slug"], unique=True, postgresql_concurrently=True)
    products = sa.table("products", sa.column("price", sa.Integer), sa.column("slug", sa.String))
    op.execute(products.insert().values(price=7, slug="a;b"))
    op.execute("DELETE FROM products WHERE slug = 'old' AND price::text <> '0'")


def downgrade():
    op.drop_index("ix_products_slug", table_name="products")
    op.alter_column("products", "price", type_=sa.Numeric(10, 2), existing_type=sa.Integer(), nullable=False, server_default="0")
    op.alter_column("products", "slug", type_=sa.String(80), existing_type=sa.String(120))
