"""`column IN values` with one parameter, so that a message with 300 possible names is one short statement."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, String, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session


def among(sqlite: bool, column: Any, parameter: str) -> ColumnElement[bool]:
    """True where `column` equals one of the texts in the bound parameter; bind them with `texts`."""
    if sqlite:
        each = func.json_each(bindparam(parameter)).table_valued("value")
        return column.in_(select(each.c.value))  # type: ignore[no-any-return]
    return column == any_(bindparam(parameter, type_=ARRAY(String)))  # type: ignore[no-any-return]


def is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def texts(sqlite: bool, values: Collection[str]) -> Any:
    """The value of `among`'s parameter."""
    return json.dumps(sorted(values), ensure_ascii=False) if sqlite else sorted(values)
