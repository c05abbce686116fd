"""Find the newest builds quickly

Revision: 0b6c4fe7a891
Follows:  d932be5018c7
Written:  2026-02-10 11:08:15.467330
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0b6c4fe7a891"
down_revision: str | tuple[str, ...] | None = "d932be5018c7"
branch_labels: str | tuple[str, ...] | None = None
depends_on: str | tuple[str, ...] | None = None


def upgrade() -> None:
    op.create_index("ix_builds_product_id_created_at", "builds", ["product_id", "created_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_builds_product_id_created_at", table_name="builds")
