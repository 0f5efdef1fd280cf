"""whom a chance counts for as new stays who it was, when it changes hands or its customer goes to the pool

Of those that are there, the owner; of those in the pool, who wrote them down.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COMMENT = "its first owner: for them it counts as new, whoever has it since"
FOREIGN = "fk_opportunities_opened_for_id_users"
INDEX = "ix_opportunities_opened_for_id_created_at"
ALONE = {"resolve_fks": False}  # SQLite makes the table anew: others, with their indexes, are not looked at
FILLED = """
    UPDATE opportunities SET opened_for_id = coalesce(owner_id, (
        SELECT user_id FROM stage_changes WHERE opportunity_id = opportunities.id ORDER BY id LIMIT 1
    ))
"""


def upgrade() -> None:
    with op.batch_alter_table("opportunities", reflect_kwargs=ALONE) as table:
        table.add_column(sa.Column("opened_for_id", BIG, nullable=True, comment=COMMENT))
        table.create_foreign_key(op.f(FOREIGN), "users", ["opened_for_id"], ["id"])
    op.execute(FILLED)
    op.create_index(op.f(INDEX), "opportunities", ["opened_for_id", "created_at"])


def downgrade() -> None:
    op.drop_index(op.f(INDEX), "opportunities")
    with op.batch_alter_table("opportunities", reflect_kwargs=ALONE) as table:
        table.drop_constraint(op.f(FOREIGN), type_="foreignkey")
        table.drop_column("opened_for_id")
