"""Finding a customer: by the functions that the chat asks, for a rep, a manager and an administrator."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from bench import company
from bench.scale.data import NOW, reps_of
from bench.scale.timing import Times, timed
from crm import names as records
from crm.company import vocabulary
from crm.company.vocabulary import Words
from crm.customers import duplicates, number_search
from crm.customers import search as customer_search
from crm.customers.search import Conditions, Own
from crm.people.people import scope_of
from models.database import Database
from models.people import User
from models.scope import SYSTEM, Scope
from zh import names, pinyin

LEVELS: Final = "ABCD"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: a rep, a manager of twenty, an administrator."""

    name: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Seeker:
    """A session and the dice that choose what is looked for."""

    session: Session
    words: Words
    dice: random.Random
    customers: int

    def one(self) -> company.Client:
        return company.client(self.dice.randrange(self.customers), reps_of(self.customers))

    def core(self) -> str:
        return names.core(self.one().name)

    def search(self, **wanted: object) -> object:
        return customer_search.search(self.session, Conditions(**wanted), NOW, self.words)  # type: ignore[arg-type]

    def place(self) -> str:
        return self.dice.choice(company.PLACES)

    def level(self) -> str:
        return self.dice.choice(LEVELS)

    def idle(self) -> timedelta:
        return timedelta(days=self.dice.choice((7, 15, 30, 60, 90)))


def _created(s: Seeker) -> object:
    """查重 as 「新增客户 …」 does it, half of the time with a number."""
    one = s.one()
    return duplicates.candidates(s.session, one.name, [_phone(one.id)] if one.id % 2 else [])


def _phone(number: int) -> str:
    return f"138{number * 7919 % 100_000_000:08d}"


def _own(operator: str, value: int) -> tuple[Own, ...]:
    return (Own("装机量", operator, str(value)),)


ASKS: Final[dict[str, Callable[[Seeker], object]]] = {
    "简称": lambda s: records.find(s.session, names.query_keys(s.one().short)),
    "拼音": lambda s: records.find(s.session, names.latin_keys(pinyin.of(s.core()))),
    "首字母": lambda s: records.find(
        s.session, names.latin_keys("".join(sound[0] for sound in pinyin.syllables(s.core())))
    ),
    "电话尾号": lambda s: number_search.with_number(s.session, _phone(s.one().id)[-4:]),
    "关键字": lambda s: s.search(keyword=s.core()),
    "关键字 没有的": lambda s: s.search(keyword=s.dice.choice(("不夜城", "瓷砖", "动物园", "鹅"))),
    "区域×级别×没跟进": lambda s: s.search(region=s.place(), level=s.level(), idle=s.idle()),
    "级别×没跟进": lambda s: s.search(level=s.level(), idle=s.idle()),
    "行业×阶段": lambda s: s.search(industry=s.dice.choice(company.INDUSTRIES), stage="意向"),
    "标签×区域": lambda s: s.search(tag=s.dice.choice(("重点", "招标")), region=s.place()),
    "字段大于": lambda s: s.search(own=_own(">", s.dice.randrange(1000))),
    "字段×区域": lambda s: s.search(own=_own(">=", s.dice.randrange(900, 1000)), region=s.place()),
    "新建查重": _created,
}


def askers(database: Database) -> list[Asker]:
    with database.read(SYSTEM, NOW) as session:
        last = max(user_id for (user_id,) in session.query(User.id))
        wanted = {"销售": 2, "主管": 1, "管理员": last}
        return [Asker(name, scope_of(session, session.get_one(User, id_))) for name, id_ in wanted.items()]


def measure(database: Database, customers: int, times: int) -> dict[tuple[str, str], Times]:
    """By what is asked and who asks. Each call is a transaction of its own, as a message is."""
    found: dict[tuple[str, str], Times] = {}
    with database.read(SYSTEM, NOW) as session:
        words = vocabulary.of(session, None)
    for asker in askers(database):
        for name, ask in ASKS.items():
            dice = random.Random(f"{name}{asker.name}")

            def once(_: int, ask=ask, asker=asker, dice=dice) -> None:  # type: ignore[no-untyped-def]
                with database.read(asker.scope, NOW) as session:
                    ask(Seeker(session, words, dice, customers))

            found[name, asker.name] = timed(once, times, database)
    return found
