"""Countries: every territory of CLDR with its demonym, and the variants that news uses most."""

from __future__ import annotations

from importlib.resources import files

import pytest

from newsie.entities.countries import alpha2, country_code, country_names, demonym_codes, inflect, is_country, plain
from newsie.entities.places import candidates, locate
from newsie.lexicons import rows

TERRITORIES = {row["code"]: row["name"] for row in rows("entities_territories") if row["code"] not in ("XA", "XB", "ZZ")}
COUNTRIES = {row["code"]: row for row in rows("entities_countries")}
#: Nobody lives there, or nobody is called after it.
_WITHOUT_DEMONYM = {"BV", "CP", "HM", "QO", "TF", "UM", "EZ", "CK", "CX", "IM", "SH", "GS"}
#: The variants that stand most often in the raw news of 2014 to 2018, counted over its whole words.
FREQUENT = {
    "السعودية": "SA", "الولايات المتحدة": "US", "سوريا": "SY", "روسيا": "RU", "إيران": "IR", "تونس": "TN", "مصر": "EG", "إسرائيل": "IL", "الإمارات": "AE", "تركيا": "TR",
    "اليمن": "YE", "فرنسا": "FR", "بريطانيا": "GB", "الصين": "CN", "العراق": "IQ", "قطر": "QA", "كوريا الشمالية": "KP", "الإمارات العربية المتحدة": "AE", "ألمانيا": "DE",
    "المغرب": "MA", "المملكة العربية السعودية": "SA", "إسبانيا": "ES", "لبنان": "LB", "البرازيل": "BR", "ليبيا": "LY", "الكويت": "KW", "إيطاليا": "IT", "السودان": "SD",
    "كوريا الجنوبية": "KR", "الأردن": "JO", "إنجلترا": "GB", "أمريكا": "US", "الولايات المتحدة الأمريكية": "US", "أميركا": "US", "سورية": "SY", "المملكة المتحدة": "GB",
}  # fmt: skip


@pytest.mark.parametrize("code", TERRITORIES)
def test_every_name_of_cldr(code: str) -> None:
    """Each name leads back to its code."""
    assert country_names()[plain(TERRITORIES[code])] == code
    assert country_code(TERRITORIES[code]) == (alpha2(code) if is_country(code) else None)


@pytest.mark.parametrize("code", [code for code in TERRITORIES if is_country(code)])
def test_every_demonym(code: str) -> None:
    """Each territory has a demonym, all of whose forms, with and without article, lead back to it."""
    words = [word for word in COUNTRIES[code]["demonyms"].split("|") if word]
    assert words or code in _WITHOUT_DEMONYM
    for word in words:
        for form in inflect(word):
            assert code in demonym_codes(form), form
            assert code in demonym_codes(" ".join("ال" + part for part in form.split())), form
    for plural in filter(None, COUNTRIES[code]["plurals"].split("|")):
        assert code in demonym_codes(plural)


@pytest.mark.parametrize(("name", "code"), FREQUENT.items())
def test_variants_of_the_news(name: str, code: str) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("word", "codes"),
    [("الروسية", {"RU"}), ("الأمريكيين", {"US"}), ("أتراك", {"TR"}), ("الكوريتان الشماليتان", {"KP"}), ("الجنوب أفريقية", {"ZA"}), ("الألمانية", {"DE"}),
     ("المانيا", set()), ("الكونغولي", {"CD", "CG"}), ("الكبيرة", set())],
)  # fmt: skip
def test_demonyms_in_their_forms(word: str, codes: set[str]) -> None:
    assert demonym_codes(word) == codes


def test_only_known_demonyms_mean_two_countries() -> None:
    found: dict[str, set[str]] = {}
    for code, row in COUNTRIES.items():
        for word in filter(None, row["demonyms"].split("|")):
            found.setdefault(plain(word), set()).add(code)
    assert {word: codes for word, codes in found.items() if len(codes) > 1} == {"كونغولي": {"CD", "CG"}, "كونجولي": {"CD", "CG"}, "اوروبي": {"150", "EU"}}


def test_no_name_means_two_countries() -> None:
    found: dict[str, set[str]] = {}
    for code, row in COUNTRIES.items():
        for word in filter(None, [*row["names"].split("|"), TERRITORIES.get(code, "")]):
            found.setdefault(plain(word), set()).add(code)
    assert {word: codes for word, codes in found.items() if len(codes) > 1} == {}


def test_rows_are_of_cldr_or_parts_of_it() -> None:
    assert {code for code in COUNTRIES if code not in TERRITORIES} == {"GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR"}


@pytest.mark.parametrize("code", [code for code, row in COUNTRIES.items() if row["capitals"] and code in TERRITORIES])
def test_every_capital_is_somewhere(code: str) -> None:
    """The first-named capital is in the slice of cities, or its country's namesake."""
    capitals = COUNTRIES[code]["capitals"].split("|")
    found = {facts.country for capital in capitals for facts in candidates(capital)}
    assert code in found or code in _WITHOUT_CITY, capitals


#: Capitals whose country or size keeps them out of the slice of GeoNames.
_WITHOUT_CITY = {"AC", "AG", "BQ", "FO", "GD", "GG", "GU", "NC", "PW", "TO", "VU", "WF"}


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [("القاهرة", "EG", "capital"), ("مدينة حلب", "SY", "city"), ("لندن", "GB", "capital"), ("واشنطن", "US", "capital"), ("سورية", "SY", "country"), ("تونس", "TN", "country"),
     ("اسطنبول", "TR", "city"), ("نيويورك", "US", "city"), ("أوروبا", "", "region")],
)  # fmt: skip
def test_places_that_are_certain(name: str, country: str, kind: str) -> None:
    facts = locate(name)
    assert facts is not None
    assert (facts.country, facts.kind) == (country, kind)
    assert (facts.latitude is not None) == (kind in ("capital", "city"))


def test_what_is_open_stays_open() -> None:
    assert locate("طرابلس") is None
    assert locate("عمان") is None
    near = locate("طرابلس", {"LB", "SY"})
    assert near is not None
    assert near.country == "LB"
    assert locate("طرابلس", {"LB", "LY"}) is None
    assert locate("قرية لا يعرفها أحد") is None


def test_the_slice_of_cities_is_whole() -> None:
    """Every city has a place on earth, a country of CLDR and an id of its own, and the file stays small."""
    cities = rows("entities_cities")
    assert len(cities) > 2500
    assert len({row["geonameid"] for row in cities}) == len(cities)
    for row in cities:
        assert -90 <= float(row["latitude"]) <= 90
        assert -180 <= float(row["longitude"]) <= 180
        assert row["country"] in TERRITORIES
        assert row["kind"] in ("city", "capital")
        assert all(row["names"].split("|"))
    assert len(files("newsie.lexicons").joinpath("entities_cities.tsv").read_bytes()) < 500_000


def test_organisations_known_by_several_names() -> None:
    """No name belongs to two bodies, and each kind is one that class nouns give too, or an alliance."""
    kinds = {row["kind"] for row in rows("class_nouns") if row["type"] == "organization"}
    names = [plain(name) for row in rows("entities_organizations") for name in dict.fromkeys(map(plain, row["names"].split("|")))]
    assert len(names) == len(set(names))
    assert {row["kind"] for row in rows("entities_organizations")} <= kinds
    assert len({row["id"] for row in rows("entities_organizations")}) == len(rows("entities_organizations"))
