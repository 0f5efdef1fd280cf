"""Alembic's entry: runs inside `models.migrate`, on a connection it is handed."""

from typing import Any, Literal

from alembic import context

from models.base import Base, BigId, Json, Moment


def render(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Spell our own types in plain SQLAlchemy: a migration must not change when models/ does."""
    if kind != "type":
        return False
    if isinstance(thing, Moment):
        return "sa.DateTime(timezone=True)"
    if thing is BigId:
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")' if thing is Json else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",  # SQLite alters a table by making it anew
    compare_type=True,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
