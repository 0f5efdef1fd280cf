"""Customers by condition, as `深圳的A类客户30天没跟进的` asks for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    bindparam,
    cast,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from crm.company import custom_fields, regions
from crm.company.vocabulary import Words
from crm.customers import by_quiet, field_search
from models.customers import Contact, Customer, CustomerTag, characters
from models.imports import Import
from models.lists import Ids, OneOf, is_sqlite
from models.loading import columns, records
from models.platform import Change
from models.prepared import Prepared
from models.scope import Form, bound_sights, sights
from models.selling import Order, OrderLine
from models.work import Interaction

MOST: Final = 100  # customers one list holds; beyond that the conditions are too wide to read
COUNTED: Final = 1_000  # more than that is said to be more, and not counted
EQUAL: Final = {
    "level": Customer.level, "stage": Customer.stage, "industry": Customer.industry,
    "source": Customer.origin, "kind": Customer.kind, "nature": Customer.nature, "credit": Customer.credit,
    "satisfaction": Customer.satisfaction,
}  # fmt: skip
BLANK: Final = {
    **{name: column for name, column in EQUAL.items() if name != "stage"},
    "region": Customer.region, "address": Customer.address, "phone": Customer.phone,
    "email": Customer.email, "talk": Customer.last_interaction_at,
}  # fmt: skip
"""What a customer may lack: a column, or (`contact`) people."""
BLANK_WORDS: Final = {
    "level": "级别", "industry": "行业", "source": "来源", "kind": "企业类型", "nature": "企业性质",
    "credit": "资信", "satisfaction": "满意度", "region": "区域", "address": "地址", "phone": "电话",
    "email": "邮箱", "contact": "联系人",
}  # fmt: skip
NEVER: Final = "never"  # an operator beside those of `custom_fields`: the field is not filled in
_SIGNS: Final = {"=": "", ">": ">", ">=": "≥", "<": "<", "<=": "≤", "!=": "≠"}


@dataclass(frozen=True, slots=True)
class Own:
    """A condition on a custom field."""

    field: str
    operator: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What is wanted; None means any.

    `idle`: no follow-up for that long; `met`: one in that time. `unbought`: ordered once, and not for that
    long; `bought`: what they ordered. `imported`: the numbers of the imports that made them, and what they
    are called. `blank`: keys of `BLANK_WORDS`, `talk` and `order`: what they lack.
    `surname`: of one of their people. Several levels are one text: `A、B`.
    """

    owner_id: int | None = None
    owner_name: str | None = None
    pool: bool = False
    region: str | None = None
    industry: str | None = None
    level: str | None = None
    tag: str | None = None
    source: str | None = None
    stage: str | None = None
    kind: str | None = None
    nature: str | None = None
    credit: str | None = None
    satisfaction: str | None = None
    keyword: str | None = None
    created: tuple[datetime, datetime] | None = None
    met: tuple[datetime, datetime] | None = None
    idle: timedelta | None = None
    unbought: timedelta | None = None
    bought: str | None = None
    imported: tuple[int, ...] = ()
    imported_from: str | None = None
    own: tuple[Own, ...] = ()
    blank: tuple[str, ...] = ()
    surname: str | None = None


ANY = Conditions()


def _said(wanted: Conditions) -> list[str]:
    """The columns that say something."""
    return [f.name for f in fields(wanted) if getattr(wanted, f.name) != getattr(ANY, f.name)]


def without(wanted: Conditions, kinds: Conditions) -> Conditions:
    """Nothing is wanted any more of what `kinds` says something of, whatever it says."""
    return replace(wanted, **{name: getattr(ANY, name) for name in _said(kinds)})


def narrowed(wanted: Conditions, more: Conditions) -> Conditions:
    """Both together; where both say something of one thing, the later one counts."""
    said = {name: getattr(more, name) for name in _said(more)}
    own = {one.field: one for one in (*wanted.own, *more.own)}
    blank = tuple(dict.fromkeys((*wanted.blank, *more.blank)))
    return replace(wanted, **{**said, "own": tuple(own.values()), "blank": blank})


