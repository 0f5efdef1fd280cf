"""the pool and a field's values in the order of customers"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

QUIET = ("last_interaction_at", "created_at")
POOL = "ix_customers_pool"
IN_POOL = sa.text("owner_id IS NULL AND deleted_at IS NULL")
FIELD, OWNER = "ix_custom_values_of_field", "ix_custom_values_of_customer"
VALUES = ("deleted_at", "number", "text", "day")


def upgrade() -> None:
    op.create_index(POOL, "customers", ["id", *QUIET], postgresql_where=IN_POOL, sqlite_where=IN_POOL)
    op.create_index(FIELD, "custom_values", ["field_id", "customer_id", *VALUES])
    op.drop_index(OWNER, "custom_values")
    op.create_index(OWNER, "custom_values", ["customer_id", "field_id"])


def downgrade() -> None:
    op.drop_index(OWNER, "custom_values")
    op.create_index(OWNER, "custom_values", ["customer_id", "field_id", *VALUES])
    op.drop_index(FIELD, "custom_values")
    op.drop_index(POOL, "customers")
