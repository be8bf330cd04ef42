"""Finding the expressions of time of an article: one pass over its tokens, the longest reading at each."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from newsie.dates.clock import ZONE_WORDS, read_day_and_time, read_time
from newsie.dates.durations import read_duration, read_set, read_vague
from newsie.dates.moments import Meaning, Moment, Read
from newsie.dates.numeric import read_day_figures
from newsie.dates.ranges import read_range
from newsie.dates.reader import ARTICLES, Reader
from newsie.dates.render import render
from newsie.dates.resolve import Resolver
from newsie.dates.units import read_edge, read_unit, read_weekend
from newsie.dates.vocabulary import EVENTS, Holiday
from newsie.schema.dates import DateExpression
from newsie.text.page import Page, read_page
from newsie.text.tokens import Kind

_FUTURE_VERB = re.compile("[وف]?س[يتنا]\\w{3,}")
_BEFORE = 9
#: A number that is no date by itself, as a year or «12/5» can be; how far from it, in tokens, the word of time stands that makes one of it.
_COUNT = re.compile(r"\d{1,3}|\d{1,3}(?:[,٬]\d{3})+")
_NEAR_BEFORE, _NEAR_BEHIND = 3, 7
_BESIDE_NUMBERS = ZONE_WORDS | {"/"}
_NUMBER = int(Kind.NUMBER)


def find_dates(text: str, published: datetime.date | str | None = None) -> list[DateExpression]:
    """The expressions of time of a text, in text order, without overlap.

    published: the publication day, a date or «YYYY-MM-DD»; with a time («YYYY-MM-DDTHH:MM» or a datetime) hours count from it too.
    Without it, relative expressions stay relative (`day:-1`). The clock of the machine is never asked.

    Here the words that bound an expression belong to it: «منذ عام 2011» is `2011/..` and «منذ أسبوعين» the week two weeks ago. In
    `Article.dates` the preposition stays outside («عام 2011», `2011`, open at its end by `latest`), so that a span is the date alone.

    Raises `ValueError` where `published` is a str that is no ISO date.

    >>> [d.value for d in find_dates("وقع الاتفاق أمس الأربعاء", "2016-05-26")]
    ['2016-05-25']
    """
    if isinstance(published, str):
        published = datetime.datetime.fromisoformat(published) if len(published) > 10 else datetime.date.fromisoformat(published)
    return find_dates_on(read_page(text), published, whole=True)


def find_dates_on(page: Page, published: datetime.date | None, *, whole: bool = False) -> list[DateExpression]:
    """The expressions of time of a page, in text order, without overlap.

    published: the publication day; None leaves relative expressions relative. whole: whether the preposition that bounds an
    expression is read as part of it, as in `find_dates`.
    """
    r, resolver = Reader(page), Resolver(published, whole)
    found: list[DateExpression] = []
    for first, end in page.paragraphs:
        r.size = end
        free = taken = first
        for i in _opening(r, first, end):
            meaning = _read(r, i, whole) if i >= free else None
            if meaning is None or meaning.end <= i:
                continue
            free = meaning.end
            if meaning.rule != "name":
                meaning = _with_event(r, meaning)
                found.append(render(r, resolver, meaning, looks_ahead(r, meaning), taken))
                taken = meaning.end
    return found


def _opening(r: Reader, first: int, end: int) -> list[int]:
    """The tokens of a paragraph that an expression can begin with; a mere number only where a word of time stands near it."""
    kinds, folded = r.kinds, r.folded
    found: list[int] = []
    numbers: list[int] = []
    times: list[int] = []
    for i, word in enumerate(r.words[first:end], first):
        if word is None:
            form = folded[i]
            if kinds[i] == _NUMBER or (form in ARTICLES and r.number_start(i) != i):
                (numbers if _COUNT.fullmatch(form) else found).append(i)
            elif form in _BESIDE_NUMBERS:
                times.append(i)
        elif word.kinds <= _MERE_NUMBER:
            numbers.append(i)
        else:
            if not word.kinds.isdisjoint(_TIMES):
                times.append(i)
            if _openers(word.kinds) or not word.kinds.isdisjoint(_DURATION_KINDS):
                found.append(i)
    near = (i for i in numbers if (at := bisect_left(times, i - _NEAR_BEFORE)) < len(times) and times[at] <= i + _NEAR_BEHIND)
    return sorted([*found, *near])


def _moment(read: Callable[[Reader, int], Read | None], rule: str) -> Callable[[Reader, int], Meaning | None]:
    def reading(r: Reader, i: int) -> Meaning | None:
        found = r.once(read, i)
        if found is None:
            return None
        moment, end = found
        return Meaning("time" if moment.hour is not None else "date", i, end, rule, moment=moment, grain=moment.grain, edge=moment.edge)

    return reading


_DAY, _TIME, _UNIT = _moment(read_day_and_time, "day"), _moment(read_time, "time"), _moment(read_unit, "unit")
_WEEKEND, _EDGE = _moment(read_weekend, "weekend"), _moment(read_edge, "edge")
_MOMENTS = (_DAY, _TIME, _WEEKEND, _EDGE, _UNIT)


def _read(r: Reader, i: int, whole: bool) -> Meaning | None:
    """The longest meaning that begins at a token, unless the words about it make it something else."""
    best: Meaning | None = None
    word = r.words[i]
    for reading in _FIGURES if word is None else _openers(word.kinds):
        found = reading(r, i)
        if found is not None and (best is None or found.end > best.end):
            best = found
    if word is None or not word.kinds.isdisjoint(_DURATION_KINDS):
        found = read_duration(r, i, whole)
        if found is not None and (best is None or found.end > best.end):
            best = found
    if best is None:
        return None
    return replace(best, rule="name") if _is_name(r, best) else _yearly(r, best)


def _late(r: Reader, i: int) -> Meaning | None:
    """«وقت متأخر من مساء الثلاثاء», «وقت سابق من هذا الشهر»: the words before belong to the expression."""
    late = r.string_term(i, "late")
    if late is None or r.form(late[1] - 1) != "من":
        return None
    at = late[1] + r.mark(late[1], "،,")
    for reading in _MOMENTS:
        found = reading(r, at)
        if found is not None:
            return replace(found, first=i)
    return None


def _holiday(r: Reader, i: int) -> Meaning | None:
    found = r.term(i, "holiday")
    if found is None:
        return None
    holiday, end = found
    if not isinstance(holiday, Holiday):
        return None
    moment = Moment("day", month=holiday.month, day=holiday.day, hijri=holiday.hijri)
    direction = r.number_term(end, "direction")
    if direction and r.definite(direction[1] - 1):
        moment, end = replace(moment, toward=direction[0]), direction[1]
    elif (year := r.digits(end)) and 1900 <= year <= 2100 and not holiday.hijri:
        moment, end = replace(moment, year=year), end + 1
    return Meaning("date", i, end, "holiday", moment=moment)


def _day_figures(r: Reader, i: int) -> Meaning | None:
    """«يوم 16/8», «الجمعة 6/8»: a day in figures beside a word of time only."""
    unit, weekday = r.unit(i), r.number_term(i, "weekday")
    at = i + 1 if (unit and unit.unit == "day" and unit.number == "1") or weekday else i
    if at == i and not r.context(i - 1, "dated"):
        return None
    found = read_day_figures(r, at)
    return Meaning("date", i, found[1], "figures", moment=found[0]) if found else None


def _adverb(r: Reader, i: int) -> Meaning | None:
    """«صباحا», «مساء» alone: a part of the publication day; after a number it is the rest of a time that was not read."""
    part, word = r.part_term(i, "adverb"), r.at(i)
    if part is None or word is None or word.definite or word.cut or r.kinds[i - 1 : i] == [Kind.NUMBER]:
        return None
    if r.form(part[1]).startswith("ال") or r.has(part[1], "sameof"):
        return None  # «مساء الخير»
    return Meaning("time", i, part[1], "adverb", moment=Moment("day", part=part[0]), grain="daypart")


def _yearly(r: Reader, meaning: Meaning) -> Meaning:
    """«مارس من كل عام»: the day or month of every year."""
    moment = meaning.moment
    if moment is None or moment.month is None or moment.year is not None or moment.hijri or meaning.last is not None:
        return meaning
    unit = r.unit(meaning.end + 2)
    if not (r.form(meaning.end) == "من" and r.has(meaning.end + 1, "every") and unit is not None and unit.unit == "year"):
        return meaning
    tail = "" if moment.day is None else f"-{moment.day:02d}"
    return Meaning("set", meaning.first, meaning.end + 3, "set", value=f"XXXX-{moment.month:02d}{tail}", grain=moment.grain)


def _is_name(r: Reader, meaning: Meaning) -> bool:
    """Whether a day is the name of a street, a town, a bridge: «مدينة 6 أكتوبر»."""
    moment = meaning.moment
    return moment is not None and moment.day is not None and moment.month is not None and moment.year is None and moment.toward is None and _before_any(r, meaning.first, "place")


def _before_any(r: Reader, i: int, kind: str) -> bool:
    while r.kinds[i - 1 : i] == [Kind.QUOTE]:
        i -= 1
    form = r.form(i - 1)
    return any(form[cut:] and r.context_word(form[cut:], kind) for cut in range(min(4, len(form))))


def _with_event(r: Reader, meaning: Meaning) -> Meaning:
    """A day or month that an event is named by, with the event's year: «ثورة 25 يناير», «هجمات 11 سبتمبر»."""
    moment = meaning.moment
    if moment is None or moment.month is None or moment.year is not None or moment.toward is not None or moment.shift is not None or moment.hijri or moment.same:
        return meaning
    at = meaning.first
    while r.kinds[at - 1 : at] == [Kind.QUOTE]:
        at -= 1
    form = r.form(at - 1)
    for cut in range(min(4, len(form))):
        year = EVENTS.get((form[cut:], moment.day or 0, moment.month))
        if year:
            return replace(meaning, moment=replace(moment, year=year), rule="event")
    return meaning


