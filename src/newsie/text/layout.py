"""Paragraphs and what each is: headline, sub-headline, dateline, credit line, boilerplate or body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from newsie.lexicons import rows
from newsie.text.characters import DIGITS, fold
from newsie.text.datelines import LONGEST as LONGEST_DATELINE
from newsie.text.datelines import inline_dateline, is_dateline, is_outlets

ParagraphKind = Literal["headline", "subheadline", "dateline", "credit", "boilerplate", "body"]

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_ENDED = re.compile(r"[.!؟?…:؛،][\s\"”“»'’)\]]*$")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_PHONE = re.compile(rf"(?<![{DIGITS}])(?:\+|00)?[{DIGITS}][{DIGITS} \-]{{6,16}}[{DIGITS}](?![{DIGITS}])")
_YEARS = re.compile(rf"[{DIGITS}]{{4}} ?- ?[{DIGITS}]{{4}}")
_LEADING = re.compile(r"[^\w\"«“]*")
_LETTER = re.compile(r"[^\W_]")
_WORDS = re.compile(r"[^\W_]+")
_SPEAKER = re.compile(r"^(?:[^\s:]+\s+){0,4}[^\s:]+ ?:")
_LONGEST_HEADLINE, _LONGEST_SUBHEADLINE, _LONGEST_QUOTING, _LONGEST_NOTICE = 35, 14, 25, 220
#: What follows a subheadline is a paragraph, not the next line of a list.
_SHORTEST_PARAGRAPH = 60


@dataclass(frozen=True)
class Paragraph:
    """A line of the text without its outer white space; `inner` is where the story begins behind an inline dateline."""

    start: int
    end: int
    kind: ParagraphKind
    inner: int


@dataclass(frozen=True)
class Layout:
    """The paragraphs in text order, and the spans of the title and of the dateline, where there are any."""

    paragraphs: list[Paragraph]
    title: tuple[int, int] | None
    dateline: tuple[int, int] | None


def _phrases(kind: str, where: str) -> str:
    found = {re.escape(fold(row["phrase"])) for row in rows("layout") if row["kind"] == kind and row["where"] == where}
    return "(?:" + "|".join(sorted(found, key=lambda phrase: (-len(phrase), phrase))) + ")"


_START = re.compile(
    rf"{_phrases('boilerplate', 'start')}(?!\w)|{_phrases('boilerplate', 'marked')}\s*(?:[:/|]|\.\.|…|-\s)|{_phrases('boilerplate', 'whole')}[\s.:…]*$",
)
_ANYWHERE = re.compile(rf"(?<!\w){_phrases('boilerplate', 'any')}(?!\w)")
_SERVICE = re.compile(rf"(?<!\w){_phrases('service', 'any')}(?!\w)")
_CREDIT = re.compile(
    rf"{_phrases('credit', 'start')}\s*[:/\-]|{_phrases('credit', 'cited')}[\s،:]+(?:[^\s]+\s*){{1,5}}$|{_phrases('credit', 'whole')}[\s.)]*$",
)


def lay_out(text: str, title: str | None = None) -> Layout:
    """Find the paragraphs of a text and say what each is; `title` is the headline where it is known apart from the text."""
    lines = _lines(text)
    kinds: list[ParagraphKind] = ["body"] * len(lines)
    head = _headline(text, lines, title)
    if head:
        kinds[0] = "headline"
    for i in range(1 if head else 0, len(lines)):
        kinds[i] = _kind(text, lines, i)
    _spread_boilerplate(text, lines, kinds)
    dateline: tuple[int, int] | None = None
    told = False
    paragraphs = []
    for (start, end), kind in zip(lines, kinds, strict=True):
        inner = start
        if kind == "body":
            if cut := inline_dateline(text, start, end, first=not told):
                inner = cut[1]
                dateline = dateline or (start, cut[0])
            told = True
        elif kind == "dateline":
            dateline = dateline or (start, end)
        paragraphs.append(Paragraph(start, end, kind, inner))
    return Layout(paragraphs, lines[0] if head else None, dateline)


def _lines(text: str) -> list[tuple[int, int]]:
    out = []
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if end > start:
            out.append((start, end))
    return out


def _headline(text: str, lines: list[tuple[int, int]], title: str | None) -> bool:
    if not lines:
        return False
    first = text[lines[0][0] : lines[0][1]]
    if title is not None and title.strip():
        told, found = _letters(title), _letters(first)
        return bool(found) and (told == found or (len(found) > 15 and found in told) or (told in found and len(found) < len(told) + 30))
    if len(lines) < 2 or first.count(" ") >= _LONGEST_HEADLINE or first.endswith((".", "،", ":", "؛")) or not _LETTER.search(first):
        return False
    return not is_dateline(first) and not is_outlets(first) and inline_dateline(text, *lines[0]) is None


def _letters(line: str) -> str:
    return "".join(_WORDS.findall(fold(line)))


def _kind(text: str, lines: list[tuple[int, int]], i: int) -> ParagraphKind:
    start, end = lines[i]
    line = text[start:end]
    if len(line) > _LONGEST_NOTICE:
        return "body"
    folded = fold(line)
    led = match.end() if (match := _LEADING.match(folded)) else 0
    if _is_boilerplate(line, folded, led):
        return "boilerplate"
    words = line.count(" ") + 1
    if words <= 10 and (_CREDIT.match(folded, led) or is_outlets(line)):
        return "credit"
    if len(line) <= LONGEST_DATELINE and is_dateline(line):
        return "dateline"
    if led == 0 and i + 1 < len(lines) and not _ENDED.search(line) and _heads(line, words, text[slice(*lines[i + 1])]):
        return "subheadline"
    return "body"


def _heads(line: str, words: int, following: str) -> bool:
    """Whether a line without an end mark heads what follows: a paragraph longer than itself, or a dateline.

    A lead may lack its full stop too, so a long line heads only where a colon shows it («نائب: …») or a dateline follows.
    """
    if len(following) <= LONGEST_DATELINE and is_dateline(following):
        return words <= _LONGEST_HEADLINE
    longest = _LONGEST_SUBHEADLINE if _SPEAKER.match(line) is None else _LONGEST_QUOTING
    return words <= longest and len(following) > max(1.5 * len(line), _SHORTEST_PARAGRAPH)


def _is_boilerplate(line: str, folded: str, led: int) -> bool:
    if _START.match(folded, led) or _ANYWHERE.search(folded) or _URL.fullmatch(line) or not _LETTER.search(line):
        return True
    return _SERVICE.search(folded) is not None and any(not _YEARS.fullmatch(match.group().strip()) for match in _PHONE.finditer(line))


def _spread_boilerplate(text: str, lines: list[tuple[int, int]], kinds: list[ParagraphKind]) -> None:
    """A short line between boilerplate lines, or a colon before a link, belongs to them."""
    for i in range(len(lines) - 2, 0, -1):
        start, end = lines[i]
        led = kinds[i - 1] == "boilerplate" or text[start:end].endswith(":")
        if led and kinds[i] in ("body", "subheadline") and kinds[i + 1] == "boilerplate" and end - start < 80 and _LETTER.search(text[lines[i + 1][0] : lines[i + 1][1]]):
            kinds[i] = "boilerplate"
