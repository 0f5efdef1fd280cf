"""A team with a price list, for conversations about selling."""

from typing import Any

from tests.support.chat import Chat

HUAWEI = "华为技术有限公司"
HIKVISION = "杭州海康威视数字技术股份有限公司"
PRICES = (
    "新增产品 A100 交换机 单价800 库存50 单位台 成本500",
    "新增产品 A200 交换机 单价1200 库存8 单位台 成本700",
    "新增产品 R740服务器 单价35000 库存5台",
    "新增产品 辅材包",
)


def stocked(team: Chat) -> Chat:
    """王芳 keeps four products; 小李 has 华为 and 海康."""
    for said in PRICES:
        team.say("WangFang", said)
    return team


def stock(chat: Chat, name: str) -> Any:
    (found,) = [p for p in chat.records("products") if name in (p["code"], p["name"])]
    return found["stock"]


def one(chat: Chat, kind: str, **wanted: Any) -> dict[str, Any]:
    """The only record of that kind."""
    (found,) = chat.records(kind, **wanted)
    return found


def link(reply: str) -> str:
    """The path of the address in a reply."""
    (url,) = [word for word in reply.split() if "/p/" in word]
    return url[url.index("/p/") :]
