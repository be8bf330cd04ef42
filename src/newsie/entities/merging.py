"""Entities joined across articles: who was named how often, in which roles from when to when, and everything that each said."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from newsie.entities.clusters import KIND, cluster_organizations, cluster_people
from newsie.entities.merged import Merged, MergedEntity, MergedOrganization, MergedPerson, MergedPlace, MergedRole, StatementReference
from newsie.entities.places import candidates
from newsie.schema.article import Article
from newsie.schema.entities import Entity, EntityKind, Gender, Organization, Person, Place
from newsie.schema.statements import Statement

Day = datetime.date
_NEVER = datetime.date.max
#: A full name in fewer articles than one of so many that have a part of it alone is a slip of the recogniser.
_RARE = 10
_E = TypeVar("_E", bound=MergedEntity)


@dataclass
class _Span:
    """A count, and the first and last day of what was counted."""

    count: int = 0
    first: Day | None = None
    last: Day | None = None

    def add(self, day: Day | None, count: int = 1) -> None:
        self.count += count
        if day is not None:
            self.first = day if self.first is None else min(self.first, day)
            self.last = day if self.last is None else max(self.last, day)

    def join(self, other: _Span) -> None:
        self.add(other.first, 0)
        self.add(other.last, other.count)


@dataclass
class Tally:
    """What is kept of an entity while articles pass; it grows with its names, roles and statements, never with text."""

    articles: _Span = field(default_factory=_Span)
    mentions: int = 0
    names: Counter[str] = field(default_factory=Counter)
    roles: dict[tuple[str, str | None, str | None], _Span] = field(default_factory=dict)
    facts: Counter[tuple[object, ...]] = field(default_factory=Counter)
    genders: Counter[Gender] = field(default_factory=Counter)
    links: dict[str, None] = field(default_factory=dict)
    statements: list[StatementReference] = field(default_factory=list)

    def add(self, entity: Entity, day: Day | None) -> None:
        """Count an article's entity."""
        self.articles.add(day)
        self.mentions += len(entity.mentions)
        self.names[entity.name] += 1
        for alias in entity.aliases:
            self.names.setdefault(alias, 0)
        self.links.update(dict.fromkeys(entity.links))
        if isinstance(entity, Person):
            for role in entity.roles:
                self.roles.setdefault((role.title, role.organization, role.nationality), _Span()).add(day)
            if entity.gender:
                self.genders[entity.gender] += 1
        elif isinstance(entity, Organization):
            self.facts[entity.kind, entity.country_code] += 1
        elif isinstance(entity, Place):
            self.facts[entity.kind, entity.country_code, entity.latitude, entity.longitude, entity.geoname_id] += 1

    def join(self, other: Tally) -> None:
        """Take in what was counted under another key of the same entity."""
        self.articles.join(other.articles)
        self.mentions += other.mentions
        self.names.update(other.names)
        for name in other.names:
            self.names.setdefault(name, 0)
        for key, span in other.roles.items():
            self.roles.setdefault(key, _Span()).join(span)
        self.facts.update(other.facts)
        self.genders.update(other.genders)
        self.links.update(other.links)
        self.statements.extend(other.statements)


class Merger:
    """Merges articles one at a time, for streams: `add` each, then ask for the `result`."""

    def __init__(self, *, texts: bool = False) -> None:
        self._texts = texts
        self._articles = 0
        self._tallies: dict[EntityKind, dict[str, Tally]] = {"person": {}, "organization": {}, "place": {}}

    def add(self, article: Article) -> None:
        """Count the entities and statements of one article, which is not kept."""
        day = article.published
        found: dict[str, Tally] = {}
        kinds: tuple[tuple[EntityKind, tuple[Entity, ...]], ...] = (("person", article.people), ("organization", article.organizations), ("place", article.places))
        for kind, entities in kinds:
            for entity in entities:
                tally = self._tallies[kind].setdefault(_key(entity), Tally())
                tally.add(entity, day)
                found[entity.id] = tally
        for statement in article.statements:
            entity_id = statement.speaker.entity_id if statement.speaker else None
            if entity_id in found:
                found[entity_id or ""].statements.append(self._reference(article, statement))
        self._articles += 1

    def _reference(self, article: Article, statement: Statement) -> StatementReference:
        act = statement.cue.act if statement.cue else None
        text = statement.text if self._texts else None
        return StatementReference(article=self._articles, article_id=article.id, statement_id=statement.id, published=article.published, kind=statement.kind, act=act, text=text)

    def result(self) -> Merged:
        """The entities of all articles so far; it does not depend on their order, but for the order of statements of one day."""
        people = []
        for keys in cluster_people(self._tallies["person"]):
            people.append(_person(keys[0], _joined([self._tallies["person"][key] for key in keys])))
        organizations = []
        for keys in cluster_organizations(self._tallies["organization"]):
            organizations.append(_organization(keys[0].partition(KIND)[0], _joined([self._tallies["organization"][key] for key in keys])))
        places = [_place(key, tally) for key, tally in self._tallies["place"].items()]
        return Merged(people=_ranked(people), organizations=_ranked(organizations), places=_ranked(places), articles=self._articles)


