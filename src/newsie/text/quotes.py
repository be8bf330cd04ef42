"""Quotation marks paired: of every shape, nested, mismatched, reversed, unclosed, running over paragraphs.

Pairing never leaves its paragraph, except where a quotation that stays open is taken up again by the next
paragraph's opening mark or ended by its closing one; so one stray mark spoils one paragraph at the most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsie.text.tokens import Kind, Tokens

_PARTNER = {"«": "»", "“": "”", "„": "“”‟", "‹": "›", "((": "))", "‘": "’", "‚": "‘’"}
_TYPED_CLOSE = {"»", "”", "›", "))", "’"}
#: Marks that can open as well as close: straight ones, and typed ones that writers reverse.
_EITHER = {'"', "'", "`", "´", "′", "″", "＂", "‟", "‛"}
_DEEPEST = 3


@dataclass(frozen=True)
class Quotation:
    """What stands between two marks: tokens `first` up to, not including, `end`.

    `opening` and `closing` are the marks' tokens; `closing` is None where none came before the paragraph ended, and `opening`
    None where the quotation goes on from the paragraph before. `depth` is 0 for a quotation in no other.
    """

    opening: int | None
    closing: int | None
    first: int
    end: int
    depth: int
    continues: bool = False


@dataclass
class _Open:
    token: int | None
    mark: str
    continues: bool = False


def pair_quotations(tokens: Tokens, paragraphs: Sequence[tuple[int, int]]) -> list[Quotation]:
    """Pair the quotation marks of each paragraph, given as token ranges; in text order of their beginnings."""
    found: list[Quotation] = []
    pending: str | None = None
    for first, end in paragraphs:
        marks = [i for i in range(first, end) if tokens.kinds[i] == Kind.QUOTE and not _apostrophe(tokens, i)]
        if not marks:
            pending = None
            continue
        stack: list[_Open] = []
        if pending is not None:
            stack, marks = _taken_up(tokens, marks, pending)
        odd = _odd(tokens, marks)
        for i in marks:
            _meet(tokens, i, stack, odd, found, first)
        pending = stack[0].mark if stack else None
        for depth, left in enumerate(stack):
            if left.token is None or left.token + 1 < end:
                begin = first if left.token is None else left.token + 1
                found.append(Quotation(left.token, None, begin, end, depth, left.continues))
    return sorted(found, key=lambda q: (q.first, -q.end))


def _apostrophe(tokens: Tokens, i: int) -> bool:
    """A single mark between two letters of one word, or on its own with spaces about it, quotes nothing."""
    if tokens.words[i] not in "'’‘`´′":
        return False
    left, right = tokens.glued(i), i + 1 < len(tokens) and tokens.glued(i + 1)
    if left == right:
        beside = {tokens.kinds[i - 1] if left else 0, tokens.kinds[i + 1] if right else 0}
        return not left or beside <= {Kind.WORD, Kind.LATIN, Kind.NUMBER}
    return left and tokens.kinds[i - 1] in (Kind.LATIN, Kind.NUMBER)


def _taken_up(tokens: Tokens, marks: list[int], pending: str) -> tuple[list[_Open], list[int]]:
    """What a paragraph does with the quotation that the one before left open: takes it up, ends it, or leaves it."""
    mark = tokens.words[marks[0]]
    if mark == pending and _opens(tokens, marks[0]) and marks[0] == _paragraph_start(tokens, marks[0]):
        return [_Open(marks[0], pending, continues=True)], marks[1:]
    if mark in _PARTNER.get(pending, pending) and mark != pending and not _opens(tokens, marks[0]):
        return [_Open(None, pending, continues=True)], marks
    if mark == pending and mark in _EITHER and len(marks) % 2 and _closes(tokens, marks[0]) and not _opens(tokens, marks[0]):
        return [_Open(None, pending, continues=True)], marks
    return [], marks


def _paragraph_start(tokens: Tokens, i: int) -> int:
    """`i` itself where only the start of a line stands before it, else -1."""
    before = tokens.text[tokens.ends[i - 1] if i else 0 : tokens.starts[i]]
    return i if i == 0 or "\n" in before or "\r" in before or "\u2029" in before else -1


def _odd(tokens: Tokens, marks: list[int]) -> set[str]:
    """The straight marks whose number in the paragraph is odd: there, the spaces about a mark say what it does."""
    words = [tokens.words[i] for i in marks]
    return {mark for mark in _EITHER if words.count(mark) % 2}


def _opens(tokens: Tokens, i: int) -> bool:
    """Whether a mark looks like an opening one: it leans on what follows, not on what stands before."""
    right = i + 1 < len(tokens) and tokens.glued(i + 1) and tokens.kinds[i + 1] not in (Kind.MARK, Kind.DOTS)
    before = tokens.kinds[i - 1] if tokens.glued(i) else 0
    return right and (not before or tokens.words[i - 1] in ":،,([-" or tokens.words[i - 1] in _CLITICS or before in (Kind.DOTS, Kind.QUOTE))


_CLITICS = {"ب", "ل", "ك", "و", "ف", "ال", "وال", "بال", "لل", "ول", "وب", "فال"}


def _closes(tokens: Tokens, i: int) -> bool:
    """Whether a mark looks like a closing one: it leans on what stands before."""
    return tokens.glued(i) and tokens.words[i - 1] not in ":(" and tokens.words[i - 1] not in _CLITICS


def _meet(tokens: Tokens, i: int, stack: list[_Open], odd: set[str], found: list[Quotation], first: int) -> None:
    """One mark: it closes an open quotation, or opens one, or is stray."""
    mark = tokens.words[i]
    opens, closes = _opens(tokens, i), _closes(tokens, i)
    for level in range(len(stack) - 1, -1, -1):
        open_mark = stack[level].mark
        same = mark == open_mark
        fits = mark in _PARTNER.get(open_mark, open_mark) or (same and mark in _EITHER)
        mismatched = level == 0 and closes and not opens and mark in (_TYPED_CLOSE | _EITHER | {"“", "«"}) and _size(mark) == _size(open_mark)
        reversed_pair = open_mark in ("”", "»") and mark in ("“", "«")
        if same and mark in odd and opens and not closes:
            break  # an unclosed one before; this one opens anew
        if fits or reversed_pair or mismatched:
            for gone in stack[level:][::-1]:
                if gone is stack[level]:
                    begin = first if gone.token is None else gone.token + 1
                    found.append(Quotation(gone.token, i, begin, i, level, gone.continues))
            del stack[level:]
            return
    if mark in _TYPED_CLOSE and not opens:
        return  # closes nothing
    if mark in odd and closes and not opens and not stack:
        return
    if stack and stack[-1].mark == mark and mark in odd:
        stack.pop()  # never closed, and its paragraph goes on: given up
    if len(stack) < _DEEPEST:
        stack.append(_Open(i, mark))


def _size(mark: str) -> int:
    """Single marks pair with single ones, double with double."""
    return 1 if mark in "'’‘‚`´′‹›‛" else 2
