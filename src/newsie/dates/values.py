"""Values read back: the days that an ISO 8601-2 / EDTF value of newsie stands for."""

from __future__ import annotations

import datetime
import re

from newsie.dates import calendars
from newsie.dates.resolve import LABEL_MONTHS, label_days

Bounds = tuple[datetime.date | None, datetime.date | None]
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(?:MO|AF|EV|NI|\d\d:\d\dZ?))?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_LABEL = re.compile(r"(\d{4})-([A-Z][A-Z1-4])")
_YEARS = re.compile(r"(\d{4}|\d{3}X|\d\dXX)")
_DURATION = re.compile(r"P(?=[\dXT])(?:(?:\d+(?:\.\d+)?|X)Y)?(?:(?:\d+(?:\.\d+)?|X)M)?(?:(?:\d+(?:\.\d+)?|X)W)?(?:(?:\d+(?:\.\d+)?|X)D)?(?:T(?:(?:\d+(?:\.\d+)?|X)[HMS]){1,3})?")
_UNKNOWN = re.compile(r"XXXX-(?:\d\d|XX)-\d\d|XXXX-\d\d|XXXX-WXX-[1-7]|XXXX-[A-Z][A-Z1-4]|T\d\d:\d\dZ?|-\d{4}")
_RELATIVE = re.compile(r"(?:second|minute|hour|day|week|month|quarter|half|year|decade|century):(?:0|[+-]\d+)|weekday:(?:MO|TU|WE|TH|FR|SA|SU)")


def bounds(value: str) -> Bounds:
    """The first and last day of a value; (None, None) for durations, sets and what no calendar holds; None at an open end.

    Raises `ValueError` where the text is no value that newsie writes.

    >>> bounds("2016-02")
    (datetime.date(2016, 2, 1), datetime.date(2016, 2, 29))
    """
    if "/" in value:
        first, last = value.split("/")
        begin = None if first == ".." else bounds(first)[0]
        end = None if last == ".." else bounds(last)[1]
        return begin, end
    days = _days(value)
    if days is not None:
        return days
    if _DURATION.fullmatch(value) or _UNKNOWN.fullmatch(value) or _RELATIVE.fullmatch(value):
        return None, None
    raise ValueError(f"no ISO 8601-2 value: {value!r}")


def _days(value: str) -> calendars.Days | None:
    if match := _DAY.fullmatch(value):
        date = datetime.date(int(match[1]), int(match[2]), int(match[3]))
        return date, date
    if match := _MONTH.fullmatch(value):
        return calendars.month_days(int(match[1]), int(match[2]))
    if match := _WEEK.fullmatch(value):
        monday = datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday + datetime.timedelta(days=4 if match[3] else 0), monday + datetime.timedelta(days=6)
    if (match := _LABEL.fullmatch(value)) and match[2] in LABEL_MONTHS:
        return label_days(int(match[1]), match[2])
    if match := _YEARS.fullmatch(value):
        first, last = match[1].replace("X", "0"), match[1].replace("X", "9")
        return calendars.year_days(int(first) or 1, int(last))
    return None
