"""What is said about files that come in."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from crm.importing.say import TABLES
from models.imports import Import
from models.trust import Errand
from zh import say

PHASES = {"检查": "检查", "写入": "写入", "恢复原值": "恢复原值", "撤销": "撤回"}
KINDS = {"check": "检查", "import": "导入", "undo": "撤回"}
NOTHING_CHECKED = "现在没有检查过、等着导入的文件。把 Excel 或 CSV 发过来，或发「导入」看怎么做。"
NO_IMPORTS = "还没有导入过文件。"
LEFT = "好的，这个文件不导入，什么都没写。"


def how(link: str, what: str) -> str:
    page = f'\n也可以在网页上传：<a href="{link}">点这里选文件（24小时内有效）</a>'
    return (
        f"把{what}表（xlsx 或 csv，最多10万行）直接发给我就行。列名不用改，我认得大多数叫法；"
        f"先试一遍给你看结果，你点「导入」才会写，写完还能整份撤回。{page}\n没有现成的表，发「{what}导入模板」。"
    )


def offered(name: str) -> str:
    return f"收到表格《{name}》，要做什么？"


def checking(name: str) -> str:
    return f"好，正在看《{name}》，看完把结果发给你。先不写任何东西。"


def going(name: str) -> str:
    return f"开始导入《{name}》，完成后告诉你。想知道到哪了发「导入进度」。"


def beside(text: str) -> str:
    return f"{text}\n如果是要导入里面的客户，发「导入这个表」。"


def progress(row: Errand) -> str:
    what, name = KINDS[row.kind], row.payload.get("name")
    of = f"《{name}》" if name else ""
    match row.status:
        case "done":
            return f"{of}{what}已经完成。"
        case "failed":
            return f"{of}{what}没有成功，什么都没写。"
        case "waiting":
            return f"{of}排队等着{what}，马上开始。"
    done, total = row.progress.get("done"), row.progress.get("of")
    if not done:
        return f"{of}正在{what}。"
    phase = PHASES.get(str(row.progress.get("what")), what)
    return f"{of}正在{phase}：第{done}行" + (f"，共{total}行。" if total else "。")


def ask_undo(one: Import, by: str, now: datetime, tz: tzinfo) -> str:
    counts: Mapping[str, Any] = one.result.get("counts", {})
    when = say.moment(one.created_at, "minute", now, tz)
    return (
        f"整份撤回第{one.id}号导入《{one.filename}》（{by}{when}），确认吗？\n"
        f"当时{counted(counts)}。"
        "之后有人改过或用到的会保留。"
    )


def counted(counts: Mapping[str, Any]) -> str:
    """`新增客户12、联系人3，更新客户2`."""
    made = "、".join(f"{word}{counts[table]}" for table, word in TABLES.items() if counts.get(table))
    changed = [(word, counts.get(f"updated_{table}")) for table, word in TABLES.items()]
    updated = "、".join(f"{word}{many}" for word, many in changed if many)
    said = [f"新增{made}" if made else "", f"更新{updated}" if updated else ""]
    return "，".join(filter(None, said)) or "没有写入"


def undoing(one: Import) -> str:
    return f"开始撤回《{one.filename}》，完成后告诉你。"


def line(one: Import, by: str, now: datetime, tz: tzinfo) -> str:
    counts = one.result.get("counts", {})
    state = "（已撤回）" if one.undone_at else ""
    when = say.moment(one.created_at, "minute", now, tz)
    return f"第{one.id}号 {when} {by} 《{one.filename}》{counted(counts)}{state}"


def column_set(heading: str, field: str) -> str:
    return f"好，「{heading}」按{field}来，重新看一遍，结果马上发给你。"


def fields_known(names: Sequence[str]) -> str:
    return f"没认出是哪一项。可以说：{'、'.join(names)}。"


def owner_set(owner: str) -> str:
    return f"好，没写负责人的归{owner}，重新看一遍，结果马上发给你。"


def nothing_imported(when: str, last: Import | None) -> str:
    """Of imports that still stand; those taken back brought nothing."""
    if last is None:
        return "你还没有导入过客户（撤回了的不算）。要导入就把表格发过来，或发「导入」看怎么做。"
    return f"{when}没有导入过。最近一份是《{last.filename}》，看它就说「上次导入的客户」。"


def without_customers(one: Import) -> str:
    """It changed or brought other things."""
    return f"《{one.filename}》没有新建客户：{counted(one.result.get('counts', {}))}。"
