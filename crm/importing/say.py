"""The outcome of an import in words."""

from collections.abc import Iterator
from datetime import tzinfo

from crm.importing.headings import wordings
from crm.importing.run import Outcome
from crm.importing.undo import Undone

FIRST = 5  # problems shown; the file has all of them
TABLES = {"customers": "客户", "contacts": "联系人", "customer_tags": "标签", "interactions": "跟进记录"}


def outcome(one: Outcome, tz: tzinfo) -> Iterator[str]:
    """Lines for a person: the figures first, then the columns, then what is wrong."""
    c = one.counts
    dry = one.import_id is None
    yield f"{'试导入（什么都没有写入）' if dry else f'已导入，第 {one.import_id} 号'}：共 {c['rows']} 行"
    made = "、".join(f"{word} {c[table]}" for table, word in TABLES.items() if c[table])
    changed = "、".join(
        f"{word} {c[key]}"
        for key, word in (("updated_customers", "客户"), ("updated_contacts", "联系人"))
        if c[key]
    )
    will = "将" if dry else ""
    yield f"{will}新增：{made or '没有'}；{will}更新：{changed or '没有'}"
    yield f"有问题不能导入 {c['bad']} 行，重复 {c['duplicate']} 行，内容不一致 {c['conflict']} 行"
    said = "、".join(
        f"{text}={wordings()[field][0]}" for text, field in one.columns.items() if field != "ignore"
    )
    yield f"认出的列：{said}"
    if unknown := one.sheet.headings.unknown:
        yield f"没认出、没有导入的列：{'、'.join(unknown)}"
    for import_id, at in one.before:
        yield f"注意：同样的文件在 {at.astimezone(tz):%Y-%m-%d %H:%M} 导入过（第 {import_id} 号）"
    for number in sorted(one.marks)[:FIRST]:
        yield f"  第 {number} 行：{one.marks[number]}"
    if len(one.marks) > FIRST:
        yield f"  ……共 {len(one.marks)} 行"


def undone(one: Undone) -> Iterator[str]:
    removed = "、".join(f"{TABLES[table]} {many}" for table, many in sorted(one.removed.items()) if many)
    restored = "、".join(f"{TABLES[table]} {many}" for table, many in sorted(one.restored.items()) if many)
    yield f"已撤销。去掉：{removed or '没有'}；恢复原值：{restored or '没有'}"
    if one.kept:
        yield f"之后有人改过或用到、因此保留：{len(one.kept)} 条"
    for table, id_, columns in one.kept[:FIRST]:
        yield f"  {TABLES[table]} #{id_}{'' if columns == ['*'] else '：' + '、'.join(columns)}"
