"""Datelines: «القاهرة - رويترز - », «دبي، الإمارات العربية المتحدة (CNN) -- », «واس - الرياض», «لندن: «الشرق الأوسط»».

A dateline is a row of short parts between dashes, strokes, commas, colons and brackets, made of places, days, names and
outlets; an outlet fills a part of its own. Prose that names an agency between dashes does not look like that.
"""

from __future__ import annotations

import re

from newsie.lexicons import rows
from newsie.text.characters import DIGITS, fold

LONGEST = 90
_DASHES = r"--+|[-–—―]|(?<=\s)ـ+(?=\s)"
_SPACES = r"(?:(?<!\s)\s+)?"  # all the spaces before a mark, tried at their first only, so that a row of spaces costs no square
_PARTS = re.compile(rf"{_SPACES}(?:{_DASHES}|[/|،,:()\[\]•])\s*|(?<=[»”\"])\s+")
_DASH = re.compile(rf"{_SPACES}(?:{_DASHES})\s*")
_QUOTED = re.compile(r"[\"«“”„»]([^\"«“”„»]+)[\"«“”„»]")
_QUOTE = re.compile(r"[\"«“”„»]")
_DIGIT = re.compile(f"[{DIGITS}]")
_LONGEST_PART, _LONGEST_DATED_PART, _MOST_PARTS = 4, 13, 7


def _names(kind: str, *where: str) -> frozenset[str]:
    return frozenset(fold(row["phrase"]) for row in rows("layout") if row["kind"] == kind and row["where"] in where)


def _agencies() -> list[str]:
    return [row["phrase"] for row in rows("layout") if row["kind"] == "outlet" and row["where"] == "agency"]


_OUTLETS, _QUOTED_OUTLETS = _names("outlet", "any", "agency"), _names("outlet", "any", "agency", "quoted")
_CITIES = _names("city", "any")
#: Words of sentences: a part that holds one is no place, name or day.
_PROSE = _names("prose", "any")
_AGENCY = re.compile(r"(?<=[\s\-–—/])(?:" + "|".join(sorted(map(re.escape, _agencies()), key=len, reverse=True)) + r")\s+(?=\w)")
_END = re.compile(rf"{_SPACES}(?:{_DASHES}|[:/])\s*|(?<=[»”\"])\s+")


def is_dateline(line: str) -> bool:
    """Whether a whole line is a dateline: an outlet with a place, day or name beside it."""
    parts, outlets = _read(line)
    return outlets > 0 and (outlets < len(parts) or _dated(parts[0]))


def is_outlets(line: str) -> bool:
    """Whether a line names outlets and nothing else: «فرانس 24/ أ ف ب»."""
    parts, outlets = _read(line.replace("+", "/").strip(" .*"))
    return outlets > 0 and outlets == len(parts) and not _dated(parts[0])


def inline_dateline(text: str, start: int, end: int, *, first: bool = False) -> tuple[int, int] | None:
    """The end of a dateline that opens a paragraph and where the story begins; None where there is none.

    It names an outlet; in the `first` paragraph of the story one or more cities and a dash are enough («باريس - »).
    """
    head = text[start : min(end, start + LONGEST + 20)]
    opening = head[: match.start()] if (match := _PARTS.search(head)) else head
    if opening.count(" ") >= _LONGEST_PART and not _DIGIT.search(opening):
        return None  # prose, as most paragraphs are
    best = None
    for mark in sorted((*_END.finditer(head), *_AGENCY.finditer(head)), key=lambda match: match.end()):
        agency = mark.re is _AGENCY
        before = head[: mark.end() if agency else mark.start()]
        if len(before) > LONGEST:
            break
        parts, outlets = _read(before)
        if before.strip() and not parts:
            break
        if agency:
            good = outlets > 0 and all(part in _CITIES or part in _OUTLETS or _dated(part) for part in parts)
        elif outlets:
            good = mark.group().strip() != "" or len(parts) > 1
        else:
            good = first and bool(parts) and _DASH.fullmatch(mark.group()) is not None and mark.group()[-1:].isspace() and _CITIES.issuperset(parts)
        if good:
            best = (start + len(before.rstrip()), start + mark.end())
    return best if best is not None and best[1] < end else None


def _read(line: str) -> tuple[list[str], int]:
    """The folded parts of a line that can be a dateline and how many of them are outlets; no parts where it can be none."""
    parts: list[str] = []
    outlets = 0
    for written in _PARTS.split(line):
        quoted = _QUOTED.fullmatch(written.strip())
        part = fold(quoted.group(1) if quoted else written).strip(" .*")
        if not part:
            continue
        parts.append(part)
        if part in (_QUOTED_OUTLETS if quoted else _OUTLETS) or _dated(part):
            outlets += 1
        elif len(parts) > _MOST_PARTS or _QUOTE.search(written) or not _short(part):
            return [], 0
    return parts, outlets


def _short(part: str) -> bool:
    """Whether a part can be a place, a name or a day: few words, none of prose, no stop."""
    words = part.split()
    longest = _LONGEST_DATED_PART if _DIGIT.search(part) else _LONGEST_PART
    return len(words) <= longest and _PROSE.isdisjoint(words) and not any(mark in part for mark in ".؟!؛…")


def _dated(part: str) -> bool:
    """«الرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس»: place, day and agency in one part."""
    words = part.split()
    return 3 <= len(words) <= _LONGEST_DATED_PART and words[-1] in _OUTLETS and any(_DIGIT.search(word) for word in words[1:4])
