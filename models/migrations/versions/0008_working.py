"""goals and approvals"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MONEY = sa.Numeric(precision=14, scale=2)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "approvals",
        sa.Column("id", BIG, nullable=False),
        sa.Column(
            "kind",
            sa.String(length=12),
            nullable=False,
            comment="discount | transfer | expense | order | other",
        ),
        sa.Column("requester_id", BIG, nullable=False),
        sa.Column("customer_id", BIG, nullable=True),
        sa.Column(
            "subject",
            sa.String(length=32),
            nullable=True,
            comment="the table of the record that waits for the decision",
        ),
        sa.Column("subject_id", BIG, nullable=True),
        sa.Column("value", MONEY, nullable=True, comment="percent of a discount (90: 九折), else yuan"),
        sa.Column("data", JSON, nullable=False, comment="what the deed needs beside that"),
        sa.Column("content", sa.String(length=1024), nullable=False),
        sa.Column(
            "status",
            sa.String(length=10),
            nullable=False,
            comment="waiting | approved | rejected | withdrawn",
        ),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", BIG, nullable=True),
        sa.Column("reason", sa.String(length=255), nullable=True, comment="why it was rejected"),
        sa.Column(
            "outcome", sa.String(length=255), nullable=True, comment="what was done by itself, in words"
        ),
        sa.Column("remind_at", MOMENT, nullable=False, comment="when whoever was asked is reminded"),
        sa.Column("reminded", sa.Integer(), nullable=False, comment="how often"),
        *audited(),
        key("approvals", "requester_id", "users"),
        key("approvals", "customer_id", "customers"),
        key("approvals", "decided_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
    )
    op.create_index("ix_approvals_requester_id_status", "approvals", ["requester_id", "status"])
    op.create_index("ix_approvals_status_remind_at", "approvals", ["status", "remind_at"])
    op.create_index("ix_approvals_subject_subject_id", "approvals", ["subject", "subject_id"])
    op.create_table(
        "approval_asks",
        sa.Column("id", BIG, nullable=False),
        sa.Column("approval_id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column(
            "stands_for_id", BIG, nullable=True, comment="who is on leave and would have been asked"
        ),
        *audited(),
        key("approval_asks", "approval_id", "approvals"),
        key("approval_asks", "user_id", "users"),
        key("approval_asks", "stands_for_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_asks")),
    )
    op.create_index("ix_approval_asks_user_id", "approval_asks", ["user_id"])
    op.create_index("ix_approval_asks_approval_id", "approval_asks", ["approval_id"])
    op.create_table(
        "goals",
        sa.Column("id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("measure", sa.String(length=12), nullable=False, comment="revenue | payments"),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False, comment="inclusive"),
        sa.Column("amount", MONEY, nullable=False, comment="yuan"),
        sa.Column("set_by_id", BIG, nullable=False),
        *audited(),
        key("goals", "user_id", "users"),
        key("goals", "department_id", "departments"),
        key("goals", "set_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goals")),
    )
    op.create_index("ix_goals_user_id_first", "goals", ["user_id", "first"])
    op.create_index("ix_goals_department_id_first", "goals", ["department_id", "first"])


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
    for table in ("goals", "approval_asks", "approvals"):
        op.drop_table(table)
