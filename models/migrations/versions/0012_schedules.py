"""appointments stand in WeCom's calendar"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tasks", sa.Column("schedule_id", sa.String(128), nullable=True))


def downgrade() -> None:
    op.drop_column("tasks", "schedule_id")
