"""审批: 「给华为申请85折」「申请报销 打车费120元」; the buttons 同意 and 驳回, and the same in words."""

import re
from decimal import Decimal
from typing import Any

from crm import money
from crm.approvals import approvals
from crm.approvals import cards as approval_cards
from crm.errors import NotThere, Refused
from crm.sales import limits
from handlers.approvals import words
from handlers.context import Answer, Context, Option, Question
from handlers.ownership.transfers import hidden_customer, wish
from handlers.paging import listing
from handlers.phrases import colleagues_called, says
from handlers.questions.asking import ask
from handlers.registry import handles, taps
from handlers.resolve import colleague, known_customer
from models.customers import Customer
from models.outbox import Text
from models.people import User
from models.working import Approval
from nlp.frames import Frame
from nlp.values.numerals import small_int

YES = "同意|批准|通过|准了|准|批了|批"
NO = "驳回|拒绝|不同意|不批|打回|退回|否决"
VERDICT = rf"(?P<verb>{NO}|不行|不可以|{YES}|可以)(?:了|掉|吧|下|一下)?"
"""A yes or a no beside a number or a name, where 可以 and 不行 are verdicts too."""
WHAT = "的?(?:申请|审批|折扣|报销|报价|订单|单子?|那[条个单张])?的?"
NTH = r"第?(\d{1,2}|[一二三四五六七八九十])[个条项]"
ONE = r"第?(?:\d{1,2}|[一二三四五六七八九十])(?:[个条项号])?"
MORE = re.compile(rf"(?:{ONE}|剩下|其他|其余)的?[都也全部]*(?:{YES}|{NO}|不行|可以)|(?:{YES}|{NO}) ?{ONE}")
"""A second verdict after the first: `approvals_each` reads both."""
HANDED = re.compile("(?:把|将).{2,20}给我(?!们)")
ASKS = re.compile("谁|哪|什么|啥|吗|为何|怎么|几[个条]|多少")
MOST = 6


def is_yes(verb: str) -> bool:
    """What the words of a verdict say; 可以 is one only where `VERDICT` was looked for."""
    return re.fullmatch(f"{YES}|可以", verb) is not None


@handles("approval.request")
def request(frame: Frame, ctx: Context) -> str:
    """Put it to whoever decides. What is within one's own right is said to need nobody."""
    kind = str(frame.slots.get("kind", "other"))
    if kind == "transfer":
        return _transfer(frame, ctx)
    if kind == "discount":
        return _discount(frame, ctx)
    if kind == "other" and HANDED.search(ctx.text):
        return _transfer(frame, ctx)
    content = str(frame.slots.get("content", ""))
    customer = None
    if kind == "expense" and not frame.refs.get("customer"):  # whom the dinner was for need not be theirs
        content += f"（{frame.slots['customer']}）" if "customer" in frame.slots else ""
    elif "customer" in frame.slots:
        customer = known_customer(frame, ctx, words.ASK_CUSTOMER)
    value = _value(frame, words.ASK_SUM) if kind == "expense" else None
    if kind != "expense" and "value" in frame.slots:
        value = _value(frame, words.ASK_SUM)
    if not content and kind in ("other", "order"):
        raise Question(words.ASK_WHAT, "content", free=True)
    return _put(ctx, kind, customer, value, content)


def _discount(frame: Frame, ctx: Context) -> str:
    customer = known_customer(frame, ctx, words.ASK_CUSTOMER)
    percent = _value(frame, words.ASK_DISCOUNT)
    if not 0 < percent <= 100:
        raise Question(words.ASK_DISCOUNT, "value")
    limit = limits.discount_limit(ctx.session, ctx.user)
    if percent >= limit:
        return words.within_limit(percent, limit)
    ctx.spoke_of(customer)
    return _put(ctx, "discount", customer, percent, str(frame.slots.get("content", "")))


