"""The laws of an Article, on any text (design: laws 1–5 and 7; folding's law stands in tests/text)."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsie
from newsie.schema import Record, Span
from strategies import articles, texts

NLP = newsie.load()
days = st.one_of(st.none(), st.dates(datetime.date(1950, 1, 1), datetime.date(2049, 12, 31)))


def spans(record: Record) -> Iterator[Span]:
    """Every span anywhere in a record."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Record):
                if isinstance(part, Span):
                    yield part
                yield from spans(part)


@given(texts, days)
def test_1_every_span_is_the_text_that_it_says(text: str, published: datetime.date | None) -> None:
    """`article.text` is the input, and every span of every part is a stretch of it."""
    article = NLP(text, published=published)
    assert article.text == text
    for span in spans(article):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text


@given(texts, days)
def test_2_json_loses_nothing(text: str, published: datetime.date | None) -> None:
    article = NLP(text, published=published)
    again = newsie.Article.model_validate_json(article.model_dump_json())
    assert again == article
    assert [s.speaker for s in again.statements] == [s.speaker for s in article.statements]
    assert hash(again) == hash(article)


@given(st.lists(texts, max_size=4), st.integers(1, 5))
def test_3_a_stream_gives_what_single_calls_give(given: list[str], size: int) -> None:
    assert list(NLP.pipe(given, batch_size=size)) == [NLP(text) for text in given] == list(NLP.pipe(given))


@given(st.text(max_size=200))
def test_4_any_str_gives_an_article(text: str) -> None:
    """Lone surrogates too: they cannot be written as UTF-8, but they can be read."""
    assert NLP(text).text == text


@given(articles, days)
def test_5_a_date_lies_between_its_bounds_and_claims_no_unit_too_many(text: str, published: datetime.date | None) -> None:
    order = ["century", "decade", "year", "month", "day"]
    for date in NLP(text, published=published).dates:
        if date.earliest and date.latest:
            assert date.earliest <= date.latest
        if date.value and re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date.value) and date.granularity in order:
            assert order[2 + date.value.count("-")] == date.granularity


@given(texts)
def test_7_nested_statements_lie_inside_and_all_come_in_order(text: str) -> None:
    statements = NLP(text).statements
    by_id = {s.id: s for s in statements}
    assert [(s.start, -s.end) for s in statements] == sorted((s.start, -s.end) for s in statements)
    for s in statements:
        assert [c.start for c in s.content] == sorted(c.start for c in s.content)
        assert all(a.end <= b.start for a, b in pairwise(s.content))
        if s.nested_in is not None:
            outer = by_id[s.nested_in]
            assert all(any(o.start <= c.start and c.end <= o.end for o in outer.content) for c in s.content)
        if s.continues is not None:
            assert s.continues in by_id


@given(texts)
def test_ids_point_at_records(text: str) -> None:
    article = NLP(text)
    entities = {e.id: e for e in (*article.people, *article.organizations, *article.places)}
    speakers = {s.id for s in article.speakers}
    assert all(m.entity_id in entities for m in article.mentions)
    assert all(s.speaker_id in speakers for s in article.statements if s.speaker_id is not None)
    assert all(s.entity_id in entities for s in article.speakers if s.entity_id is not None)
    assert speakers == {s.speaker_id for s in article.statements if s.speaker_id is not None}
    named = sorted((m.start, m.end) for m in article.mentions)
    assert all(a[1] <= b[0] for a, b in pairwise(named))


@given(articles)
def test_the_views_escape_everything(text: str) -> None:
    page = NLP("<script>alert(1)</script> " + text + ' <img src=x onerror="y">')._repr_html_()
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("<mark") == page.count("</mark>")


@pytest.mark.parametrize("unit", ["ا", " ", "\n", "ـ", "\u0651", "٣", "a", "😀", "\u200f", "\u202e"])
def test_a_megabyte_of_one_character(unit: str) -> None:
    article = NLP(unit * (1_000_000 // len(unit.encode())))
    assert article.statements == ()


@pytest.mark.slow
@pytest.mark.parametrize("unit", ['"', "«", "»", "قال ", "قال: «", ".", "و", "أمس ", "1/", "1.", "أ.", "(", "#_", "http://", "a@", "قال الوزير إن "])
def test_time_is_linear(unit: str) -> None:
    """Eight times the text takes at most about eight times as long: twice that is allowed for noise and caches."""
    small, large = (unit * (size // len(unit)) for size in (12_000, 96_000))

    def seconds(text: str) -> float:
        best = float("inf")
        for _ in range(3):
            began = time.process_time()
            NLP(text)
            best = min(best, time.process_time() - began)
        return best

    assert seconds(large) < 16 * max(seconds(small), 0.01)
