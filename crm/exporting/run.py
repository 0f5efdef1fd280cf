"""An export: counted, written, and a row in the books of who took how much out of the house."""

from datetime import tzinfo
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crm.errors import Refused
from crm.exporting import customers, selling, service
from crm.exporting.tables import table
from models.imports import Export

KINDS: Final = customers.KINDS | selling.KINDS | service.KINDS
MOST_ROWS: Final = 100_000
_CHUNK: Final = 1000


def export(session: Session, kind: str, path: Path, tz: tzinfo, *criteria: Any, most: int = MOST_ROWS) -> int:
    """Write what the session's scope may see of this kind, and a row of `exports`; how many records.

    `criteria` narrow it down. The session has to be one that writes.
    Raises `Refused` where there are more than `most`.
    """
    many = write_rows(session, kind, path, tz, *criteria, most=most)
    write_down(session, kind, path.name, many)
    return many


def count(session: Session, kind: str, *criteria: Any) -> int:
    """How many records that would be."""
    wanted = KINDS[kind].statement.where(*criteria)
    return session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0


def write_rows(
    session: Session, kind: str, path: Path, tz: tzinfo, *criteria: Any, most: int = MOST_ROWS
) -> int:
    """The file alone; whoever hands it out calls `write_down`. What is masked in the chat is masked here."""
    if kind not in KINDS:
        raise Refused(f"没有「{kind}」这种导出，有：{' '.join(KINDS)}")
    made = KINDS[kind]
    many = count(session, kind, *criteria)
    if many > most:
        raise Refused(f"共 {many} 条，一次最多导出 {most} 条，请缩小范围。")
    scope, wanted = session.info["scope"], made.statement.where(*criteria)
    with table(path, made.title) as write:
        write((*made.headings, *made.more(session)))
        for rows in session.execute(wanted, execution_options={"yield_per": _CHUNK}).partitions():
            for line in made.lines(session, rows, tz, scope):
                write(line)
    return many


def write_down(session: Session, kind: str, name: str, rows: int) -> None:
    """Who took how much out of the house."""
    scope, now = session.info["scope"], session.info["now"]
    session.add(
        Export(
            kind=kind,
            filename=name[:255],
            rows=rows,
            scope=scope.kind,
            actor_id=scope.user_id,
            created_at=now,
        )
    )
    session.flush()
