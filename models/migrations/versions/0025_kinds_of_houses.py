"""铜陵幼儿园 and the only 印刷厂: what a customer is at the end of its name"""

import sqlalchemy as sa
from alembic import op

from zh import names

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

CHUNK = 5000
CUSTOMERS = sa.text("SELECT id, name FROM customers WHERE id > :last ORDER BY id LIMIT :most")
KEY = sa.text(
    "INSERT INTO name_keys (key, customer_id, kind, record_id) VALUES (:key, :id, 'customer', :id)"
    " ON CONFLICT DO NOTHING"
)


def upgrade() -> None:
    connection = op.get_bind()
    last = 0
    while rows := connection.execute(CUSTOMERS, {"last": last, "most": CHUNK}).all():
        last = rows[-1].id
        keys = [{"key": key[:128], "id": row.id} for row in rows for key in names.kind_keys(row.name)]
        if keys:
            connection.execute(KEY, keys)


def downgrade() -> None:
    """They stay: a name found by more than before harms nobody."""
