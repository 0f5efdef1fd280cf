"""Customers, their people, and the keys by which both are found."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base, BigId, Money, pk
from models.lists import Tail

QUIET = ("last_interaction_at", "created_at")
LISTED = ("industry", "stage", "region", "id", "deleted_at")
"""What lists ask for, in each of three indexes: most are found without a look at the table (ADR 0021)."""


class Customer(Audited, Base):
    __tablename__ = "customers"
    __table_args__ = (
        Index(None, "created_at"),
        Index(None, "phone"),
        Index(None, "merged_into_id"),
        # Thousands of names share initials: whose each is, without a look at the table.
        Index("ix_customers_seen", "id", "owner_id", "deleted_at"),
        Index(
            "ix_customers_pool",
            *("id", *QUIET),
            postgresql_where=text("owner_id IS NULL AND deleted_at IS NULL"),
            sqlite_where=text("owner_id IS NULL AND deleted_at IS NULL"),
        ),
        Index("ix_customers_by_region", "region_code", "level", "owner_id", *QUIET, *LISTED),
    )
    DERIVED = frozenset({"last_interaction_at", "region_code"})

    id: Mapped[pk]
    name: Mapped[str] = mapped_column(String(128))
    owner_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("users.id"), comment="null: in the public pool (公海)"
    )
    stage: Mapped[str] = mapped_column(String(32), default="潜在", comment="潜在 … 成交 … 流失")
    level: Mapped[str | None] = mapped_column(String(16))
    kind: Mapped[str | None] = mapped_column(String(32), comment="企业类型: 终端客户, 代理商, …")
    nature: Mapped[str | None] = mapped_column(String(32), comment="企业性质: 国企, 民企, …")
    industry: Mapped[str | None] = mapped_column(String(64))
    region: Mapped[str | None] = mapped_column(String(64))
    region_code: Mapped[str | None] = mapped_column(
        String(6), comment="GB/T 2260 of the region: 44, 4403, 440305; null: none of China's"
    )
    address: Mapped[str | None] = mapped_column(String(255))
    phone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(128))
    wechat: Mapped[str | None] = mapped_column(String(64))
    origin: Mapped[str | None] = mapped_column(String(64), comment="来源: exhibition, referral, …")
    credit: Mapped[str | None] = mapped_column(String(16), comment="资信")
    credit_limit: Mapped[Decimal | None] = mapped_column(Money, comment="信用额度, yuan")
    bank: Mapped[str | None] = mapped_column(String(128), comment="开户行")
    satisfaction: Mapped[str | None] = mapped_column(String(16), comment="满意度")
    preference: Mapped[str | None] = mapped_column(String(1024), comment="偏好")
    note: Mapped[str | None] = mapped_column(String(2048))
    last_interaction_at: Mapped[datetime | None]
    owner_since: Mapped[datetime | None] = mapped_column(
        comment="the last change of owner; null: since it was created"
    )
    protected_until: Mapped[datetime | None] = mapped_column(comment="does not go to the pool before")
    pool_due_at: Mapped[datetime | None] = mapped_column(
        comment="announced to the owner: goes to the pool then"
    )
    merged_into_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("customers.id"), comment="what this one became; it is marked as deleted then"
    )


class Contact(Audited, Base):
    __tablename__ = "contacts"

    id: Mapped[pk]
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("customers.id"), index=True)
    name: Mapped[str] = mapped_column(String(64))
    title: Mapped[str | None] = mapped_column(String(64))
    phone: Mapped[str | None] = mapped_column(String(40), index=True)
    email: Mapped[str | None] = mapped_column(String(128))
    wechat: Mapped[str | None] = mapped_column(String(64))
    birthday: Mapped[str | None] = mapped_column(String(10), comment="MM-DD or YYYY-MM-DD")


Index("ix_contacts_phone_tail", Tail(Contact.phone))


def characters() -> Any:
    """All characters of what a keyword is looked for in: PostgreSQL has an index of them.

    Words of two characters are the usual ones, too short for an index of trigrams.
    """
    blank = text("' '")  # no parameters: they would not be the index's expression
    words = Customer.name.op("||")(blank)
    for column in (Customer.address, Customer.note):
        words = words.op("||")(func.coalesce(column, blank)).op("||")(blank)
    return func.string_to_array(words, text("NULL"), type_=ARRAY(Text))


def quiet_since() -> ColumnElement[datetime]:
    """When somebody was last in touch, or when it was entered: lists begin with the longest silence."""
    return func.coalesce(Customer.last_interaction_at, Customer.created_at)


Index(
    "ix_customers_by_quiet", quiet_since(), Customer.id, Customer.level, Customer.region_code,
    Customer.owner_id, Customer.industry, Customer.stage, Customer.region, Customer.deleted_at,
    Customer.last_interaction_at, Customer.created_at,
)  # fmt: skip
Index(
    "ix_customers_by_owner", Customer.owner_id, quiet_since(), Customer.id, Customer.level,
    Customer.region_code, Customer.industry, Customer.stage, Customer.region, Customer.deleted_at,
    Customer.last_interaction_at, Customer.created_at,
)  # fmt: skip
Index("ix_customers_phone_tail", Tail(Customer.phone))
Index("ix_customers_characters", characters(), postgresql_using="gin").ddl_if(dialect="postgresql")


class CustomerTag(Audited, Base):
    __tablename__ = "customer_tags"
    __table_args__ = (
        Index(None, "customer_id", "name"),
        Index("ix_customer_tags_by_name", "name", "customer_id", "deleted_at"),
    )

    id: Mapped[pk]
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("customers.id"))
    name: Mapped[str] = mapped_column(String(32))


class NameKey(Base):
    """One way to call one record: its full name, a short form, its pinyin, a person's surname.

    Filled from `zh.names` when the record is written. A message is understood by one indexed
    query for all its possible names, so a million customers cost what a thousand do.
    """

    __tablename__ = "name_keys"
    __table_args__ = (Index(None, "kind", "record_id"),)

    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    customer_id: Mapped[int] = mapped_column(
        BigId, primary_key=True, comment="the customer, or the contact's; 0 for colleagues and products"
    )
    kind: Mapped[str] = mapped_column(
        String(12), primary_key=True, comment="customer, contact, user, product"
    )
    record_id: Mapped[int] = mapped_column(BigId, primary_key=True)
