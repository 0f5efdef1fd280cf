"""资料库: a file, then 「存为资料 产品手册」; 「把产品手册发我」 brings it back, 「资料有哪些」."""

import re
from typing import Any

from sqlalchemy import select

from crm import materials
from crm.errors import Forbidden, NotThere, Refused
from handlers.admins import admins
from handlers.context import ANSWER_WITHIN, Context, Option, Question
from handlers.interactions import materials_words as words
from handlers.paging import listing
from handlers.phrases import as_typed, colleagues_called, contacts_called, led_by, says
from handlers.registry import handles
from handlers.resolve import colleague
from models.campaigns import Material
from models.files import Attachment
from models.outbox import Message, Text, queue
from models.people import User
from nlp.frames import Frame

KEPT_KINDS = ("file", "image", "video", "link")
THIS = "(?:把)?(?:它|这个|这份|这张|刚才的?|刚刚的?|上面的?)?(?:文件|图片|图|链接|视频|表)?"
URL = re.compile(r"https?://\S+", re.IGNORECASE)
QUOTES = " :：「」“”\"'《》"
SHAPES = "手册|画册|彩页|样本|白皮书|说明书|介绍|资料|ppt|pdf|文档|模板|案例|宣传册|海报|证书|资质"


@says(
    rf"{THIS}(?:存|放|收|加|归|传|保存|收录)(?:为|成|入|进|到|进入)?(?:公司)?(?:的)?资料(?:库)?(?:里|中)?"
    "(?:[, ]*(?:名字|名称)?(?:叫做?|是|为|命名为)?)?[: ]*(.{0,60}?)",
    longest=600,
)
def read_keep(match: re.Match[str], ctx: Context) -> Frame:
    """The name as it was typed; an address behind it is what is kept."""
    said = as_typed(match, ctx)[1]
    url = URL.search(said)
    name = said.replace(url[0], "").strip(QUOTES) if url else said.strip(QUOTES)
    return Frame("material.keep", ({"name": name} if name else {}) | ({"url": url[0]} if url else {}))


@handles("material.keep")
def keep(frame: Frame, ctx: Context) -> str:
    """What was sent last becomes material; one of that name is replaced after a question."""
    _must_keep(ctx)
    name, url = str(frame.slots.get("name", "")), str(frame.slots.get("url", ""))
    file = None if url else _sent(ctx)
    if not url and file is None:
        raise Refused(words.NOTHING_SENT.format(name=name or "产品手册"))
    if not name:
        raise Question(words.ASK_NAME, "name")
    there = [one for one in materials.all_of(ctx.session) if one.name == name]
    if there and frame.slots.get("again") is None:
        options = [Option("换成新的", slots={"again": True}), Option("另起名字", slots={"again": False})]
        raise Question(words.there_already(name), "again", options)
    if there and not frame.slots["again"]:
        rest = {slot: value for slot, value in frame.slots.items() if slot not in ("again", "name")}
        raise Question(words.ASK_NAME, "name", frame=Frame(frame.intent, rest))
    if file is not None and file.kind == "link":
        url, file = file.detail, None
    if there:
        materials.replace(there[0], url=url, file=file)
    one = there[0] if there else materials.put(ctx.session, ctx.user, name, ctx.now, url=url, file=file)
    ctx.remember(loose=None)
    return words.kept(one, file.kind if file is not None else "link", bool(there))


def _sent(ctx: Context) -> Attachment | None:
    """What the speaker sent within the last half hour."""
    mine = (Attachment.user_id == ctx.user.id, Attachment.sent_at >= ctx.now - ANSWER_WITHIN)
    wanted = select(Attachment).where(*mine, Attachment.kind.in_(KEPT_KINDS))
    return ctx.session.scalar(wanted.order_by(Attachment.id.desc()).limit(1))


def _must_keep(ctx: Context) -> None:
    if not materials.may_keep(ctx.user):
        raise Forbidden(words.not_yours(admins(ctx)))


