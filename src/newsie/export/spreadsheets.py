"""CSV and Excel that a spreadsheet opens right: Arabic readable at a double click, and no cell run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from newsie.errors import ExtraNotInstalled
from newsie.export.display import xml_text
from newsie.export.tables import COLUMNS, Table, columns_of, each, rows
from newsie.export.targets import opened
from newsie.schema.article import Article

#: What makes a spreadsheet take a cell of CSV for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"
_LONGEST_CELL = 32_767
#: Characters that XML 1.0 cannot hold, so that no sheet can either.


def write_csv(articles: Article | Iterable[Article], target: str | Path | TextIO, table: Table = "statements", *, guard_formulas: bool = True) -> None:
    """Write a table as CSV (RFC 4180) in UTF-8 with a byte order mark, by which Excel knows it for UTF-8.

    target: a path, or a text stream opened with newline="". `guard_formulas` puts an apostrophe before a cell that a spreadsheet would
    run as a formula («=…», «-…», «@…»); leave it off where only programs read the file.
    """
    names = columns_of(table)
    with opened(target, newline="") as stream:
        stream.write(_BOM)
        writer = csv.writer(stream)
        writer.writerow(names)
        for article in each(articles):
            writer.writerows([csv_cell(value, guard_formulas) for value in row] for row in rows(article, table))


def csv_cell(value: Any, guard_formulas: bool = True) -> Any:
    """A value as CSV holds it: NUL and lone surrogates replaced, a would-be formula behind an apostrophe."""
    if not isinstance(value, str):
        return value
    text = xml_text(value)
    return f"'{text}" if guard_formulas and text.startswith(_FORMULA) else text


def write_excel(articles: Article | Iterable[Article], path: str | Path) -> None:
    """Write an Excel workbook: a right-to-left sheet for each table, its header frozen and filtered.

    Text stays text, whatever it begins with; a cell is cut at Excel's 32,767 characters. Raises `ExtraNotInstalled` without openpyxl
    (extra `excel`).
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.utils import get_column_letter
    except ImportError:
        raise ExtraNotInstalled("write_excel", "excel") from None

    def text_cell(sheet: Any, value: str) -> Any:
        cell = WriteOnlyCell(sheet, value=xml_text(value)[:_LONGEST_CELL])
        cell.data_type = "s"  # whatever it begins with, it is no formula
        return cell

    book = Workbook(write_only=True)
    sheets = {}
    for table, names in COLUMNS.items():
        sheets[table] = sheet = book.create_sheet(table)
        sheet.sheet_view.rightToLeft = True
        sheet.freeze_panes = "A2"
        for at, name in enumerate(names, 1):
            sheet.column_dimensions[get_column_letter(at)].width = 70 if name == "text" else 18
        sheet.append(list(names))
    for article in each(articles):
        for table, sheet in sheets.items():
            for row in rows(article, table):
                sheet.append([text_cell(sheet, value) if isinstance(value, str) else value for value in row])
    book.save(path)
