"""A spaCy `Doc` (extra `spacy`): words, entities, and statements as span groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsie.errors import ExtraNotInstalled
from newsie.export.words import covered, words_of
from newsie.schema.article import Article
from newsie.schema.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_LABELS = {"person": "PER", "organization": "ORG", "place": "LOC"}


def to_spacy(article: Article, vocab: Vocab | None = None) -> Doc:
    """The article as a spaCy Doc with `doc.text == article.text`.

    `doc.ents` are the mentions (PER, ORG, LOC; `ent_id_` the entity's id). `doc.spans` has the groups "statements" (a span for each piece of
    content, labelled with the statement's kind, `id_` its id), "cues", "sources" and "dates"; `doc.user_data["speakers"]` maps each statement's
    id to its speaker's name or None. vocab: the vocabulary to share; that of `spacy.blank("ar")` where none is given.
    Raises `ExtraNotInstalled` without spaCy.
    """
    try:
        import spacy
        from spacy import tokens
    except ImportError:
        raise ExtraNotInstalled("to_spacy", "spacy") from None
    words = words_of(article)
    forms, spaces, place = _filled(article.text, words)
    doc = tokens.Doc(vocab if vocab is not None else spacy.blank("ar").vocab, words=forms, spaces=spaces)

    def spans(parts: list[tuple[Span, str, str]]) -> list[tokens.Span]:
        found = ((covered(words, part), label, id) for part, label, id in parts)
        return [tokens.Span(doc, place[where.start], place[where.stop - 1] + 1, label=label, span_id=id) for where, label, id in found if where]

    statements = article.statements
    doc.ents = tuple(spacy.util.filter_spans(spans([(m, _LABELS[m.label], m.entity_id) for m in article.mentions])))
    doc.spans["statements"] = spans([(part, s.kind, s.id) for s in statements for part in s.content])
    doc.spans["cues"] = spans([(s.cue, s.cue.act, s.id) for s in statements if s.cue])
    doc.spans["sources"] = spans([(s.source, "source", s.id) for s in statements if s.source])
    doc.spans["dates"] = spans([(d, d.kind, d.value or "") for d in article.dates])
    doc.user_data["speakers"] = {s.id: s.speaker.name if s.speaker else None for s in statements}
    return doc


def _filled(text: str, words: list[tuple[int, int]]) -> tuple[list[str], list[bool], list[int]]:
    """Forms and spaces that make up the whole text, as spaCy demands, and where in them each word stands.

    One space after a word is the word's own; any other white space, and what belongs to no word, becomes a token.
    """
    forms: list[str] = []
    spaces: list[bool] = []
    place: list[int] = []
    at = 0
    for start, end in [*words, (len(text), len(text))]:
        gap = text[at:start]
        if gap.startswith(" ") and forms:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            forms.append(gap)
            spaces.append(False)
        if start < end:
            place.append(len(forms))
            forms.append(text[start:end])
            spaces.append(False)
        at = end
    return forms, spaces, place
