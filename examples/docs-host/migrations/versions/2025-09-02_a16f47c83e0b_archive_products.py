"""Archive products

Revision: a16f47c83e0b
Follows:  5e80b9f2a6d3
Written:  2025-09-02 10:55:29.316450
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "a16f47c83e0b"
down_revision: str | tuple[str, ...] | None = "5e80b9f2a6d3"
branch_labels: str | tuple[str, ...] | None = None
depends_on: str | tuple[str, ...] | None = None


def upgrade() -> None:
    with op.batch_alter_table("products", schema=None) as batch_op:
        batch_op.add_column(sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("builds", schema=None) as batch_op:
        batch_op.alter_column(
            "git_ref", existing_type=sa.String(length=120), type_=sa.String(length=255), existing_nullable=False
        )
        batch_op.create_unique_constraint("uq_builds_product_id_number", ["product_id", "number"])


def downgrade() -> None:
    with op.batch_alter_table("builds", schema=None) as batch_op:
        batch_op.drop_constraint("uq_builds_product_id_number", type_="unique")
        batch_op.alter_column(
            "git_ref", existing_type=sa.String(length=255), type_=sa.String(length=120), existing_nullable=False
        )

    with op.batch_alter_table("products", schema=None) as batch_op:
        batch_op.drop_column("archived")
