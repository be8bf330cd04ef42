"""Entities of many articles as records: what `merge` gives."""

from __future__ import annotations

import datetime
from typing import Literal

from newsie.schema.entities import Gender
from newsie.schema.spans import Record


class MergedRole(Record):
    """A role that articles give a person, with the first and last day on which one did (None where no article has a day)."""

    title: str
    organization: str | None
    nationality: str | None
    count: int
    first: datetime.date | None
    last: datetime.date | None


class StatementReference(Record):
    """Where a statement is: its article, its id there, the article's day, and the cue's act; `article` counts the merged articles from 0."""

    article: int
    article_id: str | None
    statement_id: str
    published: datetime.date | None
    kind: Literal["direct", "indirect", "mixed"]
    act: str | None
    text: str | None = None


class MergedEntity(Record):
    """An entity of many articles: its commonest full name, other names, in how many articles and how often it is named."""

    key: str
    name: str
    aliases: tuple[str, ...]
    articles: int
    mentions: int
    first: datetime.date | None
    last: datetime.date | None
    links: tuple[str, ...]
    statements: tuple[StatementReference, ...]
    """Everything it said, by day, then in the order of the articles; undated ones at the end."""


class MergedPerson(MergedEntity):
    """A person of many articles."""

    roles: tuple[MergedRole, ...]
    gender: Gender | None


class MergedOrganization(MergedEntity):
    """An organisation of many articles."""

    kind: str | None
    country_code: str | None


class MergedPlace(MergedEntity):
    """A place of many articles."""

    kind: str | None
    country_code: str | None
    latitude: float | None
    longitude: float | None
    geoname_id: int | None


class Merged(Record):
    """What `merge` found, each kind with the entities named in most articles first."""

    people: tuple[MergedPerson, ...]
    organizations: tuple[MergedOrganization, ...]
    places: tuple[MergedPlace, ...]
    articles: int

    def find(self, name: str) -> tuple[MergedEntity, ...]:
        """Every entity that has a name among its names."""
        everything: tuple[MergedEntity, ...] = (*self.people, *self.organizations, *self.places)
        return tuple(entity for entity in everything if name == entity.name or name in entity.aliases)
