"""What several exports ask of an article: whose an id is, which date a circumstance names, which statements lie in which."""

from __future__ import annotations

from functools import cached_property

from newsie.schema.article import Article
from newsie.schema.dates import DateExpression
from newsie.schema.entities import Entity
from newsie.schema.spans import Span
from newsie.schema.statements import Speaker, Statement


class Lookup:
    """An article's parts by their ids and places, found in constant time."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """People, organisations and places by id."""
        return {e.id: e for e in (*self.article.people, *self.article.organizations, *self.article.places)}

    @cached_property
    def nested(self) -> dict[str | None, list[Statement]]:
        """The statements directly inside each statement; under None those that stand in no other."""
        known = {s.id for s in self.article.statements}
        inside: dict[str | None, list[Statement]] = {}
        for s in self.article.statements:
            inside.setdefault(s.nested_in if s.nested_in in known and s.nested_in != s.id else None, []).append(s)
        return inside

    @cached_property
    def _dates(self) -> dict[int, DateExpression]:
        return {d.start: d for d in self.article.dates}

    def date(self, span: Span | None) -> DateExpression | None:
        """The date expression that begins where a statement's circumstance of time does, or just inside it."""
        if span is None:
            return None
        return next((self._dates[at] for at in range(span.start, span.end) if at in self._dates), None)

    def key(self, speaker: Speaker) -> str:
        """The speaker's name in a form that is the same in every article."""
        entity = self.entities.get(speaker.entity_id or "")
        return (entity.key if entity else "") or speaker.name


def role(speaker: Speaker) -> str:
    """The speaker's role in words: title and body, or nothing."""
    return " ".join(part for part in (speaker.role.title, speaker.role.organization) if part) if speaker.role else ""


def one_line(text: str) -> str:
    """A text with every run of white space as one space."""
    return " ".join(text.split())
