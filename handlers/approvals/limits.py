"""谁能打几折、多大的订单要审批: 「销售折扣权限改成85折」「小李的折扣权限8折」「订单50万以上要审批」."""

import re

from crm import money
from crm.company import company
from crm.sales import limits
from handlers.admins import must_be_admin
from handlers.approvals import limits_words as words
from handlers.context import Context
from handlers.phrases import colleagues_called, says
from handlers.registry import handles
from handlers.resolve import colleague
from models.people import User
from nlp import values
from nlp.frames import Frame

ROLES = {"销售": "rep", "业务员": "rep", "销售员": "rep", "员工": "rep", "主管": "manager", "经理": "manager"}
RIGHT = "的?(?:最低|最大)?(?:折扣|打折)(?:权限|额度|上限|下限|底线)"
BEYOND = "(?:超过|大于|满|达到|到)?(.{1,12}?)(?:及)?(?:以上)?"
APPROVED = "(?:我|主管|经理|领导|老板)?(?:来)?(?:审批|批准|批|审|点头)"
NEEDS = f"(?:就|才|都)?(?:要|需要|得|走){APPROVED}"
OF_ORDER = "(?:审批)?的?(?:金额|标准|线|门槛)?"
TO = "(?:改成|改为|调成|调到|设为|设成|设置为|设置成|定为|是|为|到|给|[:：])?"


@says(rf"(?:把)?([\u4e00-\u9fffa-z]{{2,4}}?){RIGHT}{TO} ?(.{{1,8}})")
def read_discount(match: re.Match[str], ctx: Context) -> Frame | None:
    """销售的折扣权限改成85折, 小李折扣权限8折."""
    found = values.discounts(match[2]) or values.percent(match[2])
    if not found:
        return None
    slots: dict[str, object] = {"percent": float(found[0].value)}
    if match[1] in ROLES:
        return Frame("limit.discount", slots | {"role": ROLES[match[1]]})
    people = colleagues_called(match[1], ctx)
    return Frame("limit.discount", slots | {"user": match[1]}, refs={"user": people})


@says(
    rf"(?:把)?{RIGHT.removeprefix('的?')}(?:都)?{TO} ?(.{{1,8}}?)(?:以下)?(?:的)?(?:{NEEDS})?",
    rf"(?:报价|打折|折扣)?(?:低于|不到|低过|少于)(.{{1,6}}?)(?:以下)?(?:的)?(?:报价|折扣)?{NEEDS}",
)
def read_discount_of_reps(match: re.Match[str], ctx: Context) -> Frame | None:
    """折扣权限设成9折, 低于9折要审批: nobody named is every rep."""
    found = values.discounts(match[1]) or values.percent(match[1])
    return Frame("limit.discount", {"percent": float(found[0].value), "role": "rep"}) if found else None


@says("([\u4e00-\u9fffa-z]{2,4}?)(?:以后)?(?:最低|最多|只|可以|能)(?:只|可以|能)*打(?:到)?(.{1,6}折)")
def read_discount_said(match: re.Match[str], ctx: Context) -> Frame | None:
    """销售最低打8折, 小李最多打85折: of a role or a colleague; a customer is none."""
    known = match[1] in ROLES or colleagues_called(match[1], ctx)
    return read_discount(match, ctx) if known else None


