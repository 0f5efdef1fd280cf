"""What a phone is told of an import: figures first, then what is wrong; bad rows come as a file."""

from collections import Counter
from collections.abc import Mapping

from crm.importing.kinds import KINDS
from crm.importing.run import Outcome
from crm.importing.say import NOTED, TABLES
from crm.importing.undo import Undone
from models.outbox import Button, Card, Text

MOST = 4  # problems named in the chat


def existing(outcome: Outcome) -> int:
    """Rows left out because the customer is there already, within sight."""
    return sum(mark.startswith(("已有客户「", "已有产品「")) for mark in outcome.marks.values())


def checked(errand_id: int, name: str, outcome: Outcome, mode: str) -> Card:
    """The result of a dry run, with what can be done now."""
    c = outcome.counts
    made, changed = _counted(c), _changed(c)
    had = existing(outcome)
    lines = [("共", f"{c['rows']}行"), ("将新增", made or "没有")]
    if changed:
        lines.append(("将更新", changed))
    lines.append(("有问题", f"{c['bad']}行不能导入" if c["bad"] else "没有"))
    if said := "、".join(f"{what}{c[key]}行" for key, what in NOTED.items() if c[key]):
        lines.append(("留意", said))
    ref = (str(errand_id),)
    buttons = [Button("导入", "import.go", ref, 1)] if made or changed else []
    if had and mode == "create":
        buttons.append(Button("连已有的一起更新", "import.both", ref, 2))
    buttons.append(Button("不导入", "import.drop", ref, 4))
    again = "".join(f"同样的文件导入过（第{import_id}号）。" for import_id, _ in outcome.before[:1])
    return Card(
        title=f"试导入《{name}》（{KINDS[outcome.sheet.kind].title}）"[:36],
        desc="还什么都没写",
        lines=tuple(lines),
        text=f"{again}{columns(outcome)}",
        buttons=tuple(buttons),
    )


def columns(outcome: Outcome) -> str:
    """Which columns were recognised as what; those that were not."""
    said = [f"{text}→{meant}" for text, meant in outcome.meant]
    unknown = outcome.sheet.headings.unknown
    rest = f"。没认出：{'、'.join(unknown)}（要用就说「{unknown[0]}这列是备注」）" if unknown else ""
    return f"认出的列：{'、'.join(said)}{rest}"[:500]


def problems(name: str, marks: Mapping[int, str]) -> Text:
    """The first few, so that nobody need open the file for them."""
    first = [f"第{number}行：{marks[number]}" for number in sorted(marks)[:MOST]]
    more = f"\n……共{len(marks)}行，全部在上面的文件里，改好可以直接再发。" if len(marks) > MOST else ""
    return Text(f"《{name}》里要留意的行：\n" + "\n".join(first) + more)


def done(import_id: int, name: str, counts: Counter[str]) -> Text:
    parts = [f"新增{_counted(counts) or '没有'}"]
    if changed := _changed(counts):
        parts.append(f"更新{changed}")
    if counts["bad"]:
        parts.append(f"{counts['bad']}行有问题没有导入")
    return Text(
        f"已导入《{name}》（第{import_id}号）：{'；'.join(parts)}。\n整份撤回发「撤回导入」，随时都可以。"
    )


def undone(import_id: int, result: Undone) -> Text:
    removed, restored = _counted(result.removed), _counted(result.restored)
    text = f"已撤回第{import_id}号导入。去掉：{removed or '没有'}；恢复原值：{restored or '没有'}。"
    if result.kept:
        text += f"\n之后有人改过或用到的{len(result.kept)}条保留着，没有动。"
    return Text(text)


def progress(what: str, name: str, done: int, of: int) -> Text:
    return Text(f"《{name}》{what}到第{done}行" + (f"，共{of}行" if of else "") + "，完成后告诉你。")


def _counted(c: Counter[str]) -> str:
    return "、".join(f"{word}{c[table]}" for table, word in TABLES.items() if c[table])


def _changed(c: Counter[str]) -> str:
    return "、".join(f"{word}{c[f'updated_{key}']}" for key, word in TABLES.items() if c[f"updated_{key}"])
