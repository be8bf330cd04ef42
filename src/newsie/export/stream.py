"""Articles written one after another: JSON lines, one JSON array, a table for a terminal, a page of HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from newsie.export.html import page_end, page_start, render_fragment
from newsie.export.table import render_table
from newsie.schema.article import Article


@contextmanager
def writer(format: str, target: TextIO) -> Iterator[Callable[[Article], None]]:
    """A function that writes one article in `format` (jsonl, json, table, html) to `target`; what frames them is written around."""
    written = 0
    before, between, after = {"json": ("[\n", ",\n", "\n]\n"), "html": (page_start(), "\n", page_end())}.get(format, ("", "", ""))
    render: Callable[[Article], str] = {
        "jsonl": lambda article: article.model_dump_json() + "\n",
        "json": lambda article: article.model_dump_json(indent=1),
        "table": render_table,
        "html": render_fragment,
    }[format]

    def write(article: Article) -> None:
        nonlocal written
        target.write((between if written else "") + render(article))
        target.flush()
        written += 1

    target.write(before)
    yield write
    target.write(after)
    target.flush()
