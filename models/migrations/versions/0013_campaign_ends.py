"""campaigns come to an end; a brief belongs to its appointment

Assumes nothing about the rows that are there: both columns may be null.
"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table('campaigns') as campaigns:
        campaigns.add_column(sa.Column('ended_on', sa.Date(), nullable=True, comment='null: it goes on'))
    with op.batch_alter_table('tasks') as tasks:
        tasks.add_column(sa.Column('prepares_id', BIG, nullable=True,
            comment='of a brief: the appointment it comes before, and moves with'))
        tasks.create_foreign_key('fk_tasks_prepares_id_tasks', 'tasks', ['prepares_id'], ['id'])
        tasks.create_index('ix_tasks_prepares_id', ['prepares_id'])


def downgrade() -> None:
    with op.batch_alter_table('tasks') as tasks:
        tasks.drop_index('ix_tasks_prepares_id')
        tasks.drop_constraint('fk_tasks_prepares_id_tasks', type_='foreignkey')
        tasks.drop_column('prepares_id')
    with op.batch_alter_table('campaigns') as campaigns:
        campaigns.drop_column('ended_on')
