"""What mutilation and fuzzing have found, smallest form first: none of it comes back."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from benchmarks.laws import broken

import newsie
from newsie.evaluation import evaluate, read_gold

TEXTS = [
    "7٩9٧ق",  # «ق» without its «م» at the end of a text
    "480 ق",
    "انخفض في الأول من يوليو الماضي، ثم زاد في الفترة نفسها من السنة السابقة.",  # as fine as what it points back to
    "بلغ 40 في أكتوبر 2015 مقارنة بنفس الفترة من سنة 2014.",
    "قال الوزير " + "أن " * 3000 + "الأمر انتهى.",  # a complementiser after the other
    "«" + "قال «نعم» " * 500 + "»",
    # a quotation left open inside a content that ends before it
    "وأوضحت النقابة أن المحكمة اعتبرت في قرارها ان الفصل غير شرعي حيث أشارت إلى أنّه “لا يمكن في غياب نص صريح تخصيص نسبة من المراكز. كما لا يمكن أن تستند نسبة إلى",
]


def test_no_number_is_none(nlp: newsie.Pipeline) -> None:
    """NaN would come out as null, and the article that is read back would be another."""
    written = json.loads(nlp("قال سامر حداد في بيروت إن الأمر انتهى.").model_dump_json())
    written["places"][0]["longitude"] = float("nan")
    with pytest.raises(ValueError, match="finite"):
        newsie.Article.model_validate_json(json.dumps(written))


@pytest.mark.parametrize("text", TEXTS)
def test_texts(nlp: newsie.Pipeline, text: str) -> None:
    assert broken(nlp(text, published=datetime.date(2018, 2, 18)), text) == []


TEXT = "قال رئيس الاتحاد مازن قبلان إن الدوري سينطلق في موعده."
GOLD = [
    "[" * 100_000,
    '{"text": "x", "statements": [7]}',
    '{"text": "x", "statements": [], "published": "soon"}',
    '{"text": "x", "statements": [], "published": 7}',
    '{"text": "x", "statements": [], "entities": [{"start": 0, "end": 1, "label": []}]}',
    '{"text": "x", "statements": [], "speakers": [7]}',
    json.dumps({"text": TEXT, "statements": [{"content": [[31, 53]], "kind": "indirect", "speaker": "a"}], "speakers": [{"id": "a", "names": [1.5]}]}),
    json.dumps({"text": TEXT, "statements": [{"content": [[31, 53]], "kind": "indirect", "speaker": "a"}], "speakers": [{"id": "a", "names": [None]}]}),
]


@pytest.mark.parametrize("gold", GOLD, ids=range(len(GOLD)))
def test_malformed_gold_is_named(nlp: newsie.Pipeline, gold: str, tmp_path: Path) -> None:
    (tmp_path / "g.json").write_text(gold, encoding="utf-8")
    with pytest.raises(newsie.InputError, match="g"):
        evaluate((nlp(document), record) for document, record in read_gold(tmp_path))
