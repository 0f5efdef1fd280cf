"""导入: a table is looked at, shown, written after a yes, taken back whole; 导入模板, 导入进度, 撤回导入."""

import re
from datetime import datetime

from sqlalchemy import select

from crm import errands
from crm.errors import Forbidden, NotThere, Refused
from crm.importing import asking, dictionary, headings, say
from crm.importing.asking import Checked
from crm.importing.headings import CUSTOMERS
from crm.importing.kinds import KINDS
from crm.interactions import attachments
from handlers.admins import admins
from handlers.context import ANSWER_WITHIN, Answer, Context, Option, Question
from handlers.interactions.attachments import PLACE, taken
from handlers.paging import listing
from handlers.phrases import colleagues_called, says
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import FRAMES, handles, taps
from handlers.tables import imports_words as words
from models.files import Attachment
from models.imports import Import
from models.outbox import Text
from models.people import User
from nlp.frames import Frame


def offered(sent: attachments.Sent, ctx: Context) -> str | Frame:
    """A table: to be imported, or something of a customer's. Just after a follow-up it belongs to that."""
    said = taken(sent, ctx)
    if isinstance(said, str):
        return words.beside(said)
    wanted = ctx.state.get("import_wanted")
    at_once = wanted and ctx.now - datetime.fromisoformat(wanted) <= ANSWER_WITHIN
    return Frame("import.offer", {"ids": said.slots["ids"]} | ({"as": "import"} if at_once else {}))


@handles("import.offer")
def offer(frame: Frame, ctx: Context) -> str:
    """Which of both it is."""
    one = ctx.session.get(Attachment, frame.slots["ids"][-1])
    if one is None:
        raise NotThere(words.NOTHING_CHECKED)
    if "as" not in frame.slots:
        options = [
            Option("导入客户", "产品、订单也行", {"as": "import"}),
            Option("记到客户的跟进", slots={"as": "keep"}),
        ]
        raise Question(words.offered(one.name), "as", options)
    if frame.slots["as"] == "keep":
        slots = {name: value for name, value in frame.slots.items() if name != "as"}
        return FRAMES[PLACE](Frame(PLACE, slots, refs=frame.refs), ctx)
    return _begin(one, ctx)


def _begin(one: Attachment, ctx: Context) -> str:
    one.deleted_at = ctx.now  # it is no customer's
    kind = {"kind": ctx.state["import_kind"]} if "import_kind" in ctx.state else {}
    ctx.remember(import_wanted=None, import_kind=None, loose=None)
    asking.check(ctx.session, ctx.user.id, ctx.now, one.name, media_id=one.media_id, **kind)
    return words.checking(one.name)


WHAT = "客户资料|老客户|客户|数据|表格|excel|文件|资料"
GOODS = {
    "products": "产品|商品|价目表|价格表|报价表|库存表?|货品",
    "holdings": "(?:到期的?)?(?:保单|存单|存款|到期事项|到期日|到期表|合同到期日?)",
    "orders": "(?:历史|老|以前的|旧)?(?:订单|合同|销售记录|成交记录)",
}
KIND = "|".join(f"(?P<{kind}>{said})" for kind, said in GOODS.items())
THIS = "它|这个表|这个文件|这个|这份|刚才的表|刚才的文件|刚才那个(?:表|文件)?"