AROUND = re.compile("^(?:最新的?|那个|这个|那份|我们的?)|(?:的)?(?:资料|文件|电子版)$")
PLEASE = "(?:请|帮我|麻烦|能不能|可不可以|可以|能)*"
ME = "(?:给|到)?(?:我|我这|我一份|一份给我|我一下)"


TOLD_TO = re.compile("(?:让|叫|喊|请|催|派|安排|通知|告诉).{1,6}(?:把|将|发|传|给|找|明|今|后|周|下)")
"""让小王把模板发我: somebody else is to do it, which is a task of theirs."""


@says(
    rf"{PLEASE}(?:把|将)?(?:公司的)?(.{{2,24}}?)(?:发|传|推|转发|发送|找)(?:一份|一下|个|张)?{ME}(?:一份|一下|吧|吗)?",
    rf"{PLEASE}(?:发|给|传|找)(?:我|给我)(?:发|传|找)?(?:一?下|一份|个|张|份)?(?:公司的)?(.{{2,24}}?)(?:吧|看看|看一下)?",
    rf"{PLEASE}(?:发|传|找)(?:一?下|一?份|一?个|一?张)(?:公司的)?(.{{2,24}}?)(?:给我|出来)?(?:吧|看看)?",
    r"(?:我)?(?:要|需要|想要|想看|求)(?:一份|个|一下)?(?:公司的)?(.{2,24}?)",
    r"(?:我们|公司|库里|现在)?(?:有没有|有)(.{2,24}?)",
    r"(.{2,24}?)(?:发一下|发一份|来一份|在哪|在哪里|哪里有|有没有|有)吗?",
)
def read_send(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of what is in the library; what names nothing there is the parser's, unless it asks for paper."""
    said = AROUND.sub("", re.sub("吗$", "", match[1]).strip(QUOTES))
    if re.fullmatch("我|给我|一下", said) or not said or TOLD_TO.match(said):
        return None
    any_ = materials.any_called(ctx.vocabulary, said)
    found = materials.called(materials.all_of(ctx.session), said) if any_ else []
    asks = re.search(rf"(?:{SHAPES})$", said) and re.search("发|传|给我|在哪|哪里|有没有", match[0])
    return Frame("material.send", {"material": said}) if found or asks else None


@handles("material.send")
def send(frame: Frame, ctx: Context) -> str:
    """The thing itself, through the outbox; a link at once."""
    one = _known(frame, ctx)
    message = materials.message(ctx.session, one)
    to = colleague(frame, ctx, "user")
    if to is not None:
        _to_colleague(message, one, to, ctx)
        return words.sent_to(one, to)
    if isinstance(message, Text):
        return message.text
    ctx.send(message)
    return words.sent(one, str(frame.slots.get("customer", "")))


def _to_colleague(message: Message, one: Material, to: User, ctx: Context) -> None:
    """On their phone, with a word from whom it is."""
    if to.status != "active":
        raise Refused(f"{to.name}已经不在岗，换一位同事？")
    key = f"material:{ctx.session.info['set_id']}:{to.id}"[:120]
    queue(ctx.session, key, to.id, message, ctx.now)
    queue(ctx.session, f"{key}:from", to.id, Text(f"{ctx.user.name}发给你的资料：{one.name}"), ctx.now)


@says(
    rf"{PLEASE}(?:把|将)(?:公司的)?(.{{2,24}}?)(?:都)?(?:发|传|转|转发)给([\u4e00-\u9fffa-z]{{2,16}}?)(?:一份|一下|看看|看)?"
)
def read_send_on(match: re.Match[str], ctx: Context) -> Frame | None:
    """把产品手册发给王磊: to a colleague; for a customer it comes to the rep, who passes it on."""
    said = AROUND.sub("", match[1].strip(QUOTES))
    if not materials.any_called(ctx.vocabulary, said):
        return None
    people = colleagues_called(match[2], ctx)
    if people:
        return Frame("material.send", {"material": said, "user": match[2]}, refs={"user": people})
    found = led_by(match[2], ctx)
    return Frame("material.send", {"material": said, "customer": found.refs[0].name}) if found else None


@says(
    rf"{PLEASE}(?:给|跟)(?P<who>.{{2,16}}?)(?:发|传|寄|推|送)(?:一?[个份本张套]|一下|点|过去)?"
    rf"(?P<what>.{{0,12}}?(?:{SHAPES}))(?:过去|吧|看看|去)?"
)
def read_send_to(match: re.Match[str], ctx: Context) -> Frame | None:
    """给康美发个手册: what is in the library comes to the rep; else it is something to do, and no survey."""
    found = led_by(match["who"], ctx)
    said = AROUND.sub("", match["what"].strip(QUOTES)) or match["what"]
    if materials.any_called(ctx.vocabulary, said) and (found or contacts_called(match["who"], ctx)):
        return Frame("material.send", {"material": said, "customer": match["who"]})
    if found is None or found.rest:
        return None
    return Frame("task.create", {"customer": found.said, "title": match[0]}, refs={"customer": found.refs})


def _known(frame: Frame, ctx: Context) -> Material:
    """The one that is meant; asked where several are."""
    there = materials.all_of(ctx.session)
    said = str(frame.slots.get("material", ""))
    chosen = [one for one in there if one.id == frame.slots.get("id")]
    found = chosen or materials.called(there, said)
    if not found:
        raise NotThere(words.unknown(said, there))
    if len(found) > 1:
        options = [Option(one.name, slots={"id": one.id}) for one in found[:6]]
        raise Question(words.ASK_WHICH, "id", options)
    return found[0]


@says(
    "(?:看看|看一下|查看|打开|公司的?|我们的?|现在)*资料(?:库)?(?:里|中)?(?:的|都)?"
    "(?:有哪些|有什么|有啥|列表|清单|目录)?"
)
def read_list(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("material.list")


@handles("material.list")
def list_(_frame: Frame, ctx: Context) -> str:
    found = materials.all_of(ctx.session)
    if not found:
        return words.NONE_YET
    kinds = materials.kinds(ctx.session, found)
    lines = [words.line(n, one, kinds[one.id]) for n, one in enumerate(found, 1)]
    return listing(ctx, f"资料库（{len(found)}份），要哪份说「把……发我」", lines)


@says(r"(?:把)?资料[: ]*(.{2,30}?)(?:改名|更名|重命名|改叫|名字改)(?:为|成|叫)? ?(.{2,40})")
def read_rename(match: re.Match[str], ctx: Context) -> Frame:
    typed = as_typed(match, ctx)
    slots: dict[str, Any] = {"material": typed[1].strip(QUOTES), "value": typed[2].strip(QUOTES)}
    return Frame("material.rename", slots)


@says(r"(?:把)?(.{2,30}?)(?:改名|更名|重命名)(?:为|成|叫)? ?(.{2,40})")
def read_rename_known(match: re.Match[str], ctx: Context) -> Frame | None:
    """Without the word 资料: only of what is in the library."""
    said = as_typed(match, ctx)[1].strip(QUOTES)
    known = any(one.name == said for one in materials.all_of(ctx.session))
    return read_rename(match, ctx) if known else None


@handles("material.rename")
def rename(frame: Frame, ctx: Context) -> str:
    _must_keep(ctx)
    one, new = _known(frame, ctx), str(frame.slots["value"])
    if any(other.name == new for other in materials.all_of(ctx.session)):
        raise Refused(f"资料库里已经有「{new}」了，换个名字？")
    old, one.name = one.name, new[:64]
    return words.renamed(old, one.name)


@says(
    "(?:删除|删掉|去掉|拿掉|下架|移除)(?:公司)?资料(?:库里的|库的|里的)?[: ]*(.{2,30})",
    "(?:把)?资料[: ]*(.{2,30}?)(?:删除|删掉|删了|去掉|拿掉|下架|移除)(?:吧|了)?",
)
def read_remove(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("material.remove", {"material": match[1].strip(QUOTES)})


@handles("material.remove")
def remove(frame: Frame, ctx: Context) -> str:
    """Gone from the library; what was sent of it stays where it is."""
    _must_keep(ctx)
    one = _known(frame, ctx)
    one.deleted_at = ctx.now
    return words.removed(one)
