"""any task may say how long before it is to be spoken of, not a brief alone: the comment says so"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

OF_A_BRIEF = "of a brief: how long before its appointment, where that was said"
OF_ANY = "how long before it is spoken of, where that was said; of a brief: before its appointment"


def upgrade() -> None:
    _say(OF_ANY)


def downgrade() -> None:
    _say(OF_A_BRIEF)


def _say(comment: str) -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column("tasks", "lead_minutes", existing_type=sa.Integer(), comment=comment)
