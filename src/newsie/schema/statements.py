"""Who said what."""

from __future__ import annotations

from typing import Literal

from pydantic import PrivateAttr

from newsie.schema.entities import Role
from newsie.schema.spans import Record, Span

StatementKind = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["person", "organization", "place", "unnamed", "author"]
Resolution = Literal["explicit", "role", "pronoun", "elided", "unresolved"]


class Cue(Span):
    """The word that reports («أكد», «موضحا», «بحسب», or a headline's colon), its lemma and its act (say, deny, call_for …)."""

    lemma: str
    act: str


class Speaker(Record):
    """A source of statements: a person, organisation or place of the article, or an unnamed source as described."""

    id: str
    name: str
    kind: SpeakerKind
    entity_id: str | None = None
    role: Role | None = None

    def _repr_html_(self) -> str:
        """The right-to-left view that a notebook shows."""
        from newsie.export.html import render_speaker

        return render_speaker(self)


class Statement(Record):
    """A piece of content that the article reports as said by a source.

    `content` holds the spans of what was said (several where the reporting clause interrupts it or a quotation runs
    over paragraphs) and `text` joins them by « … ». `speaker_id` is None where nothing in the article supports a speaker;
    `resolution` says how the speaker was found. Circumstances: `addressee` (to whom), `medium` (who relayed it, or in which it
    was said), `venue` («في بيان», «خلال مؤتمر صحفي»), `time` (when it was said: the span of one of the article's `dates`), `topic`
    (what is judged or who is accused), `anonymity` (the words by which the source asks not to be named).
    """

    id: str
    text: str
    content: tuple[Span, ...]
    kind: StatementKind
    cue: Cue | None = None
    source: Span | None = None
    speaker_id: str | None = None
    resolution: Resolution = "unresolved"
    negated: bool = False
    addressee: Span | None = None
    medium: Span | None = None
    venue: Span | None = None
    time: Span | None = None
    topic: Span | None = None
    anonymity: Span | None = None
    nested_in: str | None = None
    continues: str | None = None
    confidence: float = 1.0
    _speaker: Speaker | None = PrivateAttr(default=None)

    @property
    def speaker(self) -> Speaker | None:
        """The speaker's record; None where nobody could be made out."""
        return self._speaker

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Where the content ends."""
        return self.content[-1].end

    def _repr_html_(self) -> str:
        """The right-to-left view that a notebook shows."""
        from newsie.export.html import render_statement

        return render_statement(self)
