"""The base of every record, and the span: a stretch of the article's own characters."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """An immutable, hashable record that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)  # JSON has no NaN


class Span(Record):
    """A stretch of the article: `article.text[start:end] == text`, in code points, half-open."""

    start: int
    end: int
    text: str

    def __str__(self) -> str:
        return self.text


class Sentence(Span):
    """A sentence, without the white space around it; `paragraph` counts the article's paragraphs from 0."""

    paragraph: int


class Token(Span):
    """An orthographic word, number or mark; `segments` are its clitics and stem, with their own offsets."""

    kind: str
    segments: tuple[Span, ...] = ()
