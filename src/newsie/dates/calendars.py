"""Arithmetic of days, months and years in both calendars, without an exception for any number.

Hijri days are those of Umm al-Qura, 1343 to 1500 AH, by way of hijridate; outside that time there is no answer.
"""

from __future__ import annotations

import datetime
from functools import lru_cache

from hijridate import Gregorian, Hijri

Days = tuple[datetime.date, datetime.date]
FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR = 1343, 1500


def day(year: int, month: int, number: int) -> datetime.date | None:
    """A Gregorian day, None where the calendar has none such."""
    try:
        return datetime.date(year, month, number)
    except (ValueError, OverflowError):
        return None


def month_days(year: int, month: int) -> Days | None:
    """The first and last day of a Gregorian month."""
    first = day(year, month, 1)
    following = day(year + month // 12, month % 12 + 1, 1)
    if first is None:
        return None
    return first, following - datetime.timedelta(days=1) if following else datetime.date.max


def year_days(first: int, last: int | None = None) -> Days | None:
    """The first and last day of a Gregorian year, or of several."""
    begin, end = day(first, 1, 1), day(first if last is None else last, 12, 31)
    return (begin, end) if begin and end else None


def shift_months(year: int, month: int, by: int) -> tuple[int, int]:
    """The year and month that many months away."""
    months = year * 12 + month - 1 + by
    return months // 12, months % 12 + 1


def shift_days(start: datetime.date, by: int) -> datetime.date | None:
    """The day that many days away, None beyond the years 1 to 9999."""
    try:
        return start + datetime.timedelta(days=by)
    except OverflowError:
        return None


def week_days(inside: datetime.date) -> Days | None:
    """Monday and Sunday of the ISO week of a day."""
    monday = shift_days(inside, -inside.weekday())
    sunday = shift_days(inside, 6 - inside.weekday())
    return (monday, sunday) if monday and sunday else None


@lru_cache(maxsize=4096)
def hijri_day(year: int, month: int, number: int) -> datetime.date | None:
    """The Gregorian day of a Hijri one, None where Umm al-Qura has none such."""
    try:
        found = Hijri(year, month, number).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return datetime.date(found.year, found.month, found.day)


@lru_cache(maxsize=4096)
def hijri_month(year: int, month: int) -> Days | None:
    """The first and last Gregorian day of a Hijri month."""
    first = hijri_day(year, month, 1)
    return (first, first + datetime.timedelta(days=Hijri(year, month, 1).month_length() - 1)) if first else None


def hijri_year(year: int) -> Days | None:
    """The first and last Gregorian day of a Hijri year."""
    first, last = hijri_month(year, 1), hijri_month(year, 12)
    return (first[0], last[1]) if first and last else None


@lru_cache(maxsize=1024)
def to_hijri(date: datetime.date) -> tuple[int, int, int] | None:
    """Hijri year, month and day of a Gregorian day."""
    try:
        found = Gregorian(date.year, date.month, date.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    return found.year, found.month, found.day
