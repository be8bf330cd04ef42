"""The lexicons of dates: whole, without contradictions, and of one mind with CLDR."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

import newsie.dates
from newsie.dates.vocabulary import CONTEXTS, EVENTS, WORDS, ZONES, MonthName, word
from newsie.lexicons import rows
from newsie.text.characters import fold


def test_months_of_every_tradition_are_whole() -> None:
    months = defaultdict(set)
    for row in rows("dates_months"):
        months[row["tradition"]].add(int(row["month"]))
        assert row["alone"] in ("yes", "after", "no")
        assert row["calendar"] == ("hijri" if row["tradition"] == "hijri" else "gregorian")
    for tradition in ("international", "levant", "hijri"):
        assert months[tradition] == set(range(1, 13))
    assert len(months["maghreb"]) >= 9  # the others it shares


def test_no_month_name_means_two_months() -> None:
    meanings = defaultdict(set)
    for row in rows("dates_months"):
        meanings[fold(row["name"])].add((row["calendar"], row["month"]))
    assert {name: found for name, found in meanings.items() if len(found) > 1} == {}


def test_months_hold_the_union_of_cldr() -> None:
    babel = pytest.importorskip("babel")
    from babel.localedata import locale_identifiers

    ours = {fold(row["name"]): int(row["month"]) for row in rows("dates_months") if row["calendar"] == "gregorian"}
    seen = set()
    for identifier in locale_identifiers():
        if identifier == "ar" or identifier.startswith("ar_"):
            names = babel.Locale.parse(identifier).months["format"]["wide"]
            for month, name in names.items():
                assert ours.get(fold(name)) == month, (identifier, name)
                seen.add(fold(name))
    assert len(seen) >= 38


def test_weekdays_are_those_of_cldr() -> None:
    babel = pytest.importorskip("babel")
    for number, name in babel.Locale.parse("ar").days["format"]["wide"].items():
        found = word(fold(name))
        assert found is not None
        assert found.definite
        assert found.senses["weekday"] == number


def test_units_and_numbers_have_known_classes() -> None:
    assert {row["unit"] for row in rows("dates_units")} == {"second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century", "season", "period"}
    assert {row["number"] for row in rows("dates_units")} == {"1", "2", "n"}
    assert {row["kind"] for row in rows("dates_numbers")} == {"unit", "teen", "ten", "hundred", "thousand", "thousands", "million", "ordinal"}
    assert all(int(row["value"]) > 0 for row in rows("dates_numbers"))


def test_words_and_contexts_are_not_listed_twice() -> None:
    for name, columns in (("dates_words", ("form", "kind", "value")), ("dates_contexts", ("phrase", "kind")), ("dates_units", ("form", "unit", "number"))):
        keys = [tuple(row[column] for column in columns) for row in rows(name)]
        assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


def test_zones_and_events_are_plausible() -> None:
    zoneinfo = pytest.importorskip("zoneinfo")
    known = zoneinfo.available_timezones()
    assert {zone for zone in ZONES.values() if zone != "local"} <= (known or set(ZONES.values()))
    assert all(1 <= month <= 12 and 0 <= day <= 31 and 1900 <= year <= 2100 for (_, day, month), year in EVENTS.items())


def test_every_kind_of_word_is_one_the_grammar_asks_for() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(newsie.dates.__file__).parent.glob("*.py"))
    assert [kind for kind in sorted({row["kind"] for row in rows("dates_words")}) if f'"{kind}"' not in source] == []


def test_every_context_is_one_the_grammar_asks_for() -> None:
    assert set(CONTEXTS) == {
        "attime", "dayhead", "dated", "nottoday", "oftwo", "notbare", "notbareone", "business", "likewise", "countbefore",
        "age", "agesure", "ageafter", "atleast", "outlet", "outletafter", "outletnoun", "channel", "place", "plan", "weekdayname", "counted", "future", "notfuture",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("token", "stem", "cut", "definite"),
    [("وأمس", "امس", 1, False), ("بالأمس", "امس", 1, True), ("لليوم", "يوم", 0, True), ("والخميس", "خميس", 1, True), ("ولعام", "عام", 2, False), ("ألف", "الف", 0, False)],
)
def test_clitics_come_off(token: str, stem: str, cut: int, definite: bool) -> None:
    found = word(fold(token))
    assert found is not None
    assert (found.stem, found.cut, found.definite) == (stem, cut, definite)


def test_months_are_words() -> None:
    assert isinstance(WORDS[fold("مايو")]["month"], MonthName)
