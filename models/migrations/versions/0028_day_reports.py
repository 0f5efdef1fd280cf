"""the report of a day is handed in, with a sentence beside what was drafted

Assumes nothing about the rows that are there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
SOURCE = "change set that created it: the inbox key of a message, or a job"


def upgrade() -> None:
    op.create_table(
        "day_reports",
        sa.Column("id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("handed_in_at", MOMENT, nullable=True, comment="null: still a draft"),
        sa.Column(
            "added", sa.String(length=2048), nullable=False, comment="in their own words, a sentence a line"
        ),
        sa.Column("source", sa.String(length=120), nullable=False, comment=SOURCE),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_day_reports_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_reports")),
    )
    op.create_index(op.f("ix_day_reports_day_user_id"), "day_reports", ["day", "user_id"])


def downgrade() -> None:
    op.drop_table("day_reports")
