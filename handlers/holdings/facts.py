"""What is said of a policy, a contract or a deposit: whose, which, how much, until when."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from crm import money
from handlers.context import Context
from handlers.phrases import Whose, led_by
from nlp import times, values
from zh.text import plain

NOUN = (
    "(?:大额存单|定期存款|结构性存款|定期|定存|存单|存款|理财产品|理财|国债|基金|信托|保险单|保单"
    "|(?:车|寿|重疾|重大疾病|意外|医疗|年金|财产|雇主责任|责任|团体|企财|货运|交强|商业)险|保险"
    "|维保服务|维保|质保合同|合同|协议|租约|会员|年费|订阅|许可证|资质证书|资质|贷款|授信额度|授信)"
)
ENDS = "(?:到期日期?|到期|期满|满期|截止日期?|截止|有效期)"
NUMBER = re.compile(
    r"(?:保单号|合同号|编号|单号|账号|号码|号)?[:：# ]*"
    r"((?=[A-Za-z0-9-]*\d)[A-Za-z][A-Za-z0-9-]{2,30}|\d{8,30})(?![\d年月日号万亿元])"
)
BEFORE = "(?:请|帮我|给|帮|替|记一下|记|录|加|新增|登记|[一这那][份张笔个])*"
BEHIND = (
    "(?:的|有?哪些|有?几[份张笔个]|在我们这|在我这|在我行|在我司|有|买了|买的|签了|签的|办了|办的|存了|存的|投保了|续了|记|录|加"
    "|[这那]?一?[份张笔个])*"
)
SUM = r"[\d.,]+(?:[万亿千百]?元?|[wW])"  # 存了50万定期: the sum before what it is the sum of
QUALIFIES = re.compile("(?!.*[说讲聊谈问提想跟和])[\u4e00-\u9fffa-z0-9]{0,6}")
PRONOUN = re.compile("(?:他们|她们|这家|那家|这个客户|该客户|对方|他|她)(?:公司|那边)?")


def whose(words: str, ctx: Context) -> Whose | None:
    """Nothing said or a pronoun: nobody. None where it is no customer we know."""
    said = re.sub(rf"^{BEFORE}|{BEHIND}$", "", re.sub(rf"(?<=[了的有]){SUM}$", "", words.strip(" ,，")))
    if not said or PRONOUN.fullmatch(said):
        return Whose("", ())
    found = led_by(said, ctx)
    if found is None:
        return None
    rest = re.sub(rf"^{BEHIND}", "", found.rest)
    return replace(found, rest=rest) if QUALIFIES.fullmatch(rest) else None


def facts(words: str, ctx: Context) -> dict[str, Any]:
    """Number, sum and end as the slots of a frame: text, so that they stay exact."""
    said = plain(words)
    slots: dict[str, Any] = {}
    if match := NUMBER.search(said):
        slots["number"] = match[1]
        said = said[: match.start(1)] + " " * len(match[1]) + said[match.end(1) :]
    day, vague, at = end_of(said, ctx)
    if day is not None:
        slots |= {"ends_on": day.isoformat()} | ({"vague": True} if vague else {})
        said = said[: at[0]] + said[at[1] :]
    if found := values.money(said):
        slots["amount"] = str(money.exact(found[0].value))
    return slots


def is_all(said: str, ctx: Context) -> bool:
    """Whether words about the end of something say nothing else: 到期，到时候可以谈替换 is talk."""
    found = times.find(said, ctx.now.astimezone(ctx.tz))
    without = "".join("" if any(t.start <= n < t.end for t in found) else c for n, c in enumerate(said))
    tail = re.split(ENDS, without)[-1]
    tail = re.sub(r"保额|金额|本金|保费|总额|额度|[\d.,]+[万亿千百元]*", "", tail)
    return len(re.sub("[了的哦吧啊呢日是为到改成至号共,，。:： ]", "", tail)) <= 1


def named_behind(said: str, ctx: Context) -> str:
    """存款100万 华为 下周到期: what stands before its end and is no figure; empty for nothing."""
    before = re.split(ENDS, said)[0]
    found = times.find(before, ctx.now.astimezone(ctx.tz))
    rest = "".join(" " if any(t.start <= n < t.end for t in found) else c for n, c in enumerate(before))
    rest = re.sub(rf"{SUM}|{NUMBER.pattern}|{PRONOUN.pattern}|[的在是到,，:： ]", "", rest)
    return rest if len(rest) > 1 else ""


def end_of(said: str, ctx: Context) -> tuple[date | None, bool, tuple[int, int]]:
    """The day it ends; whether only its month or year was said (then the first of it); where it stood."""
    found = [
        one for one in times.find(said, ctx.now.astimezone(ctx.tz)) if one.kind in ("date", "moment", "range")
    ]
    if not found:
        return None, False, (0, 0)
    last = found[-1]
    if last.kind != "range":
        return date.fromisoformat(last.as_day("future")), False, (last.start, last.end)
    first, _, end = last.as_period("future").partition("/")
    if last.grain == "span":  # 从今年3月到明年3月
        return date.fromisoformat(end[:10]), False, (last.start, last.end)
    return date.fromisoformat(first[:10]), True, (last.start, last.end)


def months(said: str, ctx: Context) -> int | None:
    """续一年, 再续六个月: in months."""
    for one in times.find(said, ctx.now.astimezone(ctx.tz)):
        match = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?", one.value) if one.kind == "duration" else None
        if match:
            return int(match[1] or 0) * 12 + int(match[2] or 0)
    return None


def amount(slots: Mapping[str, Any]) -> Decimal | None:
    value = slots.get("amount")
    return None if value is None else Decimal(str(value))
