"""「刚导入的客户有哪些」: those that the last import made, or the imports of a day."""

import re
from typing import Final

from crm.errors import NotThere
from crm.importing import asking
from handlers.context import Context
from handlers.periods import PERIOD, passed
from handlers.phrases import says
from handlers.slots import span
from handlers.tables import imports_words as words
from nlp.frames import Frame

_LAST: Final = "刚刚?|刚才|新近?|最近|上一?次|这一?次|最后一次|上回|前面"
_ASKED: Final = "(?:都)?(?:有?哪些|有?多少[个家位]?|有?几[个家位]|名单|列表|是?谁|在哪儿?|看看|呢)?"


@says(
    rf"(?:看看?|列出?|查一?下)?(?P<me>我)?(?:(?:{_LAST})|第(?P<number>\d{{1,9}})[号次]|(?P<when>{PERIOD}))?(?:批量)?"
    rf"导入?(?:进来|过来|进去)?的?(?:那批|那些|这些|这批)?(?:新)?(?:客户|公司|单位|名单)(?:名单|列表)?{_ASKED}",
    rf"(?P<me>我)?(?:(?:{_LAST})|第(?P<number>\d{{1,9}})[号次]|(?P<when>{PERIOD}))?(?:都)?导入了(?:哪些|几[个家]|多少[个家]?|谁)(?:客户|公司)?",
)
def read_imported(match: re.Match[str], ctx: Context) -> Frame | None:
    """My own imports; of an administrator who made none, everybody's."""
    if not re.search(f"{_LAST}|第|哪|多少|几|谁|名单|列表|看|列|查|的", match[0]) and not match["when"]:
        return None  # 导入客户: how it is done
    found = asking.imports(ctx.session, ctx.user.id) or (
        asking.imports(ctx.session) if ctx.user.role == "admin" else []
    )
    standing = [one for one in found if one.undone_at is None]
    if match["number"]:
        chosen = [one for one in standing if one.id == int(match["number"])]
    elif match["when"] and not match["when"].startswith("最近"):
        first, before = span(passed(match["when"], ctx), ctx.tz)
        chosen = [one for one in standing if first <= one.created_at < before]
    else:
        chosen = standing[:1]
    if not chosen:
        raise NotThere(words.nothing_imported(match["when"] or "", standing[0] if standing else None))
    if not any(one.result.get("counts", {}).get("customers") for one in chosen):
        raise NotThere("\n".join(words.without_customers(one) for one in chosen))
    called = f"《{chosen[0].filename}》" if len(chosen) == 1 else match["when"]
    return Frame("customer.list", {"imported": [one.id for one in chosen], "imported_from": called})
