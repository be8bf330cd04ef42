"""From a meaning to the record that a user holds: value, interval of days, modifier, span."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Literal

from newsie.dates import calendars
from newsie.dates.moments import Meaning, Moment
from newsie.dates.reader import Reader
from newsie.dates.resolve import Resolver, Settled, relative_code
from newsie.schema.dates import DateExpression, Granularity
from newsie.text.characters import bare

_UNIT_DAYS = {"second": 0, "minute": 0, "hour": 0, "day": 1, "night": 1, "week": 7}
_UNIT_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}


def render(r: Reader, resolver: Resolver, meaning: Meaning, future: bool, taken: int = 0) -> DateExpression:
    """The record of a meaning, settled by the resolver.

    future: whether the words about it look ahead. taken: the token before which everything belongs to earlier expressions. Where the
    resolver is asked for whole values, the preposition that opens or bounds the expression is read as part of it.
    """
    moment = meaning.moment
    settled = _settle(resolver, meaning, future)
    bound, opening = _bound(r, meaning) if settled.days is not None else (None, meaning.first)
    earliest, latest = settled.days or (None, None)
    beyond = _beyond(r, meaning) if settled.days is not None and bound is None else None
    if bound == "after":
        latest = None
    elif bound == "before":
        earliest = None
    elif beyond == "after" and latest is not None:
        earliest = calendars.shift_days(latest, 1)
        latest = None
    elif beyond == "before" and earliest is not None:
        latest = calendars.shift_days(earliest, -1)
        earliest = None
    first, kind, value = meaning.first, meaning.kind, settled.value
    if resolver.whole and value is not None and moment is not None and meaning.last is None:
        if bound and kind == "date" and moment.edge is None and opening >= taken:
            value, kind = (f"{_begin(value)}/.." if bound == "after" else f"../{_finish(value)}"), "range"
            first = opening
        elif moment.zone == "UTC" and kind == "time":
            value += "Z"
    start, end = _span(r, first, meaning.end)
    return DateExpression(
        start=start,
        end=end,
        text=r.tokens.text[start:end],
        value=value,
        kind=kind,
        granularity=_granularity(meaning, value),
        earliest=earliest,
        latest=latest,
        modifier=meaning.edge or (moment.edge if moment else None) or bound or beyond,
        calendar="hijri" if moment and moment.hijri else "gregorian",
        part=(moment.part or None) if moment else None,
        timezone=moment.zone if moment else None,
        anchor=resolver.published if settled.anchored else None,
        relative=settled.relative,
        resolved=settled.resolved or (kind in ("duration", "set") and value is not None),
        rule=meaning.rule,
    )


def _settle(resolver: Resolver, meaning: Meaning, future: bool) -> Settled:
    moment = meaning.moment
    if moment is None:
        settled = _amount(resolver, meaning)
    elif meaning.last is not None:
        settled = _range(resolver, moment, meaning.last, future)
    else:
        settled = resolver.settle(moment, future)
    resolver.remember(settled, moment if meaning.last is None else None)
    return settled


_UNITS: dict[int, Granularity] = {4: "year", 7: "month", 10: "day"}


def _granularity(meaning: Meaning, value: str | None) -> Granularity:
    moment = meaning.moment
    if moment is None:
        return meaning.grain
    if moment.same and meaning.last is None and value is not None and value.replace("-", "").isdigit():
        return _UNITS.get(len(value), moment.grain)  # «الفترة نفسها من السنة السابقة» is as fine as the period that it points back to
    return "daypart" if moment.part and moment.hour is None else moment.grain


def _span(r: Reader, first: int, end: int) -> tuple[int, int]:
    """The characters of tokens `first` up to `end`, without the clitics before the first word."""
    tokens = r.tokens
    start = tokens.starts[first]
    word = r.words[first]
    if word is not None and word.cut:
        letters = 0
        while letters < word.cut and start < tokens.ends[first]:
            letters += len(bare(tokens.text[start]))
            start += 1
        while start < tokens.ends[first] and not bare(tokens.text[start]):
            start += 1
    return start, tokens.ends[end - 1]


def _bound(r: Reader, meaning: Meaning) -> tuple[Literal["after", "before"] | None, int]:
    """Whether the words before an expression open it, and where they begin: `after` for منذ, `before` for حتى."""
    first = meaning.first
    if meaning.kind != "duration":
        for at in (first - 1, first - 2):
            after = r.term(at, "after")
            if after and after[1] == first:
                return "after", at
        if meaning.kind != "range" and r.has(first - 1, "before"):
            return "before", first - 1
    return None, first


def _begin(value: str) -> str:
    """The beginning of a value, which may be an interval itself (a Hijri month)."""
    return value.partition("/")[0]


def _finish(value: str) -> str:
    return value.rpartition("/")[2]


def _beyond(r: Reader, meaning: Meaning) -> Literal["after", "before"] | None:
    """Whether قبل or بعد before a date of the calendar leaves it and means the time on its other side."""
    moment, before = meaning.moment, meaning.first - 1
    if moment is None or moment.edge or moment.hour is not None or moment.shift is not None or meaning.kind != "date" or moment.year is None:
        return None
    return "before" if r.form(before) == "قبل" else "after" if r.form(before) == "بعد" else None


def _range(resolver: Resolver, first: Moment, last: Moment, future: bool) -> Settled:
    one = resolver.settle(first, future)
    resolver.remember(one)
    near = one.days[0] if one.days and first.weekday is not None else None
    if near is not None and last.weekday is not None and last.weekday != first.weekday and last.toward is None:
        last = replace(last, toward=1)
    two = resolver.settle(last, future, near)
    if one.days and two.days and first.year is None and first.shift is None and first.weekday is None and first.month is not None and two.days[0] < one.days[0]:
        one = resolver.settle(replace(first, year=two.days[0].year - (first.month > (last.month or 12))), future)
    if one.value is None or two.value is None:
        return Settled(None)
    days = (one.days[0], two.days[1]) if one.days and two.days and one.days[0] <= two.days[1] else None
    value = f"{_begin(one.value)}/{_finish(two.value)}"
    relative = f"{one.relative or one.value}/{two.relative or two.value}" if one.relative or two.relative else None
    anchored = one.anchored or two.anchored
    if days is None and one.days and two.days:
        return Settled(None, None, relative)
    return Settled(value, days, relative, anchored)


def _amount(resolver: Resolver, meaning: Meaning) -> Settled:
    """A duration, with the days that it covers where the words tie it to the publication («السنوات الثلاث الماضية»)."""
    if meaning.shift is None:
        return Settled(meaning.value)
    unit, by = meaning.shift
    relative = f"{relative_code(unit, by)}/{unit}:0" if by < 0 else f"{unit}:0/{relative_code(unit, by)}"
    anchor = resolver.published
    far = _far(anchor, unit, by) if anchor is not None else None
    if anchor is None or far is None:
        return Settled(meaning.value, None, relative)
    return Settled(meaning.value, (min(far, anchor), max(far, anchor)), relative, True)


def _far(anchor: datetime.date, unit: str, by: int) -> datetime.date | None:
    if unit in _UNIT_DAYS:
        return calendars.shift_days(anchor, by * _UNIT_DAYS[unit])
    if unit not in _UNIT_MONTHS:
        return None
    year, month = calendars.shift_months(anchor.year, anchor.month, by * _UNIT_MONTHS[unit])
    days = calendars.month_days(year, month)
    return min(days[1], days[0] + datetime.timedelta(days=anchor.day - 1)) if days else None
