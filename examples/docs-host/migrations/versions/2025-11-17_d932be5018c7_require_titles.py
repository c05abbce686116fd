"""Require titles

Revision: d932be5018c7
Follows:  a16f47c83e0b
Written:  2025-11-17 16:33:58.842217
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "d932be5018c7"
down_revision: str | tuple[str, ...] | None = "a16f47c83e0b"
branch_labels: str | tuple[str, ...] | None = None
depends_on: str | tuple[str, ...] | None = None


def upgrade() -> None:
    op.execute("UPDATE products SET title = initcap(replace(slug, '-', ' ')) WHERE title IS NULL")
    op.execute(
        """
        UPDATE editions
        SET title = products.title || ' (' || editions.slug || ')'
        FROM products
        WHERE products.id = editions.product_id AND editions.title IS NULL
        """
    )
    op.alter_column("products", "title", existing_type=sa.Unicode(length=255), nullable=False)
    op.alter_column("editions", "title", existing_type=sa.Unicode(length=255), nullable=False)


def downgrade() -> None:
    op.alter_column("editions", "title", existing_type=sa.Unicode(length=255), nullable=True)
    op.alter_column("products", "title", existing_type=sa.Unicode(length=255), nullable=True)
