"""The words of time expressions: what a folded token can mean, with and without its clitics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from newsie.lexicons import rows
from newsie.text.characters import bare, fold

#: What may stand before a word of time, longest first inside each group; «لل» hides an article.
_CLITICS = tuple(conjunction + preposition + article for article in ("", "ال") for conjunction in ("", "و", "ف") for preposition in ("", "ب", "ل", "ك"))
_HIDDEN = ("لل", "ولل", "فلل")


class MonthName(NamedTuple):
    """A month, and whether its name alone is enough: `yes`, `after` a preposition, `no`."""

    month: int
    hijri: bool
    alone: str


class UnitForm(NamedTuple):
    """A unit of time and the number that its form shows: "1", "2" or "n"."""

    unit: str
    number: str


class Numeral(NamedTuple):
    """A number word and its part in a numeral: unit, teen, ten, hundred, thousand, thousands, million, ordinal."""

    kind: str
    value: int


class Holiday(NamedTuple):
    """A day of the year with a name."""

    month: int
    day: int
    hijri: bool


Sense = str | int | MonthName | UnitForm | Numeral | Holiday
Senses = dict[str, Sense]


class Word(NamedTuple):
    """A token as the grammar sees it.

    `kinds` are those of its senses and of the phrases that it may begin. `cut` letters of clitics stand before the word (the article
    is its own); `joined` is whether they begin with و or ف, `preposed` whether they hold ب, ل or ك; `definite` whether ال is on it.
    """

    stem: str
    senses: Senses
    kinds: frozenset[str]
    cut: int
    joined: bool
    preposed: bool
    definite: bool
    unit: UnitForm | None
    """The unit of time that it is; «اليومي», «الشهري» are adjectives."""


class Phrase(NamedTuple):
    """The further words (folded, as written) of an expression of several words, and its sense."""

    definite: bool
    rest: tuple[str, ...]
    kind: str
    sense: Sense


def _entries() -> list[tuple[str, str, Sense]]:
    found: list[tuple[str, str, Sense]] = []
    for row in rows("dates_months"):
        found.append((row["name"], "month", MonthName(int(row["month"]), row["calendar"] == "hijri", row["alone"])))
    for row in rows("dates_weekdays"):
        found.append((row["name"], "weekday", int(row["weekday"])))
    for row in rows("dates_units"):
        found.append((row["form"], "unit", UnitForm(row["unit"], row["number"])))
    for row in rows("dates_numbers"):
        kind = "ordinal" if row["kind"] == "ordinal" else "number"
        found.append((row["form"], kind, Numeral(row["kind"], int(row["value"]))))
    for row in rows("dates_words"):
        value = row["value"]
        found.append((row["form"], row["kind"], int(value) if value.lstrip("-").isdigit() else value))
    for row in rows("dates_holidays"):
        found.append((row["name"], "holiday", Holiday(int(row["month"]), int(row["day"]), row["calendar"] == "hijri")))
    return found


def _compile() -> tuple[dict[str, Senses], dict[str, list[Phrase]]]:
    words: dict[str, Senses] = defaultdict(dict)
    phrases: dict[str, list[Phrase]] = defaultdict(list)
    for form, kind, sense in _entries():
        first, *rest = fold(form).split()
        definite = form.startswith("ال") and first not in ("الي", "الا")  # the article, not the «أل» of ألف
        stem = first[2:] if definite else first
        if rest or definite:
            phrases[stem].append(Phrase(definite, tuple(rest), kind, sense))
        else:
            words[stem].setdefault(kind, sense)
    for listed in phrases.values():
        listed.sort(key=lambda phrase: -len(phrase.rest))
    return dict(words), dict(phrases)


WORDS, PHRASES = _compile()
#: IANA zones by the folded words after «بتوقيت» or «بالتوقيت».
ZONES: Mapping[tuple[str, ...], str] = {tuple(fold(row["name"]).split()): row["zone"] for row in rows("dates_zones")}
#: Years of the events that are named by a day: (head, day, month), day 0 for an event named by its month.
EVENTS: Mapping[tuple[str, int, int], int] = {(fold(row["head"]), int(row["day"]), int(row["month"])): int(row["year"]) for row in rows("dates_events")}


def _contexts() -> dict[str, frozenset[tuple[str, ...]]]:
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in rows("dates_contexts"):
        found[row["kind"]].add(tuple(fold(row["phrase"]).split()))
    return {kind: frozenset(listed) for kind, listed in found.items()}


CONTEXTS = _contexts()
_NOTHING: Senses = {}
#: آب is a month and أب a father: the one word for which folding hides what tells them apart.
AUGUST = fold("آب")


def _kinds(stem: str) -> frozenset[str]:
    return frozenset(WORDS.get(stem, _NOTHING)) | {phrase.kind for phrase in PHRASES.get(stem, ())}


def _unit(stem: str, definite: bool) -> UnitForm | None:
    sense = WORDS.get(stem, _NOTHING).get("unit")
    return sense if isinstance(sense, UnitForm) and not (definite and sense.number == "2" and stem.endswith("ي")) else None


@lru_cache(maxsize=1 << 15)
def word(folded: str) -> Word | None:
    """What a folded token means, under the first division into clitics and word that the lexicon knows; None for other words."""
    for prefix in _CLITICS:
        if folded.startswith(prefix):
            stem = folded[len(prefix) :]
            if stem in WORDS or stem in PHRASES:
                definite = prefix.endswith("ال")
                cut = len(prefix) - 2 * definite
                joined, preposed = prefix[:1] in "وف" and cut > 0, prefix[:cut][-1:] in ("ب", "ل", "ك")
                return Word(stem, WORDS.get(stem, _NOTHING), _kinds(stem), cut, joined, preposed, definite, _unit(stem, definite))
    for prefix in _HIDDEN:
        stem = folded[len(prefix) :]
        if folded.startswith(prefix) and stem in WORDS:
            return Word(stem, WORDS[stem], _kinds(stem), len(prefix) - 2, len(prefix) == 3, True, True, _unit(stem, True))
    return None


def is_august(written: str) -> bool:
    """Whether a token that folds to «اب» was written with the madda of the month."""
    return "آب" in bare(written)
