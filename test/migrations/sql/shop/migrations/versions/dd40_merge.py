"""Bring orders and shelves together"""
from alembic import op

revision = "dd40merge"
down_revision = ("bb21paid", "cc30shelves")


def upgrade():
    op.create_table_comment("orders", "Who bought what", existing_comment=None)


def downgrade():
    op.drop_table_comment("orders", existing_comment="Who bought what")
