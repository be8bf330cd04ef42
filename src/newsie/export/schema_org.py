"""schema.org as JSON-LD: what a news site puts in its page for search engines and archives."""

from __future__ import annotations

from typing import Any

from newsie.export.lookup import Lookup
from newsie.schema.article import Article
from newsie.schema.entities import Entity
from newsie.schema.statements import Speaker, Statement

_TYPES = {"person": "Person", "organization": "Organization", "place": "Organization"}


def to_schema_org(article: Article) -> dict[str, Any]:
    """A NewsArticle with its direct and mixed statements as `Quotation` and its indirect ones as `Claim`.

    A Quotation's `spokenByCharacter` (https://schema.org/Quotation) is the speaker, a Claim's `claimInterpreter` likewise; unnamed sources
    are left out, since schema.org has no such type. A place that speaks («موسكو») stands for its government: an Organization.
    People carry `jobTitle` and `worksFor`; `mentions` lists who and what else the article names.
    """
    look = Lookup(article)
    about = {
        "@context": "https://schema.org", "@type": "NewsArticle", "inLanguage": "ar", "identifier": article.id, "url": article.url,
        "headline": article.title.text if article.title else None, "datePublished": article.published.isoformat() if article.published else None,
        "publisher": {"@type": "Organization", "name": article.outlet} if article.outlet else None,
        "mentions": [_entity("Person", e) for e in article.people] + [_entity("Organization", e) for e in article.organizations]
        + [_entity("Place", e) for e in article.places],
        "hasPart": [_part(s, look) for s in article.statements],
    }  # fmt: skip
    return _known(about)


def _part(s: Statement, look: Lookup) -> dict[str, Any]:
    who = _speaker(s.speaker, look) if s.speaker else None
    part: dict[str, Any] = {"@type": "Claim", "claimInterpreter": who} if s.kind == "indirect" else {"@type": "Quotation", "spokenByCharacter": who}
    when = look.date(s.time)
    day = when.earliest.isoformat() if when and when.earliest and when.earliest == when.latest else None
    return _known({**part, "identifier": s.id, "text": s.text, "inLanguage": "ar", "dateCreated": day})


def _speaker(speaker: Speaker, look: Lookup) -> dict[str, Any] | None:
    if speaker.kind not in _TYPES:
        return None
    entity = look.entities.get(speaker.entity_id or "")
    who = _entity(_TYPES[speaker.kind], entity) if entity else {"@type": _TYPES[speaker.kind], "name": speaker.name}
    if speaker.role and speaker.kind == "person":
        body = {"@type": "Organization", "name": speaker.role.organization} if speaker.role.organization else None
        who = _known({**who, "jobTitle": speaker.role.title, "worksFor": body})
    return who


def _entity(kind: str, entity: Entity) -> dict[str, Any]:
    return _known({"@type": kind, "name": entity.name, "alternateName": [a for a in entity.aliases if a != entity.name]})


def _known(record: dict[str, Any]) -> dict[str, Any]:
    """A record without what is empty."""
    return {name: value for name, value in record.items() if value not in (None, [], "")}
