"""service tickets; rules say whether they give out leads or tickets

The rules that are there give out leads. Going down, those for tickets go with the tickets.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
SOURCE = "change set that created it: the inbox key of a message, or a job"


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def _kept() -> tuple[sa.Column, ...]:
    return (
        sa.Column("source", sa.String(120), nullable=False, comment=SOURCE),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
    )


def upgrade() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", BIG, nullable=False),
        sa.Column("number", sa.String(16), nullable=False, comment="what people call it: 1001"),
        sa.Column("customer_id", BIG, nullable=False),
        sa.Column("contact_id", BIG, nullable=True),
        sa.Column(
            "type", sa.String(12), nullable=True,
            comment="repair | complaint | consult | install; null: not said",
        ),
        sa.Column("product", sa.String(128), nullable=True, comment="as it was called"),
        sa.Column("content", sa.String(2048), nullable=False),
        sa.Column("priority", sa.String(8), nullable=False, comment="high | normal | low"),
        sa.Column("status", sa.String(12), nullable=False, comment="open | processing | closed"),
        sa.Column("assignee_id", BIG, nullable=False),
        sa.Column("creator_id", BIG, nullable=False),
        sa.Column(
            "responded_at", MOMENT, nullable=True,
            comment="first response: taken, reported on or closed by whoever has it",
        ),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by_id", BIG, nullable=True),
        sa.Column("result", sa.String(2048), nullable=True),
        sa.Column("satisfaction", sa.Integer(), nullable=True, comment="1 to 5, as the customer said"),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        _refers("tickets", "customer_id", "customers"),
        _refers("tickets", "contact_id", "contacts"),
        _refers("tickets", "assignee_id", "users"),
        _refers("tickets", "creator_id", "users"),
        _refers("tickets", "closed_by_id", "users"),
    )
    for columns in (["customer_id", "created_at"], ["assignee_id", "status"], ["created_at"], ["number"]):
        op.create_index(f"ix_tickets_{'_'.join(columns)}", "tickets", columns)
    op.create_table(
        "ticket_events",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ticket_id", BIG, nullable=False),
        sa.Column(
            "kind", sa.String(8), nullable=False,
            comment="made | ruled: given by the rule | given: by a person | taken | note | closed | reopened",
        ),
        sa.Column("user_id", BIG, nullable=True, comment="who did it; null: the system"),
        sa.Column("to_user_id", BIG, nullable=True, comment="of made, ruled and given: who has it since"),
        sa.Column("content", sa.String(2048), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_events")),
        _refers("ticket_events", "ticket_id", "tickets"),
        _refers("ticket_events", "user_id", "users"),
        _refers("ticket_events", "to_user_id", "users"),
    )
    for columns in (["ticket_id"], ["to_user_id", "kind"]):
        op.create_index(f"ix_ticket_events_{'_'.join(columns)}", "ticket_events", columns)
    with op.batch_alter_table("lead_rules") as rules:
        rules.add_column(
            sa.Column("kind", sa.String(8), nullable=False, server_default="lead", comment="lead | ticket")
        )
        rules.drop_constraint("uq_lead_rules_region", type_="unique")
        rules.create_unique_constraint("uq_lead_rules_kind_region", ["kind", "region"])
    with op.batch_alter_table("lead_rules") as rules:
        rules.alter_column("kind", existing_type=sa.String(8), server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM lead_rules WHERE kind <> 'lead'")
    with op.batch_alter_table("lead_rules") as rules:
        rules.drop_constraint("uq_lead_rules_kind_region", type_="unique")
        rules.drop_column("kind")
        rules.create_unique_constraint("uq_lead_rules_region", ["region"])
    op.drop_table("ticket_events")
    op.drop_table("tickets")
