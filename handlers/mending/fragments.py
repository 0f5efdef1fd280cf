"""Pieces said after the record they belong to: 行业是制造业, 邮箱 a@b.c, 方式是电话, 紧急."""

import re

from crm.words import CHANNELS
from handlers import labels, replies
from handlers.context import ANSWER_WITHIN, Context
from handlers.mending.last_write import last_written
from handlers.phrases import contacts_called, says
from handlers.registry import FRAMES, handles
from models.changes import last_sets
from models.customers import Contact
from models.work import Task
from nlp import lexicon
from nlp.frames import Frame
from zh import regions

FIELDS = {
    "行业": "industry",
    "区域|地区|城市": "region",
    "地址": "address",
    "电话|手机|手机号|号码": "phone",
    "邮箱|email": "email",
    "微信|微信号": "wechat",
    "级别|等级": "level",
    "来源": "source",
    "备注": "note",
    "企业类型|客户类型|类型": "kind",
    "企业性质|客户性质|性质": "nature",
    "资信|资信等级|信用等级|信用额度|额度": "credit",
    "开户行|开户银行": "bank",
    "满意度": "satisfaction",
    "偏好|喜好": "preference",
    "客户状态|状态": "stage",
    "职位|职务": "title",
    "方式": "channel",
    "内容": "content",
}
SHAPES = {
    "phone": r"[\d -]{5,20}",
    "email": r"\S+@\S+",
    "level": "[a-es]类?级?|重点客户|重要客户|普通客户|大客户|vip客户?",
    "credit": r"a{1,3}|[a-c]|优|良|中|差|\d[\d.]*[万元k]*",
    "wechat": r"[a-z0-9_-]{4,30}",
    "channel": "|".join(CHANNELS.values()),
}
LINKED = {"phone", "email", "level", "wechat", "address", "credit"}  # shape or custom tells them without 是
ASKS = re.compile("什么|啥|咋|谁$|谁的|多少|吗|呢|是不是|是否|有没有|哪|几|怎么|打不通|没接|[?？]")
PERSONAL = ("title", "phone", "email", "wechat")


@says(
    rf"(?:[他她它]的?|客户的?|联系人的?)?({'|'.join(FIELDS)})(?:不对|错了|记错了|写错了|搞错了)?[,， ]*"
    rf"((?:应该)?(?:是|为|改成|改为|改|:|：))? ?(.+)"
)
def read_field(match: re.Match[str], ctx: Context) -> Frame | None:
    """Only soon after something was written, only with a value of the field's shape; else the parser's."""
    field = next(name for words, name in FIELDS.items() if match[1] in words.split("|"))
    value = match[3].strip()
    if ASKS.search(value) or not (match[2] or field in LINKED):
        return None
    if not re.fullmatch(SHAPES.get(field, ".{1,60}"), value):
        return None
    nobody = field in PERSONAL and match[0][0] in "他她" and ctx.conversation.contact_id is None
    if nobody or not _just_wrote(ctx):
        return None
    if field == "phone":
        value = re.sub(r"\D", "", value)
    elif field == "level" and len(value) <= 3:
        value = value[0].upper()
    elif field == "channel":
        value = next(key for key, word in CHANNELS.items() if word == value)
    return Frame("talk.field", {"field": field, "value": value})


WRONG = "(?:不对|错了|[记写打填存录]错了?|搞错了?|换了|变了|改了)"
FACTS = {"电话|手机号?|号码": "phone", "邮箱": "email", "微信号?": "wechat", "职务|职位": "title"}


@says(
    rf"(?P<who>[^,，。 ]{{2,8}}?)的?(?P<what>{'|'.join(FACTS)}){WRONG}[,， ]*"
    r"(?:应该|现在|正确的?|其实|新的)*(?:是|为|改成|改为|换成|:)? ?(?P<value>[^,，。]{2,40})"
)
def read_persons_fact(match: re.Match[str], ctx: Context) -> Frame | None:
    """刘姐电话错了 应该是138…: of whom is said, whatever was written last."""
    found = contacts_called(match["who"], ctx)
    field = next(name for words, name in FACTS.items() if re.fullmatch(words, match["what"]))
    value = match["value"].strip()
    if len(found) != 1 or ASKS.search(value) or not re.fullmatch(SHAPES.get(field, ".{2,20}"), value):
        return None
    if field == "phone":
        value = re.sub(r"\D", "", value)
    return Frame("contact.add", {"contact": found[0].name, field: value}, refs={"contact": found})


@says("(?:这个|这条)?(?:很|比较|挺)?(紧急|加急|急|重要|不急)(?:的|啊)?")
def read_priority(match: re.Match[str], ctx: Context) -> Frame | None:
    """急的, of the task written last; what came to its end and what is no task are as urgent as they were."""
    if not any(isinstance(record, Task) and record.status == "open" for record in last_written(ctx)):
        return None
    value = "low" if match[1] == "不急" else "high"
    return Frame("talk.field", {"field": "priority", "value": value})


@handles("talk.field")
def complete(frame: Frame, ctx: Context) -> str:
    """Onto the record just written; else onto the person or the customer just spoken of."""
    field, value = str(frame.slots["field"]), str(frame.slots["value"])
    if field in PERSONAL and ctx.conversation.contact_id is not None and ctx.current_customer() is not None:
        contact = ctx.session.get(Contact, ctx.conversation.contact_id)
        if contact is not None:
            setattr(contact, field, value)
            return f"已把{contact.name}的{labels.FIELDS[field]}记为{value}"
    said = FRAMES["correct"](Frame("correct", frame.slots), ctx)
    if said == replies.cannot_change(field) and ctx.current_customer() is not None:
        return FRAMES["customer.update"](Frame("customer.update", frame.slots), ctx)
    return said


@says("(?:是|定|算)?([a-e])(?:级|类)(?:的|吧)?")
def read_level(match: re.Match[str], ctx: Context) -> Frame | None:
    """「A级」 right after something was written about a customer."""
    if ctx.current_customer() is None or not _just_wrote(ctx):
        return None
    return Frame("customer.update", {"field": "level", "value": match[1].upper()})


@says(r"(?:他们?|她们?|公司)?(?:是)?(?:在|位于)(.{2,10})")
def read_region(match: re.Match[str], ctx: Context) -> Frame | None:
    """「在深圳南山」 likewise."""
    place = regions.one(match[1])
    if place is None or ctx.current_customer() is None or not _just_wrote(ctx):
        return None
    return Frame("customer.update", {"field": "region", "value": match[1]})


@says(r"[他她](?:现在)?(?:是|的?职[位务]是?)(?:他们|公司)?的?(.{2,8})")
def read_title(match: re.Match[str], ctx: Context) -> Frame | None:
    """「他是采购总监」 of the person just spoken of."""
    cues = lexicon.default().scan(match[1])
    if not cues or "title" not in cues[-1].features or cues[-1].end != len(match[1]):
        return None
    return Frame("talk.field", {"field": "title", "value": match[1]}) if ctx.conversation.contact_id else None


def _just_wrote(ctx: Context) -> bool:
    return bool(last_sets(ctx.session, ctx.user.id, ctx.now - ANSWER_WITHIN, 1))