def merge(articles: Iterable[Article], *, texts: bool = False) -> Merged:
    """Join the people, organisations and places of many articles.

    articles: in any order, read once and not kept. texts: whether each statement keeps its words, which makes memory grow with them.

    Two people are one where their names align as within an article, and a lone family name joins the one person of that name that is named
    far oftener than any other; a link of a `Gazetteer` joins whatever bears it. Countries are joined by code, cities by GeoNames id.
    """
    merger = Merger(texts=texts)
    for article in articles:
        merger.add(article)
    return merger.result()


def _key(entity: Entity) -> str:
    """What is counted together from the start: a link, a country, a city, or the entity's own key."""
    if entity.links:
        return "=" + entity.links[0]
    if isinstance(entity, Place):
        if entity.geoname_id is not None:
            return f"geonames:{entity.geoname_id}"
        if entity.kind == "country" and entity.country_code and not entity.key.startswith("@"):
            facts = candidates(entity.name)
            return facts[0].id if facts else entity.key
    if isinstance(entity, Organization) and entity.kind:
        return entity.key + KIND + entity.kind
    return entity.key


def _joined(tallies: list[Tally]) -> Tally:
    first, *rest = tallies
    if not rest:
        return first
    whole = Tally()
    for tally in tallies:
        whole.join(tally)
    return whole


def _base(key: str, tally: Tally, *, fullest: bool = False) -> dict[str, object]:
    # A person's commonest name among the full ones, unless these are slips; the middle names that one article gives do not make the name.
    least = max(tally.names.values()) / _RARE
    full = [n for n in tally.names if " " in n and tally.names[n] >= least] if fullest else []
    name = max(full or tally.names, key=lambda n: (tally.names[n], len(n), n))
    aliases = sorted((n for n in tally.names if n != name), key=lambda n: (-tally.names[n], n))
    statements = sorted(tally.statements, key=lambda s: (s.published or _NEVER, s.article))
    return {
        "key": key, "name": name, "aliases": tuple(aliases), "articles": tally.articles.count, "mentions": tally.mentions,
        "first": tally.articles.first, "last": tally.articles.last, "links": tuple(tally.links), "statements": tuple(statements),
    }  # fmt: skip


def _person(key: str, tally: Tally) -> MergedPerson:
    roles = tuple(
        MergedRole(title=title, organization=organization, nationality=nationality, count=span.count, first=span.first, last=span.last)
        for (title, organization, nationality), span in sorted(tally.roles.items(), key=lambda item: (-item[1].count, str(item[0])))
    )
    counts = tally.genders
    gender: Gender | None = None if counts["m"] == counts["f"] else "m" if counts["m"] > counts["f"] else "f"
    return MergedPerson.model_validate({**_base(key, tally, fullest=True), "roles": roles, "gender": gender})


def _organization(key: str, tally: Tally) -> MergedOrganization:
    kind, country = (_commonest(tally, i) for i in range(2))
    return MergedOrganization.model_validate({**_base(key, tally), "kind": kind, "country_code": country})


def _place(key: str, tally: Tally) -> MergedPlace:
    fields = ("kind", "country_code", "latitude", "longitude", "geoname_id")
    return MergedPlace.model_validate({**_base(key, tally), **{name: _commonest(tally, i) for i, name in enumerate(fields)}})


def _commonest(tally: Tally, column: int) -> object:
    counts: Counter[object] = Counter()
    for facts, count in tally.facts.items():
        if facts[column] is not None:
            counts[facts[column]] += count
    return max(counts, key=lambda value: (counts[value], str(value))) if counts else None


def _ranked(entities: list[_E]) -> tuple[_E, ...]:
    return tuple(sorted(entities, key=lambda entity: (-entity.articles, -entity.mentions, entity.key)))
