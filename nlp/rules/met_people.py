"""Somebody a report introduces, whose number stands behind it: 认识了设备科的沈涛 电话138…."""

from nlp import forms as re
from nlp.mentions.mention import Mention
from nlp.reading import Clause, Span
from nlp.rules import common, full_names

# A clause that is only somebody's number.
ONLY_A_NUMBER = (
    r"^\s*(?:[他她]的?)?(?:新?(?:电话|手机|号码|微信|联系方式)(?:号码?)?)?(?:是|[:：])?"
    r"\s*\+?[\d\- ]{11,16}\s*(?:(?:帮我|给我|你)?(?:存|记|加|录)(?:一?[下个]|上|着|下来)?[吧啊]?)?\s*$"
)
_INTRODUCED = re.compile(
    "(?:认识|结识|见|碰|遇|介绍|推荐|引荐|换|接待|对接|来)(?:了|到|过|成|的?是)*[^,，。;；]{0,16}?"
    "(?:的|[部科处室组]|[个位]|[员长]|新来|叫|成|了|是|采购|会计|出纳|文员|库管|前台)$"
)
_BEHIND_NAME = re.compile("(?:给我们?|给我认识|认识|了)?[ ,，、]*$")


def met_before(clause: Clause) -> Span | None:
    """Who was introduced right before the clause, by a full name or a nickname."""
    text = clause.reading.text
    behind = _BEHIND_NAME.search(text, max(0, clause.start - 8), clause.start)
    end = behind.start() if behind else clause.start
    person = next((m for m in clause.reading.mentions if m.kind == "person" and m.end == end), None)
    if person is not None and _is_recorded(person, clause):
        return None
    if person is not None and _INTRODUCED.search(text, max(0, person.start - 24), person.start):
        return person.start, person.end  # 见的是预算部小何
    for begin in (end - 3, end - 2):
        if begin > 0 and _INTRODUCED.search(text, max(0, begin - 24), begin):
            name = full_names.full_name(Clause.of(clause.reading, begin, end), begin, end)
            if name == (begin, end):
                return name
    return None


def _is_recorded(person: Mention, clause: Clause) -> bool:
    """Whether he is a contact of the customer spoken of, or of any where none is."""
    firms = [n for m in clause.reading.mentions if m.end <= clause.start for n in m.of("customer")]
    people = person.of("contact")
    return any(common.belongs(p, f) for p in people for f in firms) if firms else bool(people)
