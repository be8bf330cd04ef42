"""Dates in figures: 25/5/2016, 2016-05-25, 25.5.2016, ٧ / ١١ / ١٤٣٦هـ, 5/2016, and years joined as 2017/2018."""

from __future__ import annotations

import re

from newsie.dates.moments import Moment, Read
from newsie.dates.reader import Reader
from newsie.text.tokens import Kind

_THREE = re.compile(r"(\d{1,4})([/.\-–\u2212])(\d{1,2})\2(\d{1,4})")
_TWO = re.compile(r"(\d{1,4})([/\-–\u2212.])(\d{1,4})")
_SEPARATORS = "/.-–\u2212"


def read_era(r: Reader, i: int) -> tuple[str, int] | None:
    """«م», «هـ», «الميلادي», «للهجرة»: `gregorian` or `hijri`."""
    found = r.string_term(i, "era")
    word = r.at(i)
    return found if word is not None and not word.cut else None


def figures(r: Reader, i: int) -> tuple[str, int]:
    """The figures at a token, with those that spaced slashes join to it («7 / 11 / 1436»), and their end."""
    form, end = r.folded[i], i + 1
    while r.mark(end, "/-–") and end + 1 < r.size and r.kinds[end + 1] == Kind.NUMBER and len(form) < 12 and r.folded[end + 1].isdecimal():
        form, end = f"{form}{'/' if r.folded[end] == '/' else '-'}{r.folded[end + 1]}", end + 2
    return form, end


def read_numeric_date(r: Reader, i: int) -> Read | None:
    """A day in figures, day first as Arabic writes it, or year first; a Hijri year with its mark or by its size."""
    if not (0 <= i < r.size and r.kinds[i] == Kind.NUMBER):
        return None
    form, end = figures(r, i)
    match = _THREE.fullmatch(form)
    if match is None:
        return None
    first, separator, middle, last = match.groups()
    if len(first) == 4:
        year, month, day = int(first), int(middle), int(last)
        if month > 12 >= day:
            month, day = day, month
    else:
        year, month, day = int(last), int(middle), int(first)
        if month > 12 >= day:  # month first, as agencies of the west write
            month, day = day, month
        if len(last) == 2 and separator == "/":
            year += 2000 if year < 50 else 1900
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1300 <= year <= 2199):
        return None
    era = read_era(r, end)
    hijri = era[0] == "hijri" if era else 1300 <= year <= 1500
    return Moment("day", year=year, month=month, day=day, hijri=hijri), era[1] if era else end


def read_month_figures(r: Reader, i: int) -> Read | None:
    """«5/2016», «2016/5»: a month in figures."""
    match = _two(r, i)
    if match is None or match[1] in (".", "-", "–", "\u2212"):
        return None
    first, _, last, end = match
    if len(first) <= 2 and len(last) == 4 and 1 <= int(first) <= 12 and 1900 <= int(last) <= 2100:
        return Moment("month", year=int(last), month=int(first)), end
    if len(first) == 4 and len(last) <= 2 and 1 <= int(last) <= 12 and 1900 <= int(first) <= 2100:
        return Moment("month", year=int(first), month=int(last)), end
    return None


def read_day_figures(r: Reader, i: int) -> Read | None:
    """«16/8»: a day and month, which only the words about it tell from a score or a share."""
    match = _two(r, i)
    if match is None or match[1] != "/" or len(match[0]) > 2 or len(match[2]) > 2:
        return None
    day, month = int(match[0]), int(match[2])
    if month > 12 >= day:
        day, month = month, day
    return (Moment("day", month=month, day=day), match[3]) if 1 <= month <= 12 and 1 <= day <= 31 else None


def read_year_pair(r: Reader, i: int) -> tuple[Moment, Moment, int] | None:
    """«2010-2012», «2017/2018», and «2016/2015» as right-to-left copy has it: two years, the earlier first."""
    match = _two(r, i)
    if match is None or match[1] == ".":
        return None
    first, _, last, end = match
    if len(first) != 4 or len(last) not in (2, 4):
        return None
    one, two = int(first), int(last) if len(last) == 4 else int(first[:2] + last)
    if not (1000 <= one <= 2199 and 1000 <= two <= 2199) or one == two or (len(last) == 2 and two - one != 1):
        return None
    era = read_era(r, end)
    hijri, end = (era[0] == "hijri", era[1]) if era else (max(one, two) <= 1500, end)
    return Moment("year", year=min(one, two), hijri=hijri), Moment("year", year=max(one, two), hijri=hijri), end


def _two(r: Reader, i: int) -> tuple[str, str, str, int] | None:
    if not (0 <= i < r.size and r.kinds[i] == Kind.NUMBER):
        return None
    form, end = figures(r, i)
    match = _TWO.fullmatch(form)
    return (match[1], match[2], match[3], end) if match else None
