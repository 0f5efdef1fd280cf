"""Money in a hurry: 「海康又付9000」「打了4000过来」; and money that goes back: 「多付了 退500」."""

import re

from crm import money
from crm.errors import Refused
from crm.sales import payments
from handlers.context import ANSWER_WITHIN, Context, Question
from handlers.mending.last_write import last_written
from handlers.names import refs_to
from handlers.payments import words
from handlers.phrases import customers_called, firms_of, says
from handlers.products.facts import NUMBER, first_number, number
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import FRAMES, handles
from handlers.resolve import known_customer
from handlers.sales.buyers import buyer
from handlers.whole import all_or_nothing
from models.selling import Order, Payment
from nlp.frames import Frame
from nlp.values.numerals import small_int

WHO = "(?P<who>[^,，。]{2,16}?)(?:那边|那里|公司)?"
OVER = "(?:多付了?|付多了|多打了?|打多了)?"
SUM = rf"(?P<sum>{NUMBER})(?:元|块钱?|块)?"
LATELY = "(?:今天|昨天|刚刚?|刚才|上午|下午|早上)?"
PAID = "(?:付|打|转|汇|给|结)"
HERE = "(?:过来|来|进来|到账|给我们|给公司)"


@says(
    rf"{WHO}{LATELY}(?:又|再|先|刚|已经?)+{PAID}了?(?:款|钱)? ?{SUM}{HERE}?了?",
    rf"{WHO}{LATELY}(?:又|再|先|刚|已经?)*{PAID}了? ?{SUM}{HERE}了?",
)
def read_came(match: re.Match[str], ctx: Context) -> Frame | None:
    """海康又付9000; what is no customer's is the parser's."""
    found, value = customers_called(match["who"], ctx), number(match["sum"])
    if not found or value is None or value < 1:
        return None
    return Frame("payment.log", {"customer": match["who"], "amount": str(value)}, refs={"customer": found})


@says(
    "(?:刚刚?|刚才|已经|今天|那边|他们|客户|[,， ])*"
    "(?:(?:款|钱|货款|[定订]金|首付款?|尾款|余款|回款)(?:已经|刚|都|也)*"
    "(?:到账|到|收到|打过来|转过来|进来)了|到账了|收到(?:款|钱|货款|尾款)了)(?:吧|哈)?"
)
def read_arrived(_match: re.Match[str], ctx: Context) -> Frame | None:
    """到账了, of the customer just spoken of: how much is asked, whatever else was asked before."""
    customer = ctx.current_customer(ANSWER_WITHIN)
    if customer is None:
        return None
    return Frame("payment.log", {"customer": customer.name}, refs=refs_to(customer))


THEY = "(?:他们?|她们?|客户|对方|那边)?"


@says(
    rf"{THEY}{LATELY}(?:又|再|刚|后来|接着)+{LATELY}{PAID}了?(?:款|钱)? ?{SUM}{HERE}?了?",
    rf"{THEY}{LATELY}{PAID}了 ?{SUM}{HERE}?了?",
)
def read_more_came(match: re.Match[str], ctx: Context) -> Frame | None:
    """又转了500, right after an order or a payment: of the same customer."""
    value = number(match["sum"])
    after = any(isinstance(record, Order | Payment) for record in last_written(ctx))
    if value is None or value < 1 or not after or ctx.current_customer() is None:
        return None
    return Frame("payment.log", {"amount": str(value)})


@says(
    "(?:那)?(?:剩下的?|剩余的?|余款|尾款|欠款|没付的)(?:款|钱|部分)?(?:是|该|要|应该|能)*(?:什么时候|啥时候|哪天|几号|多久)"
    "(?:能|该|要|会)?(?:到期|付|给|到账?|收|结)?(?:清|齐|完)?[啊呢]?"
)
def read_due_when(_match: re.Match[str], ctx: Context) -> Frame | None:
    """剩下的什么时候到期: what the customer just spoken of owes, order by order, with the days."""
    customer = ctx.current_customer(ANSWER_WITHIN)
    if customer is None:
        return None
    return Frame("receivable.show", {"customer": customer.name}, refs=refs_to(customer))


SHARE = (
    "(?P<share>[一二三四五六七八九1-9]成半?|一半|[0-9]{1,2}(?:[.][0-9])?%|百分之[一二三四五六七八九十]{1,3})"
)
CAME = re.compile("[了到收过刚]|已经?")
FIRST = "(?:首付|首付款|定金|订金|预付|头款|首款)"