def to_json(wanted: Conditions) -> dict[str, Any]:
    """As the conversation keeps them; `from_json` reads it back."""
    said = {f.name: getattr(wanted, f.name) for f in fields(wanted)}
    plain: dict[str, Any] = {name: value for name, value in said.items() if value not in (None, False, ())}
    for name in ("created", "met"):
        if name in plain:
            plain[name] = [moment.isoformat() for moment in plain[name]]
    for name in ("idle", "unbought"):
        if name in plain:
            plain[name] = plain[name].days
    for name in ("blank", "imported"):
        if name in plain:
            plain[name] = list(plain[name])
    if wanted.own:
        plain["own"] = [[one.field, one.operator, one.value] for one in wanted.own]
    return plain


def from_json(plain: Mapping[str, Any]) -> Conditions:
    said = dict(plain)
    for name in ("created", "met"):
        if name in said:
            first, end = said[name]
            said[name] = (datetime.fromisoformat(first), datetime.fromisoformat(end))
    for name in ("idle", "unbought"):
        if name in said:
            said[name] = timedelta(days=said[name])
    for name in ("blank", "imported"):
        said[name] = tuple(said.get(name, ()))
    said["own"] = tuple(Own(*one) for one in said.get("own", ()))
    return Conditions(**said)


def search(session: Session, wanted: Conditions, now: datetime, words: Words) -> tuple[int, list[int]]:
    """How many there are (up to one more than `COUNTED`), and the ids of the first: the longest silent first.

    Of up to `COUNTED` the database finds all, counts and sorts them in one statement. Of more it walks
    along the order until it has met enough, so that no list costs what the whole table would.
    """
    usual = _counted_as_usual(session, wanted, now)
    if usual and usual[0] <= COUNTED:
        return usual
    where = criteria(replace(wanted, region=None, own=()), now, words)
    where += _characters(session, wanted)
    met = _met(session, wanted, words)
    many = max(met.values(), default=0)
    places = regions.parts(wanted.region) if wanted.region else [true()]
    sight = sights(session.info["scope"])
    if many > field_search.FEW and len(wanted.own) == 1 and not where and not wanted.region:
        return _by_field(session, wanted.own[0], words, many)

    def parts(most: int) -> list[Select[int, datetime]]:
        """Values that more than `most` meet are looked up customer by customer, others gathered."""
        held = [_own(one, words, each=met.get(one, 0) > most) for one in wanted.own]
        return [by_quiet.ids().where(*where, *held, place, seen) for place in places for seen in sight]

    count, ids = usual or by_quiet.counted(session, _some(parts(custom_fields.MANY), COUNTED), MOST)
    if count > COUNTED:
        if many > custom_fields.MANY:  # soon met along the order of all
            held = [_own(one, words, each=True) for one in wanted.own]
            within = [regions.within(wanted.region)] if wanted.region else []
            walk = by_quiet.ids().where(*where, *held, *within, or_(*sight))
        else:
            walk = by_quiet.together([by_quiet.first(p, MOST) for p in parts(custom_fields.MANY // 10)])
        ids = by_quiet.listed(session, walk, MOST)
    return count, ids


def _some(parts: Sequence[Select[int, datetime]], counted: int) -> Select[int, datetime]:
    """Of each part, and of all together, one more than are counted."""
    return by_quiet.together([part.limit(counted + 1) for part in parts]).limit(counted + 1)


def _counted_as_usual(session: Session, wanted: Conditions, now: datetime) -> tuple[int, list[int]] | None:
    """How many, and the first, where nothing is wanted but a level, a stage and the like, one of each, and so
    long a silence: such lists are asked for all day, and their statement costs more to make than to ask."""
    names = tuple(_said(wanted))
    if not names or any(
        name != "idle" and (name not in EQUAL or "、" in getattr(wanted, name)) for name in names
    ):
        return None
    values = {name: getattr(wanted, name) for name in names}
    if wanted.idle is not None:
        values["idle"] = now - wanted.idle
    return by_quiet.told(_counting(names, session.info["scope"].form, COUNTED).rows(session, values))


@lru_cache(maxsize=256)
def _counting(names: tuple[str, ...], form: Form, counted: int) -> Prepared:
    """The statement for these conditions, named by what they are about, and a form of scope."""
    where = [
        by_quiet.silent_since <= bindparam("idle") if name == "idle" else EQUAL[name] == bindparam(name)
        for name in names
    ]
    some = _some([by_quiet.ids().where(*where, seen) for seen in bound_sights(form)], counted)
    return Prepared(by_quiet.counting(some, MOST), scope=True, criteria=False)


def _by_field(session: Session, one: Own, words: Words, met: int) -> tuple[int, list[int]]:
    field = words.field(one.field)
    assert field is not None  # else no value met it
    value = custom_fields.read(field, one.value)
    return field_search.search(session, field, one.operator, value, met, MOST, COUNTED)


def these(session: Session, ids: Sequence[int]) -> list[Customer]:
    """The customers of these ids that may be seen (still), in their order."""
    known = {one.id: one for one in records(session, Customer, THESE, {"ids": tuple(ids)})}
    return [known[id_] for id_ in ids if id_ in known]


THESE = Prepared(
    select(*columns(Customer)).where(OneOf(Customer.id, bindparam("ids", type_=Ids()))), scope=True
)


def _characters(session: Session, wanted: Conditions) -> list[ColumnElement[bool]]:
    """All characters of the keyword are somewhere in the words: PostgreSQL's index narrows by that."""
    if not wanted.keyword or is_sqlite(session):
        return []
    return [characters().contains(cast(sorted(set(wanted.keyword)), ARRAY(Text)))]


def criteria(wanted: Conditions, now: datetime, words: Words) -> list[ColumnElement[bool]]:
    """The conditions as they stand in a statement about `Customer`."""
    where: list[ColumnElement[bool]] = [
        of.in_(value.split("、")) for name, of in EQUAL.items() if (value := getattr(wanted, name))
    ]
    if wanted.region:
        where.append(regions.within(wanted.region))
    if wanted.owner_id is not None:
        where.append(Customer.owner_id == wanted.owner_id)
    if wanted.pool:
        where.append(Customer.owner_id.is_(None))
    if wanted.keyword:
        places = (Customer.name, Customer.address, Customer.note)
        where.append(or_(*(place.contains(wanted.keyword, autoescape=True) for place in places)))
    if wanted.tag:
        tag = CustomerTag.__table__.c  # the customer is in sight, so its tags are
        tagged = select(tag.customer_id).where(tag.name == wanted.tag, tag.deleted_at.is_(None))
        where.append(Customer.id.in_(tagged))
    if wanted.created:
        where += [Customer.created_at >= wanted.created[0], Customer.created_at < wanted.created[1]]
    if wanted.met:
        times = (Interaction.happened_at >= wanted.met[0], Interaction.happened_at < wanted.met[1])
        where.append(Customer.id.in_(select(Interaction.customer_id).where(*times)))
    if wanted.idle is not None:
        where.append(by_quiet.silent_since <= now - wanted.idle)
    if wanted.imported:
        made = select(Change.record_id).join(Import, Import.set_id == Change.set_id)
        made = made.where(Change.record == Customer.__tablename__, Change.action == "create")
        where.append(Customer.id.in_(made.where(Import.id.in_(wanted.imported))))
    where += _of_orders(wanted, now)
    where += [BLANK[name].is_(None) for name in wanted.blank if name in BLANK]
    if "contact" in wanted.blank:
        where.append(Customer.id.not_in(select(Contact.customer_id)))
    if wanted.surname:
        called = Contact.name.startswith(wanted.surname, autoescape=True)
        where.append(Customer.id.in_(select(Contact.customer_id).where(called)))
    return where + [_own(one, words) for one in wanted.own]


def _of_orders(wanted: Conditions, now: datetime) -> list[ColumnElement[bool]]:
    """What they ordered and when; what was cancelled was not ordered."""
    stand = select(Order.customer_id).where(Order.status != "cancelled")
    where: list[ColumnElement[bool]] = []
    if wanted.unbought is not None:
        lately = stand.where(Order.signed_on > (now - wanted.unbought).date())
        where += [Customer.id.in_(stand), Customer.id.not_in(lately)]
    if wanted.bought:
        lines = OrderLine.name.contains(wanted.bought, autoescape=True)
        where.append(Customer.id.in_(stand.join(OrderLine, OrderLine.order_id == Order.id).where(lines)))
    return [*where, Customer.id.not_in(stand)] if "order" in wanted.blank else where


def _met(session: Session, wanted: Conditions, words: Words) -> dict[Own, int]:
    """How many values meet the conditions on custom fields: they are gathered, or looked up one by one."""
    found = {}
    for one in wanted.own:
        field = words.field(one.field)
        if field is not None and one.operator != NEVER and not is_sqlite(session):
            value = custom_fields.read(field, one.value)
            found[one] = custom_fields.met_by(session, field, one.operator, value)
    return found


def _own(one: Own, words: Words, *, each: bool = False) -> ColumnElement[bool]:
    field = words.field(one.field)
    if field is None:  # deleted since
        return Customer.id.is_(None)
    if one.operator == NEVER:
        return custom_fields.without(field)
    return custom_fields.holding(field, one.operator, custom_fields.read(field, one.value), each=each)


def in_words(wanted: Conditions) -> str:
    """The conditions as one phrase: `深圳A级30天没跟进的客户`."""
    parts = [f"{wanted.owner_name}的" if wanted.owner_name else "", wanted.region, wanted.nature]
    parts += [wanted.industry, f"{wanted.level}级" if wanted.level else "", wanted.stage, wanted.tag]
    parts += [f"资信{wanted.credit}的" if wanted.credit else "", wanted.satisfaction]
    parts += [f"来源{wanted.source}的" if wanted.source else ""]
    parts += [f"带「{wanted.keyword}」的" if wanted.keyword else "", *map(_own_words, wanted.own)]
    parts += [f"缺{BLANK_WORDS[name]}的" for name in wanted.blank if name in BLANK_WORDS]
    parts += ["没跟进过的" if "talk" in wanted.blank else ""]
    parts += [f"有姓{wanted.surname}的联系人的" if wanted.surname else ""]
    parts += [f"{_days(wanted.met)}联系过的" if wanted.met else ""]
    parts += [f"{wanted.idle.days}天没跟进的" if wanted.idle else ""]
    parts += [f"{wanted.unbought.days}天没再下单的" if wanted.unbought else ""]
    parts += [
        f"买过{wanted.bought}的" if wanted.bought else "",
        "没下过单的" if "order" in wanted.blank else "",
    ]
    parts += [f"{wanted.imported_from}导入的" if wanted.imported else ""]
    parts += [f"{_days(wanted.created)}新增的" if wanted.created else "", wanted.kind]
    return "".join(filter(None, parts)) + ("公海客户" if wanted.pool else "客户")


def _own_words(one: Own) -> str:
    if one.operator == NEVER:
        return f"没填{one.field}的"
    return f"{one.field}{_SIGNS[one.operator]}{one.value}的"


def _days(span: tuple[datetime, datetime]) -> str:
    first, last = span[0].date(), (span[1] - timedelta(microseconds=1)).date()
    return _day(first) if first == last else f"{_day(first)}–{_day(last)}"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def plain(value: Decimal | str | date) -> str:
    """A custom field's value as `Own` keeps it."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
