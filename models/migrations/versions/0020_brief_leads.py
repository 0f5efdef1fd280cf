"""how long before its appointment a brief is wanted"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

COMMENT = "of a brief: how long before its appointment, where that was said"


def upgrade() -> None:
    op.add_column("tasks", sa.Column("lead_minutes", sa.Integer(), nullable=True, comment=COMMENT))


def downgrade() -> None:
    op.drop_column("tasks", "lead_minutes")
