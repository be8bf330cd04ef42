"""Quotation marks paired: of every shape, nested, mismatched, reversed, unclosed, running over paragraphs.

Pairing never leaves its paragraph, except where a quotation that stays open is taken up again by the next
paragraph's opening mark or ended by its closing one; so one stray mark spoils one paragraph at the most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsie.text.tokens import Kind, Tokens

_PARTNER = {
    "«": "»", "“": "”", "„": "“”‟", "‹": "›", "((": "))", "<<": ">>", "‘": "’", "‚": "‘’", "``": "''",
    "「": "」", "『": "』", "《": "》", "〝": "〞〟", "❝": "❞",
}  # fmt: skip
_TYPED_CLOSE = {"»", "”", "›", "))", ">>", "’", "」", "』", "》", "〞", "〟", "❞"}
#: Marks that can open as well as close: straight ones, and typed ones that writers reverse.
_EITHER = {'"', "'", "''", "`", "´", "′", "″", "＂", "‟", "‛"}
_SINGLE = frozenset("'’‘‚`´′‛")
_NEVER_OPEN = _SINGLE | {"((", "<<"}
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


@dataclass
class _Paragraph:
    """One paragraph being paired: its marks, those marks that need the spaces about them to be understood, what is open."""

    tokens: Tokens
    first: int
    end: int
    marks: list[int]
    odd: frozenset[str]
    balanced: frozenset[str]
    stack: list[_Open]


def pair_quotations(tokens: Tokens, paragraphs: Sequence[tuple[int, int]]) -> list[Quotation]:
    """Pair the quotation marks of each paragraph, given as token ranges; in text order of their beginnings."""
    found: list[Quotation] = []
    pending: str | None = None
    quotes = [i for i, kind in enumerate(tokens.kinds) if kind == Kind.QUOTE]
    at = 0
    for first, end in paragraphs:
        begin = at
        while at < len(quotes) and quotes[at] < end:
            at += 1
        marks = [i for i in quotes[begin:at] if i >= first and not _apostrophe(tokens, i)]
        if not marks:
            pending = None
            continue
        stack: list[_Open] = []
        if pending is not None:
            stack, marks = _taken_up(tokens, marks, pending)
        paragraph = _Paragraph(tokens, first, end, marks, _odd(tokens, marks), _balanced(tokens, marks), stack)
        for i in marks:
            _meet(paragraph, i, found)
        found.extend(_unclosed(paragraph))
        pending = stack[0].mark if stack else None
    return sorted(found, key=lambda q: (q.first, -q.end))


def _unclosed(paragraph: _Paragraph) -> Iterator[Quotation]:
    """What is open at a paragraph's end reaches to it; a single mark that nothing closes is an apostrophe, a double bracket a bracket."""
    for depth, left in enumerate(paragraph.stack):
        if left.mark not in _NEVER_OPEN and (left.token is None or left.token + 1 < paragraph.end):
            begin = paragraph.first if left.token is None else left.token + 1
            yield Quotation(left.token, None, begin, paragraph.end, depth, left.continues)


def _apostrophe(tokens: Tokens, i: int) -> bool:
    """A single mark between two letters of one word, or on its own with spaces about it, quotes nothing."""
    if tokens.words[i] not in _SINGLE:
        return False
    left, right = tokens.glued(i), tokens.glued(i + 1)
    if left == right:
        beside = {tokens.kinds[i - 1] if left else 0, tokens.kinds[i + 1] if right else 0}
        return not left or beside <= {Kind.WORD, Kind.LATIN, Kind.NUMBER}
    return left and tokens.kinds[i - 1] in (Kind.LATIN, Kind.NUMBER) and tokens.words[i] not in ("’", "'")


def _taken_up(tokens: Tokens, marks: list[int], pending: str) -> tuple[list[_Open], list[int]]:
    """What a paragraph does with the quotation that the one before left open: takes it up, ends it, or leaves it."""
    mark = tokens.words[marks[0]]
    opens, closes = _lean(tokens, marks[0])
    if mark == pending and opens and _starts_line(tokens, marks[0]):
        return [_Open(marks[0], pending, continues=True)], marks[1:]
    if mark in _PARTNER.get(pending, pending) and mark != pending and not opens:
        return [_Open(None, pending, continues=True)], marks
    if mark == pending and mark in _EITHER and len(marks) % 2 and closes and not opens:
        return [_Open(None, pending, continues=True)], marks
    return [], marks


