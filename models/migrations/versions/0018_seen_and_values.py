"""who may see a customer and what its fields hold, from indexes alone; hk for 海康威视"""

import sqlalchemy as sa
from alembic import op

from zh import names

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

SEEN = "ix_customers_seen"
WIDE = "ix_custom_values_of_customer"
OWNER = "ix_customers_by_owner"
SINCE = sa.text("coalesce(last_interaction_at, created_at)")
QUIET = ("last_interaction_at", "created_at")
LISTED = ("industry", "stage", "region")
NARROW = "ix_custom_values_customer_id_field_id"

CHUNK = 5000
CUSTOMERS = sa.text("SELECT id, name FROM customers WHERE id > :last ORDER BY id LIMIT :most")
KEY = sa.text(
    "INSERT INTO name_keys (key, customer_id, kind, record_id) VALUES (:key, :id, 'customer', :id)"
    " ON CONFLICT DO NOTHING"
)


def upgrade() -> None:
    op.create_index(SEEN, "customers", ["id", "owner_id", "deleted_at"])
    op.create_index(
        WIDE, "custom_values", ["customer_id", "field_id", "deleted_at", "number", "text", "day"]
    )
    op.drop_index(NARROW, "custom_values")
    op.drop_index(OWNER, "customers")
    columns = ["owner_id", SINCE, "id", "level", "region_code", *LISTED, "deleted_at", *QUIET]
    op.create_index(OWNER, "customers", columns)
    _add_initials(op.get_bind())


def _add_initials(connection: sa.Connection) -> None:
    """Of the short form too. They stay on the way back: a name found by more than before harms nobody."""
    last = 0
    while rows := connection.execute(CUSTOMERS, {"last": last, "most": CHUNK}).all():
        last = rows[-1].id
        keys = [{"key": key[:128], "id": row.id} for row in rows for key in names.initial_keys(row.name)]
        if keys:
            connection.execute(KEY, keys)


def downgrade() -> None:
    op.drop_index(OWNER, "customers")
    columns = ["owner_id", *QUIET, "level", "region_code", *LISTED, "id", "deleted_at"]
    op.create_index(OWNER, "customers", columns)
    op.create_index(NARROW, "custom_values", ["customer_id", "field_id"])
    op.drop_index(WIDE, "custom_values")
    op.drop_index(SEEN, "customers")
