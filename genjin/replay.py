"""`genjin replay FILE.csv`: messages kept elsewhere while the chat was down, each said once."""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import click
from sqlalchemy import select

from crm.importing import sheets
from genjin.parts import Parts
from handlers.context import Said
from handlers.entry import Message
from models.database import Database
from models.people import User
from models.platform import Inbox
from models.scope import SYSTEM

SAME = timedelta(minutes=2)  # the same words so near in the chat are the same message


@dataclass(frozen=True, slots=True)
class Line:
    """One message of the file."""

    number: int
    userid: str
    moment: datetime
    text: str
    key: str


def replay(parts: Parts, file: Path) -> int:
    """Say every message of the file as of its moment; how many lines were wrong. Raises Refused.

    Run twice, on any machine, nothing is done twice: a line's key follows from what stands in it.
    """
    wrong = 0
    done = seen = 0
    for line in read(file, parts.tz):
        if isinstance(line, str):
            wrong += 1
            click.echo(line, err=True)
        elif not _known(parts.database, line):
            wrong += 1
            click.echo(f"第{line.number}行：没有 {line.userid} 这个人", err=True)
        elif _seen(parts.database, line):
            seen += 1
        else:
            answer = parts.entrance.take(Message(line.key, line.userid, Said(line.text)), line.moment)
            done += 1
            first, *_ = (answer.text or "").splitlines() or [""]
            click.echo(f"第{line.number}行 {line.userid}：{first}")
    click.echo(f"补录 {done} 条，已经有的 {seen} 条，有问题的 {wrong} 行")
    return wrong


def read(file: Path, tz: tzinfo) -> Iterator[Line | str]:
    """The lines of the file (userid, moment, text), or what is wrong with one."""
    twice: Counter[str] = Counter()
    with file.open(encoding=sheets.encoding_of(file), newline="") as opened:
        for number, row in enumerate(csv.reader(opened), 1):
            if not any(row) or (number == 1 and row[0].strip().lower() == "userid"):
                continue
            if len(row) < 3 or not row[0].strip() or not row[2].strip():
                yield f"第{number}行：要有三列：userid, 时间, 内容"
                continue
            userid, said = row[0].strip().lower(), row[2].strip()
            try:
                moment = datetime.fromisoformat(row[1].strip())
            except ValueError:
                yield f"第{number}行：时间要写成 2026-11-24T09:30，不是「{row[1]}」"
                continue
            moment = moment if moment.tzinfo else moment.replace(tzinfo=tz)
            what = f"{userid}\n{moment.isoformat()}\n{said}"
            twice[what] += 1  # the same words twice in one file were said twice
            digest = hashlib.sha256(f"{what}\n{twice[what]}".encode()).hexdigest()
            yield Line(number, userid, moment, said, f"r:{digest}")


def _known(database: Database, line: Line) -> bool:
    with database.read(SYSTEM, line.moment) as session:
        return session.scalar(select(User.id).where(User.userid == line.userid)) is not None


def _seen(database: Database, line: Line) -> bool:
    """Whether this line was replayed already, or the chat had it all the same."""
    with database.read(SYSTEM, line.moment) as session:
        if session.scalar(select(Inbox.id).where(Inbox.key == line.key)) is not None:
            return True
        near = (Inbox.received_at >= line.moment - SAME, Inbox.received_at <= line.moment + SAME)
        came = select(Inbox.id).join(User, User.id == Inbox.user_id)
        came = came.where(
            User.userid == line.userid, Inbox.text == line.text, Inbox.key.not_like("r:%"), *near
        )
        return session.scalar(came.limit(1)) is not None