@says(
    rf"(?:{WHO})?{LATELY}(?:已经?|先|又|再|刚)*(?:(?:{PAID}|收到?|到)了?|{FIRST}{PAID}?了?)(?:{FIRST})?"
    rf" ?{SHARE}"
    rf"(?:的?(?:款|货款|{FIRST}))?{HERE}?了?"
)
def read_share(match: re.Match[str], ctx: Context) -> Frame | None:
    """先付了三成: of the order just spoken of, or of the customer named."""
    if "先" in match[0] and not CAME.search(match[0]):
        return None  # 先付一半 is how it shall be paid
    share = _share(match["share"])
    if not match["who"]:
        spoken = ctx.current_customer() is not None and "order" in ctx.state
        return Frame("payment.share", {"share": share}) if spoken else None
    found = customers_called(match["who"], ctx) or firms_of(match["who"], ctx)  # 周总打了三成
    slots = {"share": share, "customer": match["who"]}
    return Frame("payment.share", slots, refs={"customer": found}) if found else None


def _share(said: str) -> str:
    """三成, 30%, 一半 as a percentage."""
    if said == "一半":
        return "50"
    if match := re.fullmatch("(.)成(半?)", said):
        return str(small_int(match[1]) or 0) + ("5" if match[2] else "0")
    return said.removesuffix("%") if "%" in said else str(small_int(said.removeprefix("百分之")) or 0)


@handles("payment.share")
def part_came(frame: Frame, ctx: Context) -> str:
    """A part of one order, in money: which order is said, and of how much it was taken."""
    customer = known_customer(frame, ctx, words.ASK_CUSTOMER)
    owing = payments.account(ctx.session, customer.id).owing
    spoken = [one for one in owing if one.order.id == ctx.state.get("order")]
    found = spoken or list(owing)
    if len(found) != 1:
        raise Refused(words.share_of_which(customer.name, [one.order for one in owing]))
    order = found[0].order
    amount = money.fen(order.amount * money.exact(frame.slots["share"]) / 100)
    if not amount:
        raise Refused("0成没有可以记的，没有记。")
    slots = {"customer": customer.name, "amount": str(amount), "number": order.number, "read": True}
    refs = refs_to(customer)
    said = FRAMES["payment.log"](Frame("payment.log", slots, refs=refs), ctx)
    return f"{said}\n{words.of_the_whole(order, frame.slots['share'])}"


@says(
    rf"(?:给)?{WHO}{OVER}[,， ]*{LATELY}退(?:款|钱|回|还|给)?(?:了|给)?"
    rf"(?:他们|她们|对方|客户)? ?{SUM}",
    rf"(?:给)?{WHO}{LATELY}退(?:款|钱)了?",
    rf"退(?:款|钱|回|还)?(?:了|给)* ?(?P<who>[^,，。\d]{{2,16}}?) ?{SUM}",
    rf"(?:多付的|多收的|预付款)?{LATELY}(?:退款|退钱|退给?他们|退回去?)(?:了)? ?{SUM}",
)
def read_refund(match: re.Match[str], ctx: Context) -> Frame | None:
    said = match.groupdict()
    slots = {"amount": str(number(said["sum"]))} if said.get("sum") else {}
    who = said.get("who")
    if not who:
        return Frame("payment.refund", slots) if ctx.current_customer() is not None else None
    found = customers_called(who, ctx)
    return Frame("payment.refund", {**slots, "customer": who}, refs={"customer": found}) if found else None


@handles("payment.refund")
def refund(frame: Frame, ctx: Context) -> str:
    """退款: after a word, out of what the customer paid for no order."""
    customer = buyer(frame, ctx, words.ASK_CUSTOMER, new=False).made(ctx)
    payments.lock(ctx.session, customer.id)
    there = payments.account(ctx.session, customer.id).advance
    said = frame.slots.get("amount")
    amount = first_number(str(said)) if said is not None else None
    if amount is None:
        if not there:
            raise Refused(words.nothing_to_refund(customer.name))
        raise Question(f"退多少？{customer.name}现在有{money.yuan(there)}没对上订单。", "amount")
    if there < money.sensible(amount):
        raise Refused(words.nothing_to_refund(customer.name, there))
    slots = {"customer": customer.name, "amount": str(amount)}
    asked = Frame("payment.refund", slots, refs=frame.refs)
    if not confirmed(frame, f"退给{customer.name}{money.yuan(amount)}，回款和预付款都减掉这么多？", asked):
        return LEFT_ALONE
    with all_or_nothing(ctx):
        payments.refund(ctx.session, customer.id, money.sensible(amount), ctx.now)
    ctx.spoke_of(customer)
    return words.refunded(customer.name, amount, there - amount)
