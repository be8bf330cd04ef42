"""What training makes of annotated articles: every annotation still stands on its words."""

from __future__ import annotations

import random
from typing import Any

from newsie.training.augment import respelt
from newsie.training.recast import excerpt, recast

TEXT = (
    "وزيرة تفتتح جسر رمادة\n\n"
    "قالت وزيرة النقل سوسن طعمة إن الجسر سيفتح في الخريف، وإن الأعمال تجري كما خطط لها.\n"
    "وأضاف المهندس رائد شلهوب أن ألف عامل يبنون الجسر.\n"
    "وحضر الحفل أهالي المدينة."
)


def span(words: str) -> list[int]:
    at = TEXT.index(words)
    return [at, at + len(words)]


def article() -> dict[str, Any]:
    def statement(content: str, cue: str, source: str) -> dict[str, Any]:
        return {"content": [span(content)], "cue": span(cue), "source": span(source), "addressee": None, "medium": None, "nested_in": None, "kind": "indirect", "speaker": "v1"}

    return {
        "id": "x",
        "text": TEXT,
        "entities": [{"start": span(name)[0], "end": span(name)[1], "label": label} for name, label in (("سوسن طعمة", "PER"), ("رائد شلهوب", "PER"))],
        "dates": [],
        "speakers": [],
        "statements": [
            statement("الجسر سيفتح في الخريف، وإن الأعمال تجري كما خطط لها", "قالت", "وزيرة النقل سوسن طعمة"),
            statement("ألف عامل يبنون الجسر", "أضاف", "المهندس رائد شلهوب"),
        ],
    }


def words(made: dict[str, Any]) -> set[str]:
    """The words of all annotations."""
    found = {made["text"][e["start"] : e["end"]] for e in made["entities"]}
    for s in made["statements"]:
        found |= {made["text"][slice(*part)] for part in [*s["content"], s["cue"], s["source"]] if part}
    return found


def test_every_construction_keeps_its_words() -> None:
    known = words(article()) | {"الجسر سيفتح في الخريف", "وإن الأعمال تجري كما خطط لها", ":", "بحسب", "حسب", "وفق", "قول", "تعبير"}
    known |= set("مضيفا موضحا مؤكدا مشيرا مضيفة موضحة مؤكدة مشيرة".split())
    openings = set()
    for seed in range(200):
        made = recast(article(), random.Random(seed))
        assert made is not None
        nesting = {s["nested_in"] for s in made["statements"]}
        told = {made["text"][slice(*part)] for n, s in enumerate(made["statements"]) if n in nesting for part in s["content"]}
        assert words(made) <= known | told, made["text"]
        openings.add(made["text"].split()[0])
    assert len(openings) > 8  # many constructions


def test_an_excerpt_keeps_its_annotations() -> None:
    for seed in range(30):
        made = excerpt(article(), random.Random(seed))
        assert made is not None
        assert made["text"] in TEXT
        assert words(made) <= words(article())


def test_nothing_to_recast() -> None:
    assert recast({**article(), "statements": []}, random.Random(1)) is None
    assert excerpt({**article(), "text": "عنوان وحده"}, random.Random(1)) is None


def test_respelling_keeps_offsets() -> None:
    for seed in range(30):
        assert len(respelt(article(), random.Random(seed))["text"]) == len(TEXT)
