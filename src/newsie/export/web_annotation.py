"""W3C Web Annotation Data Model, as JSON-LD (https://www.w3.org/TR/annotation-model/)."""

from __future__ import annotations

from typing import Any

from newsie.export.lookup import Lookup, role
from newsie.schema.article import Article
from newsie.schema.spans import Span
from newsie.schema.statements import Statement

_AROUND = 32  # characters of prefix and suffix: enough to find a quotation again in a page whose offsets moved
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def to_web_annotation(article: Article) -> dict[str, Any]:
    """An AnnotationPage whose items are the article's mentions, dates and statements.

    Each target has a TextPositionSelector (code points of the text, as the recommendation counts) and a TextQuoteSelector (exact, prefix,
    suffix). A statement's bodies are its content's kind, act and speaker; where its content has several pieces, it has several targets.
    `source` is the article's URL, or an URN made of its id.
    """
    source = article.url or f"urn:newsie:{article.id or 'article'}"
    look = Lookup(article)
    items = [_annotation(f"{source}#m{n}", "tagging", source, article.text, [m], [_tag(m.label), *_identity(look, m.entity_id)]) for n, m in enumerate(article.mentions, 1)]
    items += [
        _annotation(f"{source}#d{n}", "tagging", source, article.text, [d], [_tag("date"), *([_value(d.value, "classifying")] if d.value else [])])
        for n, d in enumerate(article.dates, 1)
    ]
    items += [_annotation(f"{source}#{s.id}", "describing", source, article.text, list(s.content), _said(s)) for s in article.statements]
    return {"@context": _CONTEXT, "id": f"{source}#annotations", "type": "AnnotationPage", "startIndex": 0, "items": items}


def _annotation(id: str, motivation: str, source: str, text: str, spans: list[Any], body: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": id, "type": "Annotation", "motivation": motivation, "body": body, "target": [{"source": source, "selector": _selectors(text, span)} for span in spans]}


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    quote = {"type": "TextQuoteSelector", "exact": span.text, "prefix": text[max(0, span.start - _AROUND) : span.start], "suffix": text[span.end : span.end + _AROUND]}
    return [{"type": "TextPositionSelector", "start": span.start, "end": span.end}, quote]


def _value(text: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": text, "purpose": purpose, "format": "text/plain"}


def _tag(text: str) -> dict[str, Any]:
    return _value(text, "tagging")


def _identity(look: Lookup, entity_id: str) -> list[dict[str, Any]]:
    entity = look.entities.get(entity_id)
    return [{**_value(entity.name, "identifying"), "language": "ar"}] if entity else []


def _said(s: Statement) -> list[dict[str, Any]]:
    body = [_tag("statement"), _value(s.kind, "classifying")]
    if s.cue:
        body.append(_value(s.cue.act, "classifying"))
    if s.speaker:
        who = ", ".join(part for part in (s.speaker.name, role(s.speaker)) if part)
        body.append({**_value(who, "identifying"), "language": "ar"})
    return body
