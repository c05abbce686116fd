"""Orders"""
import sqlalchemy as sa
from alembic import op

revision = "bb20orders"
down_revision = "aa10products"
branch_labels = ("orders",)


def upgrade():
    op.create_table(
        "orders",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("product_id", sa.Integer(), sa.ForeignKey("products.id", ondelete="CASCADE", name="fk_orders_product"), nullable=False),
        sa.Column("Note", sa.Text()),
    )
    for column in ("product_id", "Note"):
        op.create_index(f"ix_orders_{column.lower()}", "orders", [column])


def downgrade():
    op.drop_table("orders")
