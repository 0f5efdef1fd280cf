"""a customer among a million: by the end of a number, by a keyword, by conditions, the longest silent first"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WORDS = "name || ' ' || coalesce(address, ' ') || ' ' || coalesce(note, ' ') || ' '"
QUIET = ("last_interaction_at", "created_at")
LISTED = ("industry", "stage", "region", "id", "deleted_at")
SINCE = sa.text("coalesce(last_interaction_at, created_at)")
VALUE = ("customer_id", "deleted_at")
OLD = (
    ("customers", "owner_id_last_interaction_at", ["owner_id", "last_interaction_at"]),
    ("customers", "region_code_level", ["region_code", "level"]),
    ("customers", "level", ["level"]),
    ("customers", "industry", ["industry"]),
    ("customer_tags", "name", ["name"]),
    ("custom_values", "field_id_number", ["field_id", "number"]),
    ("custom_values", "field_id_text", ["field_id", "text"]),
    ("custom_values", "field_id_day", ["field_id", "day"]),
)
NEW = (
    ("customers", "by_owner", ["owner_id", *QUIET, "level", "region_code", *LISTED]),
    ("customers", "by_region", ["region_code", "level", "owner_id", *QUIET, *LISTED]),
    # The order of every list: a list of many is read from its beginning instead of being sorted.
    (
        "customers", "by_quiet",
        [SINCE, "id", "level", "region_code", "owner_id", "industry", "stage", "region", "deleted_at", *QUIET],
    ),
    ("customer_tags", "by_name", ["name", *VALUE]),
    ("custom_values", "by_number", ["field_id", "number", *VALUE]),
    ("custom_values", "by_text", ["field_id", "text", *VALUE]),
    ("custom_values", "by_day", ["field_id", "day", *VALUE]),
)  # fmt: skip
"""Each with all that a list asks for, so that the table itself is looked at for what is shown."""
SAID = (
    ("exports", "kind", 16, False, "customers | contacts | interactions | tasks | figures"),
    ("outbox", "kind", 16, False, "text | card | picture | chart | file | update | schedule"),
    ("owner_changes", "reason", 16, False, "transfer | handover | release | recycle | claim | merge | assign"),
    ("tasks", "schedule_id", 128, True, "its entry in WeCom's calendar; of several people's task at the first"),
)
"""Comments of columns that have changed since they were made."""


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    tail = sa.text("substr(phone, -4)" if sqlite else "right(phone, 4)")
    op.create_index("ix_contacts_phone_tail", "contacts", [tail])
    op.create_index("ix_customers_phone_tail", "customers", [tail])
    for table, name, _ in OLD:
        op.drop_index(f"ix_{table}_{name}", table)
    for table, name, columns in NEW:
        op.create_index(f"ix_{table}_{name}", table, columns)
    if not sqlite:
        op.create_index(
            "ix_customers_characters",
            "customers",
            [sa.text(f"string_to_array({WORDS}, NULL)")],
            postgresql_using="gin",
        )
        for table, column, length, empty, said in SAID:
            kind = sa.String(length)
            op.alter_column(table, column, existing_type=kind, existing_nullable=empty, comment=said)


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.drop_index("ix_customers_characters", "customers")
    for table, name, _ in NEW:
        op.drop_index(f"ix_{table}_{name}", table)
    for table, name, columns in OLD:
        op.create_index(f"ix_{table}_{name}", table, columns)
    op.drop_index("ix_customers_phone_tail", "customers")
    op.drop_index("ix_contacts_phone_tail", "contacts")
