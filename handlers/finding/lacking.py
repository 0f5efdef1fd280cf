"""Conditions of a list that are in no dictionary: what is missing, several levels, a district, a name."""

import re
from typing import Any

from crm.customers.search import BLANK_WORDS
from zh import name_words, regions

FIELDS = {word: key for key, word in BLANK_WORDS.items() if key != "contact"} | {
    "等级": "level", "地区": "region", "城市": "region", "性质": "nature", "类型": "kind", "手机": "phone",
    "号码": "phone",
}  # fmt: skip
FIELD = "|".join(sorted(FIELDS, key=len, reverse=True))
NO = "(?:都|还)?(?:没有?|未|缺少?|空着)"
NEVER = re.compile(
    "(?:一直|从来?|从|还|一次)?(?:都|也)?(?:没有?|未)(?:跟进|联系|拜访|走访|沟通|接触)过的?"
    # Without 过 only where no time is said before it: 30天没跟进的 is another condition.
    "|(?:(?:一直|从来?)(?:都|也)?|(?<![天周月年久期次日时内近来上间都也还]))(?:还)?(?:没有?|未)(?:跟进|联系)的(?=客户|公司|有哪|$)"
)
BLANK = re.compile(
    f"{NO}(?:填|写|录入?|登记|设置?|定|标)?(?:过|好|上)?({FIELD})的?"
    f"|({FIELD})(?:是空的?|为空|空着|没填|未填)的?"
)
NOBODY = re.compile(f"{NO}(?:填|写|录入?|登记)?(?:过)?联系人的?")
LEVELS = re.compile("([a-e](?:类|级)?(?:(?:和|跟|或者?|及|与|、|,|/)[a-e](?:类|级)?)+)(?=的|客户|公司|$)")
SURNAME = re.compile("(?:联系人|里面|有)?姓(.{1,2}?)的(?:联系人的?)?(?=客户|公司|$)")
PLACE = re.compile("(?:找|看|列|查|我在?)?([\u4e00-\u9fff]{4,9}?)的?(?=[a-e]类|[a-e]级|客户|公司|企业|的)")


def cut(text: str, mark: str) -> tuple[str, dict[str, Any]]:
    """The words with `mark` where a condition stood, and the conditions as columns of `Conditions`."""
    found: dict[str, Any] = {}
    blank: list[str] = []
    for pattern, key in ((NEVER, "talk"), (NOBODY, "contact"), (BLANK, "")):
        while (match := pattern.search(text)) is not None:
            blank.append(key or FIELDS[match[1] or match[2]])
            text = _without(text, match, mark)
    if blank:
        found["blank"] = tuple(dict.fromkeys(blank))
    if match := LEVELS.search(text):
        found["level"] = "、".join(dict.fromkeys(re.findall("[a-e]", match[1]))).upper()
        text = _without(text, match, mark)
    match = SURNAME.search(text)
    if match and (match[1] in name_words.surnames() or match[1] in name_words.double_surnames()):
        found["surname"] = match[1]
        text = _without(text, match, mark)
    match = PLACE.match(text)
    if match and (place := regions.one(match[1])) is not None and place.rank == 3:
        found["region"] = place.short
        text = text[: match.start(1)] + mark + text[match.end(1) :]
    return text, found


def _without(text: str, match: re.Match[str], mark: str) -> str:
    return text[: match.start()] + mark + text[match.end() :]
