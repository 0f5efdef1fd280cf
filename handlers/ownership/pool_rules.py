"""公海规则: 「公海规则」「A类 60天不跟进回公海」「领取上限每天5个」「如果改成30天会掉哪些」."""

import re

from sqlalchemy import true as everybody

from crm import days
from crm.company import company
from crm.errors import Refused
from crm.ownership import pool
from crm.people.team import of_team
from handlers.admins import must_be_admin
from handlers.context import Context
from handlers.ownership import words as ownership_words
from handlers.paging import listing
from handlers.phrases import says
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import handles
from models.customers import Customer
from nlp.frames import Frame

UNSET = "未定级|没定级|没有级别|未分级|没级别"
WHOSE = rf"(?:([a-e])(?:类|级)?|({UNSET})|(?:所有|全部|全体|各级|每级)(?:级别)?)?(?:的)?(?:客户)?"
DAYS = r"(?:满|超过|过|改成|改为|设为|调成|调到|变成)?(\d{1,4})天"
SILENT = "(?:不|没|未|无|没有)(?:有)?(?:人)?(跟进|联系|拜访|成交|成单|下单|签单|成)(?:的)?"
BACK = "(?:就|自动|才|会)?(?:自动)?(?:回|进|掉|归|掉到|掉进|放回|退回|退到|收回)(?:到|入)?公海"
DEALS = ("成交", "成单", "下单", "签单", "成")
FEWEST = 7  # days: warned seven days before, a shorter rule could not be kept


