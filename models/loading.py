"""Records from plain rows: reading without the ORM is cheap, and only the few needed become records."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import bindparam, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import instance_state

from models.base import Base
from models.prepared import Prepared, Values

Record = TypeVar("Record", bound=Base)


def columns(model: type[Base]) -> list[Any]:
    """Every column of the model, in the order in which `adopt` takes their values."""
    return [getattr(model, attribute.key) for attribute in inspect(model).column_attrs]


def position(of: list[Any], name: str) -> int:
    """Where the column of that name stands."""
    return [column.key for column in of].index(name)


def adopt(session: Session, model: type[Record], values: Sequence[Any]) -> Record:
    """The record of this row (the values of `columns`), as if the session had loaded it."""
    form = _form(model)
    key: Any = (form.identity, tuple([values[place] for place in form.primary]), None)
    known = session.identity_map.get(key)
    if known is not None:
        return cast(Record, known)
    made = cast(Record, form.new())
    made.__dict__.update(zip(form.names, values, strict=True))
    state = instance_state(made)
    state.key, state.session_id = key, session.hash_key
    session.identity_map.add(state)  # as SQLAlchemy's loading does; session.add costs 40 µs for the same
    return made


def records(session: Session, model: type[Record], statement: Prepared, values: Values) -> list[Record]:
    """The records that a statement of the model's `columns` finds."""
    return adopted(session, model, statement.rows(session, values))


def adopted(session: Session, model: type[Record], rows: Sequence[Sequence[Any]]) -> list[Record]:
    """The records of such rows."""
    return [adopt(session, model, row) for row in rows]


@cache
def by_id(model: type[Base]) -> Prepared | None:
    """The statement for one record; None where a part of it is loaded only when it is asked for."""
    mapper = inspect(model)
    if any(attribute.deferred for attribute in mapper.column_attrs) or len(mapper.primary_key) > 1:
        return None
    return Prepared(select(*columns(model)).where(mapper.primary_key[0] == bindparam("id")), scope=True)


def known(session: Session, model: type[Record], id_: int) -> Record | None:
    """The record if the session has it; of models with one key."""
    return cast(Record | None, session.identity_map.get((_form(model).identity, (id_,), None)))


@dataclass(frozen=True, slots=True)
class _Form:
    """What is asked of SQLAlchemy once for each model instead of for each record."""

    identity: Any  # the first part of its keys in the identity map
    names: tuple[str, ...]
    primary: tuple[int, ...]  # places among the names
    new: Callable[[], Any]


@cache
def _form(model: type[Base]) -> _Form:
    mapper = inspect(model)
    names = tuple(attribute.key for attribute in mapper.column_attrs)
    primary = [mapper.get_property_by_column(column).key for column in mapper.primary_key]
    identity = mapper.identity_key_from_primary_key(tuple(primary))[0]
    return _Form(identity, names, tuple(map(names.index, primary)), mapper.class_manager.new_instance)


def apart(model: type[Record], values: Sequence[Any]) -> Record:
    """The record of this row outside any session: who changes it writes it back."""
    form = _form(model)
    made = cast(Record, form.new())
    made.__dict__.update(zip(form.names, values, strict=True))
    return made
