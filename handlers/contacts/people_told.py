"""What became of a person: 「李强升副总了」「曾毓群是董事长」「王敏离职了」."""

import re
from typing import Final

from handlers import replies
from handlers.contacts import words as contacts_words
from handlers.context import ANSWER_WITHIN, Context
from handlers.names import refs_to
from handlers.phrases import colleagues_called, contacts_called, led_by, says
from handlers.registry import handles
from handlers.resolve import contact_at, known_customer
from nlp import lexicon
from nlp.frames import Frame
from nlp.names import Name

GONE: Final = "（已离职）"
ROSE: Final = (
    "现在是|现在|是|升任|升为|升成|升职为|升到|升了?|提拔为|提为|调任|改任|当上?了?|做了?|成了?|转岗做"
)


@says(rf"(.{{2,14}}?)(?:已经|刚|都)?(?:{ROSE})(?:他们?的?|公司的?)?(.{{2,8}}?)(?:了|啦)?")
def read_title(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of one person who is known; the words must be a title, and no customer's name among them."""
    cues = lexicon.default().scan(match[2])
    if not cues or "title" not in cues[-1].features or cues[-1].end != len(match[2]):
        return None
    found = of_a_customer(match[1], ctx)
    if len(found) != 1 or led_by(match[2], ctx) is not None:
        return None
    return Frame("contact.became", {"title": match[2]}, refs={"contact": found})


POST: Final = re.compile("副?(?:[院校店厂科处部所局园会社]长|经理|总监|主任|主管|书记|老师|老板娘?|会计|总)$")


@says(
    "(?:对了|哦|另外|补充一?下|[,， ])*(?:他们?家?|她们|那边|公司|学校|单位|厂里)*(?:里|那边|那里)?"
    "(?:还|又|新|另外)*(?:有|来了?)(?:一?[个位])?(?:新来?的)?(?P<title>[^,，。姓叫]{1,8}?)[,， ]*"
    "(?:姓(?P<family>[\u4e00-\u9fff])|(?:名字)?叫(?P<name>[\u4e00-\u9fff]{2,4}))"
    r"(?:[,， ]*(?:电话|手机)?(?P<phone>1\d{10}))?"
)
def read_another(match: re.Match[str], ctx: Context) -> Frame | None:
    """还有个副校长姓胡: one more person where one has just been."""
    title = match["title"]
    cues = lexicon.default().scan(title)
    if not cues or "title" not in cues[-1].features or cues[-1].end != len(title):
        return None
    customer = ctx.current_customer(ANSWER_WITHIN)
    if customer is None:
        return None
    post = POST.search(title)
    name = match["name"] or f"{match['family']}{post[0] if post else title}"
    slots = {"customer": customer.name, "contact": name}
    if not name.endswith(title):
        slots["title"] = title
    if match["phone"]:
        slots["phone"] = match["phone"]
    return Frame("contact.add", slots, refs=refs_to(customer))


@says(
    "(.{2,14}?)(?:已经|刚刚?|上个?月|上周|昨天)?(?:离职|辞职|跳槽|退休|不在(?:那|这|他们)(?:边|里|家)?(?:干|做|上班))了?"
)
def read_gone(match: re.Match[str], ctx: Context) -> Frame | None:
    """A customer's person; a colleague who leaves is an administrator's business."""
    if colleagues_called(match[1], ctx):
        return None
    found = of_a_customer(match[1], ctx)
    return Frame("contact.became", {"gone": True}, refs={"contact": found}) if len(found) == 1 else None


def of_a_customer(who: str, ctx: Context) -> tuple[Name, ...]:
    """People whom the words name: 陈姐, 舜宇的陈姐."""
    if found := contacts_called(who, ctx):
        return found
    of = led_by(who, ctx)
    if of is None or not of.rest:
        return ()
    at = {name.id for name in of.refs}
    return tuple(one for one in contacts_called(of.rest.lstrip("的"), ctx) if one.customer_id in at)


@handles("contact.became")
def became(frame: Frame, ctx: Context) -> str:
    """The title; one who has left keeps it, with a mark that every list shows."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    contact, _ = contact_at(frame, ctx, customer)
    assert contact is not None
    before = (contact.title or "").removesuffix(GONE)
    title = f"{before}{GONE}" if "gone" in frame.slots else str(frame.slots["title"])
    ctx.spoke_of(customer, contact)
    if contact.title == title:
        return f"{customer.name}的{contacts_words.person(contact)}，本来就是这样记的。"
    contact.title = title
    return contacts_words.contact_added(contact, customer, merged=True)


@says(
    "(?:我们?)?(?:同事)?([\u4e00-\u9fff]{2,4}?)(?:已经|马上|要|下周|月底|今天|刚)*(?:离职|辞职|走人|不干)了?"
)
def read_leaving(match: re.Match[str], ctx: Context) -> Frame | None:
    found = colleagues_called(match[1], ctx)
    return Frame("staff.leaving", {"user": match[1]}, refs={"user": found}) if len(found) == 1 else None


@handles("staff.leaving")
def leaving(frame: Frame, ctx: Context) -> str:
    """Nothing is done: what may be wanted, to be said or tapped in."""
    name = frame.refs["user"][0].name
    lines = [f"知道了，还没动任何记录。{name}的客户和待办要交接就说「离职交接 {name}→某某」。"]
    if ctx.user.role == "admin":
        lines.append(f"账号要停就说「停用{name}」。")
    return "\n".join(lines)
