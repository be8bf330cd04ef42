"""Months, years and days of a month: «25 أيار (مايو) 2016», «15 رمضان 1437 هـ», «ديسمبر من العام الماضي»."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from newsie.dates.calendars import day as calendar_day
from newsie.dates.calendars import to_hijri
from newsie.dates.moments import Moment, Read
from newsie.dates.numeric import read_era
from newsie.dates.reader import Reader
from newsie.dates.vocabulary import MonthName

FIRST_YEAR, LAST_YEAR = 1000, 2199
_HIJRI_YEARS = range(1300, 1501)


class MonthSpan(NamedTuple):
    """A month as written, doubled names and «شهر» included; `other` is the second of «مايو/يونيو»."""

    month: int
    hijri: bool
    end: int
    alone: str
    other: int | None


def read_month(r: Reader, i: int) -> MonthSpan | None:
    """A month name of any tradition, doubled («أيار/مايو», «أيار (مايو)», «أبريل نيسان») or not, or «شهر 9»."""
    unit = r.unit(i)
    headed = unit is not None and unit.unit == "month" and unit.number == "1"
    found = r.month_term(i + headed)
    if found is None:
        return _numbered_month(r, i + 1) if headed and not r.definite(i) else None
    name, end = found
    second, after = _second_name(r, end)
    if second is not None and second.hijri == name.hijri:
        if second.month == name.month:
            return MonthSpan(name.month, name.hijri, after, "yes", None)
        if r.mark(end, "/"):
            return MonthSpan(name.month, name.hijri, after, "yes", second.month)
    return MonthSpan(name.month, name.hijri, end, "yes" if headed else name.alone, None)


def _second_name(r: Reader, i: int) -> tuple[MonthName | None, int]:
    bracket = r.mark(i, "([")
    at = i + 1 if bracket or r.mark(i, "/-") else i
    found = r.month_term(at, doubled=at > i)
    here = r.at(at)
    if found is None or (at == i and here is not None and here.cut > 0):
        return None, i
    name, end = found
    return name, end + 1 if bracket and r.mark(end, ")]") else end


def _numbered_month(r: Reader, i: int) -> MonthSpan | None:
    number = r.cardinal(i)
    if number is None or not 1 <= number[0] <= 12 or r.unit(number[1]) or r.mark(number[1], "%"):
        return None
    return MonthSpan(number[0], False, number[1], "yes", None)


def introduced(r: Reader, i: int) -> bool:
    """Whether the word before, or a clitic, says that an ambiguous name is time: «في مارس», «بين فبراير ومارس»."""
    here = r.at(i)
    if here is not None and here.preposed:
        return True
    before = r.at(i - 2 if r.form(i - 1) == "و" else i - 1)
    if before is None:
        return i == 0 and r.size == 1
    return not before.senses.keys().isdisjoint(("in", "after", "before", "edge", "from", "to", "between", "ago", "later", "month", "ordinal", "direction"))


def read_year_number(r: Reader, i: int, named: bool = False, hijri: bool = False) -> Read | None:
    """A year: four digits, or after «عام» (`named`) any number, in words too; `hijri` after a month of that calendar."""
    value = r.digits(i)
    end = i + 1
    if value is None and (named or hijri):
        words = r.cardinal(i)
        if words is None:
            return None
        value, end = words
    if value is None:
        return None
    if r.form(end) == "قبل" and r.form(end + 1) in ("الميلاد", "ميلاد"):
        return Moment("year", year=value, before_christ=True), end + 2
    christ = end + (2 if r.mark(end + 1, ".") else 1)
    if r.form(end).rstrip(".") == "ق" and r.form(christ).rstrip(".") == "م":
        return Moment("year", year=value, before_christ=True), christ + 1
    era = read_era(r, end)
    if era:
        if 1 <= value <= LAST_YEAR:
            return Moment("year", year=value, hijri=era[0] == "hijri"), era[1]
        return None
    if hijri:
        return (Moment("year", year=value, hijri=value < 1700), end) if value in _HIJRI_YEARS or FIRST_YEAR <= value <= LAST_YEAR else None
    if not FIRST_YEAR <= value <= LAST_YEAR:
        return None
    return Moment("year", year=value, hijri=named and 1340 <= value <= 1460), end


def read_named_year(r: Reader, i: int) -> Read | None:
    """«عام 2016», «سنة ألفين وستة عشر», «العام الماضي», «العام المالي الجاري», «العام الجاري 2018», «العام نفسه», «هذا العام»."""
    this = r.has(i, "this")
    at = i + this
    sameof = r.has(at, "sameof")
    at += sameof
    unit = r.unit(at)
    if unit is None or unit.unit != "year" or unit.number != "1":
        return None
    definite = r.definite(at)
    end = at + 1
    hijri = False
    school = r.string_term(end, "school") if definite else None
    if school:
        hijri = r.form(end).lstrip("ال").startswith("هجري")
        end = school[1]
    if sameof and definite:
        return Moment("year", same="year"), end
    direction = r.number_term(end, "direction") if definite and (r.definite(end) or r.at(end) is not None) else None
    if direction:
        year = read_year_number(r, direction[1])
        return year or (Moment("year", shift=("year", direction[0]), hijri=hijri), direction[1])
    if this and definite:
        return Moment("year", shift=("year", 0), hijri=hijri), end
    if definite and r.has(end, "same"):
        return Moment("year", same="year"), end + 1
    return read_year_number(r, end, named=True)


def year_tail(r: Reader, moment: Moment, end: int) -> Read:
    """A month or day with the year, or the الماضي, that follows it."""
    if r.form(end) in ("من", "في") or r.mark(end, "،,"):
        named = read_named_year(r, end + 1) if not r.mark(end, "،,") else None
        if named is None and r.mark(end, "،,") and moment.day is not None and r.kinds[end + 1 : end + 2]:
            named = read_year_number(r, end + 1)
    else:
        named = read_named_year(r, end) or _bare_year(r, moment, end)
    if named is not None:
        return _with_year(moment, named)
    direction = r.number_term(end, "direction")
    if direction and (r.definite(end) or direction[1] > end + 1):
        return replace(moment, toward=direction[0]), direction[1]
    if r.has(end, "this"):
        return moment, end
    return moment, end


def _bare_year(r: Reader, moment: Moment, end: int) -> Read | None:
    found = read_year_number(r, end, hijri=moment.hijri)
    if found is None or (found[0].before_christ and not moment.month):
        return None
    return found


def _with_year(moment: Moment, named: Read) -> Read:
    year, end = named
    if year.shift is not None:
        return replace(moment, shift=year.shift), end
    if year.same:
        return replace(moment, same="year"), end
    hijri = moment.hijri and (year.hijri or (year.year or 0) < 1700)
    if moment.hijri and not hijri and year.year is not None:
        # «رمضان 2018»: the Hijri month that falls in a Gregorian year.
        middle = calendar_day(year.year, 7, 1)
        today = to_hijri(middle) if middle else None
        if today:
            return replace(moment, year=today[0]), end
    return replace(moment, year=year.year, hijri=hijri, before_christ=year.before_christ), end


def day_number(r: Reader, i: int) -> tuple[int, int] | None:
    """The number of a day in its month: digits, an ordinal («الخامس والعشرين»), or a numeral."""
    start = r.number_start(i)
    value = r.digits(start)
    found: tuple[int, int] | None = (value, start + 1) if value is not None else None
    if found is None:
        # «ثانية الشهر» is no day: an ordinal carries ال, but for «أول» and the numerals
        found = r.ordinal(i) if r.definite(i) or start != i or r.form(i) == "اول" else (1, i + 1) if r.form(i) == "غره" else None
        found = found or r.cardinal(i)
    return found if found and 1 <= found[0] <= 31 else None


def read_day_month(r: Reader, i: int) -> Read | None:
    """«25 مايو 2016», «الخامس والعشرين من شهر أيار/مايو», «الـ12 من أغسطس الجاري», «25 من الشهر الجاري», «مايو 25، 2016»."""
    number = day_number(r, i)
    if number is None:
        return _month_first(r, i)
    day, end = number
    dashed = r.month_term(end + 1) if r.mark(end, "-") else None
    if dashed and dashed[0].alone == "yes":  # «3-صفر» is a score
        end += 1
    of = r.form(end) == "من"
    month = read_month(r, end + of)
    if month is None:
        return _day_of_relative_month(r, day, end, of)
    word = r.at(end + of)
    if word is not None and word.cut and not of:
        return None
    return year_tail(r, Moment("day", month=month.month, day=day, hijri=month.hijri), month.end)


def _month_first(r: Reader, i: int) -> Read | None:
    month = read_month(r, i)
    if month is None or month.other is not None or month.hijri:
        return None
    number = day_number(r, month.end)
    if number is None:
        return None
    day, end = number
    moment = Moment("day", month=month.month, day=day)
    if r.mark(end, "،,"):
        year = read_year_number(r, end + 1)
        if year:
            return _with_year(moment, year)
    spelled = r.digits(month.end) is None and r.definite(month.end)
    closed = end >= r.size or r.mark(end, ".،,؛)!؟")
    return (moment, end) if closed and (spelled or end >= r.size or r.mark(end, ".")) and month.alone == "yes" else None


def _day_of_relative_month(r: Reader, day: int, end: int, of: bool) -> Read | None:
    at = end + of
    direction = r.number_term(at, "direction")
    if direction and r.definite(at) and direction[0] == 0 and of:
        return Moment("day", day=day, shift=("month", 0)), direction[1]
    this = r.has(at, "this")
    sameof = r.has(at + this, "sameof")
    unit = r.unit(at + this + sameof)
    if unit is None or unit.unit != "month" or unit.number != "1" or not r.definite(at + this + sameof):
        return None
    after = at + this + sameof + 1
    if sameof:
        return Moment("day", day=day, same="month"), after
    if r.has(after, "same"):
        return Moment("day", day=day, same="month"), after + 1
    direction = r.number_term(after, "direction")
    if direction:
        return Moment("day", day=day, shift=("month", direction[0])), direction[1]
    return (Moment("day", day=day, shift=("month", 0)), after) if this else None


def read_month_year(r: Reader, i: int) -> Read | None:
    """«مايو 2016», «شهر رمضان الجاري», «سبتمبر/أيلول الماضي», «مارس» where the words about it say that it is the month."""
    month = read_month(r, i)
    if month is None or month.other is not None:
        return None
    moment, end = year_tail(r, Moment("month", month=month.month, hijri=month.hijri), month.end)
    if month.alone == "yes":
        return moment, end
    if month.alone == "after":
        return (moment, end) if end > month.end or introduced(r, i) or (r.form(end) == "من" and r.has(end + 1, "every")) else None
    return (moment, end) if end > month.end and (moment.year is not None or moment.toward is not None or moment.shift is not None) and introduced(r, i) else None
