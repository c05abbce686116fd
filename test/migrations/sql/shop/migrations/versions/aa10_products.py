"""Products and their kinds"""
from alembic import op
import sqlalchemy as sa

revision = "aa10products"
down_revision = None


def upgrade():
    op.create_table(
        "products",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.Enum("book", "e'bay", name="product_kind"), server_default="book", nullable=False),
        sa.Column("price", sa.Numeric(10, 2), server_default=sa.text("0"), nullable=False),
        sa.Column("added", sa.DateTime(timezone=True), server_default=sa.func.now()),
        sa.CheckConstraint("price >= 0", name="ck_products_price"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
        comment="What is sold; nothing else",
    )
    op.create_index("ix_products_added", "products", [sa.text("added DESC")], postgresql_where=sa.text("price > 0"))


def downgrade():
    op.drop_index("ix_products_added", table_name="products")
    op.drop_table("products")
    op.execute("DROP TYPE product_kind")
