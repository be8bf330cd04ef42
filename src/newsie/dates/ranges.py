"""Ranges: «من 3 إلى 5 مايو», «بين عامي 2011 و2014», «يومي الجمعة والسبت», «2010-2012», «11-13 أغسطس»."""

from __future__ import annotations

import re
from dataclasses import replace

from newsie.dates.clock import read_day_and_time, read_time
from newsie.dates.moments import Meaning, Moment, Read
from newsie.dates.months import read_month, read_year_number, year_tail
from newsie.dates.numeric import read_year_pair
from newsie.dates.reader import Reader
from newsie.dates.units import counts, read_edge, read_first_months, read_two_years, read_unit
from newsie.text.tokens import Kind

_DAYS = re.compile(r"(\d{1,2})[\-–\u2212/](\d{1,2})")


def read_range(r: Reader, i: int) -> Meaning | None:
    """A range that begins at a token; the preposition before it stays outside."""
    pair = read_first_months(r, i) or read_two_years(r, i)
    if pair:
        return Meaning("range", i, pair[2], "units", moment=pair[0], last=pair[1])
    return _joined_figures(r, i) or _two_months(r, i) or _night(r, i) or _two_sides(r, i)


def _joined_figures(r: Reader, i: int) -> Meaning | None:
    """«2010-2012», «موسم 2019-2020», «العام المالي 2016/2015», «11-13 أغسطس»."""
    unit = r.unit(i)
    at = i
    if unit and unit.unit in ("year", "season") and (unit.number != "2" or r.form(i).endswith("ي")):
        at = i + 1
        if r.string_term(at, "school"):
            at += 1
        if r.has(at, "direction"):
            at += 1
    if not (at < r.size and r.kinds[at] == Kind.NUMBER):
        return None
    pair = read_year_pair(r, at)
    if pair:
        return None if at == i and counts(r, pair[2] - 1) else Meaning("range", i, pair[2], "years", moment=pair[0], last=pair[1])
    match = _DAYS.fullmatch(r.folded[at])
    month = read_month(r, at + 1 + (r.form(at + 1) == "من")) if match and at == i else None
    name = r.at(month.end - 1) if month else None
    if match is None or month is None or month.alone == "no" or (name is not None and name.cut):
        return None
    one, two = sorted((int(match[1]), int(match[2])))
    if not 1 <= one < two <= 31:
        return None
    last, end = year_tail(r, Moment("day", month=month.month, day=two, hijri=month.hijri), month.end)
    return Meaning("range", i, end, "days", moment=replace(last, day=one), last=last)


def _two_months(r: Reader, i: int) -> Meaning | None:
    """«مايو/يونيو الماضيين»."""
    month = read_month(r, i)
    if month is None or month.other is None:
        return None
    last, end = year_tail(r, Moment("month", month=month.other, hijri=month.hijri), month.end)
    return Meaning("range", i, end, "months", moment=replace(last, month=month.month), last=last)


def _night(r: Reader, i: int) -> Meaning | None:
    """«ليل الأحد الاثنين»: the night from one day to the next."""
    part = r.part_term(i)
    at = part[1] if part and part[0] == "NI" and not r.definite(i) else -1
    one, two = r.number_term(at, "weekday"), r.number_term(at + 1, "weekday")
    if one is None or two is None or not (r.definite(at) and r.definite(at + 1)) or (one[0] + 1) % 7 != two[0]:
        return None
    word = r.at(at + 1)
    if word is None or word.cut:
        return None
    return Meaning("range", i, at + 2, "night", moment=Moment("day", weekday=one[0], part="NI"), last=Moment("day", weekday=two[0]), grain="day")


def _head(r: Reader, i: int) -> tuple[str, int]:
    """The unit of «عامي», «يومي», «شهري», «أعوام» before two years, days or months, and the token after it."""
    unit = r.unit(i)
    if unit is None or r.definite(i) or not ((unit.number == "2" and r.form(i).endswith("ي")) or (unit.number == "n" and unit.unit == "year")):
        return "", i
    return unit.unit, i + 1


def _two_sides(r: Reader, i: int) -> Meaning | None:
    unit, at = _head(r, i)
    first = _side(r, at, unit)
    if first is None:
        return None
    moment, end = first
    if moment.hour is None and moment.grain == "day" and r.has(end, "between"):
        return _day_between(r, i, moment, end + 1)
    link = _link(r, i, end, bool(unit))
    if link is None:
        return None
    second = _side(r, link, unit) if link < r.size else None
    if second is None or (second[0].edge and moment.grain == "day" and moment.month is None):
        return None
    last, after = second
    whole = _matched(moment, last)
    return Meaning("range", i, after, "range", moment=whole[0], last=whole[1]) if whole else None


