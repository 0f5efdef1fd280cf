"""Lists of selling as they are asked for: 上个月的订单, 华为的报价, 我们的回款, 小李赢单的商机, 价目表."""

import re
from typing import Any

from handlers.context import Context
from handlers.orders.refs import UNPAID
from handlers.phrases import colleagues_called, customers_called
from nlp import times
from nlp.frames import Frame

KINDS = {
    "holdings": "到期事项|到期的?(?:保单|合同|存款|存单|东西)|保单|存单|存款",
    "orders": "订单|合同|销售订单|成交单",
    "payments": "回款|收款|到账|付款",
    "quotes": "报价|报价单",
    "deals": "商机|销售机会|项目",
    "products": "产品|商品|价目表|价格表|产品表|库存表|库存",
}
STATES = (
    ("won", "赢单|赢了|签了|签下|成交"),
    ("lost", "输单|输了|丢了|丢掉"),
    ("open", "进行中|在跟|没结束|未结束"),
)
NOT_PAID = re.compile(f"{UNPAID}的?$")
TEAM = "我们|咱们|团队|全部|所有|大家|公司|部门|全公司|本部门"
_NAMED = "|".join(f"(?P<{kind}>{said})" for kind, said in KINDS.items())
KIND = re.compile(f"(.*?)的?(?:{_NAMED})(?:记录|明细|列表|清单|表|单)?")


def read_kind(said: str, ctx: Context) -> Frame | None:
    """Which list, whose and of when; None where more is said than that."""
    match = KIND.fullmatch(said)
    if match is None:
        return None
    kind = str(match.lastgroup)
    slots: dict[str, Any] = {"kind": kind}
    rest = match[1]
    found = [one for one in times.find(rest, ctx.now.astimezone(ctx.tz)) if one.kind in ("date", "range")]
    if len(found) == 1:
        slots["range"] = found[0].as_period("past")
        rest = rest[: found[0].start] + rest[found[0].end :]
    for state, words in STATES:
        if kind == "deals" and re.search(words, rest):
            slots["status"], rest = state, re.sub(f"(?:已经|已)?(?:{words})", "", rest)
    if kind == "orders" and (owed := NOT_PAID.search(rest)):
        slots["unpaid"], rest = True, rest[: owed.start()]
    rest = rest.strip("的 ")
    if not rest or re.fullmatch(TEAM, rest):
        return Frame("export.ask", {**slots, "team": True})
    if rest in ("我", "我自己", "本人"):
        return Frame("export.ask", slots)
    if customers := customers_called(rest, ctx):
        return Frame("export.ask", {**slots, "customer": rest}, refs={"customer": customers})
    people = colleagues_called(rest, ctx)
    return Frame("export.ask", {**slots, "owner": rest}, refs={"owner": people}) if people else None
