"""Conditions written once and said by each database in its own way, so that its indexes serve them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Boolean,
    ColumnElement,
    Dialect,
    Select,
    String,
    TypeDecorator,
    any_,
    bindparam,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.visitors import InternalTraversal
from sqlalchemy.types import TypeEngine

from models import asjson


def among(sqlite: bool, column: Any, parameter: str) -> ColumnElement[bool]:
    """True where `column` equals one of the texts in the bound parameter; bind them with `texts`."""
    if sqlite:
        each = func.json_each(bindparam(parameter)).table_valued("value")
        return column.in_(select(each.c.value))  # type: ignore[no-any-return]
    return column == any_(split(parameter))  # type: ignore[no-any-return]


def split(parameter: str) -> Any:
    """On PostgreSQL the texts in that parameter as an array."""
    return func.string_to_array(bindparam(parameter), literal_column("chr(31)"))


def is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def texts(sqlite: bool, values: Collection[str]) -> Any:
    """The value of `among`'s parameter."""
    return asjson.encode(sorted(values)) if sqlite else SEPARATOR.join(sorted(values))


SEPARATOR = "\x1f"  # no name has it; psycopg makes an array of eighty texts in Python, a text at once


class Ids(TypeDecorator[tuple[int, ...]]):
    """Ids as one parameter: an array on PostgreSQL, a JSON list on SQLite."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        wanted: TypeEngine[Any] = String() if dialect.name == "sqlite" else ARRAY(BigInteger)
        return dialect.type_descriptor(wanted)

    def process_bind_param(self, value: tuple[int, ...] | None, dialect: Dialect) -> Any:
        ids = list(value or ())
        return asjson.encode(ids) if dialect.name == "sqlite" else ids


class _Condition(ColumnElement[bool]):
    """A condition on a column, with SQL of its own on each database."""

    column: Any
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:
        """It is a condition already: SQLAlchemy would compare it with 1, and then no index is used."""
        return self

    @property
    def _from_objects(self) -> list[Any]:
        found: list[Any] = self.column._from_objects
        return found


class OneOf(_Condition):
    """True where `column` is one of the ids in `ids`, a parameter of type `Ids`.

    For criteria that are made before the database is known; on either its index is used.
    """

    inherit_cache = True
    _traverse_internals: list[Any] = [  # noqa: RUF012
        ("column", InternalTraversal.dp_clauseelement),
        ("ids", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, column: Any, ids: BindParameter[Any]) -> None:
        self.column, self.ids = column, ids


@compiles(OneOf)
def _any_of(element: OneOf, compiler: Any, **options: Any) -> str:
    column, ids = (compiler.process(part, **options) for part in (element.column, element.ids))
    return f"({column} = ANY ({ids}))"


@compiles(OneOf, "sqlite")
def _in_json(element: OneOf, compiler: Any, **options: Any) -> str:
    column, ids = (compiler.process(part, **options) for part in (element.column, element.ids))
    return f"({column} IN (SELECT value FROM json_each({ids})))"


class InSelect(_Condition):
    """True where `column` is one of the values of a subquery that depends on nothing outside.

    PostgreSQL asks the subquery once and takes its values to the column's index, also as one arm of an OR;
    `IN (SELECT …)` in an OR would be tried on every row of the table.
    """

    inherit_cache = True
    _traverse_internals: list[Any] = [  # noqa: RUF012
        ("column", InternalTraversal.dp_clauseelement),
        ("values", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, column: Any, values: Select[Any]) -> None:
        self.column = getattr(column, "__clause_element__", lambda: column)()
        self.values = values.correlate(None).scalar_subquery()


@compiles(InSelect)
def _any_of_select(element: InSelect, compiler: Any, **options: Any) -> str:
    column, values = (compiler.process(part, **options) for part in (element.column, element.values))
    return f"({column} = ANY (ARRAY{values}))"


@compiles(InSelect, "sqlite")
def _in_select(element: InSelect, compiler: Any, **options: Any) -> str:
    column, values = (compiler.process(part, **options) for part in (element.column, element.values))
    return f"({column} IN {values})"


class Tail(FunctionElement[str]):
    """The last four characters, as the index of a telephone number has them."""

    type = String()
    inherit_cache = True


@compiles(Tail)
def _right(element: Tail, compiler: Any, **options: Any) -> str:
    return f"right({compiler.process(element.clauses, **options)}, 4)"


@compiles(Tail, "sqlite")
def _substr(element: Tail, compiler: Any, **options: Any) -> str:
    return f"substr({compiler.process(element.clauses, **options)}, -4)"