def _day_between(r: Reader, i: int, day: Moment, at: int) -> Meaning | None:
    """«غدا بين الساعة 3 والساعة 5»: two times of a day that is named before them."""
    first = r.once(read_time, at)
    joined = r.joined(first[1]) if first else None
    last = r.once(read_time, joined) if joined is not None else None
    if first is None or last is None or _has_day(first[0]) or _has_day(last[0]):
        return None
    whole = _matched_times(first[0], last[0])
    begin, finish = (replace(day, grain=time.grain, hour=time.hour, minute=time.minute, zone=time.zone, part=time.part) for time in whole)
    return Meaning("range", i, last[1], "times", moment=begin, last=finish)


def _link(r: Reader, i: int, end: int, dual: bool) -> int | None:
    """Where the second side begins, after حتى, إلى, a dash, or the و of «بين … و…»."""
    between = dual or _between(r, i)
    at = end
    if r.mark(at, "،") and between:
        at += 1
    to = r.string_term(at, "to")
    if to:
        return to[1]
    joined = r.joined(at)
    if joined is not None and joined == at + 1 and r.has(joined, "to"):
        return joined + 1
    if r.mark(at, "-–—") and r.form(i - 1) != "-":
        return at + 1
    if joined is not None and between:
        return joined
    if r.form(at) == "ل" and at + 1 < r.size and r.kinds[at + 1] == Kind.NUMBER and _from(r, i):
        return at + 1
    word = r.at(at)
    if word is not None and word.preposed and word.cut == 1 and r.form(at).startswith("ل") and _from(r, i):
        return at
    return None


def _between(r: Reader, i: int) -> bool:
    if r.has(i - 1, "between"):
        return True
    return r.unit(i - 1) is not None and r.has(i - 2, "between")


def _from(r: Reader, i: int) -> bool:
    return r.form(i - 1) == "من"


def _side(r: Reader, i: int, unit: str) -> Read | None:
    """One side of a range: after «عامي» a year, else the longest moment, or the mere number of a day."""
    if unit == "year":
        return read_year_number(r, i, named=True) or r.once(read_unit, i)
    readings = [r.once(read_day_and_time, i), r.once(read_time, i), r.once(read_unit, i), r.once(read_edge, i)]
    found = [read for read in readings if read]
    if found:
        return max(found, key=lambda read: read[1])
    number = r.digits(i)
    if number is not None:
        return (Moment("day", day=number), i + 1) if 1 <= number <= 31 else None
    ordinal = r.ordinal(i) if r.definite(i) else None
    return (Moment("day", day=ordinal[0]), ordinal[1]) if ordinal and 1 <= ordinal[0] <= 31 else None


def _matched(first: Moment, last: Moment) -> tuple[Moment, Moment] | None:
    """Both sides with what only one of them says; None where they are no two ends of one range."""
    if _mere_day(first):
        if last.grain != "day" or last.day is None or _mere_day(last) or first.day is None:
            return None
        return (replace(last, day=first.day), last) if first.day < last.day else None
    if _mere_day(last):
        if first.day is None or first.month is None or last.day is None or last.day <= first.day:
            return None
        return first, replace(first, day=last.day)
    if first.hijri != last.hijri or (first.hour is None) != (last.hour is None):
        return None
    if first.hour is not None and last.hour is not None:
        return _matched_times(first, last)
    if first.month is not None and last.month is not None and last.year is None and last.shift is None and first.year is not None and not last.same:
        last = replace(last, year=first.year + ((last.month, last.day or 0) < (first.month, first.day or 0)))
    elif first.month is not None and first.year is None and first.shift is None and first.toward is None:
        later = last.month is not None and (first.month, first.day or 0) > (last.month, last.day or 0)
        year = last.year - later if last.year is not None else None
        first = replace(first, year=year, shift=last.shift, toward=last.toward, same=last.same)
    kinds = {_scale(first), _scale(last)}
    return (first, last) if len(kinds) == 1 or kinds <= {"day", "month", "year"} else None


def _matched_times(first: Moment, last: Moment) -> tuple[Moment, Moment]:
    """Two times with the day, the zone and the half of the day that one of them names for both."""
    if last.hour is not None and first.hour is not None and not first.part and last.hour >= 12 and first.hour + 12 <= last.hour:
        first = replace(first, hour=first.hour + 12, part=last.part)
    one, two = _has_day(first), _has_day(last)
    if one and not two:
        last = replace(first, hour=last.hour, minute=last.minute, grain=last.grain, part=last.part)
    elif two and not one:
        overnight = (first.hour or 0) > (last.hour or 0) and last.shift is not None and last.shift[0] == "day"
        shift = ("day", last.shift[1] - 1) if overnight and last.shift else last.shift
        first = replace(last, hour=first.hour, minute=first.minute, grain=first.grain, part=first.part, shift=shift)
    zone = first.zone or last.zone
    return replace(first, zone=zone), replace(last, zone=zone)


def _has_day(moment: Moment) -> bool:
    return moment.shift is not None or moment.weekday is not None or moment.day is not None


def _mere_day(moment: Moment) -> bool:
    return moment.day is not None and moment.month is None and moment.shift is None and not moment.same


def _scale(moment: Moment) -> str:
    if moment.hour is not None:
        return "time"
    return {"weekend": "day", "daypart": "day"}.get(moment.grain, moment.grain)