def _transfer(frame: Frame, ctx: Context) -> str:
    """把九阳转给我: somebody else's customer, perhaps beyond sight. The owner's leaders decide."""
    said, to_words = wish(ctx.text or str(frame.slots.get("content", "")))
    customer = hidden_customer(said, ctx) if said and not frame.refs.get("customer") else None
    customer = customer or known_customer(frame, ctx, words.ASK_CUSTOMER)
    if to_words in ("", "我", "我吧", "我自己"):
        to = ctx.user
    else:
        to = colleague(_as(frame, "user", to_words, ctx), ctx, "user") or ctx.user
    if customer.owner_id == to.id:
        raise Refused(f"{customer.name}本来就在{'你' if to.id == ctx.user.id else to.name}名下，不用转。")
    if customer.owner_id is None:
        raise Refused(f"{customer.name}在公海，不用审批，发「从公海领取{customer.name}」。")
    if customer.owner_id == ctx.user.id:
        raise Refused(f"{customer.name}是你的，不用审批，直接说「把{customer.name}转给{to.name}」。")
    owner = ctx.session.get(User, customer.owner_id)
    data = {"to_id": to.id, "to": to.name}
    content = _reason(frame, said)
    return _put(ctx, "transfer", customer, None, content, data=data, about=owner)


def _reason(frame: Frame, said: str) -> str:
    content = str(frame.slots.get("content", ""))
    return "" if said and said in content else content


def _as(frame: Frame, slot: str, value: str, ctx: Context) -> Frame:
    return Frame(frame.intent, {slot: value}, refs={slot: colleagues_called(value, ctx)})


def _put(
    ctx: Context,
    kind: str,
    customer: Customer | None,
    value: Decimal | None,
    content: str,
    *,
    data: dict[str, object] | None = None,
    about: User | None = None,
) -> str:
    approval = approvals.request(
        ctx.session,
        kind,
        ctx.user,
        ctx.now,
        ctx.tz,
        customer_id=customer.id if customer else None,
        value=value,
        content=content,
        data=data,
        about=about,
    )
    name = customer.name if customer else ""
    if approval.source != ctx.session.info["set_id"]:
        return words.asked_already(approval, name, ctx.now, ctx.tz)
    ctx.sent += 1  # so that delivery is woken
    return words.asked(approval, name, approvals.asked_names(ctx.session, approval))


def _value(frame: Frame, question: str) -> Decimal:
    """The sum or the percent; asked for where it is missing or no number."""
    said = frame.slots.get("value")
    match = re.search(r"\d+(?:\.\d+)?", str(said)) if said is not None else None
    if match is None:
        raise Question(question, "value")
    value = money.exact(match[0])
    if question == words.ASK_DISCOUNT:
        return value * 10 if value < 10 else value
    return money.sensible(value)


@handles("approval.list")
def waiting(frame: Frame, ctx: Context) -> str:
    """What waits for my word, numbered."""
    found = approvals.waiting_for_me(ctx.session, ctx.user.id)
    if not found:
        mine = [a for a in approvals.requests_of(ctx.session, ctx.user.id) if a.status == "waiting"]
        more = f"你提的还有{len(mine)}条在等别人批，发「我的申请」看进度。" if mine else ""
        return words.NONE_WAITING + more
    ctx.remember(listed={"kind": "approval", "ids": [approval.id for approval in found]})
    lines = [f"{n}. {line(approval, ctx)}" for n, approval in enumerate(found, 1)]
    return listing(ctx, words.waiting_head(len(found)), lines)


def line(approval: Approval, ctx: Context) -> str:
    customer = approval_cards.customer_name(ctx.session, approval)
    who = approval_cards.name_of(ctx.session, approval.requester_id)
    return words.line(approval, customer, who, ctx.now, ctx.tz)


