"""Group editions by tags

Revision: 5e80b9f2a6d3
Follows:  c7d95a3e1f46
Written:  2025-06-24 13:22:10.009871
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "5e80b9f2a6d3"
down_revision: str | tuple[str, ...] | None = "c7d95a3e1f46"
branch_labels: str | tuple[str, ...] | None = None
depends_on: str | tuple[str, ...] | None = None


def upgrade() -> None:
    op.create_table(
        "tags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "edition_tags",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name="fk_edition_tags_edition_id_editions", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name="fk_edition_tags_tag_id_tags", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("edition_id", "tag_id"),
    )


def downgrade() -> None:
    op.drop_table("edition_tags")
    op.drop_table("tags")
