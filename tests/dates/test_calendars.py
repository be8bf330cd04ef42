"""Calendars, number words, values read back."""

from __future__ import annotations

import datetime

import pytest
from hijridate import Hijri

from newsie.dates import calendars
from newsie.dates.reader import Reader
from newsie.dates.values import bounds
from newsie.text.page import read_page


def test_every_hijri_day_agrees_with_hijridate() -> None:
    expected = datetime.date(*Hijri(1343, 1, 1).to_gregorian().datetuple())
    for year in range(1343, 1501):
        for month in range(1, 13):
            length = Hijri(year, month, 1).month_length()
            assert calendars.hijri_month(year, month) == (expected, expected + datetime.timedelta(days=length - 1))
            for number in range(1, length + 1):
                assert calendars.hijri_day(year, month, number) == expected
                expected += datetime.timedelta(days=1)
            assert calendars.hijri_day(year, month, length + 1) is None


@pytest.mark.parametrize("year", [0, 1, 1342, 1501, 9999, 10**9])
def test_hijri_years_outside_umm_al_qura_have_no_days(year: int) -> None:
    assert calendars.hijri_day(year, 1, 1) is None
    assert calendars.hijri_month(year, 9) is None
    assert calendars.hijri_year(year) is None


def test_gregorian_arithmetic_does_not_overflow() -> None:
    assert calendars.day(2015, 2, 29) is None
    assert calendars.day(0, 1, 1) is None
    assert calendars.day(10**12, 1, 1) is None
    assert calendars.month_days(9999, 12) == (datetime.date(9999, 12, 1), datetime.date(9999, 12, 31))
    assert calendars.shift_days(datetime.date(2016, 1, 1), 10**12) is None
    assert calendars.shift_months(2016, 1, -1) == (2015, 12)
    assert calendars.week_days(datetime.date(2016, 5, 26)) == (datetime.date(2016, 5, 23), datetime.date(2016, 5, 29))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ثلاثة", 3), ("أحد عشر", 11), ("اثني عشر", 12), ("خمسة وعشرين", 25), ("مائة", 100), ("مئة وسبعة وسبعين", 177), ("ثلاثمائة", 300), ("ثلاث مئة", 300),
        ("ألف", 1000), ("ألفين وستة عشر", 2016), ("ألفان وستة عشر", 2016), ("ألف وتسعمائة وسبع وستين", 1967), ("ثلاثة آلاف", 3000), ("خمسة عشر ألفا", 15000),
        ("مائة وعشرين ألف", 120000), ("مليون", 1000000), ("18", 18), ("٢٥", 25), ("30 ألف", 30000), ("الـ24", 24), ("ثمانية و عشرين", 28),
    ],
)  # fmt: skip
def test_number_words(text: str, value: int) -> None:
    found = Reader(read_page(text)).cardinal(0)
    assert found is not None
    assert found[0] == value


@pytest.mark.parametrize(("text", "value"), [("الأول", 1), ("الثالثة", 3), ("الحادي عشر", 11), ("الثانية عشرة", 12), ("الخامس والعشرين", 25), ("الثلاثين", 30), ("الـ19", 19)])
def test_ordinals(text: str, value: int) -> None:
    found = Reader(read_page(text)).ordinal(0)
    assert found is not None
    assert found[0] == value


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2016-05-25", "2016-05-25", "2016-05-25"), ("2016-05", "2016-05-01", "2016-05-31"), ("2016", "2016-01-01", "2016-12-31"), ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"), ("2016-W20", "2016-05-16", "2016-05-22"), ("2016-W20-WE", "2016-05-20", "2016-05-22"), ("2016-SU", "2016-06-01", "2016-08-31"),
        ("2016-WI", "2016-12-01", "2017-02-28"), ("2016-Q3", "2016-07-01", "2016-09-30"), ("2016-H1", "2016-01-01", "2016-06-30"), ("2011/..", "2011-01-01", None),
        ("../2025", None, "2025-12-31"), ("2016-05-03/2016-05-05", "2016-05-03", "2016-05-05"), ("2016-05-26T15:00Z", "2016-05-26", "2016-05-26"), ("P3M", None, None),
        ("PT24H", None, None), ("PXD", None, None), ("XXXX-05-25", None, None), ("day:-1", None, None), ("weekday:SU", None, None), ("T15:00", None, None),
    ],
)  # fmt: skip
def test_values_are_read_back(value: str, first: str | None, last: str | None) -> None:
    assert bounds(value) == tuple(x and datetime.date.fromisoformat(x) for x in (first, last))


@pytest.mark.parametrize("value", ["", "أمس", "2016-5", "P", "day:1", "2016-13-45x"])
def test_what_is_no_value_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="no ISO"):
        bounds(value)
