"""further base fields of a customer, dictionaries, fields of the company's own and their values, initials

Assumes nothing about the rows: every new column may be null. `region_code` of customers that are there is filled
from their region, and each gets a key by its initials (`@hw`), a thousand at a time.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from zh import names, regions

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MONEY = sa.Numeric(14, 2)
QUANTITY = sa.Numeric(14, 3)
INDEXES = (('region_code', 'level'), ('level',), ('industry',))
AT_ONCE = 1000


def columns() -> list[sa.Column]:
    return [
        sa.Column('kind', sa.String(length=32), nullable=True, comment='企业类型: 终端客户, 代理商, …'),
        sa.Column('nature', sa.String(length=32), nullable=True, comment='企业性质: 国企, 民企, …'),
        sa.Column('region_code', sa.String(length=6), nullable=True,
                  comment="GB/T 2260 of the region: 44, 4403, 440305; null: none of China's"),
        sa.Column('credit', sa.String(length=16), nullable=True, comment='资信'),
        sa.Column('credit_limit', MONEY, nullable=True, comment='信用额度, yuan'),
        sa.Column('bank', sa.String(length=128), nullable=True, comment='开户行'),
        sa.Column('satisfaction', sa.String(length=16), nullable=True, comment='满意度'),
        sa.Column('preference', sa.String(length=1024), nullable=True, comment='偏好'),
    ]


def upgrade() -> None:
    for column in columns():
        op.add_column('customers', column)
    for named in INDEXES:
        op.create_index(f"ix_customers_{'_'.join(named)}", 'customers', list(named))
    op.create_table('dictionary_items',
        sa.Column('id', BIG, nullable=False),
        sa.Column('kind', sa.String(length=16), nullable=False,
                  comment='industry, level, source, …: a column of customers'),
        sa.Column('name', sa.String(length=64), nullable=False),
        sa.Column('synonyms', JSON, nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('active', sa.Boolean(), nullable=False, comment='false: kept where it is, not given any more'),
        *audited('dictionary_items'),
    )
    op.create_index('ix_dictionary_items_kind_position', 'dictionary_items', ['kind', 'position'])
    op.create_table('custom_fields',
        sa.Column('id', BIG, nullable=False),
        sa.Column('name', sa.String(length=32), nullable=False),
        sa.Column('kind', sa.String(length=8), nullable=False, comment='number | text | date | choice'),
        sa.Column('choices', JSON, nullable=False),
        sa.Column('unit', sa.String(length=8), nullable=False, comment='台, 千瓦; empty: none'),
        sa.Column('position', sa.Integer(), nullable=False),
        *audited('custom_fields'),
    )
    op.create_table('custom_values',
        sa.Column('id', BIG, nullable=False),
        sa.Column('customer_id', BIG, nullable=False),
        sa.Column('field_id', BIG, nullable=False),
        sa.Column('number', QUANTITY, nullable=True),
        sa.Column('text', sa.String(length=255), nullable=True),
        sa.Column('day', sa.Date(), nullable=True),
        *audited('custom_values'),
        sa.ForeignKeyConstraint(['customer_id'], ['customers.id'],
                                name=op.f('fk_custom_values_customer_id_customers')),
        sa.ForeignKeyConstraint(['field_id'], ['custom_fields.id'],
                                name=op.f('fk_custom_values_field_id_custom_fields')),
    )
    op.create_index('ix_custom_values_customer_id_field_id', 'custom_values', ['customer_id', 'field_id'])
    for column in ('number', 'text', 'day'):
        op.create_index(f'ix_custom_values_field_id_{column}', 'custom_values', ['field_id', column])
    vocabulary = op.create_table('vocabulary',
        sa.Column('id', sa.Integer(), nullable=False, autoincrement=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_vocabulary')),
    )
    op.bulk_insert(vocabulary, [{'id': 1, 'version': 1}])
    fill()


def fill() -> None:
    """Region codes and initials of the customers that are there."""
    customers = sa.table('customers', sa.column('id', BIG), sa.column('name'), sa.column('region'),
                         sa.column('region_code'))
    keys = sa.table('name_keys', *(sa.column(name) for name in ('key', 'customer_id', 'kind', 'record_id')))
    connection = op.get_bind()
    code = (sa.update(customers).where(customers.c.id == sa.bindparam('whose'))
            .values(region_code=sa.bindparam('code')))
    for rows in batches(connection, customers):
        codes = [{'whose': row.id, 'code': place.code} for row in rows
                 if row.region and (place := regions.one(row.region))]
        if codes:
            connection.execute(code, codes)
        made = [{'key': key, 'customer_id': row.id, 'kind': 'customer', 'record_id': row.id}
                for row in rows for key in names.initial_keys(row.name)]
        if made:
            connection.execute(sa.insert(keys), made)


def batches(connection: sa.Connection, customers: sa.TableClause) -> Iterator[list[sa.Row]]:
    last = -1
    while rows := connection.execute(
        sa.select(customers.c.id, customers.c.name, customers.c.region)
        .where(customers.c.id > last).order_by(customers.c.id).limit(AT_ONCE)
    ).all():
        yield list(rows)
        last = rows[-1].id


def audited(table: str) -> list[sa.Column | sa.PrimaryKeyConstraint]:
    return [
        sa.Column('source', sa.String(length=120), nullable=False,
                  comment='change set that created it: the inbox key of a message, or a job'),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    ]


def downgrade() -> None:
    op.execute("DELETE FROM name_keys WHERE kind = 'customer' AND key LIKE '@%'")
    for table in ('vocabulary', 'custom_values', 'custom_fields', 'dictionary_items'):
        op.drop_table(table)
    for named in INDEXES:
        op.drop_index(f"ix_customers_{'_'.join(named)}", 'customers')
    for column in columns():
        op.drop_column('customers', column.name)
