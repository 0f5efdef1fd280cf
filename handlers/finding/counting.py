"""How many, in which groups, who has the most: 「我有多少客户」「我的客户按级别分组」「装机量最多的客户」."""

import re
from typing import Final

from crm import days
from crm.company import custom_fields, dictionaries
from crm.customers import contacts, customers
from crm.customers import groups as customer_groups
from crm.customers import search as customer_search
from crm.customers.search import ANY
from crm.figures.without import at_work
from handlers import labels, replies
from handlers.contacts.intents import card, everybody
from handlers.context import Context
from handlers.customers.about import LABELS
from handlers.customers.intents import PERSONAL as ADDRESSES
from handlers.customers.intents import conditions_of
from handlers.finding import words
from handlers.finding.intents import last_conditions, understood
from handlers.paging import listing
from handlers.phrases import colleagues_called, customers_called, says
from handlers.registry import handles
from handlers.resolve import known_customer
from nlp.frames import Frame
from zh.text import normal

OF: Final = "(?:手上|手里|手头|名下|现在|目前|一共|总共|共)*(?:有|负责|管|跟)?(?:了)?"
COUNT: Final = "(?:帮我|给我|麻烦)?(?:(?:数|算|查|统计)(?:一?下|一数|一算|数)?)?"
MANY: Final = "(?:多少|几)(?:个|家|位)?"
WE: Final = re.compile("我们.{0,4}|公司|全公司|咱们.{0,4}|大家|部门|团队|全部|所有|总共|一共|现在|目前|")
GROUPED: Final = {
    "负责人": "owner", "销售": "owner", "业务员": "owner", "人": "owner", "标签": "tag",
    **{dictionaries.title(kind): kind for kind in dictionaries.KINDS},
    "类型": "kind", "性质": "nature", "地区": "region", "状态": "stage", "阶段": "stage",
}  # fmt: skip
BY: Final = "|".join(sorted(GROUPED, key=len, reverse=True))
SPLIT: Final = (
    "来?(?:分组|分类|分一?下组?|分开|分别?|归类|汇总|统计|看看?|列)(?:一下|看看?|统计|有多少|各有多少|数量)?"
)
MOST: Final = 10
PERSONAL: Final = ("phone", *ADDRESSES)  # where the company has none, its people may


@says(
    rf"{COUNT}(.{{0,8}}?)(?:的)?{OF}{MANY}客户(?:了|啊|呢)?",
    rf"{COUNT}(.{{0,8}}?)(?:的)?客户(?:的)?(?:总数|总量|数量|数|{OF}{MANY})(?:是|有)?(?:多少|几个)?(?:了|啊|呢)?",
)
def read_count(match: re.Match[str], ctx: Context) -> Frame | None:
    """The list, which begins with how many there are; of the person who was named."""
    who = match[1]
    if who in ("我", "我自己"):
        return Frame("customer.list", {"owner": "me"})
    if WE.fullmatch(who):
        return Frame("customer.list", {})
    found = colleagues_called(who, ctx)
    return Frame("customer.list", {"owner": who}, refs={"owner": found}) if found else None


@says(
    "(?:现在|目前)?(?:每个?人|各人|每个销售|各个销售|大家|谁|每位同事)(?:名下|手上|手里)?(?:都)?(?:各)?有?(?:多少|几)(?:个|家|位)?客户",
    "(?:现在|目前)?(?:每个?人|各人|每个销售|各个销售|大家|每位同事)(?:的|名下的?|手上的?)?客户(?:数|数量|有?多少|有?几个|分布)",
)
def read_each(match: re.Match[str], ctx: Context) -> Frame:
    """每个人多少客户: those they have, not those of this month."""
    return Frame("customer.groups", {"by": "owner", "fresh": True})


