"""商机阶段: 「阶段有哪些」; by administrators 「方案报价后面加一个阶段 现场测试 60%」 and the like."""

import re
from collections.abc import Callable
from typing import TypeVar

from crm.deals import stage_edits, stages
from crm.errors import Refused
from handlers.admins import must_be_admin
from handlers.context import Context
from handlers.deals import stages_words as words
from handlers.phrases import as_typed, says
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import handles
from handlers.whole import all_or_nothing
from nlp.frames import Frame

Result = TypeVar("Result")
OF = "(?:商机|销售|项目)?的?"
NAME = r"[\"“「『]?(?P<{}>[^\s,，、\"”」』%]{{2,16}}?)[\"”」』]?"
STAGE = NAME.format("stage")
PERCENT = r"(?P<percent>\d{1,3})(?:%|％|成)?"
BESIDE = NAME.format("beside")
SIDE = "(?:阶段)?(?:的)?(?P<side>前|后)(?:面|边)?"
FACTS = {
    "金额|预算|多少钱": "amount",
    "预计成交(?:日期|时间)?|成交(?:日期|时间)|签约(?:日期|时间)|什么时候签": "close_date",
    "产品|型号": "product",
}


@says(
    f"(?:看看?|查看)?{OF}阶段(?:有哪些|都有哪些|列表|设置|字典)?",
    f"(?:有|都有)哪些{OF}阶段",
    "字典[: ]*(?:商机)?阶段",
)
def read_all(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("stage.list")


@handles("stage.list")
def show(_frame: Frame, ctx: Context) -> str:
    """The stages in their order; how many chances stand where is for those who lead."""
    admin = ctx.user.role == "admin"
    standing = stage_edits.standing(ctx.session) if admin else {}
    return words.whole(stages.all_of(ctx.session), standing, admin)


ADD = "(?:再)?(?:加|增加|添加|插入?|新增)(?:一?个|一项|上)?"
WITH = rf"(?:[ ,，]+(?:概率)?{PERCENT})?"


@says(
    rf"(?:在)?{BESIDE}{SIDE}{ADD}{OF}阶段[: ]*{STAGE}{WITH}",
    rf"{OF}{ADD}阶段[: ]*{STAGE}(?:[ ,，]+(?:放|排)?在{BESIDE}{SIDE})?{WITH}",
    rf"{OF}阶段{ADD}[: ]*{STAGE}(?:[ ,，]+(?:放|排)?在{BESIDE}{SIDE})?{WITH}",
)
def read_add(match: re.Match[str], ctx: Context) -> Frame:
    said = as_typed(match, ctx).groupdict()
    return Frame("stage.add", {key: value for key, value in said.items() if value})


@handles("stage.add")
def add(frame: Frame, ctx: Context) -> str:
    """At the end, or beside another."""
    slots = frame.slots
    beside = (str(slots["beside"]), slots["side"] == "后") if "beside" in slots else None
    made = _edit(ctx, stage_edits.add, str(slots["stage"]), _percent(slots.get("percent"), ctx), beside)
    return _changed(f"加了阶段「{made.name}」", ctx)


def _percent(said: object, ctx: Context) -> int | None:
    """八成 is 80."""
    if said is None:
        return None
    number = int(str(said))
    return number * 10 if number <= 10 and f"{number}成" in ctx.text else number


def _edit(ctx: Context, edit: Callable[..., Result], *args: object) -> Result:
    """One change by an administrator, whole or not at all."""
    must_be_admin(ctx, words.ADMINS)
    with all_or_nothing(ctx):
        return edit(ctx.session, *args)


def _changed(what: str, ctx: Context, count: int = 0) -> str:
    ctx.session.flush()
    return words.changed(what, stages.all_of(ctx.session), count)


@says(
    rf"(?:把)?{OF}阶段[: ]*{STAGE} ?(?:改名|改叫|更名|重命名)(?:为|成|叫)?[: ]*{NAME.format('to')}",
    rf"(?:把)?{STAGE}(?:这个)?阶段(?:改名|改叫|更名|重命名)(?:为|成|叫)?[: ]*{NAME.format('to')}",
)
def read_rename(match: re.Match[str], ctx: Context) -> Frame:
    said = as_typed(match, ctx)
    return Frame("stage.rename", {"stage": said["stage"], "to": said["to"]})


@handles("stage.rename")
def rename(frame: Frame, ctx: Context) -> str:
    to = str(frame.slots["to"]).removesuffix("阶段")
    old, count = _edit(ctx, stage_edits.rename, str(frame.slots["stage"]), to)
    along = f"，{count}个进行中的商机一起改了" if count else ""
    return _changed(f"阶段「{old}」改名为「{to}」{along}", ctx)


@says(rf"(?:把)?{STAGE} ?(?:改名|改叫|更名|重命名)(?:为|成|叫)?[: ]*{NAME.format('to')}")
def read_bare_rename(match: re.Match[str], ctx: Context) -> Frame | None:
    """Without the word 阶段 only of a stage there is: 华为改名叫… is about a customer."""
    return read_rename(match, ctx) if len(stages.called(ctx.vocabulary.stages, match["stage"])) == 1 else None


CHANGED = "(?:改成|改为|改到|调到|调成|设为|是|为|[:：])?"


@says(rf"(?:把)?{OF}(?:阶段)?{STAGE}(?:阶段)?的?(?:概率|赢率|成功率|把握){CHANGED} ?{PERCENT}")
def read_probability(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of a stage there is; 华为的概率改成80% is about a chance."""
    if len(stages.called(ctx.vocabulary.stages, match["stage"])) != 1:
        return None
    return Frame("stage.probability", {"stage": match["stage"], "percent": match["percent"]})


@handles("stage.probability")
def probability(frame: Frame, ctx: Context) -> str:
    percent = _percent(frame.slots["percent"], ctx)
    row, old = _edit(ctx, stage_edits.set_probability, str(frame.slots["stage"]), percent or 0)
    return _changed(f"「{row.name}」的概率{old}% → {row.probability}%", ctx)


@says(
    rf"(?:到|进入)?(?:了)?{STAGE}(?:阶段)?(?P<how>必须|一定要|要|需要|得|必|不用|不必|不需要|不要)(?:填写?|说清?|写|有|问|填上)(?P<facts>.{{2,24}})"
)
def read_required(match: re.Match[str], ctx: Context) -> Frame | None:
    if len(stages.called(ctx.vocabulary.stages, match["stage"])) != 1:
        return None
    facts = [fact for said, fact in FACTS.items() if re.search(said, match["facts"])]
    wanted = not match["how"].startswith("不")
    return Frame("stage.require", {"stage": match["stage"], "facts": facts, "wanted": wanted})


@handles("stage.require")
def require(frame: Frame, ctx: Context) -> str:
    facts = list(frame.slots["facts"])
    if not facts:
        raise Refused("能要求的是：金额、预计成交、产品。比如「商务谈判要填金额和产品」。")
    row = _edit(ctx, stage_edits.require, str(frame.slots["stage"]), facts, bool(frame.slots["wanted"]))
    return words.required(row.name, row.required)


@says(rf"(?:把)?{OF}(?:阶段)?{STAGE}(?:阶段)?(?:移|挪|放|排|调)(?:动)?(?:到|在){BESIDE}{SIDE}")
def read_place(match: re.Match[str], ctx: Context) -> Frame | None:
    known = ctx.vocabulary.stages
    if not stages.called(known, match["stage"]) or not stages.called(known, match["beside"]):
        return None
    return Frame("stage.place", {name: match[name] for name in ("stage", "beside", "side")})


@handles("stage.place")
def place(frame: Frame, ctx: Context) -> str:
    slots = frame.slots
    row = _edit(ctx, stage_edits.place, str(slots["stage"]), str(slots["beside"]), slots["side"] == "后")
    return _changed(f"「{row.name}」换了位置", ctx)


@says(
    rf"(?:停用|删除|删掉|去掉|不要){OF}阶段[: ]*{STAGE}",
    rf"(?:停用|删除|删掉|去掉){STAGE}(?:这个)?阶段",
    rf"{OF}阶段{STAGE} ?(?:停用|删除|删掉|去掉)",
)
def read_end(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("stage.end", {"stage": as_typed(match, ctx)["stage"]})


@handles("stage.end")
def end(frame: Frame, ctx: Context) -> str:
    row, count = _edit(ctx, stage_edits.end, str(frame.slots["stage"]), ctx.now)
    return _changed(f"阶段「{row.name}」停用了", ctx, count)


ONE = r"[^\s,，、→>%\d]{2,16}"


WITH_PERCENT = rf"{ONE} ?(?:\d{{1,3}}%?)?"


@says(
    rf"{OF}阶段(?:改成|改为|设为|设成|重新设为|换成|定为|是|[:：])+ ?"
    rf"(?P<all>{WITH_PERCENT}(?:[\s,，、→>-]+{WITH_PERCENT})+)"
)
def read_whole(match: re.Match[str], ctx: Context) -> Frame:
    found = re.findall(rf"({ONE}) ?(\d{{1,3}})?%?", as_typed(match, ctx)["all"])
    return Frame("stage.whole", {"all": [[name, percent or None] for name, percent in found]})


@handles("stage.whole")
def whole(frame: Frame, ctx: Context) -> str:
    """All of them anew, after a yes: every rep works with them."""
    must_be_admin(ctx, words.ADMINS)
    wanted = [(str(name), int(percent) if percent else None) for name, percent in frame.slots["all"]]
    if not confirmed(frame, words.ASK_WHOLE.format(" → ".join(name for name, _ in wanted))):
        return LEFT_ALONE
    count = _edit(ctx, stage_edits.replace, wanted, ctx.now)
    return _changed("商机阶段改好了", ctx, count)
