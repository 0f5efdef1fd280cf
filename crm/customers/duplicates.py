"""查重: is this the same customer? The same, perhaps, or different; nothing is blocked in silence."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from crm.ownership.ownership import UNSCOPED
from models.customers import Contact, Customer, NameKey
from models.people import User
from zh import name_words, names, pinyin
from zh.text import normal

Band = Literal["same", "perhaps", "different"]
MOST: Final = 60  # records looked at for one name
MOST_ALIKE: Final = 12  # a key that more customers share says nothing about any two of them
NEWEST: Final = 2000  # customers in sight that one list looks at
MOST_KEYS: Final = 400  # shared keys one list looks at


@dataclass(frozen=True, slots=True)
class Facts:
    """What two records are compared by."""

    name: str
    phones: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer that may be the one meant. Beyond one's sight only name and owner may be told."""

    customer: Customer
    owner: str | None
    band: Band
    why: str
    in_sight: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one."""

    one: Candidate
    other: Candidate
    band: Band
    why: str


def judge(one: Facts, other: Facts) -> tuple[Band, str]:
    """Whether both are one customer, and by what."""
    phone = bool(one.phones & other.phones)
    if _written(one.name) == _written(other.name):
        return "same", "名称相同"
    core = names.core(one.name) == names.core(other.name)
    if phone and core:
        return "same", "简称和电话都相同"
    if phone:
        return "perhaps", "电话相同"
    if _places_differ(one.name, other.name):
        return "different", ""
    if core or names.legal_core(one.name) == names.legal_core(other.name):
        return "perhaps", "简称相同"
    if _heard(one.name) == _heard(other.name):
        return "perhaps", "读音相同"
    return "different", ""


def _written(name: str) -> str:
    """In normal form without the signs of brackets and the legal form; what stood in brackets stays."""
    return names.legal_core(re.sub(r"[()\[\]【】]", "", normal(name).replace(" ", "")))


def _heard(name: str) -> str:
    return "".join(pinyin.folded(_written(name)))


def _place(name: str) -> str:
    legal = names.legal_core(name)
    return re.sub("[省市]", "", legal.removesuffix(name_words.without_place(legal)))


def _places_differ(one: str, other: str) -> bool:
    """北京宏达 and 上海宏达 are two companies; 宏达 may be either."""
    first, second = _place(one), _place(other)
    return bool(first and second) and first not in second and second not in first


def candidates(session: Session, name: str, phones: Collection[str] = ()) -> list[Candidate]:
    """Customers of the whole company that may be this one, the surest first."""
    whole = (
        names.query_keys(name) | names.query_keys(names.legal_core(name)) | names.query_keys(_written(name))
    )
    ids = _called(session, whole) | _called(session, names.query_keys(names.core(name)) - whole)
    ids |= _with_phone(session, phones)
    facts = Facts(name, frozenset(phones))
    judged = [
        Candidate(customer, owner, *judge(facts, known), in_sight)
        for customer, owner, known, in_sight in _records(session, ids)
    ]
    found = [one for one in judged if one.band != "different"]
    return sorted(found, key=lambda one: (one.band != "same", not one.in_sight, one.customer.id))


def _called(session: Session, keys: Collection[str]) -> set[int]:
    """Customers found by these keys; one index scan, however many customers there are."""
    found = select(NameKey.customer_id).where(NameKey.key.in_(sorted(keys)), NameKey.kind == "customer")
    return set(session.scalars(found.limit(MOST)))


def _with_phone(session: Session, phones: Collection[str]) -> set[int]:
    """Customers with one of these numbers, their own or one of their people's."""
    if not phones:
        return set()
    own = select(Customer.id).where(Customer.phone.in_(sorted(phones))).limit(MOST)
    people = select(Contact.customer_id).where(Contact.phone.in_(sorted(phones))).limit(MOST)
    return {
        *session.scalars(own, execution_options=UNSCOPED),
        *session.scalars(people, execution_options=UNSCOPED),
    }


def _records(session: Session, ids: Iterable[int]) -> list[tuple[Customer, str | None, Facts, bool]]:
    """The customers with their owner, what they are compared by, and whether they are within sight."""
    wanted = sorted(set(ids))
    rows = session.execute(
        select(Customer, User.name)
        .outerjoin(User, User.id == Customer.owner_id)
        .where(Customer.id.in_(wanted))
        .order_by(Customer.id),
        execution_options=UNSCOPED,
    ).all()
    phones: defaultdict[int, set[str]] = defaultdict(set)
    people = select(Contact.customer_id, Contact.phone).where(
        Contact.customer_id.in_(wanted), Contact.phone.is_not(None)
    )
    for customer_id, phone in session.execute(people, execution_options=UNSCOPED):
        phones[customer_id].add(str(phone))
    in_sight = set(session.scalars(select(Customer.id).where(Customer.id.in_(wanted))))
    return [
        (
            customer,
            owner,
            Facts(customer.name, frozenset(phones[customer.id] | set(filter(None, [customer.phone])))),
            customer.id in in_sight,
        )
        for customer, owner in rows
    ]


def pairs(session: Session) -> list[Pair]:
    """Records that may be one, the surest first; at least one of each two is among the newest in sight."""
    mine, every = aliased(NameKey), aliased(NameKey)
    newest = select(Customer.id).order_by(Customer.id.desc()).limit(NEWEST).scalar_subquery()
    keys = select(mine.key).where(mine.kind == "customer", mine.record_id.in_(newest))
    shared = (
        select(every.key)
        .where(every.kind == "customer", every.key.in_(keys))
        .group_by(every.key)
        .having(func.count(every.record_id).between(2, MOST_ALIKE))
        .order_by(every.key)
        .limit(MOST_KEYS)
    )
    found = session.execute(
        select(NameKey.key, NameKey.record_id).where(
            NameKey.kind == "customer", NameKey.key.in_(list(session.scalars(shared)))
        )
    )
    groups: defaultdict[str, set[int]] = defaultdict(set)
    for key, record_id in found:
        groups[key].add(record_id)
    for phone, ids in _sharing_a_phone(session).items():
        groups[f"phone {phone}"] |= ids
    return _judged(session, groups.values())


def _sharing_a_phone(session: Session) -> dict[str, set[int]]:
    """Customers whose people have one telephone number; at least one within sight."""
    mine = select(Contact.phone).where(Contact.phone.is_not(None)).order_by(Contact.id.desc())
    every = select(Contact.phone, Contact.customer_id).where(
        Contact.phone.in_(list(session.scalars(mine.limit(5000))))
    )
    groups: defaultdict[str, set[int]] = defaultdict(set)
    for phone, customer_id in session.execute(every, execution_options=UNSCOPED):
        groups[str(phone)].add(customer_id)
    return {phone: ids for phone, ids in groups.items() if 2 <= len(ids) <= MOST_ALIKE}


def _judged(session: Session, groups: Iterable[set[int]]) -> list[Pair]:
    both = {(one, other) for ids in groups for one in ids for other in ids if one < other}
    records = {row[0].id: row for row in _records(session, {key for two in both for key in two})}
    found = []
    for one, other in sorted(both):
        if one not in records or other not in records or not (records[one][3] or records[other][3]):
            continue
        band, why = judge(records[one][2], records[other][2])
        if band != "different":
            found.append(Pair(_side(records[one], band, why), _side(records[other], band, why), band, why))
    return sorted(found, key=lambda pair: (pair.band != "same", pair.one.customer.id))


def _side(record: tuple[Customer, str | None, Facts, bool], band: Band, why: str) -> Candidate:
    customer, owner, _, in_sight = record
    return Candidate(customer, owner, band, why, in_sight)