@says(rf"(?:取消|去掉|恢复|收回)([\u4e00-\u9fffa-z]{{2,4}}?){RIGHT}")
def read_no_discount(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("limit.discount", {"user": match[1]}, refs={"user": colleagues_called(match[1], ctx)})


@handles("limit.discount")
def set_discount(frame: Frame, ctx: Context) -> str:
    """For a role or a person, by administrators."""
    must_be_admin(ctx, "改折扣权限")
    percent = money.exact(frame.slots["percent"]) if "percent" in frame.slots else None
    if "role" in frame.slots:
        role = str(frame.slots["role"])
        limits.set_discount(ctx.session, role, percent, ctx.now)
        return words.set_for(words.ROLES[role], percent)
    user = colleague(frame, ctx, "user") or ctx.user
    limits.set_discount(ctx.session, user, percent, ctx.now)
    return words.set_for(user.name, percent)


@says(
    rf"(?:大额)?订单{OF_ORDER}{TO} ?{BEYOND}{NEEDS}",
    rf"大额订单{OF_ORDER}{TO} ?(.{{1,12}})",
    rf"(?:超过|大于|满|达到)?(.{{1,12}}?)(?:及)?(?:以上)?的?(?:大额)?订单{NEEDS}",
)
def read_order(match: re.Match[str], ctx: Context) -> Frame | None:
    found = values.money(match[1])
    return Frame("limit.order", {"amount": int(found[0].value)}) if found else None


@says("(?:大额)?订单(?:都|一律)?(?:不用|不需要|不必|取消)审批")
def read_no_order(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("limit.order", {"amount": 0})


@handles("limit.order")
def set_order(frame: Frame, ctx: Context) -> str:
    """From which sum on an order needs a word from above."""
    must_be_admin(ctx, "改订单审批金额")
    amount = int(frame.slots["amount"])
    old = company.put(ctx.session, "large_order", amount, ctx.now)
    return words.set_order(amount, old)


@says(
    f"(?:超过|大于|满)?.{{0,12}}?的?(?:报销|费用).{{0,12}}?{NEEDS}",
    f"(?:报销|费用)(?:都|一律)?(?:不用|不需要|不必){APPROVED}",
)
def read_expense(match: re.Match[str], ctx: Context) -> Frame | None:
    """超过5000的报销要审批: there is no such rule, and the sum is nobody's request."""
    return (
        Frame("limit.expense") if re.search("超过|大于|以上|以下|多少|不用|不需要|不必", match[0]) else None
    )


@handles("limit.expense")
def expense(frame: Frame, ctx: Context) -> str:
    return words.EXPENSES


RULES = "审批(?:规则|设置|标准|权限)|(?:我的?|大家的?|公司的?)?(?:折扣|打折)权限|大额订单(?:标准|规则)?"


@says(
    f"(?:查看|看看|看)?(?:现在的?)?(?:{RULES})",
    "我?(?:最多|最低)?(?:能|可以)(?:给客户)?打(?:到)?几折",
    f"(?:订单|报价|打折|折扣)?(?:多少|多大|几折)(?:钱|折|的订单|以上|以下)*{NEEDS}",
)
def read_rules(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("limit.rules")


@says(
    "(?:这个|这单|那|我|我们?|给(?:他们?|她|客户))*(?:能不能|可不可以|能|可以|可|行不行|好不好)"
    "(?:给(?:他们?|她|客户))?打?(?:到)?([0-9.一二三四五六七八九]{1,3}折)(?:吗|么|不|呢|行吗)?[?？]?",
    "(?:这个|这单|那|我|我们?|给(?:他们?|她|客户))*打?(?:到)?([0-9.一二三四五六七八九]{1,3}折)"
    "(?:行|可以|能|成|好)(?:吗|么|不|不行|不可以)[?？]?",
)
def read_may(match: re.Match[str], ctx: Context) -> Frame | None:
    """能打九折吗: a question of what one may, and no discount yet."""
    found = values.discounts(match[1])
    return Frame("limit.may", {"percent": float(found[0].value)}) if found else None


@handles("limit.may")
def may(frame: Frame, ctx: Context) -> str:
    return words.may(money.exact(frame.slots["percent"]), limits.discount_limit(ctx.session, ctx.user))


@handles("limit.rules")
def rules(frame: Frame, ctx: Context) -> str:
    """What holds for me; for administrators all of it and how to change it."""
    mine = limits.discount_limit(ctx.session, ctx.user)
    large = limits.large_order(ctx.session, ctx.user)
    if ctx.user.role != "admin":
        return words.mine(mine, large)
    people = [
        (user.name, percent)
        for user_id, percent in limits.own_limits(ctx.session).items()
        if (user := ctx.session.get(User, user_id)) is not None
    ]
    value = company.value(ctx.session, "large_order")
    return words.all_of(limits.discounts(ctx.session), people, value)