@says(
    f"(?:我要|我想|帮我|怎么|如何)?(?:批量)?导入(?:一?下|一些)?(?:{WHAT})?(?:怎么弄|怎么导|怎么用|怎么做)?",
    f"(?:确认|开始|可以|就)?导入(?:{THIS})?(?:吧|了)?",
    f"(?:我要|我想|帮我|帮忙)?(?:把|将)?(?:我的|我们的|这[个份张])?(?:{WHAT})(?:表格?|名单)?导[入进](?:去|来|系统里?)?(?:吧|一下)?",
)
def read_start(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("import.start")


@says(
    f"(?:我要|我想|帮我|怎么|如何)?(?:批量)?导入(?:一?下|一些)?(?:{KIND})(?:数据|表格?|资料)?(?:怎么弄|怎么导|怎么做)?"
)
def read_kind(match: re.Match[str], _ctx: Context) -> Frame:
    """A price list, orders of before."""
    return Frame("import.start", {"kind": str(match.lastgroup)})


@says(
    "(?:确认|确定)(?:导入?|写入)?(?:吧|了)?",
    "(?:好的?|可以|没问题|没错|行|对)?[,， ]*(?:就)?导(?:入|进去|吧)(?:吧|了)?",
)
def read_yes(_match: re.Match[str], ctx: Context) -> Frame | None:
    """确认, 没问题 导吧, where nothing is asked: the file whose check the card shows just now."""
    row = asking.under_way(ctx.session, ctx.user.id, ctx.now) if ctx.open is None else None
    if row is None or row.kind != "check" or row.status != "done" or row.result.get("dropped"):
        return None
    kind = row.result.get("kind")
    return Frame("import.start", {"kind": kind}) if row.created_at > ctx.now - ANSWER_WITHIN else None


@says(f"(?:是|导入?)?(?:{KIND}|客户)(?:表|名单|数据)?(?:吧)?")
def read_offered(match: re.Match[str], ctx: Context) -> Frame | None:
    """价目表, the answer to what the file just sent is."""
    if ctx.open is None or ctx.open["frame"]["intent"] != "import.offer":
        return None
    ctx.remember(import_kind=match.lastgroup)
    return Frame("import.offer", {**ctx.open["frame"]["slots"], "as": "import"})


@handles("import.start")
def start(frame: Frame, ctx: Context) -> str:
    """How it is done; where a file was looked at already, a mere 导入 is the yes."""
    kind = frame.slots.get("kind")
    last = asking.latest(ctx.session, ctx.user.id, ctx.now)
    if last is not None and last.status == "done" and kind in (None, last.result.get("kind")):
        return _go(last, ctx)
    ctx.remember(import_kind=kind)
    sent = _table_sent(ctx)
    if sent is not None:
        return _begin(sent, ctx)
    ctx.remember(import_wanted=ctx.now.isoformat())
    link = ctx.links.page("import", ctx.user.id, ctx.now, days=1)
    return words.how(link, KINDS[kind or CUSTOMERS].title)


def _table_sent(ctx: Context) -> Attachment | None:
    """A table sent within the last half hour, wherever it was put."""
    mine = (Attachment.user_id == ctx.user.id, Attachment.kind == "file")
    recent = Attachment.sent_at >= ctx.now - ANSWER_WITHIN
    found = ctx.session.scalars(select(Attachment).where(*mine, recent).order_by(Attachment.id.desc()))
    return next((one for one in found if asking.is_table(one.name)), None)


def _go(last: Checked, ctx: Context) -> str:
    if not say.writes(last.result.get("counts", {})):
        raise Refused(f"《{last.name}》里没有可以导入的行，改好再发一次。")
    asking.go(ctx.session, ctx.user.id, ctx.now, last)
    return words.going(last.name)


@taps("import.go", "import.both", "import.drop")
def decide(action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """A button of the dry run's card; an old one says what happened meanwhile."""
    last = asking.checked(ctx.session, int(ref[0])) if ref and ref[0].isdigit() else None
    if last is None:
        return Answer(button="这个文件已经不导入了")
    if asking.was_asked(ctx.session, last.id) is not None:
        return Answer(button="已经在导入了")
    newest = asking.latest(ctx.session, ctx.user.id, ctx.now)
    if newest is None or newest.id != last.id:
        return Answer(button="这份结果过时了，看新的那份")
    if action == "import.drop":
        asking.drop(ctx.session, last.id, ctx.now)
        return Answer(button="不导入")
    if action == "import.both":
        asking.check_again(ctx.session, ctx.user.id, ctx.now, last, mode="both")
        return Answer(button="重新看一遍，连已有的一起更新")
    ctx.send(Text(_go(last, ctx)))
    return Answer(button="开始导入")


@says("(?:算了)?[,， ]*(?:不|先不|别|取消|先别)(?:要)?导入?了?(?:这个|这份)?(?:表|文件)?(?:吧|了)?")
def read_drop(_match: re.Match[str], ctx: Context) -> Frame | None:
    """不导了; while a yes is asked for, it is the answer to that."""
    return None if ctx.open is not None and ctx.open["slot"] == "confirmed" else Frame("import.drop")


@handles("import.drop")
def drop(_frame: Frame, ctx: Context) -> str:
    last = asking.latest(ctx.session, ctx.user.id, ctx.now)
    if last is None:
        raise NotThere(words.NOTHING_CHECKED)
    asking.drop(ctx.session, last.id, ctx.now)
    return words.LEFT


@says(
    r"(?:把)?[「“\"'《]?(.{1,20}?)[」”\"'》]?(?:这|那)?一?列(?:就是|是|当|作为|当作|算|对应|用作)(?:客户的)?(.{1,10})",
    r"(?:把)?[「“\"'《](.{1,20}?)[」”\"'》](?:就是|是|当作|作为|对应)(?:客户的)?(.{1,10})",
)
def read_column(match: re.Match[str], ctx: Context) -> Frame | None:
    """Only while a file waits: 「单位全称」这列是客户名称."""
    waits = asking.latest(ctx.session, ctx.user.id, ctx.now) or _failed(ctx)
    slots = {"heading": match[1], "field": match[2].strip("「」“”\"'。 ")}
    return Frame("import.column", slots) if waits else None


def _failed(ctx: Context) -> Checked | None:
    """A file in which no column of names was found has failed; it can be put right all the same."""
    row = asking.under_way(ctx.session, ctx.user.id, ctx.now)
    return asking.checked(ctx.session, row.id) if row is not None and row.kind == "check" else None


@handles("import.column")
def column(frame: Frame, ctx: Context) -> str:
    """What a column means; the file is looked at again."""
    last = asking.latest(ctx.session, ctx.user.id, ctx.now) or _failed(ctx)
    if last is None:
        raise NotThere(words.NOTHING_CHECKED)
    said = str(frame.slots["field"])
    meant = "ignore" if re.fullmatch("不要|不用|没用|忽略|不导入?", said) else None
    kind = str(last.result.get("kind") or last.payload.get("kind") or CUSTOMERS)
    found = headings.meaning(said, kind)
    own = dictionary.own_columns(ctx.vocabulary) if kind == CUSTOMERS else {}
    field = meant or own.get(said) or (found.field if found else None)
    if field is None:
        known = [said_[0] for name, said_ in headings.wordings(kind).items() if name != "ignore"][:12]
        raise Refused(words.fields_known([*known, *own]))
    columns = {**last.payload.get("columns", {}), str(frame.slots["heading"]): field}
    asking.check_again(ctx.session, ctx.user.id, ctx.now, last, columns=columns)
    return words.column_set(
        str(frame.slots["heading"]), said if field in own.values() else headings.title(field, kind)
    )


@says(
    r"(?:没写|没有|没填|不写|未填)负责人的?(?:客户|行)?(?:都|全部|统统)?(?:归|给|放到|放|分给|算|进)"
    r"(公海|我|[\u4e00-\u9fffa-z]{1,8}?)(?:的|里)?"
)
def read_owner(match: re.Match[str], ctx: Context) -> Frame | None:
    if asking.latest(ctx.session, ctx.user.id, ctx.now) is None:
        return None
    return Frame("import.owner", {"owner": match[1]})


@handles("import.owner")
def owner(frame: Frame, ctx: Context) -> str:
    """Who gets the new customers of rows without 负责人."""
    last = asking.latest(ctx.session, ctx.user.id, ctx.now)
    if last is None:
        raise NotThere(words.NOTHING_CHECKED)
    said = str(frame.slots["owner"])
    if said == "我":
        name, shown = ctx.user.userid, "你"
    elif said == "公海":
        name = shown = said
    else:
        found = colleagues_called(said, ctx)
        if len(found) != 1:
            raise NotThere(f"没找到唯一的同事「{said}」，写全名再试一次。")
        name = shown = found[0].name
    asking.check_again(ctx.session, ctx.user.id, ctx.now, last, owner=name)
    return words.owner_set(shown)


@says(
    "(?:给我|发我|下载|要)?(?:一份|一个|个)?(?:客户)?(?:的)?导入(?:的)?(?:模板|样表|模版|范例|格式)(?:文件)?",
    "(?:下载)?(?:客户)?模板下载",
    "(?:excel|表格)?模板",
    "导入(?:的)?模板 ?(?:客户|联系人|跟进记录?)",
)
def read_template(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("import.template")


@says(
    f"(?:给我|发我|下载|要)?(?:一份|一个|个)?(?:{KIND})的?(?:导入)?的?(?:模板|样表|模版|范例)(?:文件)?",
    f"导入(?:{KIND})的?(?:模板|样表|模版)",
)
def read_template_of(match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("import.template", {"kind": str(match.lastgroup)})


@handles("import.template")
def template(frame: Frame, ctx: Context) -> str:
    """A table with headings and examples, made by the work process."""
    key = f"template:{ctx.session.info['set_id']}"
    errands.ask(ctx.session, "template", key, ctx.user.id, ctx.now, dict(frame.slots))
    return "模板马上发给你，里面有几行例子。填好直接发回来就行。"


@says("(?:现在)?导入(?:到)?(?:哪儿?了|进度|怎么样了|好了吗|完了吗|完成了吗|多少了|得怎么样了?|状态)")
def read_progress(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("import.progress")


@handles("import.progress")
def progress(_frame: Frame, ctx: Context) -> str:
    row = asking.under_way(ctx.session, ctx.user.id, ctx.now)
    return words.progress(row) if row is not None else words.NOTHING_CHECKED


@says(
    r"(?:撤回|撤销|回退|回滚|撤掉|取消)(?:掉)?(?:刚才|上次|昨天|最近)?的?(?:第?(\d{1,9})号?)?(?:这次|那次|整份|全部)?"
    r"的?导入(?:的)?(?:第?(\d{1,9})号?|文件|客户|数据)?",
    r"把?(?:第(\d{1,9})号)?(?:这次|那次|刚才|上次)?的?导入(?:的)?(?:文件|客户|数据)?(?:全部|整份|都)?"
    r"(?:撤回|撤销|撤掉|回滚)(?:了|掉)?()",
)
def read_undo(match: re.Match[str], _ctx: Context) -> Frame:
    number = match[1] or match[2]
    return Frame("import.undo", {"number": int(number)} if number else {})


@handles("import.undo")
def undo(frame: Frame, ctx: Context) -> str:
    """The whole file back, after a yes; by the one who took it in, or an administrator. One that was only
    looked at is not taken in after all."""
    trial = asking.latest(ctx.session, ctx.user.id, ctx.now) if "number" not in frame.slots else None
    if trial is not None and asking.was_asked(ctx.session, trial.id) is None:
        return drop(frame, ctx)
    one = _import(frame, ctx)
    if one.undone_at is not None:
        return f"第{one.id}号导入已经撤回过了。"
    if one.actor_id != ctx.user.id and ctx.user.role != "admin":
        raise Forbidden(f"只有导入的人和管理员能撤回，请找{admins(ctx)}。")
    by = ctx.session.get(User, one.actor_id) if one.actor_id else None
    by_name = "你" if by is ctx.user else by.name if by else "管理员"
    slots = {**frame.slots, "number": one.id}
    if not confirmed(Frame(frame.intent, slots), words.ask_undo(one, by_name, ctx.now, ctx.tz)):
        return LEFT_ALONE
    asking.undo(ctx.session, ctx.user.id, ctx.now, one.id)
    return words.undoing(one)


def _import(frame: Frame, ctx: Context) -> Import:
    if "number" in frame.slots:
        found = ctx.session.get(Import, int(frame.slots["number"]))
        if found is None:
            raise NotThere(f"没有第{frame.slots['number']}号导入，发「导入记录」看看有哪些。")
        return found
    mine = [one for one in asking.imports(ctx.session, ctx.user.id) if one.undone_at is None]
    every = [one for one in asking.imports(ctx.session) if one.undone_at is None]
    if not mine and not (every and ctx.user.role == "admin"):
        raise NotThere("没有可以撤回的导入。")
    return (mine or every)[0]


@says("(?:看看|查看|看)?导入(?:的)?(?:记录|历史|列表|日志)", "导入过(?:哪些|什么)(?:文件|表)?")
def read_list(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("import.history")


@handles("import.history")
def list_(_frame: Frame, ctx: Context) -> str:
    """Files taken in, with their numbers."""
    found = asking.imports(ctx.session)
    if not found:
        return words.NO_IMPORTS
    names = {row.id: row.name for row in ctx.session.execute(select(User.id, User.name))}
    lines = [f"· {words.line(one, names.get(one.actor_id or 0, '管理员'), ctx.now, ctx.tz)}" for one in found]
    return listing(ctx, f"导入记录：最近{len(found)}份，整份撤回发「撤回第1号导入」", lines)
