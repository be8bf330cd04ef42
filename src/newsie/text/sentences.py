"""Sentences: never across a paragraph's end, never inside a quotation that closes in its paragraph."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from newsie.lexicons import rows
from newsie.text.characters import fold
from newsie.text.quotes import Quotation
from newsie.text.tokens import Kind, Tokens

_ENDS = {".", "!", "؟", "?", "۔"}
_CLOSERS = {")", "]", "}"}
_GO_ON = {"،", ",", "؛", ";", ":"}
_LETTERS, _DOMAINS, _TITLES = (frozenset(fold(row["word"]) for row in rows("text_stops") if row["kind"] == kind) for kind in ("letter", "domain", "title"))


def split_sentences(tokens: Tokens, paragraphs: Sequence[tuple[int, int]], quotations: Sequence[Quotation], titles: Collection[int] = ()) -> list[tuple[int, int]]:
    """Token ranges of the sentences, in order and without gaps inside a paragraph.

    `titles` are the numbers of the paragraphs that are headlines; in them dots only pause («عاجل.. وفاة فلان»).
    """
    inside = bytearray(len(tokens) + 1)
    closing: dict[int, Quotation] = {}
    for q in quotations:
        if q.closing is not None:
            closing[q.closing] = q
            inside[q.first : q.closing] = b"\x01" * (q.closing - q.first)
    marks = [i for i, kind in enumerate(tokens.kinds) if (kind >= Kind.DOTS or kind == Kind.ABBREVIATION) and not inside[i]]
    sentences = []
    at = 0
    for number, (first, end) in enumerate(paragraphs):
        begin = first
        while at < len(marks) and (i := marks[at]) < end:
            at += 1
            if i >= begin and _ends_here(tokens, i, begin, end, closing) and not (tokens.kinds[i] == Kind.DOTS and number in titles):
                after = _with_closers(tokens, i + 1, end, closing)
                if after < end and tokens.words[after] in _GO_ON:
                    continue
                sentences.append((begin, after))
                begin = after
        if begin < end:
            sentences.append((begin, end))
    return sentences


def _with_closers(tokens: Tokens, i: int, end: int, closing: dict[int, Quotation]) -> int:
    """Past the brackets, closing quotation marks, stray ones too, and further end marks that follow an end mark."""
    while i < end and (tokens.words[i] in _CLOSERS or i in closing or tokens.words[i] in _ENDS or (tokens.glued(i) and _closes_too(tokens, i, end))):
        i += 1
    return i


def _closes_too(tokens: Tokens, i: int, end: int) -> bool:
    return tokens.kinds[i] == Kind.DOTS or (tokens.kinds[i] == Kind.QUOTE and (i + 1 == end or not tokens.glued(i + 1)))


def _ends_here(tokens: Tokens, i: int, begin: int, end: int, closing: dict[int, Quotation]) -> bool:
    word, kind = tokens.words[i], tokens.kinds[i]
    if word in _ENDS:
        return not (word == "." and (_inside_name(tokens, i, end) or _numbers_item(tokens, i, begin)))
    if kind == Kind.DOTS:
        return i > begin and _new_clause(tokens, i + 1, end)
    if kind == Kind.ABBREVIATION:
        # «عام 2016 م. وأضاف»: the stop of the unit after a number ends the sentence too.
        return i > begin and tokens.kinds[i - 1] == Kind.NUMBER and _new_clause(tokens, i + 1, end)
    quotation = closing.get(i)
    if quotation is None or quotation.first >= i or i + 1 >= end:
        return False
    # «… انتهى." وأضاف»: the end mark inside the marks ends the sentence outside, unless a comma or lower mark goes on.
    last = tokens.words[i - 1]
    if last == ".":
        return tokens.kinds[i + 1] in (Kind.WORD, Kind.LATIN)
    return last in ("!", "؟", "?") and _new_clause(tokens, i + 1, end)


def _new_clause(tokens: Tokens, i: int, end: int) -> bool:
    """Whether a word begins with «و», as most sentences of news do; short words are left out, «و» alone too."""
    return i < end and tokens.kinds[i] == Kind.WORD and tokens.words[i][0] == "و" and len(tokens.words[i]) > 3


def _numbers_item(tokens: Tokens, i: int, begin: int) -> bool:
    """«1. الفقرة الأولى»: the stop behind the number that opens a list's item."""
    return i == begin + 1 and tokens.kinds[begin] == Kind.NUMBER and not (i + 1 < len(tokens) and tokens.glued(i + 1))


def _inside_name(tokens: Tokens, i: int, end: int) -> bool:
    """Whether a full stop stands in a name: «العربية.نت», «سي.إن.إن», «كيه. شانكار», «U.S. Steel», or between two pieces of Latin or digits."""
    if i + 1 >= end or not tokens.glued(i):
        return False
    before, after = tokens.folded_at(i - 1), tokens.folded_at(i + 1)
    latin = tokens.kinds[i - 1] == Kind.LATIN and tokens.kinds[i + 1] == Kind.LATIN
    if tokens.glued(i + 1):
        digits = {tokens.kinds[i - 1], tokens.kinds[i + 1]} <= {Kind.LATIN, Kind.NUMBER}
        return latin or digits or after in _DOMAINS or (before in _LETTERS and (after in _LETTERS or _letter_before(tokens, i - 2)))
    if latin:
        return len(before) == 1 or "." in before or before in _TITLES
    return before in _LETTERS and len(before) > 1 and tokens.kinds[i + 1] == Kind.WORD and after[0] not in "وف" and not _letter_name(tokens, i - 2)


def _letter_before(tokens: Tokens, i: int) -> bool:
    return i > 0 and tokens.words[i] == "." and tokens.glued(i + 1)


def _letter_name(tokens: Tokens, i: int) -> bool:
    return i >= 0 and (tokens.folded_at(i) in _LETTERS or tokens.words[i] == ".")
