"""The report: one self-contained page of HTML in which a reader filters statements and sees each in its article.

The page is written as a stream: its head, one block of JSON an article, and the script that shows them, so that writing it takes the
memory of one article. It loads nothing, and its Content-Security-Policy lets only its own script (by its hash) run.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TextIO

from newsie import __version__
from newsie.export.display import script_safe, whole
from newsie.export.labels import labels
from newsie.export.lookup import Lookup, role
from newsie.export.offsets import utf16_offsets
from newsie.export.tables import each
from newsie.export.targets import opened
from newsie.schema.article import Article


def write_report(articles: Article | Iterable[Article], target: str | Path | TextIO) -> None:
    """Write the report of one article or many to a path or a text stream.

    It works from `file://`, without a network, on a phone; statements can be filtered by speaker, act, kind, outlet, date and words.
    """
    with opened(target) as stream:
        stream.write(report_start())
        for article in each(articles):
            stream.write(report_article(article) + "\n")
        stream.write(report_end())


@cache
def _asset(name: str) -> str:
    return files("newsie.export").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """A source expression of Content Security Policy level 2."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def report_start() -> str:
    """What stands before the articles."""
    style, script = _asset("report.css"), _asset("report.js")
    page = _asset("report.html").replace("{script_hash}", _hash(script)).replace("{style_hash}", _hash(style)).replace("{version}", __version__)
    names = {group: labels(group) for group in ("act", "kind", "speaker", "name", "resolution")}
    return page.replace("{style}", style) + _block("labels", names)


def report_article(article: Article) -> str:
    """One article as a block of JSON."""
    return _block(None, _record(article))


def report_end() -> str:
    """What stands behind them: the script."""
    return f"<script>{_asset('report.js')}</script>\n</body>\n</html>\n"


def _block(id: str | None, record: Any) -> str:
    """JSON in an element of its own."""
    safe = script_safe(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
    return f'<script type="application/json" {f"id={id}" if id else "class=article"}>{safe}</script>\n'


def _record(article: Article) -> dict[str, Any]:
    """The article as the script reads it; offsets in UTF-16 units, statements by position. Keys: see `_statements`."""
    look, at = Lookup(article), utf16_offsets(article.text)
    speakers = [{"n": whole(s.name), "k": s.kind, "y": whole(look.key(s)), "r": whole(role(s))} for s in article.speakers]
    marks = [[at[m.start], at[m.end], m.label] for m in article.mentions] + [[at[d.start], at[d.end], "date"] for d in article.dates]
    facts = {"id": article.id, "day": article.published.isoformat() if article.published else None, "outlet": article.outlet, "url": article.url}
    known = {name: whole(value) for name, value in facts.items() if value}
    title = {"title": whole(article.title.text)} if article.title else {}
    return {**known, **title, "text": whole(article.text), "speakers": speakers, "marks": marks, "statements": _statements(article, look, at)}


def _statements(article: Article, look: Lookup, at: Any) -> list[dict[str, Any]]:
    """c: pieces of content; k: kind; q: cue; a: act; w: which speaker; i: nested in which statement; x: negated; t: value of its time."""
    place = {s.id: n for n, s in enumerate(article.statements)}
    who = {s.id: n for n, s in enumerate(article.speakers)}
    out = []
    for s in article.statements:
        when = look.date(s.time)
        record = {
            "c": [[at[part.start], at[part.end]] for part in s.content], "k": s.kind, "q": [at[s.cue.start], at[s.cue.end]] if s.cue else None,
            "a": whole(s.cue.act) if s.cue else None, "w": who.get(s.speaker_id or ""), "i": place.get(s.nested_in or ""), "x": 1 if s.negated else None,
            "t": when.value if when else None,
        }  # fmt: skip
        out.append({name: value for name, value in record.items() if value is not None})
    return out
