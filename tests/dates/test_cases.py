"""The table of expressions and their values beside the rules; and the details that a value does not show."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from newsie.dates import find_dates, find_dates_on
from newsie.text.page import read_page

THURSDAY = "2016-05-26"


def cases() -> list[tuple[str, str, str, str]]:
    lines = (Path(__file__).parent / "cases.tsv").read_text(encoding="utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert header == ["where", "published", "text", "value"]
    return [(where, published, text, value) for where, published, text, value in rows]


def test_the_table_is_long_enough() -> None:
    assert len(cases()) >= 280
    assert len({(published, text) for _, published, text, _ in cases()}) == len(cases())


@pytest.mark.parametrize(("where", "published", "text", "value"), cases())
def test_case(where: str, published: str, text: str, value: str) -> None:
    found = find_dates(text, None if published == "-" else published)
    assert (" ; ".join(str(date.value) for date in found) or "nothing") == value
    for date in found:
        assert text[date.start : date.end] == date.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وبدأ منذ عام 2011", {"text": "منذ عام 2011", "kind": "range", "modifier": "after", "earliest": datetime.date(2011, 1, 1), "latest": None}),
        ("مطلع العام الجاري", {"modifier": "start", "granularity": "year", "relative": "year:0", "anchor": datetime.date(2016, 5, 26)}),
        ("وأمس زار الوفد", {"text": "أمس", "relative": "day:-1", "resolved": True}),
        ("بالأمس", {"text": "الأمس"}),
        ("للعام الجاري", {"text": "للعام الجاري"}),
        ("بعام 2015", {"text": "عام 2015"}),
        ("الساعة 14:30 بتوقيت مكة المكرمة", {"kind": "time", "granularity": "minute", "timezone": "Asia/Riyadh"}),
        ("الساعة السابعة مساء بالتوقيت المحلي", {"kind": "time", "granularity": "hour", "timezone": "local", "value": "2016-05-26T19:00", "part": "EV"}),
        ("مساء الثلاثاء", {"granularity": "daypart", "part": "EV", "relative": "weekday:TU"}),
        ("15 رمضان 1437", {"calendar": "hijri", "granularity": "day"}),
        ("كل جمعة", {"kind": "set"}),
        ("لمدة ثلاثة أشهر", {"kind": "duration", "granularity": "month", "text": "ثلاثة أشهر"}),
        ("السنوات الخمس الماضية", {"earliest": datetime.date(2011, 5, 26), "latest": datetime.date(2016, 5, 26), "relative": "year:-5/year:0"}),
        ("نحو ثلاثة أشهر", {"modifier": "approx"}),
        ("الأسبوع الماضي", {"earliest": datetime.date(2016, 5, 16), "latest": datetime.date(2016, 5, 22)}),
        ("تسعينيات القرن الماضي", {"granularity": "decade", "earliest": datetime.date(1990, 1, 1), "latest": datetime.date(1999, 12, 31)}),
        ("الموسم المقبل", {"granularity": "vague", "value": None, "resolved": False}),
        ("30 شعبان 1600 هـ", {"calendar": "hijri", "value": None, "resolved": False, "earliest": None}),
    ],
)
def test_detail(text: str, expected: dict[str, Any]) -> None:
    (found,) = find_dates(text, THURSDAY)
    assert {name: getattr(found, name) for name in expected} == expected


def test_without_a_day_what_is_relative_stays_so() -> None:
    found = find_dates("أمس والأسبوع الماضي والأحد وفي ديسمبر")
    assert [(d.value, d.resolved, d.anchor) for d in found] == [("day:-1", False, None), ("week:-1", False, None), ("weekday:SU", False, None), ("XXXX-12", False, None)]


def test_in_an_article_the_preposition_stays_outside() -> None:
    page = read_page("استمر النزاع منذ عام 2011 وحتى نهاية الأسبوع الماضي")
    since, until = find_dates_on(page, datetime.date(2016, 5, 26))
    assert (since.text, since.value, since.modifier, since.earliest, since.latest) == ("عام 2011", "2011", "after", datetime.date(2011, 1, 1), None)
    assert (until.value, until.earliest, until.latest) == ("2016-W20-WE", None, datetime.date(2016, 5, 22))


def test_an_article_keeps_the_notation_of_annotation() -> None:
    page = read_page("في تسعينيات القرن الماضي كان يبدأ عند الساعة 15:30 بتوقيت غرينتش")
    assert [d.value for d in find_dates_on(page, datetime.date(2016, 5, 26))] == ["1990/1999", "T15:30"]


def test_published_may_be_a_time() -> None:
    (found,) = find_dates("وصل قبل ساعتين", "2016-05-26T10:30")
    assert (found.value, found.text) == ("2016-05-26T08:30", "قبل ساعتين")
    (unsettled,) = find_dates("وصل قبل ساعتين", THURSDAY)
    assert (unsettled.value, unsettled.resolved) == ("hour:-2", False)


def test_published_that_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        find_dates("أمس", "أمس")


def test_nothing_runs_over_the_end_of_a_paragraph() -> None:
    found = find_dates("وصل الوفد الأحد\n2015 كان عاما صعبا", THURSDAY)
    assert [d.text for d in found] == ["الأحد", "2015"]
