"""The files import gives back: the rows it could not take, with the reason, and templates to fill in."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crm.company.vocabulary import Field
from crm.exporting.tables import table
from crm.importing.headings import CUSTOMERS
from crm.importing.kinds import KINDS
from crm.importing.sheets import Sheet

REASON = "原因"
_HERE = Path(__file__).parent


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


def write_template(path: Path, fields: Sequence[Field] = (), kind: str = CUSTOMERS) -> None:
    """A table with headings import knows, and examples below them; the company's own fields come last."""
    text = (_HERE / f"template_{kind}.tsv").read_text(encoding="utf-8")
    headings, *examples = (line.split("\t") for line in text.splitlines())
    own = fields if kind == CUSTOMERS else ()
    with table(path, KINDS[kind].title) as write:
        write([*headings, *(field.name for field in own)])
        for n, line in enumerate(examples):
            write([*line, *(_example(field) if n == 0 else "" for field in own)])


def _example(field: Field) -> str:
    usual = {"number": f"120{field.unit}", "date": "2026-12-31", "text": ""}
    return field.choices[0] if field.choices else usual.get(field.kind, "")