@says(
    "(?:看看|查看|看|现在的?)?公海(?:的)?(?:规则|设置|规矩|规定)(?:是什么|是啥|怎么定的)?",
    "(?:每个?人|一个人|我)?(?:每天|一天)?(?:最多|能|可以)+(?:从公海)?(?:领|领取|捞)(?:几|多少)[个家]?(?:客户)?",
    "(?:客户)?(?:多久|几天|多少天)(?:不|没)?(?:跟进|联系)?(?:会|就|才)?(?:掉|回|进)(?:到)?公海",
)
def read_rules(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("pool.rules")


@handles("pool.rules")
def rules(_frame: Frame, ctx: Context) -> str:
    """What holds, for everybody to know; how to change it, for administrators."""
    by, set_ = pool.rules(ctx.session), company.values(ctx.session)
    lines = ["公海规则：多久没跟进、多久没成交会回公海"]
    lines += [
        f"· {name}级：{rule.follow_up}天没跟进 / {rule.deal}天没成交" for name, rule in by.levels.items()
    ]
    lines.append(f"· 未定级：{by.rest.follow_up}天没跟进 / {by.rest.deal}天没成交")
    lines.append(f"已成交的和保护中的不掉；掉之前{pool.WARNINGS[0]}天和{pool.WARNINGS[1]}天各提醒一次。")
    lines.append(f"每人每天最多领{set_['claims_day']}个，原负责人等{set_['claim_waits']}天才能再领。")
    if ctx.user.role == "admin":
        lines.append(
            "要改就说「A类60天不跟进回公海」「每天最多领10个」；先看影响：「如果改成30天会掉哪些」。"
        )
    return "\n".join(lines)


@says(
    rf"(?:公海规则[:：, ]*)?(?:把)?{WHOSE}[,， ]*{DAYS}{SILENT}[,， ]*{BACK}",
    r"公海(?P<level>)(?P<unset>)(?:的)?(?:天数|时间|期限)?(?:改成|改为|改到|设为|设成|调成|调到)(\d{1,4})天(?P<deal>)",
    rf"公海[:：, ]*(?:把)?{WHOSE}{DAYS}{SILENT}[,， ]*(?:就|自动|才|会)*(?:掉|回|收|放)(?:掉|进去|回去|走)?",
    r"公海(?:的)?(?:规则|天数|时间|期限)?[:：, ]*(?:改成|改为|改一?下|改|设为|设成|调成|调到)?[:：, ]*"
    rf"(?:把)?{WHOSE}[,， ]*(?:的)?(?:{SILENT})?(?:天数|时间)?{DAYS}(?:{SILENT})?",
)
def read_change(match: re.Match[str], _ctx: Context) -> Frame:
    found = match.groups()
    of_days = next(one for one in found[2:] if one and one.isdigit())
    deal = any(one in DEALS for one in found[2:])
    return Frame("pool.change", _slots(found[0], found[1], of_days, deal))


@says(
    rf"(?:如果|要是|假如|假设)(?:公海规则)?(?:把)?{WHOSE}(?:的)?(?:公海)?(?:规则|天数)?[,， ]*{DAYS}"
    rf"(?:{SILENT})?(?:{BACK})?[,， ]*(?:会|要|能)?(?:有)?(?:掉|多掉|多少|哪些|几个|影响).{{0,12}}"
)
def read_preview(match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("pool.preview", _slots(match[1], match[2], match[3], match[4] in DEALS))


def _slots(level: str | None, unset: str | None, of_days: str, deal: bool) -> dict[str, object]:
    """`level`: a letter, "" for customers without one, absent for all."""
    slots: dict[str, object] = {"days": int(of_days), "what": "deal" if deal else "follow_up"}
    return slots | ({"level": level.upper()} if level else {"level": ""} if unset else {})


@says(r"(?:不对|算了|不)?[,， ]*(?:还是)?(?:改成?|改为|换成|调成|要|是|设成)?[,， ]*(\d{1,4})天(?:吧|好了)?")
def read_other(match: re.Match[str], ctx: Context) -> Frame | None:
    """改成60天, while the change of a rule waits for its 确认: the same change with this figure."""
    asked = ctx.open["frame"] if ctx.open and ctx.open["slot"] == "confirmed" else None
    if asked is None or asked["intent"] != "pool.change":
        return None
    return Frame("pool.change", {**asked["slots"], "days": int(match[1])})


@handles("pool.change")
def change(frame: Frame, ctx: Context) -> str:
    """Shown with what it would do, then written; one word takes it back."""
    must_be_admin(ctx, "改公海规则")
    old, new = pool.rules(ctx.session), _changed(frame, ctx)
    if new == old:
        return f"现在就是这样：{_in_words(frame)}，没有改。"
    if not confirmed(frame, f"公海规则改为：{_in_words(frame)}，确认吗？\n{_effect(old, new, ctx)}"):
        return LEFT_ALONE
    pool.set_rules(ctx.session, new, ctx.now)
    return f"已改公海规则：{_in_words(frame)}。改错了发「撤销」"


@handles("pool.preview")
def preview(frame: Frame, ctx: Context) -> str:
    """Who would go within a week under other rules and does not under those that hold."""
    if ctx.user.role == "rep":
        must_be_admin(ctx, "看规则变动的影响")
    old, new = pool.rules(ctx.session), _changed(frame, ctx)
    today = days.today(ctx.now, ctx.tz)
    now_falling = {one.customer.id for one in _falling(old, ctx)}
    found = [one for one in _falling(new, ctx) if one.customer.id not in now_falling]
    head = f"如果{_in_words(frame)}"
    if not found:
        return f"{head}，7天内不会多掉客户（现在有{len(now_falling)}个快掉的）。"
    lines = [f"{n}. {ownership_words.fall_line(one, today)}" for n, one in enumerate(found, 1)]
    return listing(ctx, f"{head}，7天内会多掉{len(found)}个（都会先提醒负责人）：", lines)


def _changed(frame: Frame, ctx: Context) -> pool.Rules:
    of_days = int(frame.slots["days"])
    if not FEWEST <= of_days <= 3650:
        raise Refused(f"天数要在{FEWEST}到3650之间：掉之前要留出提醒的时间。")
    return pool.rules(ctx.session).changed(frame.slots.get("level"), **{str(frame.slots["what"]): of_days})


def _in_words(frame: Frame) -> str:
    level = frame.slots.get("level")
    whose = "所有级别" if level is None else f"{level}级" if level else "未定级"
    what = "成交" if frame.slots["what"] == "deal" else "跟进"
    return f"{whose}{frame.slots['days']}天没{what}回公海"


def _falling(by: pool.Rules, ctx: Context) -> list[pool.Falling]:
    who = everybody() if ctx.scope.kind == "all" else of_team(Customer.owner_id, ctx.scope)
    return pool.falling(ctx.session, who, ctx.now, ctx.tz, by=by)


def _effect(old: pool.Rules, new: pool.Rules, ctx: Context) -> str:
    before, after = len(_falling(old, ctx)), len(_falling(new, ctx))
    return f"7天内会掉公海的客户：现在{before}个，改后{after}个。"


@says(
    r"(?:公海)?(?:客户)?(?:每人)?(?:每天|每日|一天|单日)?(?:的)?领取(?:客户)?(?:的)?(?:上限|数量|名额|配额)(?:是|为|改成|改为|设为|设成|调到)?"
    r"[:： ]*(?:每人)?(?:每天|每日|一天)?(\d{1,5})个?",
    r"(?:公海)?(?:每人)?(?:每天|每日|一天)(?:每人)?(?:最多|只能|可以|能)(?:领取|领|认领)(\d{1,5})个?(?:公海)?(?:客户)?",
)
def read_quota(match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("company.set", {"name": "claims_day", "value": int(match[1])})


@says(
    r"(?:公海)?(?:领取)?(?:的)?(?:原负责人|冷[却静]期?|原主)(?:要)?(?:等|改成|改为|是|设为)?(\d{1,3})天(?:后)?(?:才能|再|可以|能)?(?:再)?(?:领取|领)?"
)
def read_waits(match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("company.set", {"name": "claim_waits", "value": int(match[1])})


@handles("company.set")
def set_figure(frame: Frame, ctx: Context) -> str:
    """One figure of the company's own."""
    one = company.SETTINGS[str(frame.slots["name"])]
    must_be_admin(ctx, f"改「{one.title}」")
    new = int(frame.slots["value"])
    old = company.put(ctx.session, str(frame.slots["name"]), new, ctx.now)
    if old == new:
        return f"「{one.title}」本来就是{old}{one.unit}，没有改。"
    return f"已改：{one.title}{new}{one.unit}（原来{old}）。改错了发「撤销」"
