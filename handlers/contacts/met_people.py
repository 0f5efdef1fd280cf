"""「展会上认识了个做充电桩的 叫李明 135…」: somebody new, told by where one met them and what they do."""

import re
from dataclasses import replace

from handlers.context import Context, Option, Question
from handlers.customers.left_over import read_left
from handlers.names import refs_to
from handlers.phrases import as_typed, says
from handlers.registry import FRAMES, handles
from handlers.vocabulary import parse
from nlp.frames import Frame
from zh import names

WHEN = "(?:我|今天|昨天|前天|上周|刚才?|刚刚|上午|下午|中午|早上|晚上|前两天|这次|今早)*"
PLACE = (
    "(?:在|参加|去)?(?P<where>(?:[\u4e00-\u9fff]{0,6}?)(?:展会|展览会?|博览会|交流会|研讨会|论坛|沙龙|年会|会议|饭局|酒局|饭桌"
    "|酒桌|活动|微信群|群|抖音|网|路|飞机|高铁|工地|现场|市场|朋友那|朋友圈))?(?:上面?|里面?|中|那儿?|会)?"
)
MET = "(?:又|新)?(?:认识|结识|遇到|遇见|碰到|碰见|加上?|介绍)(?:了|到)?(?:我|新的?)?"
ONE = "(?P<one>一?[个位家])"
TRADE = "(?P<trade>(?:专门)?(?:做|搞|卖|开|干|生产|经营|代理|弄)[^,，。 ]{1,16}?)"
WHO = "(?P<who>新?客户|大?老板|公司|厂家?|朋友|人|哥们|大哥|企业|商家|店)?"
PIECES = re.compile("[ ,，。]+")
FIRMS = ("客户", "新客户", "老板", "大老板", "厂家", "公司", "企业")
CALLED = "(?:他|她|对方|老板|公司)?的?(?:名字|名称|公司名?)?(?:叫做?|是|姓名|名字叫)[:： ]*"


@says(
    rf"{WHEN}{PLACE}{WHEN}(?:(?P<by>[^,，。 ]{{2,8}}?)(?:给我|帮我)?)?{MET}{ONE}(?:{TRADE}的?)?{WHO}"
    rf"[,，。 ]*{CALLED}(?P<name>[^,，。 ]{{2,20}})(?:[,，。 ]+(?P<rest>.{{1,40}}))?",
    rf"{WHEN}{PLACE}{WHEN}(?:(?P<by>[^,，。 ]{{2,8}}?)(?:给我|帮我)?)?{MET}{ONE}(?:{TRADE}的)?{WHO}",
)
def read_met(match: re.Match[str], ctx: Context) -> Frame | None:
    """A firm by its name; a person alone, and then it is asked whose they are."""
    if match["by"] and "介绍" not in match[0]:
        return None
    said = as_typed(match, ctx)
    beside = {"note": said["trade"]} if said["trade"] else {}
    if source := _source(match, ctx):
        beside["source"] = source
    if "name" not in match.groupdict():  # who it is comes with the next message
        return Frame("customer.met", beside) if said["trade"] or (said["who"] or "人") in FIRMS else None
    name, rest = said["name"].removesuffix("的"), said["rest"] or ""
    if _is_person(name, match["one"]):
        return _person(name, rest, beside, ctx)
    return _firm(name, rest, beside, ctx)


def _source(match: re.Match[str], ctx: Context) -> str:
    """Where from, in words of the dictionary."""
    where = match["where"] or ""
    said = "展会" if re.search("展|博览", where) else where or ("转介绍" if match["by"] else "")
    return (ctx.vocabulary.clean("source", said) or "") if said else ""


def _is_person(name: str, one: str) -> bool:
    """李明 and 李总; 绿能科技 and, of 一家, 华美 is a firm."""
    if one.endswith("家") or names.core(name) != name or len(name) > 4:
        return False
    family, given = names.split_person(name.removeprefix("姓"))
    return bool(family) and len(given) <= 2


def _person(name: str, rest: str, beside: dict[str, str], ctx: Context) -> Frame:
    phone = re.search(r"1\d{10}", rest)
    more, then = _parted(re.sub(r"(?:电话|手机号?|微信)?[:： ]*1\d{10}", "", rest).strip(" ,，。"), ctx)
    slots = {**beside, "contact": name} | ({"phone": phone[0]} if phone else {})
    slots |= {"then": then} if then else {}
    note = "，".join(filter(None, [beside.get("note", ""), *PIECES.split(more)]))
    return Frame("customer.met", slots | ({"note": note} if note else {}))


def _parted(rest: str, ctx: Context) -> tuple[str, str]:
    """What is told, and what is to be done on a day to come, which stands last."""
    for piece in reversed(list(PIECES.finditer(f" {rest}"))):
        then = rest[piece.end() - 1 :]
        found = parse(then, ctx) if then else []
        if [one.intent for one in found] == ["task.create"] and "due" in found[0].slots:
            return rest[: max(0, piece.start() - 1)], then
    return rest, ""


def _firm(name: str, rest: str, beside: dict[str, str], ctx: Context) -> Frame | None:
    """What is told beside it is read as it is after 新增客户."""
    rest, then = _parted(rest, ctx)
    as_order = f"新增客户 {name} {rest}".strip()
    found = parse(as_order, ctx)
    ctx.names.bring(found)
    first = read_left(found[0], replace(ctx, text=as_order))
    if [one.intent for one in found] != ["customer.create"] or "customer" not in first.slots:
        return None
    note = "，".join(filter(None, [beside.get("note", ""), str(first.slots.get("note", ""))]))
    slots = {**beside, **first.slots} | ({"note": note} if note else {}) | ({"then": then} if then else {})
    return Frame("customer.met", slots, refs=first.refs)


ASK_WHO = "好的，对方叫什么？公司名或人名都行。"


@handles("customer.met")
def met(frame: Frame, ctx: Context) -> str:
    """A person needs a firm to belong to; where it is not known yet they stand for it."""
    person = str(frame.slots.get("contact", ""))
    if not person and _is_person(str(frame.slots.get("customer", "")), ""):
        person = str(frame.slots["customer"])
        kept = {name: value for name, value in frame.slots.items() if name != "customer"}
        frame = Frame(frame.intent, {**kept, "contact": person})
    if "customer" not in frame.slots:
        if not person:
            raise Question(ASK_WHO, "customer")
        options = [Option(f"先用{person}建档", slots={"customer": person})]
        question = f"{person}是哪家公司的？直接回公司名就行。"
        raise Question(question, "customer", options, others=True, frame=frame)
    slots = {name: value for name, value in frame.slots.items() if name != "then"}
    if not frame.refs:
        slots["customer"] = re.sub("(?:的|那边|的人)$", "", str(slots["customer"]))
    said = FRAMES["customer.create"](Frame("customer.create", slots, refs=frame.refs), ctx)
    return f"{said}\n{_then(str(frame.slots['then']), ctx)}" if "then" in frame.slots else said


def _then(text: str, ctx: Context) -> str:
    """明天给他打电话, told along with whom one met."""
    ctx.text = text
    task = next(one for one in parse(text, ctx) if one.intent == "task.create")
    customer = ctx.current_customer()
    if customer is None:
        return FRAMES["task.create"](task, ctx)
    refs = refs_to(customer)
    return FRAMES["task.create"](
        Frame("task.create", {**task.slots, "customer": customer.name}, refs=refs), ctx
    )
