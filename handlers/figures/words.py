"""What is said around figures: conclusion first, then the lines, then what was counted and how."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from crm.figures import saying
from crm.figures.measures import Measure
from crm.figures.questions import DIMENSIONS, Number, Question, Row
from models.scope import Scope

COUNTS_WHAT = (
    "没听出要数的是什么，没有拿别的数代替。能数的：签单、回款、新增客户、跟进、拜访、商机、工单、做完的待办，"
    "比如「我今天处理了几张工单」「上周拜访了几家」。"
)


def beyond_sight(name: str) -> str:
    return f"{name}的数字你看不到，可以请{name}的主管看，或找管理员。"


def not_more_than_own(scope: Scope, slots: Mapping[str, Any]) -> str:
    """Said where more was asked for than one may see."""
    asked = slots.get("scope")
    if scope.kind == "own" and (slots.get("kind") == "ranking" or slots.get("by") == "user"):
        return "（排名要看到同事的数字，只有主管看得到；这是你自己的）"
    if scope.kind == "own" and asked in ("team", "all"):
        return "（你能看到的是自己的）"
    return "（你能看到的是本部门及下属）" if scope.kind == "team" and asked == "all" else ""


def title(
    people: str, period: str, filters: Mapping[str, Any], measure: Measure, customer: str, by: Sequence[str]
) -> str:
    """`销售一部 11月1–24日 深圳 A级 销售额 按人`."""
    said = [saying.label(name, str(value)) for name, value in filters.items() if name != "customer"]
    split = "按" + "、".join(DIMENSIONS[name] for name in by) if by else ""
    return " ".join(filter(None, [people, period, customer, *said, measure.name, split]))


def head(title: str, value: str, beside: Sequence[str], narrowed: str) -> str:
    """The conclusion: whose, when, what, how much."""
    return f"{title}：{value}" + (f"（{'，'.join(beside)}）" if beside else "") + narrowed


def meaning(measure: Measure) -> str:
    return f"口径：{measure.definition}"


def page(url: str) -> str:
    return f'　<a href="{url}">看明细</a>'


def rows(
    asked: Question,
    measure: Measure,
    found: Sequence[Row],
    earlier: Mapping[Any, Number | None] | None = None,
) -> list[str]:
    """A line a row: shares where they add up to something, or what it was in the period beside it."""
    whole = sum(float(row.value or 0) for row in found) if saying.adds_up(measure, asked.by) else 0.0
    lines = []
    for n, row in enumerate(found, 1):
        more = f" {100 * float(row.value or 0) / whole:.0f}%" if whole > 0 else ""
        if earlier is not None:
            then = earlier.get((row.labels, row.ids), 0)
            more = f"（原来{saying.number(measure, then)}，{saying.change(measure, row.value, then)}）"
        lines.append(f"{n}. {name(asked, row)} {saying.number(measure, row.value)}{more}")
    return lines


def only_first(first: int, many: int) -> str:
    return f"（共{many}个，只列前{first}）"


def said(measure: Measure, row: Row) -> str:
    return saying.number(measure, row.value)


def pair(head: str, measure: Measure, found: Sequence[tuple[str, Number | None]]) -> str:
    """`11月1–24日 销售额：赵敏88万元，李晓40万元。赵敏多48万元。`"""
    both = "，".join(f"{name}{saying.number(measure, value)}" for name, value in found)
    return f"{head}：{both}。{_ahead(measure, found)}"


def apart(head: str, measure: Measure, found: Sequence[tuple[str, Number | None]]) -> str:
    """`全公司 销售额：9月20万元，8月10万元。9月多10万元（+100%）。`"""
    (one, now), (_, then) = found
    said = pair(head, measure, found)
    if now == then or not then or measure.unit == "%":
        return said
    less = "" if now is None or now > then else one
    return f"{said.removesuffix('。')}（{less}{saying.change(measure, now, then)}）。"


def as_far(span: str, value: str) -> str:
    """Beside a period that still runs."""
    return f"还没过完，同样天数的{span}是{value}"


def _ahead(measure: Measure, found: Sequence[tuple[str, Number | None]]) -> str:
    """Who has more, and by how much; nothing where one of them has no figure."""
    values = [Decimal(str(value)) for _, value in found if value is not None]
    if len(values) != len(found):
        return ""
    apart = max(values) - min(values)
    name = found[values.index(max(values))][0]
    if measure.unit == "%":
        return f"{name}高{apart:.1f}个百分点。" if apart else "一样。"
    whole = apart == int(apart) and not measure.money
    return f"{name}多{saying.number(measure, int(apart) if whole else apart)}。" if apart else "一样。"


def name(asked: Question, row: Row) -> str:
    return " ".join(saying.label(by, words) for by, words in zip(asked.by, row.labels, strict=True))


NOT_BY_NEW = "按新老客户分的业绩还算不了。能算的：「今年各客户的销售额」「本月新增客户」「本月销售额」。"


def not_narrowed(filters: Sequence[str]) -> str:
    """Of a report that was asked for with a condition it knows nothing of."""
    return f"这份是全部的，还不能只看{'、'.join(filters)}。" if filters else ""


def funnel_is(filters: Sequence[str], *, split: bool, earlier: bool) -> str:
    """What was asked of a funnel and is not in it, and what to say instead."""
    left = [f"只看{'、'.join(filters)}"] if filters else []
    left += ["分开看"] if split else []
    left += ["看以前的或和以前比"] if earlier else []
    if not left:
        return ""
    instead = ["单看一位说「李晓的漏斗」"] if split else []
    instead += ["新建的商机能比，说「本月新增商机 对比上个月」"] if earlier else []
    return "；".join([f"漏斗是现在的、合起来的，还不能{'，也不能'.join(left)}", *instead]) + "。"


def not_pieces(unit: str | None) -> str:
    """Where it was asked how many were sold."""
    return f"卖了多少{unit or '件'}还统计不了，上面是金额；每一单的数量看订单。"
