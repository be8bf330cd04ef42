"""Days counted inside a month: «أول اثنين من مايو», «آخر يوم من الشهر الحالي», «الجمعة الأولى من يوليو», «يوم 15»."""

from __future__ import annotations

from dataclasses import replace

from newsie.dates.moments import Edge, Moment, Read
from newsie.dates.months import introduced, read_month, read_named_year, read_year_number, year_tail
from newsie.dates.reader import Reader

#: The part of a month that its weeks stand for, the last one counted as -1.
_WEEKS: dict[int, Edge] = {1: "start", 2: "mid", 3: "mid", 4: "end", -1: "end"}
_LAST = frozenset(("اخر", "الاخير", "الاخيره"))


def read_counted_day(r: Reader, i: int) -> Read | None:
    """A day or week by its place in a month, or a day by its number alone."""
    return _ordinal_first(r, i) or _ordinal_after(r, i) or _number_only(r, i)


def _rank(r: Reader, i: int) -> tuple[int, int] | None:
    if r.form(i) in _LAST:
        return -1, i + 1
    found = r.ordinal(i)
    return found if found and 1 <= found[0] <= 31 else None


def _ordinal_first(r: Reader, i: int) -> Read | None:
    """«ثالث ثلاثاء في سبتمبر 2014», «آخر يوم من الشهر»."""
    if r.definite(i):
        return None
    rank = _rank(r, i)
    if rank is None or rank[1] >= r.size or r.definite(rank[1]):
        return None
    return _in_month(r, rank[0], rank[1], rank[1] + 1)


def _ordinal_after(r: Reader, i: int) -> Read | None:
    """«الجمعة الأولى من يوليو», «اليوم الأخير من العام الماضي», «الأسبوع الثاني من مايو»."""
    unit = r.unit(i)
    if not (r.definite(i) and (r.has(i, "weekday") or (unit and unit.unit in ("day", "week") and unit.number == "1"))) or not r.definite(i + 1):
        return None
    rank = _rank(r, i + 1)
    return _in_month(r, rank[0], i, rank[1]) if rank else None


def _in_month(r: Reader, rank: int, named: int, end: int) -> Read | None:
    """The day or weekday at `named`, in the month that follows من or في at `end`."""
    unit = r.unit(named)
    weekday = r.number_term(named, "weekday")
    if weekday is None and (unit is None or unit.unit not in ("day", "week") or unit.number != "1"):
        return None
    if r.form(end) not in ("من", "في"):
        return None
    month = _month(r, end + 1)
    if month is None:
        return None
    moment, after = month
    if unit is not None and unit.unit == "week":
        edge = _WEEKS.get(rank)
        return (replace(moment, edge=edge), after) if edge and moment.grain == "month" else None
    if weekday is None and rank > 0 and moment.grain == "month":
        return replace(moment, grain="day", day=rank), after
    return replace(moment, grain="day", weekday=weekday[0] if weekday else None, nth=rank), after


def _month(r: Reader, i: int) -> Read | None:
    month = read_month(r, i)
    if month is not None and month.other is None:
        return year_tail(r, Moment("month", month=month.month, hijri=month.hijri), month.end)
    this = r.has(i, "this")
    unit = r.unit(i + this)
    if unit is None or unit.number != "1" or unit.unit not in ("month", "year"):
        return read_year_number(r, i) if len(r.form(i)) == 4 else None
    if unit.unit == "year":
        return read_named_year(r, i)
    if not r.definite(i + this):
        return None
    direction = r.number_term(i + this + 1, "direction")
    if direction:
        return Moment("month", shift=("month", direction[0])), direction[1]
    return Moment("month", shift=("month", 0)), i + this + 1


def _number_only(r: Reader, i: int) -> Read | None:
    """«يوم 15», «يوم الخامس عشر»: a day of the month that the words leave open."""
    unit = r.unit(i)
    if unit is None or unit.unit != "day" or unit.number != "1" or r.definite(i) or not (i == 0 or introduced(r, i) or r.form(i - 1) != "كل"):
        return None
    value = r.digits(i + 1)
    found = (value, i + 2) if value is not None else r.ordinal(i + 1) if r.definite(i + 1) else None
    if found is None or not 1 <= found[0] <= 31:
        return None
    after = r.at(found[1])
    if after is not None and not after.cut and ("month" in after.kinds or "unit" in after.kinds or "number" in after.kinds):
        return None
    if r.mark(found[1], "/-–%") or r.context(found[1], "counted"):
        return None
    return Moment("day", day=found[0]), found[1]
