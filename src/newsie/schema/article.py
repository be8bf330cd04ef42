"""The article: everything that was read, anchored in its text."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal

from newsie.schema.dates import DateExpression
from newsie.schema.entities import Mention, Organization, Person, Place
from newsie.schema.spans import Record, Sentence, Span, Token
from newsie.schema.statements import Speaker, Statement

if TYPE_CHECKING:
    import pandas

    from newsie.export.tables import Table

SCHEMA_VERSION: Literal["1.0"] = "1.0"


class Article(Record):
    """An article and what newsie read in it.

    `text` is the input, character for character, and every span of every part satisfies
    `article.text[span.start:span.end] == span.text`. `model_dump_json()` and `model_validate_json()` lose nothing.
    """

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    id: str | None
    text: str
    published: datetime.date | None = None
    outlet: str | None = None
    url: str | None = None
    title: Span | None = None
    dateline: Span | None = None
    mentions: tuple[Mention, ...] = ()
    people: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    statements: tuple[Statement, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    tokens: tuple[Token, ...] | None = None

    def model_post_init(self, context: Any, /) -> None:
        """Tie each statement to its speaker's record, so that `statement.speaker.name` works."""
        speakers = {speaker.id: speaker for speaker in self.speakers}
        for statement in self.statements:
            if statement.speaker_id is not None:
                statement._speaker = speakers.get(statement.speaker_id)

    def by(self, speaker: Speaker | str) -> tuple[Statement, ...]:
        """The statements of one speaker, given the record, its id or its name."""
        wanted = speaker.id if isinstance(speaker, Speaker) else speaker
        return tuple(s for s in self.statements if s.speaker is not None and wanted in (s.speaker.id, s.speaker.name))

    def to_pandas(self, table: Table = "statements") -> pandas.DataFrame:
        """A data frame: "statements" (a row each), "mentions", "dates" or "speakers"; needs the extra `pandas`."""
        from newsie.export.tables import to_pandas

        return to_pandas(self, table)

    def _repr_html_(self) -> str:
        """The right-to-left view that a notebook shows."""
        from newsie.export.html import render_fragment

        return render_fragment(self)
