"""Shelves, on a branch of their own"""
import sqlalchemy as sa
from alembic import op

revision = "cc30shelves"
down_revision = "aa10products"
branch_labels = ("shelves",)


def upgrade():
    shelves = op.create_table("shelves", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(20)))
    op.bulk_insert(shelves, [{"id": 1, "name": "top"}, {"id": 2, "name": "bottom's"}])
    op.add_column("products", sa.Column("shelf_id", sa.Integer(), nullable=True))
    op.create_foreign_key("fk_products_shelf", "products", "shelves", ["shelf_id"], ["id"], deferrable=True)


def downgrade():
    op.drop_constraint("fk_products_shelf", "products", type_="foreignkey")
    op.drop_column("products", "shelf_id")
    op.drop_table("shelves")
