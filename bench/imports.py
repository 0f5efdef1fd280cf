"""A messy workbook of 100,000 rows through dry run, import and undo.

`python -m bench.imports [ROWS] [--url URL]`. Every phase runs in a process of its own; printed are its wall
time, its processor time (a PostgreSQL server's not in it) and its highest resident memory.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import xlsxwriter

TZ = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
HEADINGS = (
    "*客户名称（必填）", "客户级别", "所属行业", "省份", "城市", "详细地址", "联系人", "职务", "手机号码",
    "电子邮箱", "客户标签", "最后跟进内容", "最后跟进时间", "业务员", "备注", "内部编码",
)  # fmt: skip
PLACES = ("深圳", "杭州", "北京", "广州", "苏州", "成都", "武汉", "宁波")
HEADS = tuple(a + b for a in "云鼎华瑞科恒海金宏远博新东方天利" for b in "帆盛达信创泰源丰诚景辉凯润拓")
TRADES = ("科技", "电子", "贸易", "机械设备", "食品", "建材", "软件", "医疗器械")
FAMILIES, GIVEN = "李王张刘陈杨赵黄周吴徐孙", ("强", "敏", "伟", "芳", "志强", "丽华", "建国", "晓东")


def messy(path: Path, rows: int, seed: int = 4) -> None:
    """Mixed formats, merged cells, a title above the headings, duplicate rows, wrong types, missing names."""
    r = random.Random(seed)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_urls": False}) as book:
        page, dates = book.add_worksheet("客户"), book.add_format({"num_format": "yyyy-mm-dd"})
        page.merge_range(0, 0, 0, len(HEADINGS) - 1, "2026 年客户资料汇总表（销售部）")
        page.write_row(1, 0, HEADINGS)
        before: list[object] = []
        for at in range(2, rows + 2):
            line = before if before and r.random() < 0.03 else _line(r, at)
            before = line
            for column, cell in enumerate(line):
                if isinstance(cell, datetime):
                    page.write_datetime(at, column, cell.replace(tzinfo=None), dates)
                elif isinstance(cell, str):
                    page.write_string(at, column, cell)
                elif cell is not None:
                    page.write(at, column, cell)


def _line(r: random.Random, at: int) -> list[object]:
    place, head = r.choice(PLACES), r.choice(HEADS) + r.choice(HEADS)[0]
    form = r.choice(("有限公司", "股份有限公司", "（集团）有限公司", ""))
    name: object = f"{place}市{head}{r.choice(TRADES)}{at}{form}"
    phone: object = 13_000_000_000 + at * 7 + r.randrange(7)
    phone = r.choice(
        (phone, str(phone), f"+86 {phone}", f"{str(phone)[:3]}-{str(phone)[3:7]}-{str(phone)[7:]}")
    )
    day = NOW - timedelta(days=r.randrange(1, 900))
    when: object = r.choice(
        (day, f"{day:%Y/%m/%d}", f"{day:%Y年%m月%d日}", f"{day:%Y.%m.%d %H:%M}", 45000 + r.randrange(900))
    )
    match r.randrange(100):
        case 0:
            name = ""
        case 1:
            name = 12345.0 + at
        case 2:
            phone = r.choice(("1.38E+10", "待定", "138"))
        case 3:
            when = r.choice(("上周", "2026-02-30", True))
        case 4:
            name = f"  {name}\u3000\u200b"
    return [
        name, r.choice(("A", "重点", "Ｂ类", "普通", "c", "")), r.choice(TRADES), "", place,
        f"{r.choice(GIVEN)}路{at % 900}号",
        r.choice(FAMILIES) + r.choice(GIVEN), r.choice(("采购经理", "总经理", "工程师", "")), phone,
        r.choice((f"u{at}@example.com", "", f"U{at}@EXAMPLE.COM ")), r.choice(("老客户、华南", "展会", "")),
        "电话沟通，客户在比价" if r.random() < 0.5 else "", when,
        r.choice(("", "小李", "xiaowang")), "无", f"C{at:06}",
    ]  # fmt: skip


def _phase(phase: str, file: Path, url: str) -> None:
    """Run here, in the process that is measured."""
    from crm.importing import papers, run, say
    from crm.importing.plan import Options
    from models.database import Database
    from models.scope import SYSTEM

    database = Database(url)
    if phase == "undo":
        print("\n".join(say.undone(run.roll_back(database, 1, SYSTEM, NOW + timedelta(hours=1)))))
    else:
        work = run.check if phase == "dry-run" else run.commit
        done = work(database, file, Options(mode="both", owner="xiaoli"), SYSTEM, NOW, TZ)
        papers.write_marked(done.sheet, done.marks, file.with_name("bad.xlsx"))
        print("\n".join(say.outcome(done, TZ)))
    database.close()


def _prepare(url: str) -> None:
    from crm.people.people import add_user
    from models import migrate
    from models.database import Database

    database = Database(url)
    migrate.upgrade(database)
    with database.system(NOW, "bench") as session:
        add_user(session, "xiaoli", "小李", NOW)
        add_user(session, "xiaowang", "小王", NOW)
    database.close()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("rows", nargs="?", type=int, default=100_000)
    arguments.add_argument("--url", help="an empty database; else SQLite in a temporary directory")
    arguments.add_argument("--phase", nargs=2, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.phase:
        began = time.perf_counter()
        _phase(given.phase[0], Path(given.phase[1]), given.url)
        used = resource.getrusage(resource.RUSAGE_SELF)
        took, cpu = time.perf_counter() - began, used.ru_utime + used.ru_stime
        print(f"== {given.phase[0]}: {took:.1f} s, {cpu:.1f} s of CPU, {used.ru_maxrss / 1024:.0f} MB")
        return
    with tempfile.TemporaryDirectory() as home:
        file, url = Path(home) / "messy.xlsx", given.url or f"sqlite:///{home}/bench.db"
        messy(file, given.rows)
        _prepare(url)
        print(f"{given.rows} rows, {file.stat().st_size / 1e6:.1f} MB, {url.split(':')[0]}")
        for phase in ("dry-run", "commit", "undo"):
            command = [sys.executable, "-m", "bench.imports", "--url", url, "--phase", phase, str(file)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
