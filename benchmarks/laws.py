"""The laws of an article as one function, for runs that are longer than tests: mutilated news and fuzzing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import newsie
from newsie.schema import Record, Span

_ORDER = ["century", "decade", "year", "month", "day"]


def spans(record: Record) -> Iterator[Span]:
    """Every span anywhere in a record."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Record):
                if isinstance(part, Span):
                    yield part
                yield from spans(part)


def broken(article: newsie.Article, text: str) -> list[str]:
    """The laws that an article read from `text` breaks (numbers as in tests/test_laws.py); empty where it breaks none."""
    return [name for name, holds in _LAWS.items() if not holds(article, text)]


def _anchored(article: newsie.Article, text: str) -> bool:
    return article.text == text and all(0 <= s.start < s.end <= len(text) and text[s.start : s.end] == s.text for s in spans(article))


def _json(article: newsie.Article, text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True  # half a surrogate pair cannot be written as UTF-8
    return newsie.Article.model_validate_json(article.model_dump_json()) == article


def _dates(article: newsie.Article, _: str) -> bool:
    for date in article.dates:
        if date.earliest and date.latest and date.earliest > date.latest:
            return False
        if date.value and re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date.value) and date.granularity in _ORDER and _ORDER[2 + date.value.count("-")] != date.granularity:
            return False
    return True


def _nested(article: newsie.Article, _: str) -> bool:
    by_id = {s.id: s for s in article.statements}
    places = [(s.start, -s.end) for s in article.statements]
    if places != sorted(places) or any(s.continues is not None and s.continues not in by_id for s in article.statements):
        return False
    for s in article.statements:
        if any(a.end > b.start for a, b in pairwise(s.content)):
            return False
        if s.nested_in is not None and not all(any(o.start <= c.start and c.end <= o.end for o in by_id[s.nested_in].content) for c in s.content):
            return False
    return True


def _ids(article: newsie.Article, _: str) -> bool:
    entities = {e.id for e in (*article.people, *article.organizations, *article.places)}
    speaking = {s.speaker_id for s in article.statements if s.speaker_id is not None}
    known = all(m.entity_id in entities for m in article.mentions) and all(s.entity_id in entities for s in article.speakers if s.entity_id is not None)
    named = sorted((m.start, m.end) for m in article.mentions)
    return known and speaking == {s.id for s in article.speakers} and all(a[1] <= b[0] for a, b in pairwise(named))


def _view(article: newsie.Article, _: str) -> bool:
    page = article._repr_html_()
    return page.count("<mark") == page.count("</mark>") and not re.search(r"<(script|img|iframe|a|svg|link)\b", page)


_LAWS = {
    "1: spans are the text": _anchored, "2: JSON loses nothing": _json, "5: dates lie between their bounds": _dates,
    "7: nested statements lie inside": _nested, "ids point at records": _ids, "views escape": _view,
}  # fmt: skip
