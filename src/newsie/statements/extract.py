"""The statement stage: tag, assemble, resolve, and make records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from newsie.entities import Entities
from newsie.entities.records import role_records
from newsie.entities.roles import RoleSpan, title_of
from newsie.lexicons import word_class
from newsie.ner.recognizer import Name
from newsie.network.features import Floats
from newsie.network.model import Spans
from newsie.schema.entities import Role
from newsie.schema.spans import Span
from newsie.schema.statements import Cue, Resolution, Speaker, Statement
from newsie.statements.assemble import assemble, within
from newsie.statements.candidates import Candidates
from newsie.statements.circumstances import add_circumstances, trim_sources, wishes
from newsie.statements.confidence import signs
from newsie.statements.draft import Draft, Range
from newsie.statements.headlines import described_speakers, without_labels
from newsie.statements.kinds import kind_of
from newsie.statements.pieces import Piece
from newsie.statements.ranker import Ranker
from newsie.statements.speakers import SpeakerResolver
from newsie.statements.voices import Voice
from newsie.text.clitics import segment
from newsie.text.page import Page
from newsie.text.tokens import Kind

_RESOLUTIONS: dict[str, Resolution] = {"explicit": "explicit", "role": "role", "pronoun": "pronoun", "elided": "elided"}


class Tagger(Protocol):
    """Finds the pieces of statements on a page: the shared network does."""

    def statements(self, page: Page) -> tuple[Spans, Floats, Spans]:
        """Pieces as labelled token spans, the certainty of each, and those that stand inside contents."""
        ...


class Refiner(Protocol):
    """Reads the cues of statements anew: a morphological analyser does, for the speaker to agree with."""

    def refine(self, page: Page, drafts: Sequence[Draft]) -> None:
        """Set `report` of drafts whose cue it can read."""
        ...


class StatementExtractor:
    """Finds the statements of a page and their speakers."""

    def __init__(self, tagger: Tagger, ranker: Ranker, refiner: Refiner | None = None) -> None:
        self._tagger = tagger
        self._ranker = ranker
        self._refiner = refiner

    def extract(
        self, page: Page, names: Sequence[Name], entities: Entities, entity_ids: Sequence[str], roles: Mapping[str, Role], dates: Sequence[Span] = ()
    ) -> tuple[list[Speaker], list[Statement]]:
        """Speakers in order of first statement, and statements in text order; `entity_ids` are the entities' ids, `roles` their first roles by id, `dates` the page's."""
        drafts = find_drafts(page, self._tagger)
        if self._refiner is not None:
            self._refiner.refine(page, drafts)
        unnamed = wishes(page)
        trim_sources(page, drafts, unnamed)
        resolver = SpeakerResolver(Candidates(page, names, entities), self._ranker)
        resolver.resolve(drafts)
        drafts = add_circumstances(page, drafts, [(date.start, date.end) for date in dates], unnamed)
        return _records(page, names, drafts, resolver, self._ranker, entity_ids, roles, dates)


def find_drafts(page: Page, tagger: Tagger) -> list[Draft]:
    """The page's statements without their speakers, in text order, nested ones behind the one that holds them."""
    outer, certainty, inner = tagger.statements(page)
    pieces = [Piece(first, end, label, float(score)) for (first, end, label), score in zip(outer, certainty, strict=True)]
    nested = [Piece(first, end, label, 0.5) for first, end, label in inner]
    out: list[Draft] = []
    for draft in assemble(page, pieces):
        out.append(draft)
        if nested:
            out.extend(within(page, nested, draft))
    out = list(without_labels(page, out))
    out.extend(described_speakers(page, out))
    return sorted(out, key=lambda d: (d.first, -d.end))


