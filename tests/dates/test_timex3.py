"""TIMEX3 export."""

from __future__ import annotations

import pytest

from newsie.dates import find_dates


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("أمس", "2016-05-26", '<TIMEX3 tid="t1" type="DATE" value="2016-05-25">أمس</TIMEX3>'),
        ("أمس", None, '<TIMEX3 tid="t1" type="DATE" value="XXXX-XX-XX" temporalFunction="true">أمس</TIMEX3>'),
        ("الأحد", None, '<TIMEX3 tid="t1" type="DATE" value="XXXX-WXX-7" temporalFunction="true">الأحد</TIMEX3>'),
        ("مطلع العام الجاري", "2016-05-26", '<TIMEX3 tid="t1" type="DATE" value="2016" mod="START">مطلع العام الجاري</TIMEX3>'),
        ("ثلاثة أشهر", None, '<TIMEX3 tid="t1" type="DURATION" value="P3M">ثلاثة أشهر</TIMEX3>'),
        ("كل جمعة", None, '<TIMEX3 tid="t1" type="SET" value="XXXX-WXX-5">كل جمعة</TIMEX3>'),
        ("مساء الثلاثاء", "2016-05-26", '<TIMEX3 tid="t1" type="TIME" value="2016-05-24TEV">مساء الثلاثاء</TIMEX3>'),
        ("الساعة 15:30 بتوقيت غرينتش", "2016-05-26", '<TIMEX3 tid="t1" type="TIME" value="2016-05-26T15:30Z">الساعة 15:30 بتوقيت غرينتش</TIMEX3>'),
    ],
)
def test_to_timex3(text: str, published: str | None, expected: str) -> None:
    (found,) = find_dates(text, published)
    assert found.to_timex3() == expected


def test_the_identifier_is_the_callers_and_text_is_escaped() -> None:
    (found,) = find_dates("أمس")
    marked = found.model_copy(update={"text": 'أ<"&'})
    assert marked.to_timex3("t7") == '<TIMEX3 tid="t7" type="DATE" value="XXXX-XX-XX" temporalFunction="true">أ&lt;"&amp;</TIMEX3>'
