"""Statements of every message: written and compiled by SQLAlchemy once, executed by the driver itself.

SQLAlchemy's way of executing a statement (cache key, context, parameters, result) costs five to ten times
what the database needs for it (docs/adr/0020), so only that is passed by. The criteria of the scope, the
types of columns, exceptions and the transaction are the session's own, as with any other statement.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.orm import Session

from models.scope import SYSTEM, Form, Scope, enter, scoped
from models.wire import wire

Values = Mapping[str, Any]
Row = Sequence[Any]
Process = Callable[[Any], Any]


class Prepared:
    """A statement with bound parameters, made once.

    Instead of a statement, a function of "is it SQLite?" where the two databases differ. With `scope` it sees
    what the scope of the session may see and nothing deleted; without, it is a matter of the machinery.
    Without `criteria` it says by itself what may be seen (`models.scope.bound_sights`).
    """

    def __init__(self, statement: Any, *, scope: bool, criteria: bool = True) -> None:
        self._statement = statement
        self._scope, self._criteria = scope, criteria
        self._forms: dict[tuple[str, Form | None], _Compiled] = {}

    def rows(self, session: Session, values: Values) -> list[Row]:
        """Plain rows, their values as the types of the columns make them."""
        form = self._entered(session)
        found, cursor = wire(session).rows(form.sql, form.parameters(values))
        return form.typed(found, cursor) if found else found

    def raw(self, session: Session, values: Values) -> tuple[list[Row], Callable[[Row], Row]]:
        """Rows as the driver gives them, and what makes one of them as `rows` would: where few are needed."""
        form = self._entered(session)
        found, cursor = wire(session).rows(form.sql, form.parameters(values))
        return found, lambda row: form.typed([row], cursor)[0]

    def first(self, session: Session, values: Values) -> Row | None:
        """The first row, if there is one."""
        found = self.rows(session, values)
        return found[0] if found else None

    def run(self, session: Session, values: Values) -> Any:
        """Execute a statement that writes; the driver's cursor."""
        form = self._entered(session)
        return wire(session).send(form.sql, form.parameters(values))

    def run_all(self, session: Session, many: Iterable[Values]) -> None:
        """Execute it for each of these; to PostgreSQL with one round trip."""
        with wire(session).together():
            for values in many:
                self.run(session, values)

    def _entered(self, session: Session) -> "_Compiled":
        scope: Scope = session.info["scope"] if self._scope else SYSTEM
        enter(scope)
        dialect = wire(session).dialect
        key = (dialect.name, scope.form if self._scope else None)
        form = self._forms.get(key)
        if form is None:
            made = self._statement
            statement = made(dialect.name == "sqlite") if callable(made) else made
            within = scope if self._criteria else SYSTEM
            form = _Compiled(scoped(statement, within) if self._scope else statement, dialect)
            self._forms[key] = form
        return form


def rows_of_all(session: Session, *asked: tuple[Prepared, Values]) -> list[list[Row]]:
    """What `rows` says of each of these; PostgreSQL answers all of them with one round trip."""
    forms, questions = [], []
    for statement, values in asked:
        form = statement._entered(session)
        forms.append(form)
        questions.append((form.sql, form.parameters(values)))
    answers = wire(session).rows_of_all(questions)
    return [
        form.typed(found, cursor) if found else found
        for form, (found, cursor) in zip(forms, answers, strict=True)
    ]


class _Compiled:
    """A statement for one dialect and one kind of scope."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.sql, names = _in_order(compiled)
        self._dialect = dialect
        self._types = [column.type for column in getattr(statement, "selected_columns", ())]
        self._processes: list[tuple[int, Process]] | None = None
        binds = [compiled.binds[name] for name in names]
        self._fixed = [bind.value for bind in binds]
        self._called = [(n, bind.callable) for n, bind in enumerate(binds) if bind.callable]
        self._given = [
            (n, name)
            for n, (name, bind) in enumerate(zip(names, binds, strict=True))
            if bind.callable is None and bind.value is None
        ]
        self._usual = [
            (n, name)
            for n, (name, bind) in enumerate(zip(names, binds, strict=True))
            if bind.value is not None and not bind.unique
        ]
        self._fitted = [(n, fit) for n, bind in enumerate(binds) if (fit := self._fit(bind))]

    def _fit(self, bind: Any) -> Process | None:
        """What fits the value of a parameter to the driver."""
        if bind.expanding:
            raise ValueError(f"{bind.key}: a list is one parameter here, see models.lists.among")
        process: Process | None = bind.type.dialect_impl(self._dialect).bind_processor(self._dialect)
        return process

    def parameters(self, values: Values) -> list[Any]:
        """The values as the driver takes them. Raises KeyError for one that is neither given nor fixed."""
        made = self._fixed.copy()
        for place, called in self._called:
            made[place] = called()
        for place, name in self._given:
            made[place] = values[name]
        for place, name in self._usual:
            if name in values:
                made[place] = values[name]
        for place, fit in self._fitted:
            made[place] = fit(made[place])
        return made

    def typed(self, found: list[Any], cursor: Any) -> list[Row]:
        """The rows with their values as the columns' types make them."""
        if self._processes is None:
            self._processes = self._results(cursor.description)
        if not self._processes:
            return found
        typed: list[Row] = []
        for row in found:
            values = list(row)
            for place, process in self._processes:
                if values[place] is not None:
                    values[place] = process(values[place])
            typed.append(values)
        return typed

    def _results(self, description: Any) -> list[tuple[int, Process]]:
        made = []
        for place, (kind, told) in enumerate(zip(self._types, description, strict=True)):
            process = kind.dialect_impl(self._dialect).result_processor(self._dialect, told[1])
            if process is not None:
                made.append((place, process))
        return made


_NAMED = re.compile(r"%(?:\((\w+)\)s|%)")


def _in_order(compiled: Any) -> tuple[str, Sequence[str]]:
    """The statement with its parameters by position, and their names in that order.

    For PostgreSQL they are numbered, as its own protocol has them; what is named twice has one number.
    """
    if compiled.positional:
        return str(compiled), compiled.positiontup
    names: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        name = match[1]
        return f"${names.setdefault(name, len(names) + 1)}" if name else "%"

    return _NAMED.sub(number, str(compiled)), list(names)
