"""Countries: the names that news gives them, and the adjectives of their people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from newsie.entities.names import without_article
from newsie.lexicons import rows
from newsie.text.characters import fold

_ENDINGS = ("", "ة", "ان", "ين", "تان", "تين", "ون", "ات")


@lru_cache(1 << 15)
def plain(name: str) -> str:
    """A name folded, each word without its article: «الولايات المتّحدة» → «ولايات متحده»."""
    return " ".join(map(without_article, fold(name).replace("-", " ").split()))


def is_country(code: str) -> bool:
    """Whether a code of CLDR is a country's or territory's, not a region's or a union's («150», «EU»)."""
    return not code.isdigit() and code not in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ")


@cache
def country_names() -> dict[str, str]:
    """Every name of a country or region, as `plain` gives it, and its code (ISO 3166 alpha-2, or UN M.49 for a region)."""
    found: dict[str, str] = {}
    for row in rows("entities_countries"):
        for name in filter(None, row["names"].split("|")):
            found.setdefault(plain(name), row["code"])
    for row in rows("entities_territories"):
        if row["code"] not in ("XA", "XB", "ZZ"):
            found[plain(row["name"])] = row["code"]
    return found


@cache
def written_names() -> frozenset[str]:
    """The folded names of countries with their own articles: «مالي» is one, «المالي» is not."""
    names = [name for row in rows("entities_countries") for name in row["names"].split("|")] + [row["name"] for row in rows("entities_territories")]
    return frozenset(fold(name) for name in names if name)


def country_code(name: str) -> str | None:
    """The ISO 3166 code of the country that a name names («سورية», «أميركا»), None where it names none or more than one.

    >>> country_code("الإمارات"), country_code("سورية"), country_code("باريس")
    ('AE', 'SY', None)
    """
    code = country_names().get(plain(name)) if plain(name) not in unsure_demonyms() or fold(name) in written_names() else None
    return alpha2(code) if code and is_country(code) else None


def alpha2(code: str) -> str:
    """The country of a code: Scotland («GB-SCT») is of the United Kingdom."""
    return code[:2]


def inflect(demonym: str) -> Iterator[str]:
    """Every form of a demonym without article: «روسي», «روسية», «روسيون» …; both words of «كوري جنوبي», the last of «جنوب أفريقي»."""
    words = demonym.split()
    for ending in _ENDINGS:
        yield " ".join(word + ending if word.endswith("ي") else word for word in words)
        if ending in ("ون", "ين", "ات"):
            # A plural of things takes a feminine adjective, and compounds often inflect in their last word alone.
            yield " ".join([*words[:-1], words[-1] + ending])


@cache
def demonyms() -> dict[str, frozenset[str]]:
    """Every form of every demonym, as `plain` gives it, and the codes it can mean («كونغولي» means two countries)."""
    found: dict[str, set[str]] = {}
    for row in rows("entities_countries"):
        forms = [form for demonym in filter(None, row["demonyms"].split("|")) for form in inflect(demonym)]
        for form in [*forms, *filter(None, row["plurals"].split("|"))]:
            # «آلاندي» begins with no article, and «الآلاندي» loses one.
            for spelling in (plain(form), fold(form)):
                found.setdefault(spelling, set()).add(row["code"])
    return {form: frozenset(codes) for form, codes in found.items()}


@cache
def unsure_demonyms() -> frozenset[str]:
    """Forms of demonyms that are other words too: «المالي» is Mali's only where the text speaks of Mali."""
    return frozenset(plain(form) for row in rows("entities_countries") for word in filter(None, row["unsure"].split("|")) for form in inflect(word))


def demonym_codes(word: str) -> frozenset[str]:
    """The codes of the countries and regions that an adjective can mean («الروسية», «كوري جنوبي»); empty for any other word.

    >>> demonym_codes("الروسية"), demonym_codes("الجميلة")
    (frozenset({'RU'}), frozenset())
    """
    return demonyms().get(plain(word), frozenset())


def demonym_at(words: Sequence[str], i: int) -> tuple[frozenset[str], int] | None:
    """The demonym that begins at word `i` of folded words without article: its codes and how many words it has."""
    known = demonyms()
    if i + 1 < len(words) and (codes := known.get(f"{words[i]} {words[i + 1]}")):
        return codes, 2
    codes = known.get(words[i])
    return (codes, 1) if codes else None
