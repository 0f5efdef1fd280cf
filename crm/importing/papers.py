"""The files import gives back: the rows it could not take, with the reason, and templates to fill in."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from crm.exporting import table
from crm.importing.sheets import Sheet

REASON = "原因"
TEMPLATE = Path(__file__).parent / "template.tsv"


def write_marked(sheet: Sheet, marks: dict[int, str], path: Path) -> None:
    """The rows with a mark as they stand in the file, in the same columns, with 原因 behind them."""
    # A file of ours that comes back has the column already: it is filled anew.
    texts = [text for text in sheet.headings.texts if text != REASON]
    kept = [at for at, text in enumerate(sheet.headings.texts) if text != REASON]
    with table(path) as write:
        write([*texts, REASON])
        for number, cells in sheet.rows():
            if number in marks:
                write(
                    [
                        *(_shown(cells[at]) if at < len(cells) else "" for at in kept),
                        f"第 {number} 行：{marks[number]}",
                    ]
                )


def _shown(cell: Any) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e18:
        return str(int(cell))
    return "" if cell is None else str(cell)


def write_template(path: Path) -> None:
    """A table with headings import knows, and examples below them."""
    with table(path, "客户") as write:
        for line in TEMPLATE.read_text(encoding="utf-8").splitlines():
            write(line.split("\t"))
