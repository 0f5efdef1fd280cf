"""Whose quotation, order or payment it is: the customer meant, and whose sale that makes it."""

from dataclasses import dataclass

from crm.customers import customers
from crm.errors import NotThere, Refused
from handlers import replies
from handlers.context import ANSWER_WITHIN, Context, Option, Question
from handlers.questions.confirming import LEFT_ALONE
from handlers.resolve import PRONOUN, ask_like, known_customer, refuse_taken
from models.customers import Customer
from models.people import User
from nlp.frames import Frame


@dataclass(slots=True)
class Buyer:
    """The customer, or the name of one that will be made when something is written for it.

    `assumed`: not said; it is the one just spoken of, and that is said in the answer.
    """

    customer: Customer | None
    name: str
    assumed: bool = False
    is_new: bool = False

    def made(self, ctx: Context) -> Customer:
        """The customer, written down now if it was not known."""
        if self.customer is None:
            self.customer = customers.create(ctx.session, ctx.user.id, self.name, ctx.now)
            self.is_new = True
        return self.customer

    def remark(self) -> str:
        """What has to be said about it."""
        if self.is_new:
            return f"同时新建了客户「{self.name}」"
        return replies.ASSUMED_CUSTOMER if self.assumed else ""


def buyer(frame: Frame, ctx: Context, question: str = replies.ASK_CUSTOMER, *, new: bool = True) -> Buyer:
    """Nothing is written yet. Raises Question where nobody is named and nobody was spoken of just now."""
    said = "customer" in frame.slots or bool(frame.refs.get("contact"))
    if not said and (hidden := ctx.names.hidden(ctx.text)) is not None:
        refuse_taken(ctx, hidden.key)  # never the one spoken of, where another is named
    if not said and ctx.current_customer(ANSWER_WITHIN) is None and not PRONOUN.search(ctx.text):
        raise Question(question, "customer", frame=frame)
    try:
        found = known_customer(frame, ctx, question)
    except NotThere:
        name = frame.slots.get("customer")
        if not new or not isinstance(name, str):
            raise
        ask_like(ctx, name, frame)
        refuse_taken(ctx, name)
        return _new(name, frame)
    except Question as asked:
        asked.frame = asked.frame or frame
        raise
    return Buyer(found, found.name, assumed=not said and not PRONOUN.search(ctx.text))


def _new(name: str, frame: Frame) -> Buyer:
    """A name nobody knows is asked about first: it may be a slip, and a sale is no place for one."""
    answer = frame.slots.get("new_customer")
    if answer is None:
        options = [
            Option("新建这个客户", slots={"new_customer": True}),
            Option("不用", slots={"new_customer": False}),
        ]
        asked = f"没找到客户「{name}」。新建吗？不是它就回正确的客户名。"
        raise Question(asked, "customer", options, others=True, frame=frame)
    if not answer:
        raise Refused(LEFT_ALONE)
    return Buyer(None, name)


def seller_id(customer: Customer, ctx: Context) -> int:
    """Whose sale it is: the customer's owner's, whoever types it; of one from the pool the speaker's."""
    return customer.owner_id or ctx.user.id


def for_whom(seller: int, ctx: Context) -> str:
    """`（记在李晓名下）` where somebody else types it."""
    if seller == ctx.user.id:
        return ""
    user = ctx.session.get(User, seller)
    return f"（记在{user.name}名下）" if user is not None else ""
