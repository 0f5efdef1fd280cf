"""columns that few interactions and tasks have are indexed where they are there"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

FEW = (
    ("interactions", "task_id"),
    ("tasks", "series_id"),
    ("tasks", "group_id"),
    ("tasks", "campaign_id"),
    ("tasks", "prepares_id"),
)


def upgrade() -> None:
    for table, column in FEW:
        told = sa.text(f"{column} IS NOT NULL")
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
        op.create_index(
            op.f(f"ix_{table}_{column}"), table, [column], sqlite_where=told, postgresql_where=told
        )


def downgrade() -> None:
    for table, column in FEW:
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
