"""Which of the candidates the words mean; and the bare name in 华为的."""

import re
from typing import Any

from handlers.context import Context
from handlers.phrases import customers_called
from zh.text import normal

NAMED = ("customer", "contact", "user", "assignee", "owner")
POINTED = re.compile(
    "^(?:就?是|我?选|要)|(?:家|那边)?的?(?:那|这)一?(?:个|家|位|单|条|笔|张)?(?:吧|的)?$|(?:家|那边)?的(?:吧)?$"
)
ONE = "(?:的|那|一)*[个条家位单]?的?吧?"
FIRST = re.compile(f"[是选要]?(?:前者|[前上]面{ONE}|前[那一][个条家位单]吧?)")
SECOND = re.compile(f"[是选要]?(?:后者|[后下]面{ONE}|后[那一][个条家位单]吧?)")
LAST = re.compile(f"[是选要]?最后{ONE}")
BEGUN = re.compile("(?:那|就|都)?([\u4e00-\u9fff]{1,2}?)(?:进去|进来|上去|吧|一下|呗)+")
OF_WHOM = re.compile(
    "(?:(?:这|都|就|应该)*是)?(?P<name>[^,，。 ]{2,24}?)(?:家|那边|公司那边)?的(?:吧|啊|呀)?"
)


def picked(text: str, pending: dict[str, Any]) -> dict[str, Any] | None:
    """The option whose number, name or hint is what was typed."""
    options: list[dict[str, Any]] = pending["options"]
    said = text.strip().rstrip("。.号、 ")
    number = normal(said)  # ① is 1
    if number.isdecimal() and 1 <= int(number) <= len(options):
        return options[int(number) - 1]
    if (placed := _by_place(said, options)) is not None:
        return placed
    fits = [o for o in options if said and (said == o["label"] or said in o["hint"].split())]
    fits = fits or [o for o in options if len(said) >= 2 and said in f"{o['label']} {o['hint']}"]
    bare = POINTED.sub("", said)
    if not fits and bare != said:  # 交换机那个
        fits = [o for o in options if len(bare) >= 2 and bare in f"{o['label']} {o['hint']}"]
    if not fits and (deed := BEGUN.fullmatch(said)):  # 导进去 of 导入客户
        fits = [o for o in options if o["label"].startswith(deed[1])]
    return fits[0] if len(fits) == 1 else None


def _by_place(said: str, options: list[dict[str, Any]]) -> dict[str, Any] | None:
    """前者, 后面那个 of two; 最后一个 of any."""
    real = [o for o in options if o.get("instead") != {}]  # 都不是 has no place in the row
    if real and LAST.fullmatch(said):
        return real[-1]
    if len(real) != 2:
        return None
    return real[0] if FIRST.fullmatch(said) else real[1] if SECOND.fullmatch(said) else None


def bare_name(text: str, pending: dict[str, Any], ctx: Context) -> str:
    """海康 of 海康的, where it was asked whose; 美的 is called so."""
    said = text.strip(" 。.!！~")
    match = OF_WHOM.fullmatch(said) if pending["slot"] in NAMED else None
    if match is None or customers_called(said, ctx):
        return text
    name = match["name"]
    return name if customers_called(name, ctx) or not said.endswith("美的") else text
