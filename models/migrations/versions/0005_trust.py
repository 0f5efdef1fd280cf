"""collaborators, attachments with their files, rules and settings of the company, security events, errands

Assumes nothing about the rows: every new column may be null.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column('users', sa.Column('role_given', sa.String(length=16), nullable=True,
                                     comment='by an administrator in chat: stands above what WeCom says; null: WeCom\'s'))
    op.add_column('users', sa.Column('leads_id', sa.Integer(), nullable=True,
                                     comment='a department they lead beside those of WeCom'))
    op.create_table('stored_files',
        sa.Column('id', BIG, nullable=False),
        sa.Column('user_id', BIG, nullable=True, comment='who sent it'),
        sa.Column('name', sa.String(length=255), nullable=False),
        sa.Column('content_type', sa.String(length=128), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False, comment='SHA-256'),
        sa.Column('size', sa.Integer(), nullable=False, comment='bytes'),
        sa.Column('data', sa.LargeBinary(), nullable=False),
        sa.Column('keep_until', MOMENT, nullable=True, comment='null: for good'),
        sa.Column('created_at', MOMENT, nullable=False),
        *keys('stored_files', user_id='users'),
    )
    op.create_index('ix_stored_files_keep_until', 'stored_files', ['keep_until'])
    op.create_table('attachments',
        sa.Column('id', BIG, nullable=False),
        sa.Column('customer_id', BIG, nullable=True, comment='null: not said yet whose'),
        sa.Column('interaction_id', BIG, nullable=True),
        sa.Column('user_id', BIG, nullable=False, comment='who sent it'),
        sa.Column('kind', sa.String(length=8), nullable=False, comment='image | voice | video | file | link | location'),
        sa.Column('name', sa.String(length=255), nullable=False),
        sa.Column('detail', sa.String(length=1024), nullable=False,
                  comment='the address of a link, the coordinates of a place'),
        sa.Column('media_id', sa.String(length=255), nullable=False,
                  comment="WeCom's, good for three days; empty: there is nothing to fetch"),
        sa.Column('status', sa.String(length=8), nullable=False, comment='waiting | kept | lost: gone or too large'),
        sa.Column('file_id', BIG, nullable=True),
        sa.Column('sent_at', MOMENT, nullable=False),
        *audited(),
        *keys('attachments', customer_id='customers', interaction_id='interactions', user_id='users',
              file_id='stored_files'),
    )
    op.create_index('ix_attachments_customer_id', 'attachments', ['customer_id'])
    op.create_index('ix_attachments_interaction_id', 'attachments', ['interaction_id'])
    op.create_table('attachment_shares',
        sa.Column('id', BIG, nullable=False),
        sa.Column('attachment_id', BIG, nullable=False),
        sa.Column('user_id', BIG, nullable=False, comment='who may see it'),
        sa.Column('by_id', BIG, nullable=False),
        sa.Column('note', sa.String(length=255), nullable=False),
        *audited(),
        *keys('attachment_shares', attachment_id='attachments', user_id='users', by_id='users'),
    )
    op.create_index('ix_attachment_shares_attachment_id', 'attachment_shares', ['attachment_id'])
    op.create_index('ix_attachment_shares_user_id', 'attachment_shares', ['user_id'])
    op.create_table('collaborators',
        sa.Column('id', BIG, nullable=False),
        sa.Column('customer_id', BIG, nullable=False),
        sa.Column('user_id', BIG, nullable=False),
        *audited(),
        *keys('collaborators', customer_id='customers', user_id='users'),
    )
    op.create_index('ix_collaborators_customer_id', 'collaborators', ['customer_id'])
    op.create_index('ix_collaborators_user_id', 'collaborators', ['user_id'])
    op.create_table('pool_rules',
        sa.Column('id', BIG, nullable=False),
        sa.Column('level', sa.String(length=16), nullable=False, comment='empty: customers without a level'),
        sa.Column('follow_up', sa.Integer(), nullable=False, comment='days without a follow-up'),
        sa.Column('deal', sa.Integer(), nullable=False, comment='days without a deal'),
        *audited(),
        *keys('pool_rules'),
        sa.UniqueConstraint('level', name=op.f('uq_pool_rules_level')),
    )
    op.create_table('company_settings',
        sa.Column('id', BIG, nullable=False),
        sa.Column('name', sa.String(length=32), nullable=False),
        sa.Column('value', JSON, nullable=False),
        *audited(),
        *keys('company_settings'),
        sa.UniqueConstraint('name', name=op.f('uq_company_settings_name')),
    )
    op.create_table('security_events',
        sa.Column('id', BIG, nullable=False),
        sa.Column('user_id', BIG, nullable=True, comment='whose use it was'),
        sa.Column('kind', sa.String(length=16), nullable=False,
                  comment='reads | exports | rows | night | refusals | left | frozen | unfrozen | kept'),
        sa.Column('at', MOMENT, nullable=False),
        sa.Column('detail', JSON, nullable=False, comment='what happened, in figures'),
        sa.Column('actor_id', BIG, nullable=True, comment='who decided; null: the system itself'),
        *keys('security_events', user_id='users'),
    )
    op.create_index('ix_security_events_user_id_at', 'security_events', ['user_id', 'at'])
    op.create_table('errands',
        sa.Column('id', BIG, nullable=False),
        sa.Column('key', sa.String(length=160), nullable=False),
        sa.Column('user_id', BIG, nullable=False, comment='for whom, in their scope'),
        sa.Column('kind', sa.String(length=16), nullable=False,
                  comment='media | check | import | undo | export | template'),
        sa.Column('payload', JSON, nullable=False),
        sa.Column('status', sa.String(length=8), nullable=False, comment='waiting | running | done | failed'),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('next_try_at', MOMENT, nullable=False, comment='not before; while running: the end of the lease'),
        sa.Column('progress', JSON, nullable=False),
        sa.Column('result', JSON, nullable=False),
        sa.Column('created_at', MOMENT, nullable=False),
        sa.Column('finished_at', MOMENT, nullable=True),
        *keys('errands', user_id='users'),
        sa.UniqueConstraint('key', name=op.f('uq_errands_key')),
    )
    op.create_index('ix_errands_status_next_try_at', 'errands', ['status', 'next_try_at'])
    op.create_index('ix_errands_user_id_created_at', 'errands', ['user_id', 'created_at'])


def keys(table: str, **points: str) -> list[sa.Constraint]:
    """The primary key, and a foreign key for each column that points at another table."""
    foreign = [
        sa.ForeignKeyConstraint([column], [f'{target}.id'], name=op.f(f'fk_{table}_{column}_{target}'))
        for column, target in points.items()
    ]
    return [*foreign, sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}'))]


def audited() -> list[sa.Column]:
    return [
        sa.Column('source', sa.String(length=120), nullable=False,
                  comment='change set that created it: the inbox key of a message, or a job'),
        sa.Column('created_at', MOMENT, nullable=False),
        sa.Column('deleted_at', MOMENT, nullable=True),
    ]


def downgrade() -> None:
    for table in ('errands', 'security_events', 'company_settings', 'pool_rules', 'collaborators',
                  'attachment_shares', 'attachments', 'stored_files'):
        op.drop_table(table)
    op.drop_column('users', 'leads_id')
    op.drop_column('users', 'role_given')