def _records(
    page: Page,
    names: Sequence[Name],
    drafts: Sequence[Draft],
    resolver: SpeakerResolver,
    ranker: Ranker,
    entity_ids: Sequence[str],
    roles: Mapping[str, Role],
    dates: Sequence[Span],
) -> tuple[list[Speaker], list[Statement]]:
    speakers: dict[int, Speaker] = {}
    numbers = {id(draft): f"s{n}" for n, draft in enumerate(drafts, 1)}
    statements = []
    for draft in drafts:
        speaker_id = None
        if draft.speaker is not None:
            if draft.speaker not in speakers:
                voice = resolver.voices[draft.speaker]
                entity_id = entity_ids[voice.entity] if voice.entity is not None else None
                role = roles.get(entity_id) if entity_id is not None else _described_role(page, names, voice)
                speakers[draft.speaker] = Speaker(id=f"v{len(speakers) + 1}", name=voice.name, kind=voice.kind, entity_id=entity_id, role=role)
            speaker_id = speakers[draft.speaker].id
        content = tuple(_span(page, r) for r in draft.contents)
        statements.append(
            Statement(
                id=numbers[id(draft)],
                text=" … ".join(s.text for s in content),
                content=content,
                kind=kind_of(page, draft, names),
                cue=_cue(page, draft),
                source=_span(page, draft.source, conjunction=True) if draft.source else None,
                speaker_id=speaker_id,
                resolution=_RESOLUTIONS.get(draft.resolution, "unresolved"),
                negated=_negated(page, draft),
                addressee=_span(page, draft.addressee) if draft.addressee else None,
                medium=_span(page, draft.medium) if draft.medium else None,
                venue=_span(page, draft.venue, conjunction=True) if draft.venue else None,
                time=None if draft.time is None else Span(start=dates[draft.time].start, end=dates[draft.time].end, text=dates[draft.time].text),
                topic=_span(page, draft.topic) if draft.topic else None,
                anonymity=_span(page, draft.anonymity, conjunction=True) if draft.anonymity else None,
                nested_in=numbers.get(id(draft.outer)),  # None too where that statement was no more than a wish not to be named
                continues=numbers.get(id(draft.continues)),
                confidence=round(ranker.confidence(signs(page, draft)), 3),
            )
        )
    return list(speakers.values()), statements


def _described_role(page: Page, names: Sequence[Name], voice: Voice) -> Role | None:
    """The role that an unnamed source's description is («المتحدث باسم وزارة التربية»), where it begins with a title."""
    if voice.tokens is None or title_of(page, voice.tokens[0]) is None:
        return None
    return next(iter(role_records(page, names, RoleSpan(*voice.tokens, voice.gender))), None)


def _span(page: Page, tokens: Range, *, conjunction: bool = False) -> Span:
    """The characters of a token range; with `conjunction`, an attached و or ف at its start stays outside."""
    start = page.tokens.starts[tokens[0]]
    end = page.tokens.ends[tokens[1] - 1]
    if conjunction:
        start += _conjunction(page, tokens[0])
    return Span(start=start, end=end, text=page.text[start:end])


def _conjunction(page: Page, i: int) -> int:
    surface = page.text[page.tokens.starts[i] : page.tokens.ends[i]]
    if page.tokens.kinds[i] != Kind.WORD or surface[0] not in "وف":
        return 0
    cuts = segment(surface).proclitics
    return cuts[0] if cuts else 0


def _cue(page: Page, draft: Draft) -> Cue | None:
    if draft.cue is None:
        return None
    span = _span(page, draft.cue, conjunction=True)
    lemma, act = (draft.report.lemma, draft.report.act) if draft.report else (span.text, "say")
    return Cue(start=span.start, end=span.end, text=span.text, lemma=lemma, act=act)


def _negated(page: Page, draft: Draft) -> bool:
    if draft.cue is None:
        return False
    if draft.report is not None and draft.report.act == "deny":
        return True
    before = draft.cue[0] - 1
    if before < 0 or draft.report is None or draft.report.form != "imperfect":
        return False
    word = page.tokens.folded[before]
    if word == "ما":  # in the middle of a clause it is what he says («أثار ما تقول الأمم المتحدة إنه …»)
        return before == 0 or page.tokens.kinds[before - 1] != Kind.WORD
    return word in word_class("negation") or (word[:1] in ("و", "ف") and word[1:] in word_class("negation"))
