"""Workbooks and CSV files as rows of cells, one at a time."""

import codecs
import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from crm.errors import Refused
from crm.importing import headings
from crm.importing.headings import CUSTOMERS, Headings

MOST_ROWS = 100_000
MOST_BYTES = 200 * 1024 * 1024
Cells = Sequence[Any]
Merged = tuple[tuple[int, int], tuple[int, int]]
Tables = dict[str, CalamineSheet]
"""Sheets of one workbook that were read, by their names."""


@dataclass(slots=True)
class Sheet:
    """A table in a file. `rows` can be asked for again and again; a CSV file is read anew each time."""

    path: Path
    name: str  # of the sheet; empty for CSV
    encoding: str  # of a CSV file; empty for workbooks
    heading_at: int
    headings: Headings
    digest: str
    kind: str = CUSTOMERS
    _table: CalamineSheet | None = field(default=None, repr=False)

    @property
    def is_csv(self) -> bool:
        return self._table is None

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """The rows below the headings with something in them, numbered as the spreadsheet numbers them."""
        every = _table_rows(self._table) if self._table else _csv_rows(self.path, self.encoding)
        key, _ = headings.NEEDED[self.kind]
        at = next(n for n, column in enumerate(self.headings.columns) if column and column.field == key)
        for number, cells in islice(enumerate(every, 1), self.heading_at + 1, None):
            # Headings stand again on every printed page, or are merged over two rows.
            again = at < len(cells) and str(cells[at]).strip() == self.headings.texts[at]
            if not again and any(cell not in ("", None) for cell in cells):
                yield number, cells


def open_sheet(
    path: Path,
    wanted: str | None = None,
    given: Mapping[str, str] | None = None,
    kind: str = CUSTOMERS,
    opened: Tables | None = None,
) -> Sheet:
    """The first sheet in which such a table stands, or the one called `wanted`; `Refused` with the reason.

    `given`: what columns mean whose headings we do not know, or misread. `opened`: what was read of this
    workbook before, which costs seconds.
    """
    if not path.is_file():
        raise Refused(f"没有这个文件：{path}")
    if path.stat().st_size > MOST_BYTES:
        raise Refused(f"文件超过 {MOST_BYTES // 1024 // 1024} MB，请分成几个再导入。")
    digest, magic = _digest(path)
    if magic[:2] == b"PK" or magic[:4] == b"\xd0\xcf\x11\xe0":
        return _workbook(path, wanted, given or {}, digest, kind, {} if opened is None else opened)
    encoding = encoding_of(path)
    found = headings.find(_csv_rows(path, encoding), given or {}, kind)
    if found is None:
        raise Refused(_no_headings("这个文件", kind))
    return Sheet(path, "", encoding, *found, digest, kind)


def _workbook(
    path: Path, wanted: str | None, given: Mapping[str, str], digest: str, kind: str, opened: Tables
) -> Sheet:
    try:
        book = CalamineWorkbook.from_path(str(path))
    except CalamineError as error:
        raise Refused("打不开这个表格：可能有密码，或者文件坏了。去掉密码、另存为 xlsx 再发一次。") from error
    visible = [one.name for one in book.sheets_metadata if one.visible is SheetVisibleEnum.Visible]
    if wanted is not None and wanted not in book.sheet_names:
        raise Refused(f"没有叫「{wanted}」的工作表，有：{'、'.join(book.sheet_names)}")
    for name in [wanted] if wanted is not None else visible:
        table = opened.get(name) or opened.setdefault(name, _table(book, name))
        found = headings.find(_table_rows(table), given, kind)
        if found:
            return Sheet(path, name, "", *found, digest, kind, table)
    raise Refused(_no_headings(f"工作表「{wanted}」" if wanted else "这个表格", kind))


def _no_headings(where: str, kind: str) -> str:
    key, others = headings.NEEDED[kind]
    wanted = f"「{headings.title(key, kind)}」"
    if others:
        wanted += f"和「{headings.title(others[0], kind)}」"
    missing = f"{where}前 {headings.LOOK_AT} 行里没有找到{wanted}列标题。"
    return f"{missing}请补上标题行，或者发「导入模板」照着填。"


def recognised(path: Path, wanted: str | None, given: Mapping[str, Mapping[str, str]]) -> Sheet:
    """The file as the kind of table of which most columns are known. `given`: columns by kind."""
    found: list[Sheet] = []
    first: Refused | None = None
    opened: Tables = {}
    for kind in headings.NEEDED:
        try:
            found.append(open_sheet(path, wanted, given.get(kind), kind, opened))
        except Refused as error:
            first = first or error
    if not found:
        raise first or Refused("")
    return max(found, key=lambda sheet: sum(column is not None for column in sheet.headings.columns))


def _digest(path: Path) -> tuple[str, bytes]:
    with path.open("rb") as file:
        magic = file.read(8)
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest(), magic


def encoding_of(path: Path) -> str:
    """Of a CSV file: UTF-8, or GB18030 as Excel saves it in China. Raises Refused for anything else."""
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while chunk := file.read(1 << 20):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Refused("看不懂这个文件的编码：请存成 xlsx，或 UTF-8、GB18030 的 csv。")


def _csv_rows(path: Path, encoding: str) -> Iterator[Cells]:
    with path.open(encoding=encoding, newline="") as file:
        start = file.read(4096)
        file.seek(0)
        line = next((one for one in start.splitlines() if one.strip()), "")
        delimiter = max(",\t;|", key=line.count)
        try:
            yield from csv.reader(file, delimiter=delimiter)
        except csv.Error as error:
            raise Refused(f"csv 文件读到一半出错：{error}") from error


def _table(book: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        return book.get_sheet_by_name(name)
    except CalamineError as error:
        raise Refused(f"读不出工作表「{name}」：{error}") from error


def _table_rows(sheet: CalamineSheet) -> Iterator[Cells]:
    # Rows are given from the first of the sheet on, columns from the first with something in it.
    left = sheet.start[1] if sheet.start else 0
    merged = sorted(one for one in sheet.merged_cell_ranges or [] if one[1][0] > one[0][0])
    yield from _unmerged(sheet.iter_rows(), merged, left)


def _unmerged(rows: Iterator[list[Any]], merged: list[Merged], left: int) -> Iterator[Cells]:
    """The rows with a value merged over several of them in each. `left`: columns not given."""
    waiting = iter(merged)
    following = next(waiting, None)
    open_ranges: list[tuple[int, int, Any]] = []  # last row, column, value
    for at, cells in enumerate(rows):
        open_ranges = [one for one in open_ranges if one[0] >= at]
        for _, column, value in open_ranges:
            if column < len(cells) and cells[column] == "":
                cells[column] = value
        while following is not None and following[0][0] <= at:
            column = following[0][1] - left
            if following[0][0] == at and 0 <= column < len(cells):
                open_ranges.append((following[1][0], column, cells[column]))
            following = next(waiting, None)
        yield cells
