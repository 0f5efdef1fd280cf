"""whether a customer is in sight, and what its fields hold, from indexes alone; each owner's longest silent first"""

import sqlalchemy as sa
from alembic import op

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


def upgrade() -> None:
    op.create_index(SEEN, "customers", ["id", "owner_id", "deleted_at"])
    op.create_index(
        WIDE, "custom_values", ["customer_id", "field_id", "deleted_at", "number", "text", "day"]
    )
    op.drop_index(NARROW, "custom_values")
    op.drop_index(OWNER, "customers")
    columns = ["owner_id", SINCE, "id", "level", "region_code", *LISTED, "deleted_at", *QUIET]
    op.create_index(OWNER, "customers", columns)


def downgrade() -> None:
    op.drop_index(OWNER, "customers")
    columns = ["owner_id", *QUIET, "level", "region_code", *LISTED, "id", "deleted_at"]
    op.create_index(OWNER, "customers", columns)
    op.create_index(NARROW, "custom_values", ["customer_id", "field_id"])
    op.drop_index(WIDE, "custom_values")
    op.drop_index(SEEN, "customers")
