"""Facts of a chance to sell, and 商机 behind them: 段亮急着上超滤 三十六万 商机."""

from collections.abc import Sequence

from nlp import forms as re
from nlp.reading import Clause
from nlp.rules.base import Rule

NOTED = Rule("…, 商机", "opportunity.create", 8, (), trust=3)

_CHANCE = re.compile(
    r"\s*(?:(?:先|给我|帮我|就|再)*(?:记成?|建|立|挂|报|录|加|有|算)?(?:一?个|一?条)?(?:新)?|.{0,8}的)(?:商机|机会)(?:先|一个)?(?:立着|挂着|记着|记一?下|记上|建着|建一?下|立项)?[吧哈了]?\s*"
)
_TOLD = re.compile(r"说|讲|透露|反馈|聊|见了|拜访|去了|电话|微信|开会|喝|吃饭|错过|没[了戏]|同行|对手")
_OTHERS = (
    "met",
    "channel",
    "reported",
    "remind",
    "pay_act",
    "order_act",
    "win",
    "lose",
    "percent",
    "id",
    "ask",
    "asked_back",
    "if",
    "never",
    "past",
    "user",
    "task_word",
    "opp_word",
    "show",
)


def notes_a_chance(clauses: Sequence[Clause]) -> bool:
    """The last of the clauses only says 商机; those before name somebody and a sum, and tell of no deed."""
    *before, last = clauses
    if not before or len(clauses) > 6 or "opp_word" not in last.features or not _CHANCE.fullmatch(last.text):
        return False
    if any(clause.has(*_OTHERS) or _TOLD.search(clause.text) for clause in before):
        return False
    return before[0].has("customer", "company", "contact") and (
        last.has("money") or any(clause.has("money", "number", "quantity") for clause in before)
    )
