"""How likely a chance is won, in words that a rep can check."""

from collections.abc import Sequence

from crm.deals.score import ENOUGH, Band, Model, Reason, Score

SIGNS = {
    "stage": "走到{}",
    "stage_days": "在这个阶段{}",
    "talks": "跟进了{}",
    "last_talk": "上次联系在{}前",
    "source": "来源{}",
    "industry": "{}行业",
    "level": "{}级客户",
    "amount": "金额{}",
    "decider": "{}决策人的联系方式",
}


def short(score: Score | None) -> str:
    """At the end of a line of a list; empty without a score."""
    return f" 把握{score.percent}%" if score else ""


def lines(score: Score, model: Model) -> list[str]:
    """The score, what it rests on, and the reasons with their figures."""
    count, base = model.won + model.lost, round(model.base * 100)
    head = f"赢单把握：{score.percent}%（照公司{count}个已结束的商机估的，平均赢{base}%）"
    return [head, *(f"{'↑' if one.weight > 0 else '↓'} {_reason(one)}" for one in score.reasons)]


def _reason(one: Reason) -> str:
    """`来源转介绍：28个赢了22个`."""
    what = "从没联系过" if one.value == "从没" else SIGNS[one.sign].format(one.value)
    return f"{what}：{one.count}个赢了{one.won}个"


def too_few(count: int) -> str:
    return f"已结束的商机才{count}个，满{ENOUGH}个（赢单、输单都要有）才给评分，现在不猜。"


def how_true(bands: Sequence[Band], count: int, won: int) -> str:
    """What was said and what came of it."""
    said = [f"· 说{round(one.said * 100)}%的{one.count}个，实际赢了{round(one.came * 100)}%" for one in bands]
    return "\n".join(
        [
            f"评分照公司{count}个已结束的商机（赢了{won}个）走到一半时的样子来估，结束以后的事一概不看。",
            "拿没用来估的商机对过：",
            *said,
            "它说的是像这样的商机过去赢了多少，不是这一单一定怎样。",
        ]
    )
