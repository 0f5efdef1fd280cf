"""opportunities and their stage history"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "opportunities",
        sa.Column("id", BIG, nullable=False),
        sa.Column("customer_id", BIG, nullable=False),
        sa.Column("owner_id", BIG, nullable=True, comment="null: its customer is in the public pool"),
        sa.Column("title", sa.String(length=128), nullable=False),
        sa.Column(
            "product", sa.String(length=128), nullable=True, comment="a product's name, or the words said"
        ),
        sa.Column(
            "amount", sa.Numeric(precision=14, scale=2), nullable=True, comment="yuan; null: not said yet"
        ),
        sa.Column("probability", sa.Integer(), nullable=True, comment="percent, as said; null: the stage's"),
        sa.Column("stage", sa.String(length=32), nullable=False, comment="a name of the stage dictionary"),
        sa.Column("stage_since", MOMENT, nullable=False),
        sa.Column("close_date", sa.Date(), nullable=True, comment="预计成交"),
        sa.Column("status", sa.String(length=8), nullable=False, comment="open | won | lost"),
        sa.Column("lost_reason", sa.String(length=255), nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True, comment="when it was won or lost"),
        sa.Column("closed_by_id", BIG, nullable=True),
        *audited(),
        key("opportunities", "customer_id", "customers"),
        key("opportunities", "owner_id", "users"),
        key("opportunities", "closed_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunities")),
    )
    op.create_index("ix_opportunities_customer_id_status", "opportunities", ["customer_id", "status"])
    op.create_index("ix_opportunities_owner_id_status", "opportunities", ["owner_id", "status"])
    op.create_index("ix_opportunities_status_closed_at", "opportunities", ["status", "closed_at"])
    op.create_table(
        "stage_changes",
        sa.Column("id", BIG, nullable=False),
        sa.Column("opportunity_id", BIG, nullable=False),
        sa.Column("from_stage", sa.String(length=32), nullable=True),
        sa.Column("to_stage", sa.String(length=32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("user_id", BIG, nullable=True, comment="who moved it"),
        *audited(),
        key("stage_changes", "opportunity_id", "opportunities"),
        key("stage_changes", "user_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_changes")),
    )
    op.create_index("ix_stage_changes_opportunity_id_at", "stage_changes", ["opportunity_id", "at"])
    op.create_table(
        "deal_steps",
        sa.Column("id", BIG, nullable=False),
        sa.Column("opportunity_id", BIG, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by_id", BIG, nullable=True),
        *audited(),
        key("deal_steps", "opportunity_id", "opportunities"),
        key("deal_steps", "done_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_steps")),
    )
    op.create_index("ix_deal_steps_opportunity_id_position", "deal_steps", ["opportunity_id", "position"])
    op.create_table(
        "deal_stages",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("probability", sa.Integer(), nullable=False, comment="percent"),
        sa.Column(
            "required",
            JSON,
            nullable=False,
            comment="facts asked for in this stage: amount, close_date, product, contact",
        ),
        *audited(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_stages")),
    )


def key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def audited() -> list[sa.Column]:
    return [
        sa.Column(
            "source",
            sa.String(length=120),
            nullable=False,
            comment="change set that created it: the inbox key of a message, or a job",
        ),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
    ]


def downgrade() -> None:
    for table in ("deal_stages", "deal_steps", "stage_changes", "opportunities"):
        op.drop_table(table)
