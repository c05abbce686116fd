"""Partners, a history of their own that stands on orders"""
import sqlalchemy as sa
from alembic import op

revision = "pp10partners"
down_revision = None
branch_labels = ("partners",)
depends_on = "bb20orders"


def upgrade():
    op.create_table("partners", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("order_id", sa.BigInteger(), sa.ForeignKey("orders.id")))


def downgrade():
    op.drop_table("partners")
