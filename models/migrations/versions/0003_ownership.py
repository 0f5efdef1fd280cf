"""who owned a customer and why, the clock of the public pool, merged customers

Assumes nothing about the rows: every new column may be null.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    # Not in a batch: SQLite would make the table anew, and other tables point at it.
    op.add_column('customers', sa.Column('owner_since', sa.DateTime(timezone=True), nullable=True,
                                         comment='the last change of owner; null: since it was created'))
    op.add_column('customers', sa.Column('protected_until', sa.DateTime(timezone=True), nullable=True,
                                         comment='does not go to the pool before'))
    op.add_column('customers', sa.Column('pool_due_at', sa.DateTime(timezone=True), nullable=True,
                                         comment='announced to the owner: goes to the pool then'))
    op.add_column('customers', sa.Column('merged_into_id', BIG,
                                         sa.ForeignKey('customers.id', name='fk_customers_merged_into_id_customers'),
                                         nullable=True,
                                         comment='what this one became; it is marked as deleted then'),
                  inline_references=True)
    op.create_index('ix_customers_merged_into_id', 'customers', ['merged_into_id'])
    op.create_index('ix_interactions_contact_id_happened_at', 'interactions', ['contact_id', 'happened_at'])
    op.create_table('owner_changes',
        sa.Column('id', BIG, nullable=False),
        sa.Column('customer_id', BIG, nullable=False),
        sa.Column('from_user_id', BIG, nullable=True, comment='null: the pool'),
        sa.Column('to_user_id', BIG, nullable=True, comment='null: the pool'),
        sa.Column('reason', sa.String(length=16), nullable=False,
                  comment='transfer | handover | release | recycle | claim | merge'),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        *audited(),
        sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_owner_changes_customer_id_customers')),
        sa.ForeignKeyConstraint(['from_user_id'], ['users.id'], name=op.f('fk_owner_changes_from_user_id_users')),
        sa.ForeignKeyConstraint(['to_user_id'], ['users.id'], name=op.f('fk_owner_changes_to_user_id_users')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_owner_changes')),
    )
    op.create_index('ix_owner_changes_customer_id_at', 'owner_changes', ['customer_id', 'at'])
    op.create_index('ix_owner_changes_to_user_id_at', 'owner_changes', ['to_user_id', 'at'])
    op.create_table('customer_aliases',
        sa.Column('id', BIG, nullable=False),
        sa.Column('customer_id', BIG, nullable=False),
        sa.Column('name', sa.String(length=128), nullable=False),
        sa.Column('keys', JSON, nullable=False),
        *audited(),
        sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_customer_aliases_customer_id_customers')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_customer_aliases')),
    )
    op.create_index('ix_customer_aliases_customer_id', 'customer_aliases', ['customer_id'])


def audited() -> list[sa.Column]:
    return [
        sa.Column('source', sa.String(length=120), nullable=False,
                  comment='change set that created it: the inbox key of a message, or a job'),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    ]


def downgrade() -> None:
    op.drop_table('customer_aliases')
    op.drop_table('owner_changes')
    op.drop_index('ix_interactions_contact_id_happened_at', 'interactions')
    op.drop_index('ix_customers_merged_into_id', 'customers')
    for column in ('merged_into_id', 'pool_due_at', 'protected_until', 'owner_since'):
        op.drop_column('customers', column)