def _starts_line(tokens: Tokens, i: int) -> bool:
    before = tokens.text[tokens.ends[i - 1] if i else 0 : tokens.starts[i]]
    return i == 0 or any(mark in before for mark in "\n\r\u2028\u2029\x0b\x0c\x85")


def _odd(tokens: Tokens, marks: list[int]) -> frozenset[str]:
    """The straight marks whose number in the paragraph is odd: there, the spaces about a mark say what it does."""
    words = [tokens.words[i] for i in marks]
    return frozenset(mark for mark in _EITHER.intersection(words) if words.count(mark) % 2)


def _balanced(tokens: Tokens, marks: list[int]) -> frozenset[str]:
    """The straight marks that the spaces about them pair like brackets, one pair inside another («"إن "الرواد" فازوا"»)."""
    depth: dict[str, int] = {}
    deep: set[str] = set()
    broken: set[str] = set()
    for i in marks:
        mark = tokens.words[i]
        if mark in _EITHER:
            opens, closes = _lean(tokens, i)
            depth[mark] = depth.get(mark, 0) + (1 if opens else -1)
            if opens == closes or depth[mark] < 0:
                broken.add(mark)
            elif depth[mark] > 1:
                deep.add(mark)
    return frozenset(mark for mark in deep - broken if depth[mark] == 0)


_CLITICS = {"ب", "ل", "ك", "و", "ف", "ال", "وال", "بال", "لل", "ول", "وب", "فال", "كال", "ولل", "وك", "فل", "فب"}


def _lean(tokens: Tokens, i: int) -> tuple[bool, bool]:
    """Whether a mark, with the marks it touches, leans on what follows (it opens) and on what stands before (it closes)."""
    left, right = i, i
    while tokens.glued(left) and tokens.kinds[left - 1] == Kind.QUOTE and left > i - _DEEPEST:
        left -= 1
    while tokens.glued(right + 1) and tokens.kinds[right + 1] == Kind.QUOTE and right < i + _DEEPEST:
        right += 1
    before = tokens.words[left - 1] if tokens.glued(left) else ""
    introduced = before in _CLITICS or (before != "" and before in ":،,([-–—/")
    follows = tokens.glued(right + 1) and tokens.kinds[right + 1] not in (Kind.MARK, Kind.DOTS)
    opens = follows and (not before or introduced or tokens.kinds[left - 1] == Kind.DOTS)
    return opens or (introduced and before == ":"), before != "" and before not in _CLITICS and before not in ":("


def _after_colon(tokens: Tokens, i: int | None) -> bool:
    return i is not None and i > 0 and tokens.words[i - 1] == ":"


def _meet(paragraph: _Paragraph, i: int, found: list[Quotation]) -> None:
    """One mark: it closes an open quotation, or opens one, or is stray."""
    stack, mark = paragraph.stack, paragraph.tokens.words[i]
    opens, closes = _lean(paragraph.tokens, i)
    level = _closed_level(paragraph, mark, opens, closes)
    if level is not None:
        gone = stack[level]
        begin = paragraph.first if gone.token is None else gone.token + 1
        found.append(Quotation(gone.token, i, begin, i, level, gone.continues))
        del stack[level:]
        return
    if not opens and (mark in _TYPED_CLOSE or (mark in paragraph.odd and closes)):
        return  # closes nothing
    if stack and stack[-1].mark == mark and mark in paragraph.odd and not (_after_colon(paragraph.tokens, stack[-1].token) and not _after_colon(paragraph.tokens, i)):
        stack.pop()  # never closed, and its paragraph goes on: given up, unless it is speech that quotes («: "… "…".»)
    if len(stack) < _DEEPEST:
        stack.append(_Open(i, mark))


def _closed_level(paragraph: _Paragraph, mark: str, opens: bool, closes: bool) -> int | None:
    """Which of the open quotations a mark closes, the innermost first; None where it closes none."""
    stack = paragraph.stack
    for level in range(len(stack) - 1, -1, -1):
        open_mark = stack[level].mark
        same = mark == open_mark
        if same and opens and not closes and (mark in paragraph.odd or mark in paragraph.balanced):
            return None  # one more opening mark; in a paragraph of odd number, the one before was never closed
        fits = mark in _PARTNER.get(open_mark, open_mark) or (same and mark in _EITHER)
        reversed_pair = open_mark in ("”", "»") and mark in ("“", "«")
        mismatched = level == 0 and closes and not opens and mark in (_TYPED_CLOSE | _EITHER | {"“", "«"})
        of_one_size = (mark in _SINGLE) == (open_mark in _SINGLE) or mark in paragraph.odd
        if fits or reversed_pair or (mismatched and of_one_size):
            return level
    return None
