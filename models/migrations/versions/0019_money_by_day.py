"""sums of orders and payments kept by day and person too: what is written for a day opens that day again

Every day is counted anew, in the nights that follow: what was settled knew only of follow-ups. A migration that
makes `orders` or `payments` anew (batch_alter_table on SQLite) has to make their triggers anew too.
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

DAYS = {"orders": "signed_on", "payments": "paid_on"}
COUNTED = {
    "orders": "signed_on, owner_id, status, amount, deleted_at",
    "payments": "paid_on, user_id, amount, deleted_at",
}


def _triggers(table: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {
        f"{table}_opens_days": ("INSERT", ("NEW",)),
        f"{table}_opens_days_again": (f"UPDATE OF {COUNTED[table]}", ("OLD", "NEW")),
    }


def upgrade() -> None:
    op.execute("DELETE FROM daily_figures")
    op.execute("DELETE FROM figure_days")
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, day in DAYS.items():
        for name, (event, rows) in _triggers(table).items():
            opens = " ".join(
                f"UPDATE figure_days SET state = 'open' WHERE state <> 'open' AND day = {row}.{day};"
                for row in rows
            )
            if sqlite:
                op.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {opens} END")
                continue
            op.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {opens} RETURN NULL; END $$"
            )
            op.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in DAYS:
        for name in _triggers(table):
            op.execute(f"DROP TRIGGER {name}" + ("" if sqlite else f" ON {table}"))
            if not sqlite:
                op.execute(f"DROP FUNCTION {name}()")
    op.execute("DELETE FROM daily_figures WHERE measure IN ('revenue', 'orders', 'payments')")
