"""Sentences: never across a paragraph's end, never inside a quotation that closes in its paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from newsie.text.quotes import Quotation
from newsie.text.tokens import Kind, Tokens

_ENDS = {".", "!", "؟", "?", "۔"}
_CLOSERS = {")", "]", "}"}


def split_sentences(tokens: Tokens, paragraphs: Sequence[tuple[int, int]], quotations: Sequence[Quotation]) -> list[tuple[int, int]]:
    """Token ranges of the sentences, in order and without gaps inside a paragraph."""
    inside = bytearray(len(tokens) + 1)
    closing: dict[int, Quotation] = {}
    for q in quotations:
        if q.closing is not None:
            closing[q.closing] = q
            if q.depth == 0:
                inside[q.first : q.closing] = b"\x01" * (q.closing - q.first)
    marks = [i for i, kind in enumerate(tokens.kinds) if kind >= Kind.DOTS and not inside[i]]
    sentences = []
    at = 0
    for first, end in paragraphs:
        begin = first
        while at < len(marks) and (i := marks[at]) < end:
            at += 1
            if i >= begin and _ends_here(tokens, i, end, closing):
                after = _with_closers(tokens, i + 1, end, closing)
                sentences.append((begin, after))
                begin = after
        if begin < end:
            sentences.append((begin, end))
    return sentences


def _with_closers(tokens: Tokens, i: int, end: int, closing: dict[int, Quotation]) -> int:
    """Past the brackets, closing quotation marks and further end marks that follow an end mark."""
    while i < end and (tokens.words[i] in _CLOSERS or i in closing or (tokens.words[i] in _ENDS and tokens.glued(i))):
        i += 1
    return i


def _ends_here(tokens: Tokens, i: int, end: int, closing: dict[int, Quotation]) -> bool:
    word = tokens.words[i]
    if word in _ENDS:
        return not (word == "." and _inside_name(tokens, i, end))
    if tokens.kinds[i] == Kind.DOTS:
        return i + 1 < end and tokens.kinds[i + 1] == Kind.WORD and tokens.words[i + 1][0] == "و" and len(tokens.words[i + 1]) > 3
    quotation = closing.get(i)
    if quotation is None or quotation.first >= i or i + 1 >= end:
        return False
    # «… انتهى." وأضاف»: the full stop inside the marks ends the sentence outside, unless a comma or lower mark goes on.
    last, after = tokens.words[i - 1], tokens.kinds[i + 1]
    return last == "." and after in (Kind.WORD, Kind.LATIN)


def _inside_name(tokens: Tokens, i: int, end: int) -> bool:
    """A full stop with no space about it between two Latin or numeric pieces, or in «العربية.نت»."""
    if i + 1 >= end or not tokens.glued(i + 1) or not tokens.glued(i):
        return False
    pair = {tokens.kinds[i - 1], tokens.kinds[i + 1]}
    return pair <= {Kind.LATIN, Kind.NUMBER} or tokens.words[i + 1] in ("نت", "كوم")
