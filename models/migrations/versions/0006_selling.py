"""products and their stock, quotes, orders, payments

Assumes nothing about the rows that are there: all tables are new. `opportunity_id` has no key yet: the table
of opportunities comes later.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MONEY = sa.Numeric(14, 2)
QUANTITY = sa.Numeric(14, 3)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table('counters',
        sa.Column('name', sa.String(length=32), nullable=False),
        sa.Column('value', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('name', name='pk_counters'),
    )
    op.create_table('products',
        sa.Column('id', BIG, nullable=False),
        sa.Column('code', sa.String(length=64), nullable=False, comment='model number; empty: it has none'),
        sa.Column('name', sa.String(length=128), nullable=False),
        sa.Column('aliases', JSON, nullable=False),
        sa.Column('unit', sa.String(length=8), nullable=False, comment='台, 箱, 公斤; empty: not said'),
        sa.Column('price', MONEY, nullable=True, comment='list price of one, yuan'),
        sa.Column('cost', MONEY, nullable=True, comment='what one costs the company, yuan'),
        sa.Column('stock', QUANTITY, nullable=True, comment='the sum of its stock moves; null: not counted'),
        sa.Column('active', sa.Boolean(), nullable=False, comment='false: no longer sold'),
        *audited('products'),
    )
    op.create_index('ix_products_code', 'products', ['code'])
    op.create_table('quotes',
        sa.Column('id', BIG, nullable=False),
        sa.Column('number', sa.String(length=32), nullable=False, comment='what people call it'),
        sa.Column('customer_id', BIG, nullable=False),
        sa.Column('owner_id', BIG, nullable=False),
        sa.Column('opportunity_id', BIG, nullable=True),
        sa.Column('status', sa.String(length=12), nullable=False,
                  comment='draft | pending | rejected | sent | accepted | void'),
        sa.Column('discount', MONEY, nullable=False, comment='percent: 90 is 九折'),
        sa.Column('off', MONEY, nullable=False, comment='yuan taken off after that'),
        sa.Column('amount', MONEY, nullable=False, comment='yuan, after the discount and `off`'),
        sa.Column('valid_until', sa.Date(), nullable=False),
        sa.Column('sent_at', MOMENT, nullable=True),
        sa.Column('note', sa.String(length=2048), nullable=True),
        *audited('quotes'),
        key('quotes', 'customer_id', 'customers'),
        key('quotes', 'owner_id', 'users'),
    )
    op.create_index('ix_quotes_customer_id_created_at', 'quotes', ['customer_id', 'created_at'])
    op.create_index('ix_quotes_owner_id_created_at', 'quotes', ['owner_id', 'created_at'])
    op.create_index('ix_quotes_number', 'quotes', ['number'])
    op.create_table('quote_lines',
        sa.Column('id', BIG, nullable=False),
        sa.Column('quote_id', BIG, nullable=False),
        sa.Column('product_id', BIG, nullable=True),
        sa.Column('name', sa.String(length=128), nullable=False, comment='as it was called then'),
        sa.Column('unit', sa.String(length=8), nullable=False),
        sa.Column('quantity', QUANTITY, nullable=False),
        sa.Column('list_price', MONEY, nullable=True, comment='of one then; null: not in the list'),
        sa.Column('price', MONEY, nullable=False, comment="of one, before the quote's discount"),
        sa.Column('amount', MONEY, nullable=False, comment='of all, with its share of what is let off'),
        *audited('quote_lines'),
        key('quote_lines', 'quote_id', 'quotes'),
        key('quote_lines', 'product_id', 'products'),
    )
    op.create_index('ix_quote_lines_quote_id', 'quote_lines', ['quote_id'])
    op.create_table('orders',
        sa.Column('id', BIG, nullable=False),
        sa.Column('number', sa.String(length=32), nullable=False, comment='what people call it'),
        sa.Column('customer_id', BIG, nullable=False),
        sa.Column('owner_id', BIG, nullable=False, comment='whose sale it is'),
        sa.Column('quote_id', BIG, nullable=True),
        sa.Column('opportunity_id', BIG, nullable=True),
        sa.Column('signed_on', sa.Date(), nullable=False, comment='the day it counts for'),
        sa.Column('status', sa.String(length=12), nullable=False,
                  comment='pending | open | shipped | done | cancelled'),
        sa.Column('amount', MONEY, nullable=False, comment='yuan'),
        sa.Column('cost', MONEY, nullable=True, comment='yuan; null: not known for every line'),
        sa.Column('due_on', sa.Date(), nullable=True, comment='when it is to be paid'),
        sa.Column('shipped_at', MOMENT, nullable=True),
        sa.Column('completed_at', MOMENT, nullable=True),
        sa.Column('note', sa.String(length=2048), nullable=True),
        *audited('orders'),
        key('orders', 'customer_id', 'customers'),
        key('orders', 'owner_id', 'users'),
        key('orders', 'quote_id', 'quotes'),
    )
    op.create_index('ix_orders_customer_id_signed_on', 'orders', ['customer_id', 'signed_on'])
    op.create_index('ix_orders_owner_id_signed_on', 'orders', ['owner_id', 'signed_on'])
    for column in ('signed_on', 'number', 'due_on', 'quote_id'):
        op.create_index(f'ix_orders_{column}', 'orders', [column])
    op.create_table('order_lines',
        sa.Column('id', BIG, nullable=False),
        sa.Column('order_id', BIG, nullable=False),
        sa.Column('product_id', BIG, nullable=True),
        sa.Column('name', sa.String(length=128), nullable=False, comment='as it was called then'),
        sa.Column('unit', sa.String(length=8), nullable=False),
        sa.Column('quantity', QUANTITY, nullable=False),
        sa.Column('price', MONEY, nullable=False, comment='of one; rounded where only the sum was agreed'),
        sa.Column('amount', MONEY, nullable=False, comment='of all, yuan'),
        sa.Column('cost', MONEY, nullable=True, comment='of all, yuan'),
        *audited('order_lines'),
        key('order_lines', 'order_id', 'orders'),
        key('order_lines', 'product_id', 'products'),
    )
    op.create_index('ix_order_lines_order_id', 'order_lines', ['order_id'])
    op.create_index('ix_order_lines_product_id', 'order_lines', ['product_id'])
    op.create_table('stock_moves',
        sa.Column('id', BIG, nullable=False),
        sa.Column('product_id', BIG, nullable=False),
        sa.Column('order_id', BIG, nullable=True),
        sa.Column('quantity', QUANTITY, nullable=False),
        sa.Column('reason', sa.String(length=12), nullable=False, comment='first | received | counted | sold'),
        *audited('stock_moves'),
        key('stock_moves', 'product_id', 'products'),
        key('stock_moves', 'order_id', 'orders'),
    )
    op.create_index('ix_stock_moves_product_id', 'stock_moves', ['product_id'])
    op.create_index('ix_stock_moves_order_id', 'stock_moves', ['order_id'])
    op.create_table('payments',
        sa.Column('id', BIG, nullable=False),
        sa.Column('customer_id', BIG, nullable=False),
        sa.Column('order_id', BIG, nullable=True, comment='null: for no order yet'),
        sa.Column('user_id', BIG, nullable=False, comment='whose it counts for'),
        sa.Column('amount', MONEY, nullable=False, comment='yuan'),
        sa.Column('paid_on', sa.Date(), nullable=False, comment='the day it counts for'),
        sa.Column('kind', sa.String(length=12), nullable=False, comment='payment | advance'),
        sa.Column('note', sa.String(length=255), nullable=True),
        *audited('payments'),
        key('payments', 'customer_id', 'customers'),
        key('payments', 'order_id', 'orders'),
        key('payments', 'user_id', 'users'),
    )
    op.create_index('ix_payments_customer_id_paid_on', 'payments', ['customer_id', 'paid_on'])
    op.create_index('ix_payments_user_id_paid_on', 'payments', ['user_id', 'paid_on'])
    op.create_index('ix_payments_paid_on', 'payments', ['paid_on'])
    op.create_index('ix_payments_order_id', 'payments', ['order_id'])


def audited(table: str) -> list[sa.Column | sa.PrimaryKeyConstraint]:
    return [
        sa.Column('source', sa.String(length=120), nullable=False,
                  comment='change set that created it: the inbox key of a message, or a job'),
        sa.Column('created_at', MOMENT, nullable=False),
        sa.Column('deleted_at', MOMENT, nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    ]


def key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{target}.id'], name=op.f(f'fk_{table}_{column}_{target}'))


def downgrade() -> None:
    for table in ('payments', 'stock_moves', 'order_lines', 'orders', 'quote_lines', 'quotes', 'products', 'counters'):
        op.drop_table(table)
