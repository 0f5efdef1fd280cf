"""churn alarms, and what their owners said of them

An alarm that was sent before this revision becomes a row of its own, so that it can be counted and asked about.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "churn_alarms",
        sa.Column("id", BIG, nullable=False),
        sa.Column("customer_id", BIG, nullable=False),
        sa.Column("owner_id", BIG, nullable=False, comment="who was told"),
        sa.Column("level", sa.String(8), nullable=False, comment="关注 | 预警 | 可能已流失"),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True, comment="when its owner was asked whether it was right"),
        sa.Column("verdict", sa.String(8), nullable=True, comment="right | wrong | unsure"),
        sa.Column(
            "source",
            sa.String(120),
            nullable=False,
            comment="change set that created it: the inbox key of a message, or a job",
        ),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_churn_alarms")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_churn_alarms_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_churn_alarms_owner_id_users")),
    )
    op.create_index("ix_churn_alarms_customer_id", "churn_alarms", ["customer_id"])
    op.create_index("ix_churn_alarms_owner_id_told_at", "churn_alarms", ["owner_id", "told_at"])
    op.execute(
        "INSERT INTO churn_alarms (customer_id, owner_id, level, told_at, verdict, source, created_at) "
        "SELECT a.customer_id, c.owner_id, a.carded_level, a.carded_at, a.verdict, a.source, a.carded_at "
        "FROM churn_assessments a JOIN customers c ON c.id = a.customer_id "
        "WHERE a.carded_at IS NOT NULL AND c.owner_id IS NOT NULL AND a.deleted_at IS NULL"
    )


def downgrade() -> None:
    op.drop_table("churn_alarms")
