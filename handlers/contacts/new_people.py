"""Who comes in another's place or through another: 刘主任调走了 现在是马主任, 刘主任介绍了二院的陈主任."""

import re

from crm.customers import contacts
from crm.errors import Refused
from handlers.context import Context
from handlers.phrases import contacts_called, customers_called, says
from handlers.registry import FRAMES, handles
from models.customers import Contact, Customer
from nlp.frames import Frame
from nlp.names import Name
from zh import names

POST = "(?:总监?|经理|主任|[科处院校厂所部店]长|护士长|主管|工|姐|哥|老师|老板|先生|女士|会计|采购)"
PERSON = f"[\u4e00-\u9fff]{{1,3}}{POST}|[\u4e00-\u9fff]{{2,3}}"
PHONE = r"(?:[,， ]*(?:电话|手机|微信)?(?:号码?)?(?:是|:)? *(?P<phone>1\d{10}))?"
LEFT = "(?:调走|调岗|调离|离职|辞职|走|退休|不干|不做|换人|高升|升走)"


@says(
    rf"(?P<old>[^,，。 ]{{2,12}}?)(?:已经|前几?天|上个?月|上周|刚)*{LEFT}了?[,， ]*"
    r"(?:现在|接手|接替|接任|新来|后面|以后|目前|换成|换|对接|负责)(?:接手|接替|对接|负责|管事)?的?(?:人)?(?:是|叫|为|成)?了?(?:一?个)?"
    rf"(?P<new>{PERSON})(?:来|在)?(?:负责|对接|接手|接替|管|跟)?了?{PHONE}"
)
def read_successor(match: re.Match[str], ctx: Context) -> Frame | None:
    """The one who left keeps his own phone and post; the new one is a person of his own."""
    found = contacts_called(match["old"], ctx)
    if len(found) > 1:
        here = [one for one in found if one.customer_id == ctx.conversation.customer_id]
        found = tuple(here)
    if len(found) != 1 or found[0].customer is None:
        return None
    firm = Name("customer", found[0].customer, "", found[0].customer_id)
    slots = {"customer": firm.name, "contact": match["new"], "left": found[0].name}
    if match["phone"]:
        slots["phone"] = match["phone"]
    return Frame("contact.successor", slots, refs={"customer": (firm,)})


@handles("contact.successor")
def succeed(frame: Frame, ctx: Context) -> str:
    """The new one is written; what is said of the old one stays in the words of a follow-up."""
    said = _added(frame, ctx)
    told = Frame(
        "interaction.log", {"customer": frame.slots["customer"], "content": ctx.text.strip()}, refs=frame.refs
    )
    return f"{said}\n{FRAMES['interaction.log'](told, ctx)}"


@says(
    r"(?P<by>[^,，。 ]{2,10}?)(?:今天|昨天|刚才?|又|给我|帮我|帮忙)*(?:介绍|推荐)了?"
    r"(?:给我)?(?:一?[个位])?(?:认识)?(?:了)?"
    rf"(?P<firm>[^,，。 ]{{2,16}}?)的(?P<new>{PERSON})(?:给我|认识)?{PHONE}"
)
def read_introduced(match: re.Match[str], ctx: Context) -> Frame | None:
    """刘主任 stays where he is; whom he brought is a person of the other firm, new or known."""
    if not contacts_called(match["by"], ctx) and not customers_called(match["by"], ctx):
        return None
    firms = customers_called(match["firm"], ctx)
    slots = {"customer": match["firm"], "contact": match["new"], "by": match["by"]}
    if match["phone"]:
        slots["phone"] = match["phone"]
    return Frame("contact.introduced", slots, refs={"customer": firms} if firms else {})


@handles("contact.introduced")
def introduced(frame: Frame, ctx: Context) -> str:
    return f"{_added(frame, ctx)}\n由{frame.slots['by']}介绍"


@says(
    r"(?P<old>[\u4e00-\u9fff]{2,6}?)的?[,， ]*(?:他|她)?的?(?:大名|全名|本名|真名|姓名|真实姓名)"
    r"(?:是|叫做?|就是)?[: ]*(?P<new>[\u4e00-\u9fff]{2,4})"
)
def read_full_name(match: re.Match[str], ctx: Context) -> Frame | None:
    """罗工 大名罗志勇: of the one who is called so."""
    found = contacts_called(match["old"], ctx)
    here = tuple(one for one in found if one.customer_id == ctx.conversation.customer_id)
    found = here if len(found) > 1 else found
    if len(found) != 1 or not names.split_person(match["new"])[0]:
        return None
    return Frame("contact.named", {"name": match["new"]}, refs={"contact": found})


NUMBER = r"(?:[,， ]*(?:电话|手机|微信)?(?:号码?)?(?:是|:)? *(?P<phone>1\d{10}|0\d{2,3}-?\d{7,8}))?"


@says(
    rf"(?P<old>[\u4e00-\u9fff]{{1,2}}(?P<post>{POST}))的?(?:[大全本真]名|姓名|名字)(?:就?是|叫做?)*[: ]*"
    rf"(?P<new>[\u4e00-\u9fff]{{2,3}}){NUMBER}",
    r"(?P<old>[老小阿][\u4e00-\u9fff])的?(?:(?:[大全本真]名|姓名|名字)(?:就?是|叫做?)*|(?:就?是|叫做?)+)[: ]*"
    rf"(?P<new>[\u4e00-\u9fff]{{2,3}}){NUMBER}",
)
def read_name_of(match: re.Match[str], ctx: Context) -> Frame | None:
    """刘厂长名字叫刘建军 电话 0531…: who is told of already, or somebody at the customer just spoken of;
    老孙叫孙建国: who is told of already."""
    phone = {"phone": re.sub(r"\D", "", match["phone"])} if match["phone"] else {}
    post = match.groupdict().get("post")
    if not match["new"].startswith(match["old"][0 if post else 1]):
        return None
    found = contacts_called(match["old"], ctx)
    if not found and post is None:  # 老周 is 周航宇: the 周航 one knows by less of his name, no other 周
        family = contacts_called(f"{match['old'][1]}总", ctx)
        found = tuple(one for one in family if match["new"].startswith(one.name))
    found = tuple(one for one in found if one.customer_id == ctx.conversation.customer_id) or found
    if len(found) == 1:
        return Frame("contact.named", {"name": match["new"], **phone}, refs={"contact": found})
    if found or post is None or ctx.current_customer() is None:
        return None
    return Frame("contact.add", {"contact": match["new"], "title": post, **phone})


@handles("contact.named")
def named(frame: Frame, ctx: Context) -> str:
    """The right name; the one that was said till now finds them still."""
    (known,) = frame.refs["contact"]
    contact = ctx.session.get_one(Contact, known.id)
    customer = ctx.session.get_one(Customer, contact.customer_id)
    was, new = contact.name, str(frame.slots["name"])
    if contacts.of(ctx.session, customer, new) not in (None, contact):
        raise Refused(f"{customer.name}已经有一位{new}了，{was}的名字没有改。")
    contacts.rename(ctx.session, contact, new)
    contact.phone = str(frame.slots.get("phone", "")) or contact.phone
    ctx.spoke_of(customer, contact)
    return f"已把{was}的名字改成{new}（{customer.name}），说{was}也找得到。记错了发「撤销」"


def _added(frame: Frame, ctx: Context) -> str:
    person = {key: value for key, value in frame.slots.items() if key in ("customer", "contact", "phone")}
    return FRAMES["contact.add"](Frame("contact.add", person, refs=frame.refs), ctx)
