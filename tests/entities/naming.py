"""Pages with their names marked by hand, so that the entity stage is tested apart from the recogniser."""

from __future__ import annotations

import re

from newsie.entities import Gazetteer, resolve_entities
from newsie.entities.records import entity_ids, entity_records
from newsie.entities.resolve import Entities
from newsie.ner.recognizer import Name, name_at
from newsie.schema.entities import EntityKind, Organization, Person, Place
from newsie.text.page import Page, read_page

_MARK = re.compile(r"\[([pol]):([^\]]*)\]")
_LABELS: dict[str, EntityKind] = {"p": "person", "o": "organization", "l": "place"}


def marked(text: str) -> tuple[Page, list[Name]]:
    """The page and names of a text in which «[p:…]», «[o:…]» and «[l:…]» mark people, organisations and places."""
    plain = ""
    at = 0
    spans: list[tuple[int, int, EntityKind]] = []
    for match in _MARK.finditer(text):
        plain += text[at : match.start()]
        spans.append((len(plain), len(plain) + len(match[2]), _LABELS[match[1]]))
        plain += match[2]
        at = match.end()
    page = read_page(plain + text[at:])
    tokens = page.tokens
    names = []
    for start, end, label in spans:
        covered = [i for i in range(len(tokens)) if tokens.ends[i] > start and tokens.starts[i] < end]
        name = name_at(page, covered[0], covered[-1] + 1, label, 1.0)
        assert name is not None
        names.append(name)
    return page, names


def entities(text: str, gazetteer: Gazetteer | None = None) -> Entities:
    """The entities of a marked text."""
    return resolve_entities(*marked(text), gazetteer)


def records(text: str, gazetteer: Gazetteer | None = None) -> tuple[tuple[Person, ...], tuple[Organization, ...], tuple[Place, ...]]:
    """The records of a marked text."""
    page, names = marked(text)
    found = resolve_entities(page, names, gazetteer)
    return entity_records(page, names, found, entity_ids(found))