@says(
    rf"(?:现在|目前|看看)*(?:谁|哪[个位](?P<by>{BY}))(?:手[上里头]|名下|负责|管)?的?客户(?:数量?)?(?:是)?最(?P<end>[多少])的?",
    rf"(?:现在|目前|看看)*客户(?:数量?)?最(?P<end>[多少])的(?:是谁|人|同事|(?:是哪[个位])?(?P<by>{BY})(?:是哪[个位])?)",
)
def read_most(match: re.Match[str], _ctx: Context) -> Frame:
    """谁的客户最多, 哪个行业的客户最少: all of them in order."""
    least = {"least": True} if match["end"] == "少" else {}
    return Frame("customer.groups", {"by": GROUPED[match["by"] or "人"], "fresh": True, **least})


@says(
    rf"(?:把)?(.{{0,20}}?)的?客户(?:都)?(?:按照?|根据|以)({BY}){SPLIT}",
    rf"(?:按照?|根据)({BY}){SPLIT}(.{{0,20}}?)的?客户",
    rf"(?:按照?|根据)({BY})(?:分组|分类)(?:看看?)?()",
    rf"(.{{0,20}}?)的?客户(?:的)?({BY})分布",
)
def read_groups(match: re.Match[str], ctx: Context) -> Frame | None:
    by, whose = (match[1], match[2]) if match[1] in GROUPED else (match[2], match[1])
    whose = whose.strip()
    if not whose:
        return Frame("customer.groups", {"by": GROUPED[by]})
    if whose in ("我", "我们", "全部", "所有", "公司"):
        return Frame(
            "customer.groups", {"by": GROUPED[by], "fresh": True} | ({"owner": "me"} if whose == "我" else {})
        )
    found = understood(f"{whose}的客户", ctx)
    if found is None or not found.slots:
        return None
    return Frame("customer.groups", {**found.slots, "by": GROUPED[by], "fresh": True}, refs=found.refs)


@handles("customer.groups")
def groups(frame: Frame, ctx: Context) -> str:
    """How many there are of each; of the list just shown, or of the conditions that were said."""
    by = str(frame.slots["by"])
    wanted = conditions_of(frame, ctx) if "fresh" in frame.slots else last_conditions(ctx) or ANY
    counted = customer_groups.grouped(ctx.session, wanted, by, ctx.now, ctx.vocabulary)
    ctx.remember(listed={"kind": "customer", "ids": [], "wanted": customer_search.to_json(wanted)})
    total = sum(count for _, count in counted)
    if frame.slots.get("least"):
        counted = (_without(counted, ctx) if by == "owner" else []) + counted[::-1]
    what = customer_search.in_words(wanted)
    if not total:
        return f"没有{what}。"
    title = {"owner": "负责人", "tag": "标签"}.get(by) or dictionaries.title(by)
    head = words.grouped(what, title, None if by == "tag" else total)
    return listing(ctx, head, [words.group_line(by, value, count) for value, count in counted])


def _without(counted: list[tuple[str | None, int]], ctx: Context) -> list[tuple[str | None, int]]:
    """The reps who have none at all."""
    today = days.today(ctx.now, ctx.tz)
    having = {name for name, _ in counted}
    return [(one.name, 0) for one in at_work(ctx.session, today, today) if one.name not in having]


@says(
    "(.{2,32}?)(最多|最大|最高|最贵|最少|最小|最低|最晚|最早)的?(?:前?(\\d{1,2})[家个位名])?的?(?:是)?(?:哪(?:些|家|个|几家)?)?客户"
)
def read_top(match: re.Match[str], ctx: Context) -> Frame | None:
    """By a number or a day of the company's own."""
    field = ctx.vocabulary.field(match[1].removesuffix("的"))
    if field is None or field.kind not in ("number", "date"):
        return None
    slots = {"field": field.name, "least": match[2] in ("最少", "最小", "最低", "最早"), "most": match[3]}
    return Frame("customer.top", slots)


