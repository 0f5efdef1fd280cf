"""The outcome of an import in words."""

from collections.abc import Iterator, Mapping
from datetime import tzinfo

from crm.importing.run import Outcome
from crm.importing.undo import Undone

FIRST = 5  # problems shown; the file has all of them
TABLES = {
    "customers": "客户",
    "contacts": "联系人",
    "customer_tags": "标签",
    "custom_values": "自定义字段",
    "interactions": "跟进记录",
    "products": "产品",
    "stock_moves": "库存",
    "holdings": "到期事项",
    "orders": "订单",
    "order_lines": "订单明细",
    "payments": "回款",
}
NOTED = {"duplicate": "重复", "conflict": "内容不一致", "odd": "字典里没有"}


def writes(counts: Mapping[str, int]) -> bool:
    """Whether these figures of a dry run are of anything at all."""
    return any(counts.get(table) or counts.get(f"updated_{table}") for table in TABLES)


def outcome(one: Outcome, tz: tzinfo) -> Iterator[str]:
    """Lines for a person: the figures first, then the columns, then what is wrong."""
    c = one.counts
    dry = one.import_id is None
    yield f"{'试导入（什么都没有写入）' if dry else f'已导入，第 {one.import_id} 号'}：共 {c['rows']} 行"
    made = "、".join(f"{word} {c[table]}" for table, word in TABLES.items() if c[table])
    changed = "、".join(
        f"{word} {c[f'updated_{key}']}" for key, word in TABLES.items() if c[f"updated_{key}"]
    )
    will = "将" if dry else ""
    yield f"{will}新增：{made or '没有'}；{will}更新：{changed or '没有'}"
    noted = "，".join(f"{word} {c[key]} 行" for key, word in NOTED.items() if c[key])
    yield f"有问题不能导入 {c['bad']} 行{f'，{noted}' if noted else ''}"
    said = "、".join(f"{text}={meant}" for text, meant in one.meant)
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
