"""The declarative base and the column types every table shares."""

from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, Numeric, String, inspect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine


class Moment(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC. Naive datetimes are refused: they have lost their zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def bind_processor(self, dialect: Dialect) -> Any:
        """SQLite at once gets the text it stores: there are two dozen moments in a message."""
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _of_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"naive datetime {value!r}: every moment needs a zone")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


def _as_text(value: datetime | None) -> str | None:
    """`2026-11-20 02:00:00.000000`, as SQLAlchemy's own DateTime; texts sort as the moments do."""
    return None if value is None else _in_utc(value).isoformat(" ", "microseconds")[:26]


def _of_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


class Exact(TypeDecorator[Decimal]):
    """A decimal number of so many places; sums of it too. What SQLite's floats give is rounded to them.

    Fourteen digits come back from a float as they went in; `crm.money` rounds before anything is stored.
    """

    impl = Numeric
    cache_ok = True

    def __init__(self, precision: int, scale: int) -> None:
        super().__init__(precision, scale)
        self.precision, self.scale = precision, scale

    @property
    def python_type(self) -> type[Decimal]:
        return Decimal

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Numeric(self.precision, self.scale, asdecimal=False))
        return dialect.type_descriptor(Numeric(self.precision, self.scale))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return float(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else round(Decimal(value), self.scale)


Money = Exact(14, 2)
Quantity = Exact(14, 3)
BigId = BigInteger().with_variant(Integer, "sqlite")
Json = JSON().with_variant(JSONB, "postgresql")

pk = Annotated[int, mapped_column(BigId, primary_key=True)]
short = Annotated[str, mapped_column(String(64))]
words = Annotated[str, mapped_column(String(2048))]

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table. Enums are plain strings checked by the rules in crm/."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Moment(), dict[str, Any]: Json, list[Any]: Json}  # noqa: RUF012

    # Columns that follow from other records: left out of the change log and recomputed by crm/.
    DERIVED: frozenset[str] = frozenset()
    # Its names are words of the company: whoever writes one makes every process read the words anew.
    SPOKEN: ClassVar[bool] = False

    def __init__(self, **values: Any) -> None:
        """A new record. SQLAlchemy would set each value with an event, to which nothing here listens."""
        unknown = values.keys() - names_of(type(self))
        if unknown:
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        self.__dict__.update(values)


@cache
def names_of(model: type[Base]) -> frozenset[str]:
    """The names of its columns."""
    return frozenset(attribute.key for attribute in inspect(model).column_attrs)


class Audited:
    """A record of the business: logged on every change, deleted by marking, brought back by undo."""

    BOOKS: ClassVar[bool] = (
        False  # money and goods: those of one change set are undone together or not at all
    )

    source: Mapped[str] = mapped_column(
        String(120), default="", comment="change set that created it: the inbox key of a message, or a job"
    )
    created_at: Mapped[datetime] = mapped_column(Moment())
    deleted_at: Mapped[datetime | None] = mapped_column(Moment())


class Logged:
    """Not a record of the business, but its changes are logged and can be undone. DERIVED is left out."""

    BOOKS: ClassVar[bool] = False
    deleted_at: ClassVar[None] = None  # never marked as deleted
