"""Laws: any text is read without an exception, any date in any tradition is read back, values and intervals agree."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsie.dates import find_dates, find_dates_on
from newsie.dates.calendars import hijri_day
from newsie.dates.values import bounds
from newsie.dates.vocabulary import CONTEXTS, PHRASES, WORDS
from newsie.lexicons import rows
from newsie.schema import DateExpression
from newsie.text.page import read_page

DATES = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))
_SAID = {" ".join((first, *phrase.rest)) for first, listed in PHRASES.items() for phrase in listed}
FOLDED = sorted(set(WORDS) | _SAID | {" ".join(words) for listed in CONTEXTS.values() for words in listed})
MARKS = "25/5/2016 2016-2017 99/99/9999 0/0/0000 24:61 15:30 / - – ( ) ، . و من إلى هـ م الـ بين \n « _ # %".split(" ")
PIECES = st.one_of(
    st.sampled_from(FOLDED),
    st.sampled_from(FOLDED).map("ال".__add__),
    st.sampled_from(FOLDED).map("و".__add__),
    st.integers(0, 10**10).map(str),
    st.sampled_from(MARKS),
    st.text(max_size=4),
)
SOUP = st.lists(PIECES, max_size=14).map(" ".join)


def check(found: list[DateExpression], text: str) -> None:
    at = 0
    for date in found:
        assert at <= date.start < date.end <= len(text)
        assert text[date.start : date.end] == date.text
        assert date.earliest is None or date.latest is None or date.earliest <= date.latest
        assert DateExpression.model_validate_json(date.model_dump_json()) == date
        assert date.to_timex3().startswith("<TIMEX3 ")
        if date.value is not None:
            first, last = bounds(date.value)
            if date.modifier not in ("after", "before") and first is not None and last is not None and date.earliest is not None and date.latest is not None:
                assert (first, last) == (date.earliest, date.latest)
        at = date.end


@given(st.text(max_size=200), st.none() | DATES)
@example("٪" * 100, None)
@example("\ud800 أمس", None)
@example("99999999999999999999 عام", datetime.date(1, 1, 1))
def test_any_text_is_read(text: str, published: datetime.date | None) -> None:
    check(find_dates(text, published), text)


@given(SOUP, st.none() | st.dates())
@example("قبل مليون سنة", datetime.date(1, 1, 1))
@example("بعد 999 قرن", datetime.date(9999, 12, 31))
def test_any_soup_of_time_words_is_read(text: str, published: datetime.date | None) -> None:
    check(find_dates(text, published), text)
    check(find_dates_on(read_page(text), published), text)


@given(SOUP, DATES)
def test_reading_is_deterministic(text: str, published: datetime.date) -> None:
    assert find_dates(text, published) == find_dates(text, published)


NAMES = [row for row in rows("dates_months") if row["calendar"] == "gregorian"]
HIJRI_NAMES = [row for row in rows("dates_months") if row["calendar"] == "hijri"]
DIGITS = [str.maketrans("", ""), str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"), str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")]
ORDINALS = {1: "الأول", 2: "الثاني", 3: "الثالث", 10: "العاشر", 11: "الحادي عشر", 15: "الخامس عشر", 20: "العشرين", 21: "الحادي والعشرين", 30: "الثلاثين"}
FRAMES = ["وقع الاتفاق في {}.", "وقع الاتفاق يوم {}، وفق البيان", "{}", "قال إن الاتفاق وُقع ب{}"]


@given(DATES, st.data())
def test_a_written_date_is_read_back(date: datetime.date, data: st.DataObject) -> None:
    names = [row["name"] for row in NAMES if int(row["month"]) == date.month]
    name = data.draw(st.sampled_from(names))
    other = data.draw(st.sampled_from(names))
    month = data.draw(st.sampled_from([name, f"{name}/{other}", f"{name} ({other})", f"{name} / {other}"])) if other != name else name
    day = data.draw(st.sampled_from([str(date.day), f"{date.day} من"] + ([f"{ORDINALS[date.day]} من", f"{ORDINALS[date.day]} من شهر"] if date.day in ORDINALS else [])))
    year = data.draw(st.sampled_from([f"{date.year}", f"عام {date.year}", f"من العام {date.year}", f"{date.year}م"]))
    written = f"{day} {month} {year}".translate(data.draw(st.sampled_from(DIGITS)))
    frame = data.draw(st.sampled_from(FRAMES))
    assert [d.value for d in find_dates(frame.format(written), data.draw(st.none() | DATES))] == [date.isoformat()], (frame, written)


@given(DATES, st.data())
def test_figures_are_read_back(date: datetime.date, data: st.DataObject) -> None:
    y, m, d = date.year, date.month, date.day
    forms = [f"{y}/{m}/{d}", f"{y}-{m:02d}-{d:02d}", f"{d}/{m}/{y}", f"{d}-{m}-{y}", f"{d}.{m}.{y}", f"{d} / {m} / {y}", f"{d:02d}/{m:02d}/{y}م"]
    written = data.draw(st.sampled_from(forms)).translate(data.draw(st.sampled_from(DIGITS)))
    assert [x.value for x in find_dates(data.draw(st.sampled_from(FRAMES)).format(written))] == [date.isoformat()], written


@given(st.integers(1343, 1500), st.integers(1, 12), st.integers(1, 30), st.data())
def test_a_hijri_date_is_read_back(year: int, month: int, day: int, data: st.DataObject) -> None:
    date = hijri_day(year, month, day)
    name = data.draw(st.sampled_from([row["name"] for row in HIJRI_NAMES if int(row["month"]) == month]))
    mark = data.draw(st.sampled_from([" هـ", "هـ", "", " هجرية"]))
    form = data.draw(st.sampled_from([f"{day} {name} {year}{mark}", f"{day}/{month}/{year}{mark}", f"{day} / {month} / {year}هـ"]))
    (found,) = find_dates(data.draw(st.sampled_from(FRAMES)).format(form.translate(data.draw(st.sampled_from(DIGITS)))))
    assert found.calendar == "hijri"
    assert found.value == (date.isoformat() if date else None)


@given(st.integers(1900, 2099), st.integers(1, 12), st.data())
def test_a_month_is_no_day(year: int, month: int, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([row["name"] for row in NAMES if int(row["month"]) == month and row["alone"] != "no"]))
    (found,) = find_dates(f"صدر القرار في {name} {year} بعد نقاش")
    assert (found.value, found.granularity) == (f"{year}-{month:02d}", "month")


@given(DATES, st.integers(-3000, 3000))
def test_days_are_counted(published: datetime.date, by: int) -> None:
    if abs(by) > 10:
        (found,) = find_dates(f"وصل {'بعد' if by > 0 else 'قبل'} {abs(by)} يوما", published)
        assert found.value == (published + datetime.timedelta(days=by)).isoformat()


@pytest.mark.parametrize("piece", ["(", "و 2016 ", "بين 2011 و", "25/5/", "من ", "ثلاثة و", "قبل ", "عام ", "أيار/", "الساعة ", "1-", "اليوم، "])
def test_time_is_linear(piece: str) -> None:
    def seconds(times: int) -> float:
        page = read_page(piece * times)
        begin = time.process_time()
        find_dates_on(page, datetime.date(2016, 5, 26))
        return time.process_time() - begin

    seconds(100)
    short, long = min(seconds(2000) for _ in range(3)), min(seconds(16000) for _ in range(2))
    assert long < 40 * max(short, 0.002)
