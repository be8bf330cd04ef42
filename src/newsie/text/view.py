"""Tokens as the user sees them: a hashtag in one piece, words with their clitics as segments, kinds by name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from newsie.schema.spans import Span, Token
from newsie.text.clitics import cuts_at
from newsie.text.tokens import Kind, Tokens

_NAMES = {
    Kind.URL: "url",
    Kind.EMAIL: "email",
    Kind.HANDLE: "handle",
    Kind.NUMBER: "number",
    Kind.ABBREVIATION: "abbreviation",
    Kind.WORD: "word",
    Kind.LATIN: "latin",
    Kind.DOTS: "punctuation",
    Kind.QUOTE: "quote",
    Kind.EMOJI: "emoji",
    Kind.MARK: "punctuation",
}
_IN_HASHTAG = (Kind.WORD, Kind.LATIN, Kind.NUMBER)


class Outline(NamedTuple):
    """A public token without its text: offsets, kind, and the offsets of its segments where it has more than one."""

    start: int
    end: int
    kind: str
    segments: tuple[tuple[int, int], ...]


def outlines(tokens: Tokens) -> Iterator[Outline]:
    """The public tokens of a text in order."""
    i = 0
    while i < len(tokens):
        end = _hashtag_end(tokens, i) if tokens.words[i] in ("#", "＃") else i + 1
        if end > i + 1:
            pieces = tuple((tokens.starts[n], tokens.ends[n]) for n in range(i, end))
            yield Outline(tokens.starts[i], tokens.ends[end - 1], "hashtag", pieces)
        else:
            yield Outline(tokens.starts[i], tokens.ends[i], _NAMES[Kind(tokens.kinds[i])], _segments(tokens, i))
        i = end


def public_tokens(tokens: Tokens) -> tuple[Token, ...]:
    """The tokens of a text as the schema's records; `segments` is empty for a token of one piece."""
    text = tokens.text
    return tuple(
        Token(start=start, end=end, text=text[start:end], kind=kind, segments=tuple(Span(start=a, end=b, text=text[a:b]) for a, b in segments))
        for start, end, kind, segments in outlines(tokens)
    )


def _segments(tokens: Tokens, i: int) -> tuple[tuple[int, int], ...]:
    if tokens.kinds[i] != Kind.WORD:
        return ()
    start, end = tokens.starts[i], tokens.ends[i]
    cuts = cuts_at(tokens, i)
    if not cuts.proclitics and not cuts.enclitics:
        return ()
    bounds = [start, *(start + cut for cut in cuts.proclitics), *(start + cut for cut in cuts.enclitics), end]
    return tuple(pairwise(bounds))


def _hashtag_end(tokens: Tokens, i: int) -> int:
    """Past the words and underscores that hang on a hash sign."""
    end = i + 1
    while end < len(tokens) and tokens.glued(end) and (tokens.kinds[end] in _IN_HASHTAG or tokens.words[end] == "_"):
        end += 1
    return end
