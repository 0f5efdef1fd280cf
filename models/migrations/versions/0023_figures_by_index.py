"""what a person did, and what was sold on a day, are counted from an index alone"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

PERSON = ("user_id", "happened_at", "channel", "customer_id", "created_at", "deleted_at")
DAY = ("signed_on", "status", "owner_id", "customer_id", "amount", "deleted_at")


def upgrade() -> None:
    op.create_index("ix_interactions_by_person", "interactions", PERSON)
    op.drop_index(op.f("ix_interactions_user_id_happened_at"), "interactions")
    op.create_index("ix_orders_by_day", "orders", DAY)
    op.drop_index(op.f("ix_orders_signed_on"), "orders")


def downgrade() -> None:
    op.create_index(op.f("ix_orders_signed_on"), "orders", ["signed_on"])
    op.drop_index("ix_orders_by_day", "orders")
    op.create_index(op.f("ix_interactions_user_id_happened_at"), "interactions", ["user_id", "happened_at"])
    op.drop_index("ix_interactions_by_person", "interactions")
