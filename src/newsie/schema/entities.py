"""People, organisations and places, and where the article names them."""

from __future__ import annotations

from typing import Literal

from newsie.schema.spans import Record, Span

EntityKind = Literal["person", "organization", "place"]


class Mention(Span):
    """One naming of an entity: the name alone, without title, class noun or attached clitic."""

    label: EntityKind
    entity_id: str
    score: float


class Role(Record):
    """What the article says a person is: «وزير الخارجية» of «روسيا», «مدير» of «منظمة الصحة العالمية»."""

    title: str
    organization: str | None = None
    nationality: str | None = None
    """ISO 3166 code of the country that an adjective of the role names («الروسي» → RU)."""


class Entity(Record):
    """What several mentions of an article name: its fullest form, its other forms, its mentions."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()


class Person(Entity):
    """A named person."""

    roles: tuple[Role, ...] = ()
    gender: Literal["m", "f"] | None = None


class Organization(Entity):
    """A named organisation, body, army, party, company, club or medium."""

    kind: str | None = None


class Place(Entity):
    """A named place; `country_code` is ISO 3166, where the gazetteer is certain."""

    kind: str | None = None
    country_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
