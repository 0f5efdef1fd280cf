"""who gets new leads, by region"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "lead_rules",
        sa.Column("id", BIG, nullable=False),
        sa.Column("region", sa.String(64), nullable=False, comment="as said: 华南, 深圳; empty: all"),
        sa.Column("people", JSON, nullable=False, comment="ids of users, in their order"),
        sa.Column("way", sa.String(8), nullable=False, comment="turns | load"),
        sa.Column(
            "source",
            sa.String(120),
            nullable=False,
            comment="change set that created it: the inbox key of a message, or a job",
        ),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_rules")),
        sa.UniqueConstraint("region", name=op.f("uq_lead_rules_region")),
    )


def downgrade() -> None:
    op.drop_table("lead_rules")
