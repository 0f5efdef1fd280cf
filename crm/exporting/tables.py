"""A new table, line by line, as xlsx or csv; harmless in a spreadsheet."""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from crm import money, workbook
from crm.errors import Refused
from crm.workbook import harmless

Line = Sequence[str | Decimal | None]
"""Cells: text, figures a spreadsheet can add up, nothing."""


@contextmanager
def table(path: Path, sheet: str = "Sheet1") -> Iterator[Callable[[Line], None]]:
    """A function that writes the next line of a new table. The ending of `path` says which: xlsx or csv.

    The file is there when it is whole, or not at all.
    """
    kinds = {".xlsx": _workbook, ".csv": _csv}
    if path.suffix.lower() not in kinds:
        raise Refused(f"文件名要以 .xlsx 或 .csv 结尾，不是 {path.name}")
    part = path.with_name(f"{path.name}.part")
    try:
        with kinds[path.suffix.lower()](part, sheet) as write:
            yield write
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _csv(path: Path, _sheet: str) -> Iterator[Callable[[Line], None]]:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        yield lambda line: writer.writerow([_plain(cell) for cell in line])


def _plain(cell: str | Decimal | None) -> str:
    return money.count(cell) if isinstance(cell, Decimal) else harmless(cell or "")


@contextmanager
def _workbook(path: Path, sheet: str) -> Iterator[Callable[[Line], None]]:
    import xlsxwriter  # only whoever writes a workbook pays for it

    options = {"constant_memory": True, **workbook.OPTIONS}
    with path.open("wb") as file, xlsxwriter.Workbook(file, options) as book:
        page = book.add_worksheet(sheet)
        page.freeze_panes(1, 0)
        quoted = book.add_format({"quote_prefix": True})
        at = 0

        def write(line: Line) -> None:
            nonlocal at
            for column, cell in enumerate(line):
                if isinstance(cell, Decimal):
                    page.write_number(at, column, float(cell))
                elif cell:
                    workbook.put_text(page, at, column, cell, quoted)
            at += 1

        yield write
