"""Articles written one after another in a format of the command line; what frames them is written around them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from newsie.export.conll import to_conll, to_conllu
from newsie.export.display import script_safe
from newsie.export.report import report_article, report_end, report_start
from newsie.export.schema_org import to_schema_org
from newsie.export.spreadsheets import csv_cell
from newsie.export.table import render_table
from newsie.export.tables import COLUMNS, rows
from newsie.export.timex3 import to_timex3
from newsie.export.web_annotation import to_web_annotation
from newsie.schema.article import Article

#: How each format writes one article.
RENDERERS: dict[str, Callable[[Article], str]] = {
    "jsonl": lambda article: article.model_dump_json() + "\n",
    "json": lambda article: article.model_dump_json(indent=1),
    "table": render_table,
    "html": report_article,
    "csv": lambda article: _csv(list(row) for row in rows(article, "statements")),
    "conll": to_conll,
    "conllu": to_conllu,
    "webanno": lambda article: _line(to_web_annotation(article)),
    "schema-org": lambda article: _line(to_schema_org(article)),
    "timex3": to_timex3,
}


def _csv(lines: Iterator[list[Any]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([csv_cell(value) for value in line] for line in lines)
    return out.getvalue()


def _line(record: dict[str, Any]) -> str:
    """JSON-LD on one line; it is made to stand in a page's <script>, so that nothing in it may end that."""
    return script_safe(json.dumps(record, ensure_ascii=False)) + "\n"


def _frame(format: str) -> tuple[str, str, str]:
    """What stands before, between and behind the articles."""
    if format == "json":
        return "[\n", ",\n", "\n]\n"
    if format == "html":
        return report_start(), "", report_end()
    if format == "csv":
        return "\ufeff" + _csv(iter([list(COLUMNS["statements"])])), "", ""
    return "", "", ""


@contextmanager
def writer(format: str, target: TextIO) -> Iterator[Callable[[Article], None]]:
    """A function that writes one article in `format` (a key of `RENDERERS`) to `target`."""
    written = 0
    before, between, after = _frame(format)
    render = RENDERERS[format]

    def write(article: Article) -> None:
        nonlocal written
        target.write((between if written else "") + render(article))
        target.flush()
        written += 1

    target.write(before)
    yield write
    target.write(after)
    target.flush()
