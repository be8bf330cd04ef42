"""Entities and names as the records of the schema."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from newsie.entities.names import name_key
from newsie.entities.organizations import organization_name
from newsie.entities.places import place_words
from newsie.entities.resolve import Entities, Known
from newsie.entities.role_phrases import read_role
from newsie.entities.roles import RoleSpan
from newsie.ner.recognizer import Name
from newsie.schema.entities import EntityKind, Gender, Mention, Organization, Person, Place, Role
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
    countries = frozenset(entity.country for entity in entities.known if entity.country and entity.label == "place")
    for entity, id_ in zip(entities.known, ids, strict=True):
        spans = tuple(Span(start=names[n].start, end=names[n].end, text=page.text[names[n].start : names[n].end]) for n in entity.names)
        name = entity.name
        aliases = tuple(form for form in entity.forms if form != name)
        key = entity_key(name, entity.label)
        if entity.label == "person":
            roles = person_roles(page, names, entity, countries)
            people.append(Person(id=id_, name=name, aliases=aliases, mentions=spans, key=key, links=entity.links, roles=roles, gender=_gender(entity)))
        elif entity.label == "organization":
            kind, noun, country = entity.kind, entity.class_noun, entity.country
            organizations.append(Organization(id=id_, name=name, aliases=aliases, mentions=spans, key=key, links=entity.links, kind=kind, class_noun=noun, country_code=country))
        else:
            places.append(_place(page, entity, id_, aliases, spans))
    return tuple(people), tuple(organizations), tuple(places)


def entity_key(name: str, label: EntityKind) -> str:
    """The form of a name that is the same in every article."""
    if label == "person":
        return name_key(name)
    if label == "organization":
        read = organization_name(name)
        return read.known or " ".join(read.words)
    return " ".join(place_words(name))


def _gender(entity: Known) -> Gender | None:
    return "m" if entity.gender == "m" else "f" if entity.gender == "f" else None


def _place(page: Page, entity: Known, id_: str, aliases: tuple[str, ...], spans: tuple[Span, ...]) -> Place:
    dateline = page.layout.dateline
    facts = entity.facts
    return Place(
        id=id_,
        name=entity.name,
        aliases=aliases,
        mentions=spans,
        key=entity_key(entity.name, "place"),
        links=entity.links,
        kind=entity.kind,
        country_code=entity.country,
        latitude=facts.latitude if facts else None,
        longitude=facts.longitude if facts else None,
        geoname_id=facts.geoname_id if facts else None,
        dateline=dateline is not None and any(dateline[0] <= span.start and span.end <= dateline[1] for span in spans),
    )


def person_roles(page: Page, names: Sequence[Name], entity: Known, countries: frozenset[str] = frozenset()) -> tuple[Role, ...]:
    """The roles of a person, each once, the title apart from its body and its country."""
    found: dict[Role, None] = {}
    for span in entity.roles:
        for role in role_records(page, names, span, countries):
            found.setdefault(role)
    kept = list(found)
    # «الرئيس» says nothing that «الرئيس» of a country or body does not.
    full = {role.title for role in kept if role.organization or role.nationality}
    return tuple(role for role in kept if role.organization or role.nationality or role.title not in full)


def role_records(page: Page, names: Sequence[Name], span: RoleSpan, countries: frozenset[str] = frozenset()) -> tuple[Role, ...]:
    """The roles that a span of the page names, organisations found by the names in it."""
    phrase = " ".join(page.tokens.words[span.first : span.end])
    ranges = [(name.first - span.first, name.last - span.first) for name in _inside(names, span) if name.label == "organization"]
    return read_role(phrase, tuple(ranges), countries)


def _inside(names: Sequence[Name], span: RoleSpan) -> list[Name]:
    first = bisect_left(names, span.first, key=lambda name: name.first)
    end = bisect_left(names, span.end, key=lambda name: name.first)
    return [name for name in names[first:end] if name.last <= span.end]
