"""What is said about the stages of chances."""

from collections.abc import Mapping, Sequence

from crm.deals.stages import Stage
from handlers.deals.words import FACTS

UNDO = "不对就发「撤销」"
ADMINS = "改商机阶段"
ASK_WHOLE = "商机阶段改为：{}，确认吗？"


def line(n: int, stage: Stage, count: int) -> str:
    """`2. 需求确认 30%，要说金额（3个商机在这里）`."""
    asked = f"，要说{'、'.join(FACTS[fact] for fact in stage.required)}" if stage.required else ""
    return f"{n}. {stage.name} {stage.probability}%{asked}" + (f"（{count}个商机在这里）" if count else "")


def whole(known: Sequence[Stage], standing: Mapping[str, int], admin: bool) -> str:
    lines = [line(n, stage, standing.get(stage.name, 0)) for n, stage in enumerate(known, 1)]
    ended = {name: count for name, count in standing.items() if name not in {one.name for one in known}}
    lines += [f"· {name}（已停用，还有{count}个商机）" for name, count in ended.items()]
    if admin:
        lines.append(
            "要改就说「方案报价后面加一个阶段 现场测试 60%」「商务谈判的概率改成80%」「停用阶段 现场测试」。"
        )
    return "\n".join(["商机的阶段：", *lines])


def order(known: Sequence[Stage]) -> str:
    return " → ".join(f"{stage.name} {stage.probability}%" for stage in known)


def changed(what: str, known: Sequence[Stage], count: int = 0) -> str:
    kept = f"\n{count}个进行中的商机照旧，不受影响。" if count else ""
    return f"{what}。现在是：{order(known)}{kept}\n{UNDO}"


def required(stage: str, facts: Sequence[str]) -> str:
    said = "、".join(FACTS[fact] for fact in facts)
    if not said:
        return f"已定：到「{stage}」不问别的。{UNDO}"
    return f"已定：到「{stage}」要说{said}，没说的会问一句。{UNDO}"
