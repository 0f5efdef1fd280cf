"""churn assessments

Assumes nothing about the rows that are there: the table is new.
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table('churn_assessments',
        sa.Column('id', BIG, nullable=False),
        sa.Column('customer_id', BIG, nullable=False),
        sa.Column('risk', sa.Double(), nullable=False, comment='probability of no order within the horizon, 0 to 1'),
        sa.Column('level', sa.String(length=8), nullable=False, comment='关注 | 预警 | 可能已流失; empty: none'),
        sa.Column('since', sa.Date(), nullable=False, comment='when it came to this level'),
        sa.Column('orders', sa.Integer(), nullable=False, comment='days with an order'),
        sa.Column('first_on', sa.Date(), nullable=False),
        sa.Column('last_on', sa.Date(), nullable=False),
        sa.Column('horizon', sa.Integer(), nullable=False, comment='days'),
        sa.Column('alike', sa.Integer(), nullable=False,
                  comment="the company's own past: as many were silent as long"),
        sa.Column('alike_lost', sa.Integer(), nullable=False,
                  comment='of those, who did not come back in the horizon'),
        sa.Column('assessed_at', MOMENT, nullable=False),
        sa.Column('carded_at', MOMENT, nullable=True, comment='when the owner was told last'),
        sa.Column('carded_level', sa.String(length=8), nullable=False, comment='and of which level'),
        sa.Column('snoozed_until', sa.Date(), nullable=True, comment='暂不处理'),
        sa.Column('snooze_reason', sa.String(length=255), nullable=True),
        sa.Column('verdict', sa.String(length=8), nullable=True, comment='right | wrong: what the owner says of it'),
        sa.Column('source', sa.String(length=120), nullable=False,
                  comment='change set that created it: the inbox key of a message, or a job'),
        sa.Column('created_at', MOMENT, nullable=False),
        sa.Column('deleted_at', MOMENT, nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_churn_assessments')),
        sa.ForeignKeyConstraint(['customer_id'], ['customers.id'],
                                name=op.f('fk_churn_assessments_customer_id_customers')),
    )
    op.create_index('ix_churn_assessments_customer_id', 'churn_assessments', ['customer_id'])
    op.create_index('ix_churn_assessments_level', 'churn_assessments', ['level'])


def downgrade() -> None:
    op.drop_table('churn_assessments')
