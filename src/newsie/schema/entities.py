"""People, organisations and places, and where the article names them."""

from __future__ import annotations

from typing import Literal

from newsie.schema.spans import Record, Span

EntityKind = Literal["person", "organization", "place"]
Gender = Literal["m", "f"]


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
    """What several mentions of an article name: its name, its other forms, its mentions.

    `key` is the name in a form that is the same in every article: folded, compounds joined, particles and articles left out.
    `links` are the ids that a user's `Gazetteer` gives it.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    key: str = ""
    links: tuple[str, ...] = ()


class Person(Entity):
    """A named person; `name` is the fullest form that the article gives."""

    roles: tuple[Role, ...] = ()
    gender: Gender | None = None

    def _repr_html_(self) -> str:
        """The right-to-left view that a notebook shows."""
        from newsie.export.html import render_person

        return render_person(self)


class Organization(Entity):
    """A named organisation, body, army, party, company, club or medium.

    `kind` is what its class noun says («وزارة»: ministry), or the lexicon's word for a body known without one («الناتو»: alliance).
    """

    kind: str | None = None
    class_noun: str | None = None
    """The noun that says what it is, inside the name («وزارة») or before it («صحيفة»)."""
    country_code: str | None = None
    """ISO 3166 code of the country in its name («الجيش السوري» → SY)."""


class Place(Entity):
    """A named place; country, coordinates (degrees, WGS 84) and GeoNames id where the gazetteer is certain.

    A name that two places share («طرابلس») stays open, unless the article names the country of one of them.
    """

    kind: str | None = None
    country_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geoname_id: int | None = None
    dateline: bool = False
    """Whether the article's dateline names it."""
