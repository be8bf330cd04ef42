"""Places: which country or city a name is, where that is certain."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache

from newsie.entities.countries import alpha2, country_names, is_country, plain
from newsie.lexicons import rows
from newsie.text.characters import fold

#: A city is certain where all others of its name are this many times smaller: London is in England.
_DOMINANT = 10
#: Class nouns of these kinds say what the name behind them names already.
_SETTLEMENTS = frozenset({"city", "town", "village", "country"})
#: Names that are two things at once and need the page to decide.
_COUNTRY_OR_CITY = frozenset({"عمان"})


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What the gazetteer knows of a place; `id` is the country's code or the city's GeoNames id."""

    id: str
    kind: str
    country: str
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0

    @property
    def geoname_id(self) -> int | None:
        """The city's number in GeoNames."""
        return int(self.id) if self.id.isdigit() and self.latitude is not None else None


@cache
def _class_nouns() -> dict[str, str]:
    return {fold(row["noun"]): row["kind"] for row in rows("class_nouns") if row["type"] == "place" and row["inside"] == "no"}


@cache
def _cities() -> dict[str, tuple[PlaceFacts, ...]]:
    found: dict[str, list[PlaceFacts]] = {}
    for row in rows("entities_cities"):
        facts = PlaceFacts(row["geonameid"], row["kind"], row["country"], float(row["latitude"]), float(row["longitude"]), int(row["population"]))
        for name in row["names"].split("|"):
            same = found.setdefault(plain(name), [])
            if facts not in same:
                same.append(facts)
    return {name: tuple(sorted(same, key=lambda f: (-f.population, f.id))) for name, same in found.items()}


@lru_cache(1 << 14)
def place_words(name: str) -> tuple[str, ...]:
    """The words of a place's name as places are compared: folded, without articles and without «مدينة», «دولة»; «ريف دمشق» is no part of «دمشق»."""
    words = plain(name).split()
    while len(words) > 1 and _class_nouns().get(words[0]) in _SETTLEMENTS:
        words = words[1:]
    return tuple(words)


def head_kind(word: str) -> str | None:
    """The kind that a class noun before or in a name says: «محافظة» is a region's."""
    return _class_nouns().get(without_clitic(fold(word)))


def without_clitic(word: str) -> str:
    """A folded class noun without an attached conjunction, preposition and article, if that leaves a class noun."""
    for cut in ("", "و", "ب", "ل", "ف", "ك", "وب", "ول"):
        rest = word.removeprefix(cut) if word.startswith(cut) else ""
        for form in (rest, rest.removeprefix("ال")):
            if form in _class_nouns():
                return form
    return word


@lru_cache(1 << 14)
def candidates(name: str) -> tuple[PlaceFacts, ...]:
    """Every country and city that a name can be, the likeliest first; empty where the gazetteer does not know it.

    >>> [facts.country for facts in candidates("طرابلس")]
    ['LY', 'LB']
    """
    words = plain(name)
    code = country_names().get(words)
    found: tuple[PlaceFacts, ...] = ()
    if code is not None:
        found = (PlaceFacts(code, "country" if is_country(code) else "region", alpha2(code) if is_country(code) else ""),)
        if words not in _COUNTRY_OR_CITY:
            return found
    return found + (_cities().get(words) or _cities().get(" ".join(place_words(name)), ()))


def locate(name: str, countries: Collection[str] = (), kind: str | None = None) -> PlaceFacts | None:
    """The one place that a name means; None where it is unknown or open.

    `countries` are the codes that the page names besides: they decide between two cities of one name if only one of the cities'
    countries is among them. `kind` is what the class noun before the name says («محافظة» rules out a city's coordinates).
    """
    found = candidates(name)
    if kind == "city" and len(found) > 1:
        found = tuple(f for f in found if f.kind in ("city", "capital")) or found
    if not found:
        return None
    first, rest = found[0], found[1:]
    if not rest or (first.kind != "country" and all(first.population >= _DOMINANT * other.population or first.country == other.country for other in rest)):
        return first
    near = {f.country for f in found} & set(countries)
    return next(f for f in found if f.country in near) if len(near) == 1 else None
