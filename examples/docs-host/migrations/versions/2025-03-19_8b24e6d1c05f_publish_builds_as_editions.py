"""Publish builds as editions

Revision: 8b24e6d1c05f
Follows:  3f1c0a7d92be
Written:  2025-03-19 15:40:02.771940
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "8b24e6d1c05f"
down_revision: str | tuple[str, ...] | None = "3f1c0a7d92be"
branch_labels: str | tuple[str, ...] | None = None
depends_on: str | tuple[str, ...] | None = None


def upgrade() -> None:
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Unicode(length=255), nullable=True),
        sa.Column("build_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name="fk_editions_product_id_products", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("product_id", "slug", name="uq_editions_product_id_slug"),
    )
    op.create_foreign_key(
        "fk_editions_build_id_builds", "editions", "builds", ["build_id"], ["id"], ondelete="SET NULL"
    )


def downgrade() -> None:
    op.drop_constraint("fk_editions_build_id_builds", "editions", type_="foreignkey")
    op.drop_table("editions")
