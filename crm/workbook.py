"""A workbook of finished tables: text that no spreadsheet takes for a formula, numbers that stay numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

Cell = str | int | float | Decimal | None
OPTIONS: Final = {"strings_to_formulas": False, "strings_to_urls": False}
MOST_CHARACTERS: Final = 32767  # Excel's limit for a cell
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, a line of headings, the lines below."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def harmless(value: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe in front of = + - @ tab and CR."""
    return f"'{value}" if value.startswith(_RISKY) else value


def put_text(page: Any, at: int, column: int, cell: str, quoted: Any) -> None:
    """A cell of text. `quoted` is a format with `quote_prefix`: it keeps it text when somebody edits it."""
    page.write_string(at, column, cell[:MOST_CHARACTERS], quoted if cell.startswith(_RISKY) else None)


def save(path: Path, sheets: Sequence[Sheet]) -> int:
    """Write the workbook; how many lines it has below the headings."""
    import xlsxwriter  # only whoever writes a workbook pays for it

    with xlsxwriter.Workbook(path, OPTIONS) as book:
        quoted = book.add_format({"quote_prefix": True})
        bold = book.add_format({"bold": True})
        whole, parts = book.add_format({"num_format": "#,##0"}), book.add_format({"num_format": "#,##0.00"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.title)
            page.freeze_panes(1, 0)
            page.set_column(0, len(sheet.headings) - 1, 18)
            page.write_row(0, 0, sheet.headings, bold)
            for at, row in enumerate(sheet.rows, 1):
                for column, cell in enumerate(row):
                    match cell:
                        case str():
                            put_text(page, at, column, cell, quoted)
                        case int() | float() | Decimal():
                            page.write_number(at, column, cell, whole if isinstance(cell, int) else parts)
    return sum(len(sheet.rows) for sheet in sheets)
