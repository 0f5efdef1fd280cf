"""What is said of the rules that give out leads and tickets."""

from collections.abc import Sequence

from crm.ownership.assigning import KINDS, WAYS, Picked
from models.trust import LeadRule

UNDO = "不对就发「撤销」"
EXAMPLES = {"lead": "华南的线索轮流给小李、小王", "ticket": "工单轮流给小李、小王"}
NO_RULES = {
    kind: f"还没有{name}分配规则，新{name}归录入的人。"
    f"管理员可以说「{EXAMPLES[kind]}」「{name}按负载分给小李、小王」。"
    for kind, name in KINDS.items()
}
NO_RULE_YET = "还没有分配规则，先归你。"
NO_RULE_HERE = "这个地区没有分配规则，先归你。"
NOBODY = "规则里的人都不在岗了，先归你，请管理员改规则。"
COUNTED = {"lead": "客户", "ticket": "工单"}


def only_admins(kind: str) -> str:
    return f"改{KINDS[kind]}分配规则"


def rule(region: str, names: Sequence[str], way: str) -> str:
    """`华南：李晓、王磊 轮流`."""
    return f"{region or '其他地区'}：{'、'.join(names)}{f' {WAYS[way]}' if len(names) > 1 else ''}"


def rule_set(kind: str, region: str, names: Sequence[str], way: str, before: str) -> str:
    was = f"（原来是{before}）" if before else ""
    which = f"{region}的" if region else ""
    how = f"{WAYS[way]}分给{'、'.join(names)}" if len(names) > 1 else f"给{names[0]}"
    return f"已定：{which}新{KINDS[kind]}{how}{was}。请假的人自动跳过。{UNDO}"


def rule_ended(one: LeadRule) -> str:
    which = f"{one.region}的" if one.region else "不分地区的"
    return f"{which}{KINDS[one.kind]}分配规则停了，以后按别的规则，没有就归录入的人。{UNDO}"


def why_yours(rule: LeadRule | None, rules: Sequence[LeadRule]) -> str:
    """Why nobody was picked: the rule's people are gone, no rule holds here, or there is none at all."""
    return NOBODY if rule else NO_RULE_HERE if rules else NO_RULE_YET


def given(one: Picked) -> str:
    """Why it went to whom: everybody can see that it was no favour."""
    return f"分给{one.to.name}（{why(one)}），卡片已发。{UNDO}"


def why(one: Picked) -> str:
    """`华南，轮流`, `不分地区，手上最少：客户3、待办2`."""
    by = one.rule.region or "不分地区"
    if one.load is None:
        return f"{by}，{WAYS[one.rule.way]}" if len(one.rule.people) > 1 else by
    return f"{by}，手上最少：{COUNTED[one.rule.kind]}{one.load.things}、待办{one.load.tasks}"