@says(
    "我(?:现在)?(?:还)?(?:提了?|发了?|有)(?:几|多少|哪些?)[个条]?(?:的)?(?:审批|申请)(?:在批|没批|在等)?(?:呢|了)?",
    "(?:我)?(?:刚才?|今天)?(?:报|提)的?(?:价|折扣|申请|报价单?)(?:到底)?批(?:下来)?了?(?:没有?|吗)",
    "(?:我的?)?(?:这个|折扣|报价|申请)?(?:要|该|得)?找谁(?:审?批|签字|同意)",
    "我的?(?:提的?|发起的?)?(?:审批|申请)(?:进度|记录|列表)?(?:呢|怎么样了|到哪了|批了[吗没]|有结果了?[吗没])?",
    "(?:我的)?(?:申请|审批|报销|折扣|报价|订单)?(?:批了[吗没](?:有)?|批下来了?[吗没](?:有)?|通过了?[吗没](?:有)?)",
    # 订单到哪了 is about the goods.
    "(?:我的)?(?:申请|审批|报销|折扣)(?:到哪(?:一步)?了|有结果了?[吗没]|进度|(?:现在)?(?:到|在|卡在|等)谁(?:那里?|这里?|手里|手上)?(?:批|审批)?了?)",
    "(?:为什么|为啥|怎么)(?:被)?(?:驳回|拒绝|打回|退回|没批|不批|没通过)了?|(?:驳回|拒绝)(?:的)?(?:原因|理由)(?:是什么|是啥)?",
)
def read_mine(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("approval.mine")


@handles("approval.mine")
def mine(frame: Frame, ctx: Context) -> str:
    """What I asked for, and what became of it."""
    found = approvals.requests_of(ctx.session, ctx.user.id)
    if not found:
        return words.NONE_MINE
    lines = [
        words.own_line(
            approval,
            approval_cards.customer_name(ctx.session, approval),
            approval_cards.name_of(ctx.session, approval.decided_by_id),
            approvals.asked_names(ctx.session, approval) if approval.status == "waiting" else [],
            ctx.now,
            ctx.tz,
        )
        for approval in found
    ]
    ctx.remember(listed={"kind": "approval", "ids": [approval.id for approval in found]})
    open_ones = sum(approval.status == "waiting" for approval in found)
    return listing(
        ctx, f"你的申请（{open_ones}条在等审批）", [f"{n}. {one}" for n, one in enumerate(lines, 1)]
    )


@says(
    rf"({YES}|{NO})(?:了|掉|一下)?[,， ]?{NTH}[,， :：]*(.{{0,40}})",
    rf"{NTH}[,， ]?({YES}|{NO})(?:了|掉|吧)?[,， :：]*(.{{0,40}})",
)
def read_nth(match: re.Match[str], ctx: Context) -> Frame | None:
    """同意第1个, 驳回第2个 折扣太低: of the list that was just shown, else of those that wait."""
    if MORE.search(match[3]):
        return None
    if (ctx.state.get("listed") or {}).get("kind") != "approval":
        waiting = approvals.waiting_for_me(ctx.session, ctx.user.id)
        if ctx.state.get("listed"):
            return None
        if not waiting:
            return Frame("approval.list")  # there is none
        ctx.remember(listed={"kind": "approval", "ids": [one.id for one in waiting]})
    verb, number = (match[2], match[1]) if re.fullmatch(YES + "|" + NO, match[2]) else (match[1], match[2])
    approved = is_yes(verb)
    slots: dict[str, object] = {"approved": approved, "nth": small_int(number)}
    if match[3].strip():
        slots["reason"] = match[3].strip()
    return Frame("approval.decide", slots)


@says(rf"({YES}|{NO})(?:了|一下)?([\u4e00-\u9fffa-z]{{2,4}}?){WHAT}(?:[,， :：]+(.{{1,40}}))?")
def read_whose(match: re.Match[str], ctx: Context) -> Frame | None:
    """同意小李的申请."""
    people = colleagues_called(match[2], ctx)
    theirs = {a.requester_id for a in approvals.waiting_for_me(ctx.session, ctx.user.id)} if people else set()
    found = tuple(name for name in people if name.id in theirs)
    if not found:
        return None
    slots: dict[str, object] = {"approved": is_yes(match[1]), "user": match[2]}
    if match[3]:
        slots["reason"] = match[3].strip()
    return Frame("approval.decide", slots, refs={"user": found})


@says(
    rf"(?:{YES}|{NO})",
    rf"({NO})(?! ?\d{{1,2}}[,， :：])[,， :：]*(?:因为|原因是?|理由是?)?[:：,， ]*(.{{2,40}})",
    rf"({YES})(?:了|吧)?[,， :：]*((?:但是?|不过|前提|条件|要求|必须|只要|记得|下次|先|要|得|最好).{{2,40}})",
)
def read_bare(match: re.Match[str], ctx: Context) -> Frame | None:
    """同意, while something waits for this person; else it is an answer like any other."""
    if ASKS.search(match[0]) or not approvals.waiting_for_me(ctx.session, ctx.user.id):
        return None
    told = bool(match.re.groups) and bool(match[1])
    slots: dict[str, object] = {"approved": is_yes(match[1] if told else match[0])}
    if told:
        slots["reason"] = match[2].strip()
    return Frame("approval.yes", slots)


@handles("approval.yes", "approval.decide")
def decide(frame: Frame, ctx: Context) -> str:
    """同意 or 驳回 in words. Which one is asked where several wait; why, where it is a no."""
    approval = _meant(frame, ctx)
    approved = bool(frame.slots["approved"])
    reason = frame.slots.get("reason")
    if not approved and not reason:
        raise _why(approval)
    done = approvals.decide(ctx.session, approval.id, ctx.user, approved, _said(reason), ctx.now, ctx.tz)
    ctx.sent += 1
    customer = approval_cards.customer_name(ctx.session, done)
    return words.decided(done, customer, approval_cards.name_of(ctx.session, done.requester_id))


def _said(reason: object) -> str | None:
    return None if reason in (None, words.NO_REASON) else str(reason)


def _why(approval: Approval) -> Question:
    return Question(words.ASK_WHY, "reason", why_not({"id": approval.id, "approved": False}), free=True)


def why_not(slots: dict[str, Any]) -> list[Option]:
    """The usual reasons of a no."""
    return [Option(reason, slots={**slots, "reason": reason}) for reason in words.REASONS]


def _meant(frame: Frame, ctx: Context) -> Approval:
    """The approval the words point at; a question with the candidates where several wait."""
    if "id" in frame.slots:
        return approvals.locked(ctx.session, int(frame.slots["id"]))
    if "nth" in frame.slots:
        ids = ctx.state["listed"]["ids"]
        if not 1 <= int(frame.slots["nth"]) <= len(ids):
            raise NotThere(f"刚才的列表只有{len(ids)}条，没有第{frame.slots['nth']}个。")
        return approvals.locked(ctx.session, ids[int(frame.slots["nth"]) - 1])
    found = approvals.waiting_for_me(ctx.session, ctx.user.id)
    if "ids" in frame.slots:
        found = [approval for approval in found if approval.id in frame.slots["ids"]]
    if whose := frame.refs.get("user"):
        ids = {name.id for name in whose}
        found = [approval for approval in found if approval.requester_id in ids]
    if not found:
        raise NotThere(words.NONE_WAITING)
    if len(found) > 1:
        kept = {key: value for key, value in frame.slots.items() if key in ("approved", "reason")}
        options = [Option(line(a, ctx), slots={**kept, "id": a.id}) for a in found[:MOST]]
        raise Question("是哪一条？", "id", options)
    return found[0]


@taps("approval.yes", "approval.no")
def tapped(action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """A button of the card. An old card says what happened meanwhile instead of deciding again."""
    try:
        approval = approvals.locked(ctx.session, int(ref[0]))
        approvals.must_be_waiting(ctx.session, approval, ctx.user.id)
        if action == "approval.no" and approvals.may_decide(ctx.session, approval, ctx.user):
            slots = {"id": approval.id, "approved": False}
            ctx.send(Text(ask(_why(approval), Frame("approval.decide", slots), [], ctx)))
            return Answer(button="请说一下驳回原因")
        approvals.decide(ctx.session, approval.id, ctx.user, True, None, ctx.now, ctx.tz, tapped=True)
    except Refused as refusal:
        return Answer(button=str(refusal))
    ctx.sent += 1
    if approval.outcome:
        ctx.send(Text(approval.outcome))
    return Answer(button="已同意 ✓")


@says(
    "(?:撤回|撤销|取消|收回|作废)(?:我的?)?(?:刚才|上一?[条个])?(?:的|那[条个])?(?:申请|审批|报销|折扣申请)",
    "(?:申请|审批|报销)(?:先)?(?:撤回|撤销|取消|不要了|收回|作废)(?:吧|了)?",
)
def read_withdraw(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("approval.withdraw")


@handles("approval.withdraw")
def withdraw(frame: Frame, ctx: Context) -> str:
    """撤回申请: the only one that waits, or the one that is chosen."""
    found = [a for a in approvals.requests_of(ctx.session, ctx.user.id) if a.status == "waiting"]
    if "id" in frame.slots:
        found = [a for a in found if a.id == frame.slots["id"]]
    if not found:
        raise NotThere(words.NOTHING_TO_WITHDRAW)
    if len(found) > 1:
        options = [Option(line(a, ctx), slots={"id": a.id}) for a in found[:MOST]]
        raise Question("撤回哪一条？", "id", options)
    done = approvals.withdraw(ctx.session, found[0], ctx.user, ctx.now, ctx.tz)
    ctx.sent += 1
    return words.withdrawn(done, approval_cards.customer_name(ctx.session, done))
