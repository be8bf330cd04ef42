"""Entities and names as the records of the schema."""

from __future__ import annotations

from collections.abc import Sequence

from newsie.entities.names import clean
from newsie.entities.resolve import Entities, Known
from newsie.ner.recognizer import Name
from newsie.schema.entities import Mention, Organization, Person, Place, Role
from newsie.schema.spans import Span
from newsie.text.page import Page

_PREFIX = {"person": "p", "organization": "o", "place": "l"}


def entity_ids(entities: Entities) -> list[str]:
    """An id for each entity: p1, p2 … for people, o1 … for organisations, l1 … for places, by first mention."""
    counts: dict[str, int] = {}
    out = []
    for entity in entities.known:
        counts[entity.label] = counts.get(entity.label, 0) + 1
        out.append(f"{_PREFIX[entity.label]}{counts[entity.label]}")
    return out


def mention_records(page: Page, names: Sequence[Name], entities: Entities, ids: Sequence[str]) -> tuple[Mention, ...]:
    """Every name as a `Mention`, in text order."""
    return tuple(
        Mention(start=n.start, end=n.end, text=page.text[n.start : n.end], label=n.label, entity_id=ids[entity], score=round(n.score, 3))
        for n, entity in zip(names, entities.of, strict=True)
    )


def entity_records(page: Page, names: Sequence[Name], entities: Entities, ids: Sequence[str]) -> tuple[tuple[Person, ...], tuple[Organization, ...], tuple[Place, ...]]:
    """People, organisations and places."""
    people, organizations, places = [], [], []
    for entity, id_ in zip(entities.known, ids, strict=True):
        spans = tuple(Span(start=names[n].start, end=names[n].end, text=page.text[names[n].start : names[n].end]) for n in entity.names)
        aliases = tuple(form for form in entity.forms if form != entity.name)
        if entity.label == "person":
            people.append(Person(id=id_, name=entity.name, aliases=aliases, mentions=spans, roles=_roles(page, entity), gender=_gender(entity)))
        elif entity.label == "organization":
            organizations.append(Organization(id=id_, name=entity.name, aliases=aliases, mentions=spans))
        else:
            places.append(Place(id=id_, name=entity.name, aliases=aliases, mentions=spans))
    return tuple(people), tuple(organizations), tuple(places)


def _gender(entity: Known) -> str | None:
    return next((role.gender for role in entity.roles if role.gender), None)


def _roles(page: Page, entity: Known) -> tuple[Role, ...]:
    titles: dict[str, None] = {}
    for role in entity.roles:
        titles.setdefault(clean(page.tokens.surface(role.first, role.end)))
    return tuple(Role(title=title) for title in titles)
