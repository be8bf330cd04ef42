"""The laws of an Article (tests/test_laws.py) hold whatever engine reads it: the same checks, run on the other pipelines."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

import newsie
import test_laws as laws

pytestmark = pytest.mark.slow
LAWS = [
    laws.test_1_every_span_is_the_text_that_it_says, laws.test_2_json_loses_nothing, laws.test_3_a_stream_gives_what_single_calls_give,
    laws.test_4_any_str_gives_an_article, laws.test_5_a_date_lies_between_its_bounds_and_claims_no_unit_too_many,
    laws.test_7_nested_statements_lie_inside_and_all_come_in_order, laws.test_ids_point_at_records,
]  # fmt: skip


@pytest.fixture(scope="session")
def all_nlp(stanza_dir: Path, camel_dir: Path) -> newsie.Pipeline:
    """Everything at once: three recognisers, Stanza's tokens, CAMeL's morphology."""
    return newsie.load(ner=["embedded", "stanza", "camel"], tokens="stanza", morphology="camel", stanza_dir=stanza_dir, camel_dir=camel_dir, keep_tokens=True)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("engine", ["stanza_nlp", "camel_nlp", "all_nlp"])
def test_the_laws(engine: str, law: Callable[[], None], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laws, "NLP", request.getfixturevalue(engine))
    law()


@pytest.mark.parametrize("unit", ["ا", "ـ", "\u0651", "٣", "a", "😀", "\u202e", '"', "«", "و", ".", "قال سامر حداد إن الجسر سيفتح ", "(", "\ufdfa", "\u200d"])
@pytest.mark.parametrize("engine", ["stanza_nlp", "camel_nlp"])
def test_very_long_words_sentences_and_runs(engine: str, unit: str, request: pytest.FixtureRequest) -> None:
    """Four times the text takes about four times as long: three times that is allowed for noise."""
    nlp: newsie.Pipeline = request.getfixturevalue(engine)

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        began = time.process_time()
        article = nlp(text)
        assert all(article.text[m.start : m.end] == m.text for m in article.mentions)
        return time.process_time() - began

    seconds(1000)
    small = max(seconds(5_000), 0.05)
    assert seconds(20_000) < 12 * small
