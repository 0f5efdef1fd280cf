"""What is said about lists of customers."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from crm.customers.search import COUNTED
from handlers import labels
from handlers.paging import LINES
from models.customers import Contact, Customer
from zh import say

NARROW = "太多就说「缩小范围」或「只看A类」；要全部就说「导出」"


def head(what: str, total: int) -> str:
    """`深圳A级客户：共37位，显示8`."""
    many = f"{COUNTED}多位" if total > COUNTED else f"{total}位"
    shown = f"，显示{LINES}" if total > LINES else ""
    return f"{what}：共{many}{shown}"


def tags(name: str, found: Sequence[str]) -> str:
    """The tags of one customer."""
    return (
        f"{name}的标签：{'、'.join(found)}"
        if found
        else f"{name}还没有标签。打一个就说「给{name}打标签 重点」"
    )


def facets(what: str, found: Mapping[str, Sequence[tuple[str, int]]]) -> str:
    """By what a list can be narrowed."""
    if not found:
        return f"{what}没有可以再分的条件了。"
    lines = [f"{what}可以再按："]
    for name, values in list(found.items())[:6]:
        level = "级" if name == "level" else ""
        lines.append(f"· {labels.FIELDS[name]}：" + " · ".join(f"{value}{level} {n}" for value, n in values))
    name, values = next(iter(found.items()))
    example = f"{values[0][0]}{'类' if name == 'level' else ''}"
    return "\n".join([*lines, f"比如「只看{example}」「只看30天没跟进的」"])


def grouped(what: str, title: str, total: int | None) -> str:
    """`我的客户按级别：共37位`; of tags, of which one customer has several, no sum is told."""
    return f"{what}按{title}：" + (f"共{total}位" if total is not None else "一位可以有几个标签")


def group_line(by: str, value: str | None, count: int) -> str:
    if value is None:
        return f"· {'公海' if by == 'owner' else '未填'} {count}位"
    return f"· {value}{'级' if by == 'level' and value.isascii() else ''} {count}位"


def called(said: str, count: int) -> str:
    return f"「{said}」可能是：共{count}位，回复序号看详情"


def nobody_met(who: str) -> str:
    anybody = who in ("人", "谁", "联系人")
    return (
        "那段时间没有记到和谁联系过。"
        if anybody
        else f"那段时间没有记到和「{who}」的联系。可以直接说名字查。"
    )


def people_met(count: int) -> str:
    return f"那段时间联系过的：共{count}位，回复序号看客户"


def met_line(n: int, person: Contact, customer: Customer, at: datetime, now: datetime, tz: tzinfo) -> str:
    when = say.day(at.astimezone(tz).date(), now.astimezone(tz).date())
    return " ".join(filter(None, (f"{n}.", person.name, person.title, f"（{customer.name}）", when)))


def no_number(ends: str) -> str:
    return f"你的联系人里没有{ends}这个号码。要记下来就说是谁的，比如「华为李总电话{ends}」。"


def beyond_sight(name: str) -> str:
    return f"{name}的客户只有{name}自己、{name}的主管和管理员看得到。要一起跟某一家，请{name}加你为协作人。"


def none_yet() -> str:
    return (
        "你名下还没有客户。见了谁、跟谁通了电话，说一句就建好，比如「今天拜访了星辰科技的王总，聊了报价」；"
        "手上有老客户的表，直接发给我，或先发「导入模板」。"
    )