@handles("customer.top")
def top(frame: Frame, ctx: Context) -> str:
    """Those with the most, or the least, of it."""
    field = ctx.vocabulary.field(str(frame.slots["field"]))
    if field is None:
        return f"没有字段「{frame.slots['field']}」。"
    most = min(int(frame.slots.get("most") or MOST), 50)
    found = custom_fields.ranked(ctx.session, field, most, least=bool(frame.slots["least"]))
    if not found:
        return f"还没有客户填过「{field.name}」。"
    ctx.remember(listed={"kind": "customer", "ids": [customer.id for customer, _ in found]}, figures=None)
    lines = [
        f"{n}. {one.name} {custom_fields.shown(field, value)}" for n, (one, value) in enumerate(found, 1)
    ]
    orders = ("从早到晚", "从晚到早") if field.kind == "date" else ("从小到大", "从大到小")
    order = orders[0] if frame.slots["least"] else orders[1]
    return listing(ctx, f"{field.name}{order}，前{len(found)}位：", lines)


PLAIN: Final = "级别|等级|行业|区域|地区|企业类型|客户类型|企业性质|来源|资信|满意度|地址|开户行|偏好|邮箱"


@says(
    f"(.{{2,24}}?)的?()(?:现在)?(?:是)?(?:什么|啥|哪个|几)({PLAIN})(?:呢|啊|来着|的)?",
    f"(.{{2,24}}?)的?()({PLAIN})[?？]?",
    "(.{2,24}?)的?([^的]{2,10}?)(?:现在)?(?:是|有|为)?(?:多少|什么|啥|哪里|哪儿|哪个|几级|哪一级|怎么写的?)(?:呢|啊|来着)?()",
)
def read_value(match: re.Match[str], ctx: Context) -> Frame | None:
    """华为装机量多少: one field of one customer."""
    said = f"{match[1]}{match[2]}{match[3]}".removesuffix("的")
    own = {normal(field.name): field.name for field in ctx.vocabulary.fields}
    labels = own | {normal(title): column for title, column in LABELS.items()}
    for label in sorted(labels, key=len, reverse=True):
        name = said.removesuffix(label).removesuffix("的")
        if said.endswith(label) and (refs := customers_called(name, ctx)):
            slots = {"customer": name, "field": labels[label]}
            return Frame("customer.field", slots, refs={"customer": refs})
    return None


@says(
    "(.{2,24}?)的?(?:都)?(?:有|打了|打过|贴了)?(?:哪些|什么|啥|几个)标签(?:吗|呢)?",
    "(.{2,24}?)的?标签(?:都)?(?:有|是)?(?:哪些|什么|啥|几个)?(?:呢|来着)?",
)
def read_tags(match: re.Match[str], ctx: Context) -> Frame | None:
    """华为有哪些标签: of one customer; without one it is no question of this kind."""
    found = customers_called(match[1], ctx)
    return Frame("customer.tags", {"customer": match[1]}, refs={"customer": found}) if found else None


@handles("customer.tags")
def tags_of(frame: Frame, ctx: Context) -> str:
    """The tags of one customer."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    found = customers.tags_of(ctx.session, customer)
    return words.tags(customer.name, found)


@handles("customer.field")
def field_of(frame: Frame, ctx: Context) -> str:
    """What stands in one field, else of its people; how to fill it where nothing does."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    name = str(frame.slots["field"])
    ctx.spoke_of(customer)
    title = labels.FIELDS.get(name, name)
    own = ctx.vocabulary.field(name)
    if own is not None:
        value = dict(custom_fields.in_words(ctx.session, [own], customer.id)).get(own.name, "")
    else:
        value = replies.value(name, customers.get_field(customer, name))
    if not value and name in PERSONAL:
        people = contacts.all_of(ctx.session, customer)
        if any(getattr(one, name) for one in people):
            return card(customer, people[0], ctx) if len(people) == 1 else everybody(customer, people, ctx)
    if not value:
        return f"{customer.name}的{title}还没填。填就说「{title}改成…」"
    return f"{customer.name}的{title}：{value}"
