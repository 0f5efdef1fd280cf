"""files that came in and went out; customers are found by telephone

Assumes nothing of the rows that are there.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('exports',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False, comment='customers | contacts | interactions | tasks'),
    sa.Column('filename', sa.String(length=255), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('scope', sa.String(length=8), nullable=False, comment='own | team | all'),
    sa.Column('actor_id', sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True, comment='null: from the command line'),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['users.id'], name=op.f('fk_exports_actor_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exports'))
    )
    op.create_index(op.f('ix_exports_actor_id_created_at'), 'exports', ['actor_id', 'created_at'], unique=False)

    op.create_table('imports',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column('set_id', sa.String(length=120), nullable=False, comment='change set of all its records'),
    sa.Column('filename', sa.String(length=255), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False, comment='SHA-256 of the file'),
    sa.Column('mode', sa.String(length=8), nullable=False, comment='create | update | both'),
    sa.Column('actor_id', sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True, comment='null: from the command line'),
    sa.Column('result', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False, comment='figures and the columns recognised'),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['actor_id'], ['users.id'], name=op.f('fk_imports_actor_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imports')),
    sa.UniqueConstraint('set_id', name=op.f('uq_imports_set_id'))
    )
    op.create_index(op.f('ix_imports_actor_id_created_at'), 'imports', ['actor_id', 'created_at'], unique=False)
    op.create_index(op.f('ix_imports_digest'), 'imports', ['digest'], unique=False)
    op.create_index(op.f('ix_customers_phone'), 'customers', ['phone'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_customers_phone'), table_name='customers')
    op.drop_table('imports')
    op.drop_table('exports')
