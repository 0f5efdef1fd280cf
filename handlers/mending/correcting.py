"""更正: 「不是李总是王总」「改到周五」「金额改成12万」 mend the last write instead of adding to it."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from crm.customers import contacts
from crm.errors import Refused
from crm.undo import settle_all
from handlers import replies
from handlers.contacts.people_told import of_a_customer
from handlers.context import ANSWER_WITHIN, Context, Option, Question
from handlers.mending import words as mending_words
from handlers.mending.corrections import MENDS, NARROWS, OF_NAMES, REREADS, own_name, plain
from handlers.mending.last_write import in_sight, last_written
from handlers.mending.redo import redone
from handlers.mending.restating import content_of, weekday_of
from handlers.mending.undoing import called
from handlers.phrases import contacts_called, customers_called, says
from handlers.registry import handles
from handlers.resolve import contact_at, known_customer
from handlers.slots import is_time
from handlers.tasks import words as tasks_words
from handlers.tasks.moved_to import moved_to
from models.changes import last_set, last_sets, records_of
from models.customers import Contact, Customer
from models.deals import Opportunity
from models.platform import Change
from models.work import Task
from nlp.frames import Frame
from zh import pinyin

TIMES = ("due", "time", "date")


@handles("correct")
def correct(frame: Frame, ctx: Context) -> str:
    """Find the record of the last write that has the field, and set it right."""
    last = last_set(ctx.session, ctx.user.id)
    if last is None:
        return replies.NOTHING_TO_CORRECT
    frame = _with_value(frame, ctx)
    if (again := redone(frame, ctx)) is not None:
        return again
    field, refusal, told, hidden = str(frame.slots.get("field", "")), None, list[Any](), False
    for key in dict.fromkeys([last, *last_sets(ctx.session, ctx.user.id, ctx.now - ANSWER_WITHIN)]):
        # after one correction the next may mean another record of the message
        touched = records_of(ctx.session, key)
        along = {record for record, change in touched if field == "customer" and _handed(change)}
        standing = [r for r, _ in touched if r.deleted_at is None and r not in along]
        records = [r for r in standing if in_sight(r, ctx)]
        hidden = hidden or len(records) < len(standing)
        written = list(dict.fromkeys(reversed(records)))
        if refusal is not None and not _is_of(key, told):
            continue
        if field == "due" and key == last and (log := weekday_of(written, frame, ctx)) is not None:
            return mending_words.corrected("content", log.content, log)
        field, records = _meant(field, written, frame, ctx, made_by=last if key == last else None)
        done, refused = _mended(field, records, frame, ctx)
        if done:
            settle_all(ctx.session, records, ctx.tz)
            return _said(field, done, ctx, of_last=key == last)
        if refused is not None:  # the words may still hold the day that is meant, or the message made a task
            refusal, told = refusal or refused, written
        if key == last and (log := content_of(written, frame, ctx)) is not None:
            return mending_words.corrected("content", log.content, log)
    if refusal is not None:
        raise refusal
    if field == "amount" and isinstance(old := frame.slots.get("old"), (int, float)):
        return mending_words.no_such_sum(Decimal(str(old)))
    return mending_words.NO_LONGER_YOURS if hidden else replies.cannot_change(field)


def _handed(change: Change) -> bool:
    """A chance or a task that went along with its customer was not written: nothing of it was said wrong."""
    return change.action == "update" and bool({"owner_id", "assignee_id"} & change.after.keys())


def _with_value(frame: Frame, ctx: Context) -> Frame:
    """The right value is asked for where it was not said."""
    if "due" in frame.slots:  # 周六, the answer to 「改成什么？」
        frame = replace(frame, slots={"field": "due", "value": frame.slots["due"], **frame.slots})
    if "value" not in frame.slots:
        raise Question("改成什么？", "value")
    if "old" not in frame.slots and _is_denied(frame, ctx):
        raise Refused(mending_words.ONLY_DENIED)
    return _with_time(frame, ctx) if frame.slots.get("field") in TIMES else frame


def _is_denied(frame: Frame, ctx: Context) -> bool:
    """不是华为, and not who then: the value is what is wrong."""
    start = frame.spans["value"][0] if "value" in frame.spans else 0
    return ctx.text[:start].rstrip().endswith("不是")


def _meant(
    field: str, written: list[Any], frame: Frame, ctx: Context, *, made_by: str | None
) -> tuple[str, list[Any]]:
    """The field as the topics read it, and those of the records that it may be of.

    `made_by`: the last message, where they are its; only a customer it made is called otherwise.
    """
    records = written
    if field == "customer":  # one that was there before keeps its name: another one is meant
        records = [r for r in records if not isinstance(r, Customer) or _is_new(r, made_by, ctx)]
    field = next(filter(None, (reread(records, frame, ctx) for reread in REREADS)), field)
    old = str(frame.slots.get("old", ""))
    if field == "due" and old:  # 是后天 不是明天: no chance that closes in December
        records = [r for r in records if not isinstance(r, Opportunity) or str(r.close_date) == old[:10]]
    if field in ("due", "time"):
        records = _one_task(records, frame, ctx)
    elif MENDS.get(field) is None:  # a phone number is the person's, not also the company's
        records = next(([r] for r in records if plain(r, frame, ctx) is not None), [])
    for narrow in NARROWS.get(field, ()):
        records = narrow(records, frame, ctx)
    return field, records


def _is_new(customer: Customer, made_by: str | None, ctx: Context) -> bool:
    """Made by the last message, or just before and called otherwise by that."""
    if customer.source == made_by:
        return True
    young = made_by is not None and customer.created_at > ctx.now - ANSWER_WITHIN
    return young and OF_NAMES.search(ctx.text) is not None


def _mended(
    field: str, records: list[Any], frame: Frame, ctx: Context
) -> tuple[dict[Any, str], Refused | None]:
    """What was set right by the first way that fits, with what it says now; why a time could not be."""
    refusal: Refused | None = None
    for mend in MENDS.get(field, (plain,)):
        try:
            done = {record: text for record in records if (text := mend(record, frame, ctx)) is not None}
        except Refused as refused:
            if field not in ("due", "time"):
                raise
            refusal = refusal or refused
            continue
        if done:
            return done, None
    return {}, refusal


def _said(field: str, done: dict[Any, str], ctx: Context, *, of_last: bool) -> str:
    """The record is named where it need not be the one that comes to mind."""
    mended, text = next(iter(done.items()))
    said = mending_words.corrected(field, text, mended if len(done) == 1 else None)
    named = isinstance(mended, Task) or (of_last and field != "customer")
    return said if named else f"{said}（{called(mended, ctx)}）"


def _is_of(key: str, told: list[Any]) -> bool:
    """Whether that was the message that wrote these records first."""
    return any(getattr(record, "source", None) == key for record in told)


def _with_time(frame: Frame, ctx: Context) -> Frame:
    """Its value is a time. 时间改一下 does not say which: that is asked, and the answer comes in words."""
    said = str(frame.slots["value"])
    value = said if is_time(said) else moved_to(said, ctx)
    if value is None:
        raise Question(replies.ASK_DUE, "value")
    return replace(frame, slots={**frame.slots, "value": value})


def _one_task(records: list[Any], frame: Frame, ctx: Context) -> list[Any]:
    """改到周五, after a message that made several tasks: which one is asked, they are never all moved."""
    several = [r for r in records if isinstance(r, Task) and r.status == "open"]
    meetings = [task for task in several if task.prepares_id is None]
    if meetings:  # a brief follows its appointment
        records = [r for r in records if r not in several or r in meetings]
        several = meetings
    if len(several) < 2:
        return records
    chosen = [task for task in several if task.id == frame.slots.get("task")]
    if chosen:
        return chosen
    options = [
        Option(tasks_words.task_line(t, ctx.now, ctx.tz), slots={"task": t.id}) for t in reversed(several[:6])
    ]
    raise Question("改哪一条的时间？", "task", options)


JUST = "(?:刚才|刚刚)?(?:那个|这个|把|的)?"
RATHER = "了?[,， ]*(?:应该|其实)?(?:是|叫|为|改成)"
SLIPS = "(?:写|记|打|录|说|搞|弄|叫)"


@says(
    rf"{JUST}([^ ,，]{{2,5}}?)(?:的?(?:名字|姓名))?{SLIPS}错{RATHER}([^ ,，]{{2,5}})",
    rf"{JUST}([^ ,，]{{2,5}}?)的?(?:名字|姓名)(?:错|不对){RATHER}([^ ,，]{{2,5}})",
    rf"{JUST}(?:名字|姓名|人名|联系人){SLIPS}错了?[,， ]*不是([^ ,，]{{2,5}}?)[,， ]*是([^ ,，]{{2,5}})",
)
def read_misnamed(match: re.Match[str], ctx: Context) -> Frame | None:
    """茅总写错了 是毛总."""
    found = contacts_called(match[1], ctx)
    if not found:
        return None
    slots = {"field": "contact", "old": match[1], "value": match[2]}
    return Frame("contact.misnamed", slots, refs={"contact": found})


NAMED_WRONG = f"{JUST}(?:(?:公司|客户|单位)?的?(?:名字?|名称))?(?:不对|{SLIPS}错了?|错了|哦|啊)*[,， ]*"


@says(
    rf"{NAMED_WRONG}不是(?P<wrong>[^,，。 ]{{2,16}}?)[,， ]*(?:应该|而)?是(?P<right>[^,，。 ]{{2,16}}?)",
    rf"{NAMED_WRONG}(?:应该|其实)?(?:是|叫)(?P<right>[^,，。 ]{{2,16}}?)[,， ]*"
    "不是(?P<wrong>[^,，。 ]{2,16})",
)
def read_misspelt(match: re.Match[str], ctx: Context) -> Frame | None:
    """不是宏达 是鸿达: written as it sounds, when the customer was new."""
    wrong, right = match["wrong"], match["right"]
    alike = pinyin.folded(wrong) == pinyin.folded(right) or "名" in match[0].split(wrong)[0]
    found = customers_called(wrong, ctx) if alike and wrong != right else ()
    customer = ctx.session.get(Customer, found[0].id) if len(found) == 1 else None
    if any(one.id != found[0].id for one in (customers_called(right, ctx) if found else ())):
        return None  # another one that is there already is meant
    if customer is None or wrong not in customer.name or ctx.now - customer.created_at > NEW:
        return None
    slots = {"customer": customer.name, "field": "name", "value": customer.name.replace(wrong, right)}
    return Frame("customer.update", slots, refs={"customer": found})


NEW = timedelta(days=1)
MANY = 200  # messages of a day


@says(
    "(?:不对|错了|写错了|打错了|哦|啊)*[,， ]*不是(?P<wrong>[^,，。 ]{2,10}?)[,， ]*(?:应该|而)?"
    "是(?P<right>[\u4e00-\u9fff]{2,4}?)"
    "(?:[,， ]+[\u4e00-\u9fff]{1,4}的[\u4e00-\u9fff])?(?:才对|吧|哈)?"
)
def read_misheard(match: re.Match[str], ctx: Context) -> Frame | None:
    """不是佳洁刘姐 是柳姐: written as it sounds, when the person was new; somebody else there stays."""
    found = of_a_customer(match["wrong"], ctx)
    contact = ctx.session.get(Contact, found[0].id) if len(found) == 1 else None
    right = match["right"]
    lately = last_sets(ctx.session, ctx.user.id, ctx.now - NEW, MANY)
    if contact is None or contact.name == right or contact.source not in lately:
        return None
    alike = pinyin.folded(contact.name) == pinyin.folded(right)
    known = any(one.name == right for one in contacts_called(right, ctx))
    return Frame("contact.named", {"name": right}, refs={"contact": found}) if alike and not known else None


FAMILY: Final = "[\u4e00-\u9fff]"
HIM: Final = "(?:他|她|人家|那位|这位|对方|[\u4e00-\u9fff]{1,2}[总工姐哥])?"


@says(
    rf"{HIM}(?:其实|应该)?(?:是)?姓(?P<right>{FAMILY})[,， ]*不是?姓(?P<wrong>{FAMILY})(?:的|啊)?",
    rf"{HIM}不是?姓(?P<wrong>{FAMILY})[,， ]*(?:是|应该是|而是)?姓(?P<right>{FAMILY})(?:的|啊)?",
)
def read_family_name(match: re.Match[str], ctx: Context) -> Frame | None:
    """他姓孔 不是姓龚: of the one just spoken of, or just written down, who is called 龚."""
    customer = ctx.current_customer()
    people = [one for one in last_written(ctx) if isinstance(one, Contact)]
    people += contacts.all_of(ctx.session, customer) if customer is not None else []
    meant = {one.id: one for one in people if one.name.startswith(match["wrong"])}
    if len(meant) != 1:
        return None
    (person,) = meant.values()
    found = tuple(one for one in contacts_called(person.name, ctx) if one.id == person.id)
    return Frame("contact.named", {"name": match["right"] + person.name[1:]}, refs={"contact": found})


@handles("contact.misnamed")
def misnamed(frame: Frame, ctx: Context) -> str:
    """The record of the last write points at the right person; else the person gets the right name."""
    said = correct(Frame("correct", frame.slots), ctx)
    if said not in (replies.cannot_change("contact"), replies.NOTHING_TO_CORRECT):
        return said
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    contact, _ = contact_at(Frame("contact.show", {}, refs=frame.refs), ctx, customer)
    fixed = own_name(contact, frame, ctx)
    return mending_words.corrected("contact", fixed) if fixed else said
