"""When an order was paid"""
import sqlalchemy as sa
from alembic import op

revision = "bb21paid"
down_revision = "bb20orders"


def upgrade():
    with op.batch_alter_table("orders") as batch:
        batch.add_column(sa.Column("paid_at", sa.DateTime()))
        batch.alter_column("Note", new_column_name="note", existing_type=sa.Text())
    op.execute("UPDATE orders SET paid_at = now() WHERE note LIKE 'paid%' -- the old way")


def downgrade():
    op.alter_column("orders", "note", new_column_name="Note")
    op.drop_column("orders", "paid_at")
