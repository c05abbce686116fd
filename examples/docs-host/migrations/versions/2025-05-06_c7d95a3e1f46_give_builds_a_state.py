"""Give builds a state

Revision: c7d95a3e1f46
Follows:  8b24e6d1c05f
Written:  2025-05-06 08:01:37.554102
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "c7d95a3e1f46"
down_revision: str | tuple[str, ...] | None = "8b24e6d1c05f"
branch_labels: str | tuple[str, ...] | None = None
depends_on: str | tuple[str, ...] | None = None

build_state = postgresql.ENUM("queued", "uploading", "ready", "failed", name="build_state", create_type=False)


def upgrade() -> None:
    build_state.create(op.get_bind(), checkfirst=True)
    op.add_column("builds", sa.Column("state", build_state, server_default="queued", nullable=False))
    op.execute("UPDATE builds SET state = 'ready' WHERE uploaded")
    op.drop_column("builds", "uploaded")


def downgrade() -> None:
    op.add_column("builds", sa.Column("uploaded", sa.Boolean(), nullable=True))
    op.execute("UPDATE builds SET uploaded = (state = 'ready')")
    op.drop_column("builds", "state")
    build_state.drop(op.get_bind(), checkfirst=True)
