"""The article that the project began from: the smallest thing that must work perfectly."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import newsie


def test_lavrov_in_the_headline_is_the_sergey_lavrov_of_the_body(seed: newsie.Article) -> None:
    first = seed.statements[0]
    assert first.speaker is not None
    assert (first.speaker.name, first.cue.text if first.cue else None, first.start) == ("سيرغي لافروف", ":", 7)


def test_the_russian_member_of_parliament_is_krasov(seed: newsie.Article) -> None:
    described = [s for s in seed.statements if s.source and s.source.text in ("البرلماني الروسي", "برلماني روسي")]
    assert len(described) >= 2
    assert {s.speaker.name for s in described if s.speaker} == {"أندريه كراسوف"}


def test_a_dropped_subject_goes_on_with_the_speaker_before(seed: newsie.Article) -> None:
    last = seed.statements[-1]
    assert last.source is None
    assert last.cue is not None
    assert last.cue.lemma == "أشار"
    assert last.speaker is not None
    assert last.speaker.name == "أندريه كراسوف"


def test_nothing_comes_from_the_boilerplate(seed: newsie.Article, seed_text: str) -> None:
    boilerplate = seed_text.index("تابعوا آخر الأخبار")
    assert all(s.end < boilerplate for s in seed.statements)


def test_dates(seed: newsie.Article, nlp: newsie.Pipeline, seed_text: str) -> None:
    assert {d.text: d.value for d in seed.dates} == {"اليوم": "day:0", "أمس": "day:-1", "25 أيار": "XXXX-05-25"}
    dated = nlp(seed_text, published="2016-05-24")
    assert {d.text: d.value for d in dated.dates} == {"اليوم": "2016-05-24", "أمس": "2016-05-23", "25 أيار": "2016-05-25"}


def test_layout(seed: newsie.Article) -> None:
    assert seed.title is not None
    assert seed.title.text.startswith("لافروف:الطيران")
    assert seed.dateline is not None
    assert seed.dateline.text == "موسكو-سانا"


def test_scored(seed: newsie.Article, shared: Path) -> None:
    """Who said what on the gold of the seed: all 17 statements, none too many."""
    spec = importlib.util.spec_from_file_location("score", shared / "eval/score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    gold = json.loads((shared / "gold/seed/seed.json").read_text(encoding="utf-8"))
    figures, errors = score.score({"seed": gold}, {"seed": json.loads(seed.model_dump_json())})
    who = figures["statements.who_said_what"]
    assert (who["hit"], who["predicted"]) >= (15, 15), errors
    assert who["predicted"] <= 18
