"""counts kept by day and person; what is written for a day opens that day again

A migration that makes `interactions` anew (batch_alter_table on SQLite) has to make its triggers anew too.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTED = "happened_at, created_at, user_id, channel, backfilled, deleted_at"
INDEXES = {
    "ix_interactions_by_moment": [
        *("happened_at", "user_id", "channel", "customer_id", "created_at", "deleted_at")
    ],
    "ix_interactions_by_entry": ["created_at", "user_id", "backfilled", "deleted_at"],
}
TRIGGERS = {
    "interactions_opens_days": ("INSERT", ("NEW",)),
    "interactions_opens_days_again": (f"UPDATE OF {COUNTED}", ("OLD", "NEW")),
}


def upgrade() -> None:
    op.create_table(
        "daily_figures",
        sa.Column("measure", sa.String(24), nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="of the business time zone"),
        sa.Column("value", BIG, nullable=False),
        sa.PrimaryKeyConstraint("measure", "user_id", "day", name="pk_daily_figures"),
    )
    op.create_index("ix_daily_figures_by_day", "daily_figures", ["measure", "day", "user_id", "value"])
    op.create_table(
        "figure_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False, comment="counting | settled | open"),
        sa.PrimaryKeyConstraint("day", name="pk_figure_days"),
    )
    for name, columns in INDEXES.items():
        op.create_index(name, "interactions", columns)
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, (event, rows) in TRIGGERS.items():
        opens = " ".join(_opens(row, sqlite) for row in rows)
        if sqlite:
            op.execute(f"CREATE TRIGGER {name} AFTER {event} ON interactions BEGIN {opens} END")
            continue
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {opens} RETURN NULL; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} AFTER {event} ON interactions FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def _opens(row: str, sqlite: bool) -> str:
    """The days the record may count for, in any time zone, are no longer settled."""
    near = " OR ".join(f"day BETWEEN {_day(moment, -1, sqlite)} AND {_day(moment, 1, sqlite)}"
                       for moment in (f"{row}.happened_at", f"{row}.created_at"))  # fmt: skip
    return f"UPDATE figure_days SET state = 'open' WHERE state <> 'open' AND ({near});"


def _day(moment: str, apart: int, sqlite: bool) -> str:
    if sqlite:
        return f"date({moment}, '{apart:+} day')"
    return f"(({moment} AT TIME ZONE 'UTC')::date + ({apart}))"


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER {name}" + ("" if sqlite else " ON interactions"))
        if not sqlite:
            op.execute(f"DROP FUNCTION {name}()")
    for name in INDEXES:
        op.drop_index(name, "interactions")
    op.drop_table("figure_days")
    op.drop_table("daily_figures")
