"""Paragraphs and what each is: headline, sub-headline, dateline, credit line, boilerplate or body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from newsie.lexicons import rows
from newsie.text.characters import DIGITS, fold

ParagraphKind = Literal["headline", "subheadline", "dateline", "credit", "boilerplate", "body"]

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_ENDED = re.compile(r"[.!؟?…:؛][\s\"”“»'’)\]]*$")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_PHONE = re.compile(rf"(?<![{DIGITS}])(?:\+|00)?[{DIGITS}][{DIGITS} \-]{{6,16}}[{DIGITS}](?![{DIGITS}])")
_SERVICE = re.compile(fold(r"اشتراك|للتواصل|واتس|تيلغرام|تلغرام|رسالة نصية|اتصل|الرقم"))
_QUOTE = re.compile(r"[\"«»“”]")
_COLON = re.compile(r"[^:«»“”\"]{3,40}:\s*")
_DASH_LINE = re.compile(r"[-–—*=_.\s]+")
_DASH = re.compile(r"\s*(?:--+|[-–—])\s*")
_LONGEST_DATELINE, _LONGEST_HEADLINE = 60, 35


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


def _phrases(kind: str, where: str) -> re.Pattern[str]:
    found = [re.escape(fold(row["phrase"])) for row in rows("layout") if row["kind"] == kind and row["where"] == where]
    return re.compile("|".join(sorted(set(found), key=len, reverse=True)) or r"(?!)")


_STARTS = _phrases("boilerplate", "start")
_ANYWHERE = _phrases("boilerplate", "any")
_CREDIT = re.compile(rf"(?:{_phrases('credit', 'start').pattern})\s*[:/\-]|(?:{_phrases('credit', 'whole').pattern})\s*$")
_OUTLET = re.compile(rf"(?<!\w)(?:{_phrases('outlet', 'any').pattern})(?!\w)")


def lay_out(text: str, title: str | None = None) -> Layout:
    """Find the paragraphs of a text and say what each is; `title` is the headline where it is known apart from the text."""
    lines = _lines(text)
    kinds: list[ParagraphKind] = ["body"] * len(lines)
    head = _headline(text, lines, title)
    if head:
        kinds[0] = "headline"
    for i, (start, end) in enumerate(lines):
        if i >= (1 if head else 0):
            kinds[i] = _kind(text, lines, i, start, end)
    _spread_boilerplate(text, lines, kinds)
    dateline: tuple[int, int] | None = None
    paragraphs = []
    for (start, end), kind in zip(lines, kinds, strict=True):
        inner = start
        if kind == "body" and (cut := inline_dateline(text, start, end)):
            inner = cut[1]
            dateline = dateline or (start, cut[0])
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
    if title is not None and fold(title).strip() == fold(first):
        return True
    return len(lines) > 1 and first.count(" ") < _LONGEST_HEADLINE and not first.endswith((".", "،", ":", "؛")) and not _DASH_LINE.fullmatch(first)


def _kind(text: str, lines: list[tuple[int, int]], i: int, start: int, end: int) -> ParagraphKind:
    line = text[start:end]
    folded = fold(line[:400])
    if _STARTS.match(folded) or (len(line) < 200 and _ANYWHERE.search(folded)) or _URL.fullmatch(line):
        return "boilerplate"
    if _SERVICE.search(folded) and _PHONE.search(line):
        return "boilerplate"
    words = line.count(" ") + 1
    if words <= 8 and _CREDIT.match(folded):
        return "credit"
    if len(line) <= _LONGEST_DATELINE and not _ENDED.search(line) and _OUTLET.search(folded) and (_DASH.search(line) or "(" in line) and words <= 7:
        return "dateline"
    if words <= 4 and _OUTLET.fullmatch(folded.strip("() .")):
        return "credit"
    last = i + 1 == len(lines)
    if words <= 25 and not last and not _ENDED.search(line) and lines[i + 1][1] - lines[i + 1][0] > end - start:
        return "subheadline"
    return "body"


def _spread_boilerplate(text: str, lines: list[tuple[int, int]], kinds: list[ParagraphKind]) -> None:
    """A short line between boilerplate lines, or a colon before a link, belongs to them."""
    for i in range(len(lines) - 2, 0, -1):
        start, end = lines[i]
        led = kinds[i - 1] == "boilerplate" or text[start:end].endswith(":")
        if led and kinds[i] in ("body", "subheadline") and kinds[i + 1] == "boilerplate" and end - start < 80:
            kinds[i] = "boilerplate"


def inline_dateline(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The end of a dateline that opens a paragraph («القاهرة - رويترز - », «دبي، الإمارات (CNN) -- ») and where the story begins.

    None where there is none. A dateline is short, ends in a dash or colon, and names an outlet.
    """
    head = text[start : min(end, start + _LONGEST_DATELINE + 20)]
    for dash in _DASH.finditer(head):
        before = fold(head[: dash.start()])
        if dash.start() > _LONGEST_DATELINE or _QUOTE.search(before):
            break
        if dash.start() and _OUTLET.search(before):
            return start + dash.start(), start + dash.end()
    colon = _COLON.match(head)
    if colon and _DASH.search(colon.group()) and _OUTLET.search(fold(colon.group())):
        return start + len(colon.group().rstrip(" :")), start + colon.end()
    return None