def looks_ahead(r: Reader, meaning: Meaning) -> bool:
    """Whether the words about an expression speak of the future, where it needs to know: a month or weekday by itself."""
    moment = meaning.moment
    if moment is None or moment.toward is not None or moment.shift is not None or moment.year is not None:
        return False
    sentence = r.page.sentence_of
    here = sentence[meaning.first]
    for at in range(meaning.first - 1, max(-1, meaning.first - 1 - _BEFORE), -1):
        if sentence[at] != here:
            break
        if _future(r, at):
            return True
    at = meaning.end
    return at < r.size and sentence[at] == here and r.folded[at][:1] not in ("و", "ف") and _future(r, at)


def _future(r: Reader, i: int) -> bool:
    form = r.folded[i]
    if r.context_word(form, "future"):
        return True
    return r.words[i] is None and _FUTURE_VERB.fullmatch(form) is not None and not r.context_word(form.lstrip("وف"), "notfuture") and not form.endswith("ه")


#: Which rules a word can open, by the kinds of its senses; the order decides between readings of the same length.
_OPENINGS: tuple[tuple[Callable[[Reader, int], Meaning | None], frozenset[str]], ...] = (
    (read_range, frozenset("unit month weekday deictic part ordinal number clock midnight edge tens season fraction this term".split())),
    (_DAY, frozenset("unit month weekday deictic part ordinal number this edge day".split())),
    (_TIME, frozenset("clock midnight ordinal number".split())),
    (_WEEKEND, frozenset({"edge"})),
    (_EDGE, frozenset({"edge"})),
    (_UNIT, frozenset("unit month season fraction tens this sameof term".split())),
    (read_set, frozenset({"every", "unit"})),
    (read_vague, frozenset("this that unit edge".split())),
    (_late, frozenset({"late"})),
    (_holiday, frozenset({"holiday"})),
    (_day_figures, frozenset({"unit", "weekday"})),
    (_adverb, frozenset({"adverb"})),
)
_FIGURES = (read_range, _DAY, _TIME, _UNIT, _day_figures)
_MERE_NUMBER = frozenset("number ordinal whole".split())
_TIMES = frozenset("unit month weekday deictic part adverb clock midnight edge tens season fraction holiday late this every ago later after direction era term".split())
_DURATION_KINDS = frozenset("unit number ordinal edge approx some fraction ago later after".split())


@cache
def _openers(kinds: frozenset[str]) -> tuple[Callable[[Reader, int], Meaning | None], ...]:
    return tuple(reading for reading, opening in _OPENINGS if not opening.isdisjoint(kinds))
