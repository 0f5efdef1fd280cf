"""tasks: series, groups, counted, waiting for a stage; campaigns, holdings, material; absences, wishes

Assumes nothing about the rows that are there: new columns may be null, other tables are new.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table('campaigns',
        sa.Column('id', BIG, nullable=False),
        sa.Column('title', sa.String(length=128), nullable=False),
        sa.Column('segment', sa.String(length=255), nullable=False, comment='the audience in words'),
        sa.Column('conditions', JSON, nullable=False, comment='slots of customer.list'),
        sa.Column('message', sa.String(length=2048), nullable=True, comment='what reps are to pass on'),
        sa.Column('starts_on', sa.Date(), nullable=False),
        sa.Column('creator_id', BIG, nullable=False),
        *audited('campaigns', creator_id='users'),
    )
    with op.batch_alter_table('tasks') as tasks:
        tasks.add_column(sa.Column('series_id', BIG, nullable=True,
            comment='the first task of a series that repeats; null: it is the first'))
        tasks.add_column(sa.Column('group_id', BIG, nullable=True,
            comment='the first of the tasks that several people share'))
        tasks.add_column(sa.Column('wanted', sa.Integer(), nullable=True, comment='counted tasks: how many'))
        tasks.add_column(sa.Column('counts', sa.String(length=12), nullable=True,
            comment='customers | visits | calls | campaign'))
        tasks.add_column(sa.Column('counts_from', MOMENT, nullable=True, comment='what happened since then counts'))
        tasks.add_column(sa.Column('counts_where', JSON, nullable=True,
            comment='which customers count: slots of customer.list; null: all'))
        tasks.add_column(sa.Column('occurs_on', sa.Date(), nullable=True,
            comment='of a series: the day of the rule it stands for, whatever day it was put off to'))
        tasks.add_column(sa.Column('kind', sa.String(length=12), nullable=True,
            comment='silence | renewal | campaign | brief; null: somebody asked for it'))
        tasks.add_column(sa.Column('campaign_id', BIG, nullable=True))
        tasks.add_column(sa.Column('waits_for', sa.String(length=32), nullable=True,
            comment='a stage: it comes due when a chance of the customer reaches it'))
        tasks.alter_column('status', existing_type=sa.String(length=12), existing_nullable=False,
            comment='open | done | cancelled | missed: the next of its series came')
        tasks.create_foreign_key('fk_tasks_series_id_tasks', 'tasks', ['series_id'], ['id'])
        tasks.create_foreign_key('fk_tasks_group_id_tasks', 'tasks', ['group_id'], ['id'])
        tasks.create_foreign_key('fk_tasks_campaign_id_campaigns', 'campaigns', ['campaign_id'], ['id'])
        tasks.create_index('ix_tasks_series_id', ['series_id'])
        tasks.create_index('ix_tasks_campaign_id', ['campaign_id'])
        tasks.create_index('ix_tasks_group_id', ['group_id'])
    with op.batch_alter_table('interactions') as interactions:
        interactions.add_column(sa.Column('task_id', BIG, nullable=True, comment='the task whose outcome it tells'))
        interactions.create_foreign_key('fk_interactions_task_id_tasks', 'tasks', ['task_id'], ['id'])
        interactions.create_index('ix_interactions_task_id', ['task_id'])
    op.create_table('campaign_targets',
        sa.Column('id', BIG, nullable=False),
        sa.Column('campaign_id', BIG, nullable=False),
        sa.Column('customer_id', BIG, nullable=False),
        sa.Column('user_id', BIG, nullable=False),
        *audited('campaign_targets', campaign_id='campaigns', customer_id='customers', user_id='users'),
    )
    op.create_index('ix_campaign_targets_campaign_id', 'campaign_targets', ['campaign_id'])
    op.create_index('ix_campaign_targets_customer_id', 'campaign_targets', ['customer_id'])
    op.create_table('holdings',
        sa.Column('id', BIG, nullable=False),
        sa.Column('customer_id', BIG, nullable=False),
        sa.Column('name', sa.String(length=64), nullable=False, comment='合同, 保单, 存款, …'),
        sa.Column('number', sa.String(length=64), nullable=True),
        sa.Column('amount', sa.Numeric(14, 2), nullable=True, comment='yuan'),
        sa.Column('ends_on', sa.Date(), nullable=False),
        sa.Column('task_id', BIG, nullable=True, comment='the renewal task made for this end'),
        *audited('holdings', customer_id='customers', task_id='tasks'),
    )
    op.create_index('ix_holdings_customer_id', 'holdings', ['customer_id'])
    op.create_index('ix_holdings_ends_on', 'holdings', ['ends_on'])
    op.create_table('materials',
        sa.Column('id', BIG, nullable=False),
        sa.Column('name', sa.String(length=64), nullable=False),
        sa.Column('url', sa.String(length=512), nullable=True),
        sa.Column('file_id', BIG, nullable=True),
        sa.Column('attachment_id', BIG, nullable=True),
        sa.Column('creator_id', BIG, nullable=False),
        *audited('materials', file_id='stored_files', attachment_id='attachments', creator_id='users'),
    )

    op.create_table('absences',
        sa.Column('id', BIG, nullable=False),
        sa.Column('user_id', BIG, nullable=False),
        sa.Column('first', sa.Date(), nullable=False),
        sa.Column('last', sa.Date(), nullable=False),
        sa.Column('substitute_id', BIG, nullable=True),
        *audited('absences', user_id='users', substitute_id='users'),
    )
    op.create_index('ix_absences_user_id', 'absences', ['user_id'])
    op.create_index('ix_absences_last', 'absences', ['last'])
    op.create_table('preferences',
        sa.Column('id', BIG, nullable=False),
        sa.Column('user_id', BIG, nullable=False),
        sa.Column('name', sa.String(length=32), nullable=False),
        sa.Column('value', JSON, nullable=False),
        *audited('preferences', user_id='users'),
    )
    op.create_index('ix_preferences_user_id_name', 'preferences', ['user_id', 'name'])
    with op.batch_alter_table('outbox') as outbox:
        outbox.add_column(sa.Column('at_once', sa.Boolean(), nullable=False, server_default=sa.false(),
            comment='an answer, or the hour was theirs: no quiet hours'))


def audited(table: str, **keys: str) -> list[sa.Column | sa.Constraint]:
    return [
        sa.Column('source', sa.String(length=120), nullable=False,
                  comment='change set that created it: the inbox key of a message, or a job'),
        sa.Column('created_at', MOMENT, nullable=False),
        sa.Column('deleted_at', MOMENT, nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
        *(sa.ForeignKeyConstraint([column], [f'{target}.id'], name=op.f(f'fk_{table}_{column}_{target}'))
          for column, target in keys.items()),
    ]


def downgrade() -> None:
    with op.batch_alter_table('outbox') as outbox:
        outbox.drop_column('at_once')
    for table in ('preferences', 'absences', 'materials', 'holdings', 'campaign_targets'):
        op.drop_table(table)
    with op.batch_alter_table('interactions') as interactions:
        interactions.drop_index('ix_interactions_task_id')
        interactions.drop_constraint('fk_interactions_task_id_tasks', type_='foreignkey')
        interactions.drop_column('task_id')
    with op.batch_alter_table('tasks') as tasks:
        tasks.drop_index('ix_tasks_series_id')
        tasks.drop_index('ix_tasks_group_id')
        tasks.drop_index('ix_tasks_campaign_id')
        tasks.drop_constraint('fk_tasks_campaign_id_campaigns', type_='foreignkey')
        tasks.drop_constraint('fk_tasks_series_id_tasks', type_='foreignkey')
        tasks.drop_constraint('fk_tasks_group_id_tasks', type_='foreignkey')
        for column in ('series_id', 'group_id', 'wanted', 'counts', 'counts_from', 'counts_where', 'occurs_on',
                       'kind', 'campaign_id', 'waits_for'):
            tasks.drop_column(column)
    op.drop_table('campaigns')
