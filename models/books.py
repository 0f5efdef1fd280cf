"""The session of the books: scoped reading, logged writing, and one last round trip that commits it all."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, event, update
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction
from sqlalchemy.orm.attributes import instance_state

from models.base import Base
from models.dictionary import Vocabulary
from models.guard import check_flush
from models.loading import by_id, known, records
from models.prepared import Prepared, Values
from models.scope import SYSTEM, Scope, enter, scoped
from models.wire import wire_of
from models.writing import changed_columns, write_out


class Follower(NamedTuple):
    """What is called at the end of a transaction with the records of a model it wrote, derived columns aside.

    Only where it `concerns` one of them: what is written has to be sent ahead of the commit for it.
    """

    concerns: Callable[[Session, Any], bool]
    follow: Callable[[Session, Sequence[Any]], None]


Followers = Mapping[type[Base], Sequence[Follower]]

REWORDED = Prepared(
    update(Vocabulary).where(Vocabulary.id == 1).values(version=Vocabulary.version + 1), scope=False
)
"""Every process reads the company's words anew with its next message."""


class Books(Session):
    """A session of one transaction. Its `info` has the scope, the moment and the id of the change set, and
    `kept`: answers that hold until something is written."""

    def __init__(
        self,
        bind: Engine | Connection,
        scope: Scope,
        now: datetime,
        set_id: str,
        followers: Followers | None = None,
    ) -> None:
        super().__init__(bind, autoflush=False, expire_on_commit=False)
        self._last: list[tuple[Prepared, Values]] = []
        self._followers = followers or {}
        self._followed: list[Any] = []
        self._reworded = False
        kept = bind.connection.driver_connection if isinstance(bind, Connection) else None
        self.info.update(scope=scope, now=now, set_id=set_id, kept={}, wire=wire_of(self, bind.dialect, kept))

    def add(self, instance: object, **options: Any) -> None:
        """As SQLAlchemy's. Of a new record it makes less ado: here nothing cascades and nobody listens."""
        state = instance_state(instance)
        if state.key is not None or state.session_id is not None:
            super().add(instance, **options)
            return
        self._new[state] = instance
        state.insert_order = len(self._new)
        state.session_id = self.hash_key

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write what is new and changed, with its log. Nothing is ever deleted: records are marked."""
        if objects is not None or self.deleted:
            raise NotImplementedError("a flush writes everything, and deletes nothing")
        if self.new or self.dirty:
            check_flush(self)
            self._note()
            self.info["kept"].clear()
            write_out(self)

    def get(self, entity: Any, ident: Any, **options: Any) -> Any:
        """Within sight or known to the session, as SQLAlchemy's; cheaper where nothing special is asked."""
        statement = by_id(entity) if type(ident) is int and not options else None
        if statement is None:
            return super().get(entity, ident, **options)
        held = known(self, entity, ident)
        if held is None:
            return next(iter(records(self, entity, statement, {"id": ident})), None)
        return super().get(entity, ident) if instance_state(held).expired else held

    def close(self) -> None:
        """As SQLAlchemy's; what was kept is let go at once instead of when Python looks for circles."""
        super().close()
        self.info.clear()

    def begin_nested(self) -> SessionTransaction:
        """A savepoint, set at once: statements of the wire would not wait for it."""
        nested = super().begin_nested()
        self.connection()
        return nested

    def at_last(self, statement: Prepared, values: Values) -> None:
        """Execute this when everything else is written, just before the commit."""
        self._last.append((statement, values))

    def finish(self) -> None:
        """Write what is left and commit; to PostgreSQL that is one round trip, however many statements.

        What is committed by the wire needs no commit of SQLAlchemy's: closing ends its account of it.
        """
        self._note()
        if self._followed:
            if any(instance_state(one).key is None for one in self._followed):
                self.flush()  # followers know a record by its id
            self._follow()
        if self._reworded:
            self.at_last(REWORDED, {})
        if not (self._last or self.new or self.dirty):
            self.commit()
            self.info["wire"].settle()
            return
        check_flush(self)
        write_out(self, self._end)

    def _note(self) -> None:
        """Keep in mind what is SPOKEN, and hold of what somebody follows; nearly always there is neither."""
        new, dirty = list(self.new), list(self.dirty)  # SQLAlchemy makes both anew each time
        self._reworded = self._reworded or any(type(one).SPOKEN for one in (*new, *dirty))
        if self._followers:
            told = [one for one in dirty if self._concerns(one)]
            told = [one for one in told if changed_columns(one).keys() - one.DERIVED]
            self._followed += [one for one in new if self._concerns(one)] + told

    def _concerns(self, record: Any) -> bool:
        return any(one.concerns(self, record) for one in self._followers.get(type(record), ()))

    def _follow(self) -> None:
        written = list(dict.fromkeys(self._followed))
        self._followed.clear()
        for model, following in self._followers.items():
            if mine := [record for record in written if type(record) is model]:
                for one in following:
                    one.follow(self, mine)

    def _end(self) -> None:
        for statement, values in self._last:
            statement.run(self, values)
        self._last.clear()
        self.info["wire"].commit()


@event.listens_for(Books, "do_orm_execute")
def _add_scope(state: ORMExecuteState) -> None:
    """Every ORM statement sees only what the scope may see, and nothing deleted."""
    options = state.execution_options
    scope = SYSTEM if options.get("unscoped") else state.session.info["scope"]
    enter(scope)
    if state.is_column_load or state.is_relationship_load:
        return  # the options of the statement that brought the parent travel along
    if options.get("everything"):
        return  # undo must find what is marked as deleted
    state.statement = scoped(state.statement, scope)
