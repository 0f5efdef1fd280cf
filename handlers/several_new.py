"""「再加两个客户 比亚迪 和 大疆」: several, by names alone. 「把大疆删掉」: what there is instead."""

import re
from typing import Final

from crm.errors import Refused
from handlers.context import Context, Question
from handlers.phrases import as_typed, customers_called, says
from handlers.registry import FRAMES, handles
from handlers.resolve import known_customer
from nlp.frames import Frame

MOST: Final = 10
ADDS: Final = "新增|新建|添加|录入|加|建|录|登记"
APART: Final = re.compile(r"[\s,，、;；]*(?:还有|以及|和|跟|与)[\s,，、;；]*|[\s,，、;；]+")


@says(
    rf"(?:再|还要?|另外|帮我|先|请)*(?:{ADDS})(?:[两二三四五六七八九十几]|\d{{1,2}})[个家]"
    "新?(?:客户|公司)[:, ]*(.{4,200})",
    longest=240,
)
def read_several(match: re.Match[str], ctx: Context) -> Frame | None:
    """Only plain names: with phones or levels among them it is one customer's story."""
    names = [one for one in APART.split(as_typed(match, ctx)[1].strip()) if one]
    if not 2 <= len(names) <= MOST or any(
        not 2 <= len(one) <= 20 or re.search(r"\d{5}|[级类]$", one) for one in names
    ):
        return None
    return Frame("customer.several", {"names": names})


@handles("customer.several")
def create_several(frame: Frame, ctx: Context) -> str:
    """Each as if said alone; one that may be there already is left for a sentence of its own."""
    said = []
    for name in frame.slots["names"]:
        try:
            said.append(FRAMES["customer.create"](Frame("customer.create", {"customer": name}), ctx))
        except Question as question:
            said.append(f"「{name}」先没建：{question.text}\n要新建就单独说「新增客户 {name}」。")
        except Refused as refusal:
            said.append(str(refusal))
    return "\n".join(said)


@says(
    "(?:把|将)?(.{2,24}?)(?:那个|这个|这家|那家)?(?:客户|公司)?(?:给我)?(?:删掉|删了|删除|删)(?:吧|了|掉)?",
    "(?:删掉|删除|删)(?:客户|公司)?[: ]*(.{2,24})",
)
def read_delete(match: re.Match[str], ctx: Context) -> Frame | None:
    found = customers_called(match[1], ctx)
    return Frame("customer.delete", {"customer": match[1]}, refs={"customer": found}) if found else None


@handles("customer.delete")
def delete(frame: Frame, ctx: Context) -> str:
    """Customers are not deleted by word: their history belongs to the company."""
    customer = known_customer(frame, ctx, "是哪个客户？")
    ctx.spoke_of(customer)
    return (
        f"「{customer.name}」没有动：客户不能直接删，以前的记录要留着。\n"
        f"刚建错的，马上发「撤销」；重复的说「把{customer.name}合并到…」；不跟了说「{customer.name}放回公海」。"
    )
