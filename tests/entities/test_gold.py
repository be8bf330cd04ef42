"""Named speakers of the annotated articles: each is one entity, and no two are one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsie.entities import resolve_entities
from newsie.entities.places import candidates
from newsie.ner.recognizer import Name, name_at
from newsie.schema.entities import EntityKind
from newsie.text.characters import fold
from newsie.text.page import Page, read_page

_LABELS: dict[str, EntityKind] = {"PER": "person", "ORG": "organization", "LOC": "place"}
_FLOOR = 0.95


def _names(page: Page, article: dict[str, Any]) -> list[Name]:
    tokens = page.tokens
    found = []
    for entity in article["entities"]:
        covered = [i for i in range(len(tokens)) if tokens.ends[i] > entity["start"] and tokens.starts[i] < entity["end"]]
        name = name_at(page, covered[0], covered[-1] + 1, _LABELS[entity["label"]], 1.0) if covered else None
        if name is not None:
            found.append(name)
    return found


def _single(speaker: dict[str, Any]) -> bool:
    """Whether a speaker is one thing: not «روسيا وتركيا», nor a country with its capital, which answer for one government but are two places."""
    if any(" و" in name for name in speaker["names"]):
        return False
    places = {facts.id for name in speaker["names"] for facts in candidates(name)[:1]}
    return speaker["kind"] != "place" or len(places) < 2


def one_entity(folder: Path) -> tuple[int, int]:
    """How many named speakers are exactly one entity, of how many whose names stand in their article."""
    right = total = 0
    for path in sorted(folder.glob("*.json")):
        if path.name.endswith(".annotation.json"):
            continue
        article = json.loads(path.read_text(encoding="utf-8"))
        page = read_page(article["text"])
        names = _names(page, article)
        of = resolve_entities(page, names).of
        speakers = [s for s in article["speakers"] if s["kind"] in ("person", "organization", "place")]
        forms = [{fold(name) for name in s["names"]} for s in speakers]
        owners: dict[int, int] = {}
        for n, name in enumerate(names):
            text = fold(page.text[name.start : name.end])
            fitting = [i for i, s in enumerate(speakers) if text in forms[i] and name.label == s["kind"]]
            if len(fitting) == 1:
                owners[n] = fitting[0]
        for i, speaker in enumerate(speakers):
            mine = {of[n] for n, owner in owners.items() if owner == i}
            if mine and _single(speaker):
                others = {owner for n, owner in owners.items() if of[n] in mine}
                right += len(mine) == 1 and others == {i}
                total += 1
    return right, total


@pytest.mark.parametrize("part", ["dev", "train"])
def test_named_speakers_are_one_entity_each(shared: Path, part: str) -> None:
    right, total = one_entity(shared / "gold" / part)
    assert total > 50
    assert right / total >= _FLOOR, (right, total)
