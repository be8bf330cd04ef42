"""Weeks, months, years, seasons, quarters, decades and centuries: named, counted from now, or at their start, middle or end."""

from __future__ import annotations

from dataclasses import replace

from newsie.dates.moments import GRAINS, Edge, Moment, Read
from newsie.dates.months import read_month_year, read_named_year, read_year_number
from newsie.dates.numeric import read_era, read_month_figures
from newsie.dates.reader import Reader
from newsie.schema.dates import Granularity

_UNITS = ("week", "month", "decade", "century")
_EDGES: dict[str, Edge] = {"start": "start", "mid": "mid", "end": "end"}
_SINCE, _LAST_PLAIN_YEAR = 1900, 2100


def read_relative_unit(r: Reader, i: int) -> Read | None:
    """«الأسبوع الماضي», «هذا الشهر», «الشهر نفسه», «العقد الماضي», «القرن الحالي»."""
    this = r.has(i, "this")
    at = i + this
    sameof = r.has(at, "sameof")
    at += sameof
    unit = r.unit(at)
    if unit is None or unit.number != "1" or unit.unit not in _UNITS or not r.definite(at):
        return None
    grain = GRAINS[unit.unit]
    if sameof or r.has(at + 1, "same"):
        return (Moment(grain, same=unit.unit), at + 1 + (not sameof)) if unit.unit == "month" else None
    direction = r.number_term(at + 1, "direction")
    if direction and r.definite(direction[1] - 1):
        return Moment(grain, shift=(unit.unit, direction[0])), direction[1]
    return (Moment(grain, shift=(unit.unit, 0)), at + 1) if this and unit.unit in ("week", "month") else None


def read_century(r: Reader, i: int) -> Read | None:
    """«القرن العشرين», «القرن الـ19», «القرن الثالث الهجري»; «القرن الأفريقي» is a place."""
    unit = r.unit(i)
    if unit is None or unit.unit != "century" or unit.number != "1" or not r.definite(i):
        return None
    ordinal = r.ordinal(i + 1)
    if ordinal is None or not 1 <= ordinal[0] <= 30 or not (r.definite(i + 1) or r.number_start(i + 1) != i + 1):
        return None
    number, end = ordinal
    if r.form(end) == "قبل" and r.form(end + 1) == "الميلاد":
        return Moment("century", year=100 * number, before_christ=True), end + 2
    era = read_era(r, end)
    if era and era[0] == "hijri":
        return Moment("century", year=None, hijri=True), era[1]
    return Moment("century", year=100 * (number - 1)), era[1] if era else end


def read_decade(r: Reader, i: int) -> Read | None:
    """«تسعينيات القرن الماضي», «الثمانينيات», «التسعينات من القرن العشرين», «عقد الستينيات»."""
    unit = r.unit(i)
    at = i + 1 if unit and unit.unit == "decade" and unit.number == "1" and r.has(i + 1, "tens") else i
    tens = r.number_term(at, "tens")
    if tens is None or (r.form(tens[1]) == "من" and r.context(tens[1] + 1, "age")):
        return None
    value, end = tens
    of = end + (r.form(end) == "من")
    century = read_century(r, of)
    if century and century[0].year is not None:
        return Moment("decade", year=century[0].year + value), century[1]
    relative = read_relative_unit(r, of)
    if relative and relative[0].shift and relative[0].shift[0] == "century":
        return Moment("decade", shift=("century", relative[0].shift[1]), year=value), relative[1]
    if not r.definite(at) or r.context_phrase(end, "ageafter"):
        return None
    era = read_era(r, end)
    return Moment("decade", year=1900 + value), era[1] if era else end


def read_season(r: Reader, i: int) -> Read | None:
    """«صيف 2016», «الصيف الماضي», «هذا الخريف», «شتاء العام الماضي», «فصل الصيف»."""
    this = r.has(i, "this")
    headed = r.has(i, "term") and not this
    at = i + this + headed
    found = r.at(at)
    label = str(found.senses.get("season", "")) if found else ""
    if not label or found is None:
        return None
    moment, end = Moment("season", label=label), at + 1
    if not found.definite:
        year = read_named_year(r, end + (r.form(end) == "من")) or read_year_number(r, end)
        return (_of_year(moment, year[0]), year[1]) if year and not year[0].hijri else None
    direction = r.number_term(end, "direction")
    if direction and r.definite(direction[1] - 1):
        return replace(moment, toward=direction[0]), direction[1]
    year = read_named_year(r, end + 1) if r.form(end) == "من" else None
    if year:
        return _of_year(moment, year[0]), year[1]
    if this:
        return replace(moment, toward=0), end
    return (moment, end) if headed else None


def _of_year(moment: Moment, year: Moment) -> Moment:
    return replace(moment, year=year.year, shift=year.shift, same=moment.same or year.same)


def read_quarter(r: Reader, i: int) -> Read | None:
    """«الربع الأول من 2019», «النصف الثاني من العام الجاري», «الربع الأخير من عام 2016», «الربع المقبل»."""
    if r.has(i, "this") and r.definite(i + 1) and r.text_value(i + 1, "fraction") == "1/4":
        return Moment("quarter", shift=("quarter", 0)), i + 2
    fraction = r.text_value(i, "fraction")
    if fraction not in ("1/4", "1/2") or not r.definite(i):
        return None
    grain: Granularity = "quarter" if fraction == "1/4" else "half"
    count = 4 if fraction == "1/4" else 2
    direction = r.number_term(i + 1, "direction")
    if direction and grain == "quarter" and r.definite(direction[1] - 1):
        return Moment(grain, shift=(grain, direction[0])), direction[1]
    ordinal = r.ordinal(i + 1)
    number, end = ordinal if ordinal else (count, i + 2)
    same = _same_period(r, i + 1, grain)
    if same:
        return same
    if ordinal is None and not (r.definite(i + 1) and r.has(i + 1, "recent")):
        return None
    if not 1 <= number <= count or not r.definite(i + 1):
        return None
    moment = Moment(grain, label=f"{'Q' if count == 4 else 'H'}{number}")
    of = end + (r.form(end) in ("من", "في") or r.mark(end, "،"))
    year = read_named_year(r, of) or read_year_number(r, of)
    if year:
        return _of_year(moment, year[0]), year[1]
    direction = r.number_term(end, "direction")
    if direction and r.definite(end):
        return replace(moment, toward=direction[0]), direction[1]
    business = r.context(i - 1, "business") or (r.form(i - 1) == "في" and grain == "quarter")
    return (moment, end) if business and r.form(end) != "من" else None


def _same_period(r: Reader, i: int, unit: str) -> Read | None:
    """After «الفترة», «الربع», «الشهر»: «نفسه من العام الماضي», «المماثلة من عام 2015»."""
    if not (r.has(i, "same") or r.context(i, "likewise")) or r.form(i + 1) not in ("من", "في"):
        return None
    year = read_named_year(r, i + 2)
    return (_of_year(Moment("year", same=unit), year[0]), year[1]) if year and not year[0].same else None


def read_same_period(r: Reader, i: int) -> Read | None:
    """«الفترة نفسها من العام الماضي», «نفس الفترة من العام الماضي», «الشهر ذاته من عام 2017»."""
    sameof = r.has(i, "sameof")
    unit = r.unit(i + sameof)
    if unit is None or unit.unit not in ("period", "month") or unit.number != "1" or not r.definite(i + sameof):
        return None
    name = "month" if unit.unit == "month" else "period"
    if not sameof:
        return _same_period(r, i + 1, name)
    year = read_named_year(r, i + 3) if r.form(i + 2) in ("من", "في") else None
    return (_of_year(Moment("year", same=name), year[0]), year[1]) if year and not year[0].same else None


def read_first_months(r: Reader, i: int) -> tuple[Moment, Moment, int] | None:
    """«الأشهر التسعة الأولى من 2018»: the months from the first one on."""
    unit = r.unit(i)
    if unit is None or unit.unit != "month" or unit.number != "n" or not r.definite(i):
        return None
    number = r.cardinal(i + 1)
    if number is None or not 1 < number[0] < 12 or r.form(number[1]) not in ("الاولي", "الاول"):
        return None
    at = number[1] + 1
    year = read_named_year(r, at + 1) or read_year_number(r, at + 1) if r.form(at) in ("من", "في") else None
    if year is None:
        return None
    first = _of_year(Moment("month", month=1), year[0])
    return first, replace(first, month=number[0]), year[1]


def read_two_years(r: Reader, i: int) -> tuple[Moment, Moment, int] | None:
    """«العامين الحالي والمقبل», «الشهرين الماضي والجاري»: two units, each with its direction."""
    unit = r.unit(i)
    if unit is None or unit.number != "2" or not r.definite(i) or unit.unit not in ("week", "month", "year"):
        return None
    one, two = r.at(i + 1), r.at(i + 2)
    if one is None or two is None or not (one.definite and two.definite and two.joined):
        return None
    first, last = one.senses.get("direction"), two.senses.get("direction")
    if not isinstance(first, int) or not isinstance(last, int) or first >= last:
        return None
    grain = GRAINS[unit.unit]
    return Moment(grain, shift=(unit.unit, first)), Moment(grain, shift=(unit.unit, last)), i + 3


def read_weekend(r: Reader, i: int) -> Read | None:
    """«نهاية الأسبوع الماضي», «عطلة نهاية الأسبوع»."""
    if r.text_value(i, "edge") != "end":
        return None
    unit = r.unit(i + 1)
    if unit is None or unit.unit != "week" or unit.number != "1" or not r.definite(i + 1):
        return None
    direction = r.number_term(i + 2, "direction")
    if direction and r.definite(direction[1] - 1):
        return Moment("weekend", shift=("week", direction[0]), label="WE"), direction[1]
    if r.definite(i + 2) and r.ordinal(i + 2):
        return None  # «نهاية الأسبوع الأول من مارس»
    return Moment("weekend", shift=("week", 0), label="WE"), i + 2


def read_edge(r: Reader, i: int) -> Read | None:
    """«مطلع العام الجاري», «نهاية مايو», «أواخر تسعينيات القرن الماضي», «نهاية العام»."""
    edge = r.text_value(i, "edge")
    if edge not in _EDGES or r.definite(i):
        return None
    at = i + 1 + (r.form(i + 1) == "من")
    found = r.once(read_unit, at) or _bare_unit(r, at)
    word = r.at(at)
    if found is None or found[0].edge or (word is not None and word.cut):
        return None
    return replace(found[0], edge=_EDGES[edge]), found[1]


def _bare_unit(r: Reader, i: int) -> Read | None:
    """After an edge, «الشهر», «العام» and «الأسبوع» are this one."""
    unit = r.unit(i)
    if unit is None or unit.number != "1" or unit.unit not in ("day", "week", "month", "year") or not r.definite(i):
        return None
    if unit.unit == "year" and r.string_term(i + 1, "school"):
        return None
    return Moment(GRAINS[unit.unit], shift=(unit.unit, 0)), i + 1


def read_plain_year(r: Reader, i: int) -> Read | None:
    """A year that is a bare number: not a count of things, nor a round number that nothing shows to be a year."""
    value = r.digits(i)
    if value is None or len(r.folded[i]) != 4:
        return None
    found = read_year_number(r, i)
    if found is None:
        return None
    if found[1] > i + 1:
        return found
    if not _SINCE <= value <= _LAST_PLAIN_YEAR and not (1300 <= value < _SINCE and (introduced_year(r, i) or (value >= 1800 and r.form(i - 1) in ("في", "مواليد")))):
        return None
    return None if counts(r, i) or any(r.context(at, "plan") for at in (i - 1, i - 2)) else found


def introduced_year(r: Reader, i: int) -> bool:
    """Whether a word of time stands right before a number."""
    before = r.at(i - 1)
    return before is not None and not before.senses.keys().isdisjoint(("after", "before", "between", "edge", "unit"))


def counts(r: Reader, i: int) -> bool:
    """Whether a number counts what follows it, or is a share, a price, a part of a name in Latin letters."""
    if r.context(i + 1, "counted") or r.context_phrase(i + 1, "counted") or r.mark(i + 1, "%٪$€£") or r.mark(i - 1, "$€£+#"):
        return True
    if r.mark(i + 1, "-–") and r.tokens.glued(i + 1) and i + 2 < r.size and r.tokens.glued(i + 2):
        return True
    unit = r.unit(i + 1)
    if unit is not None and not r.definite(i + 1) and unit.number == "1":
        return True
    before = r.at(i - 1)
    if before is not None and "approx" in before.senses and "in" not in before.senses:
        return True
    return r.context(i - 1, "countbefore") or _accusative(r, i + 1)


def _accusative(r: Reader, i: int) -> bool:
    """Whether a word is an indefinite accusative («2017 متطوعا»), as what is counted after 11 to 99 is."""
    if i >= r.size or r.at(i) is not None:
        return False
    written = r.tokens.text[r.tokens.starts[i] : r.tokens.ends[i]]
    return written.endswith(("ًا", "اً")) and not written.startswith("ال")


def read_unit(r: Reader, i: int) -> Read | None:
    """The longest reading of a unit from the week to the century that begins at a token, without an edge."""
    readings = [
        read_named_year(r, i), read_relative_unit(r, i), read_same_period(r, i), read_month_year(r, i), read_season(r, i), read_quarter(r, i), read_decade(r, i),
        read_century(r, i), read_month_figures(r, i), read_plain_year(r, i),
    ]  # fmt: skip
    found = [read for read in readings if read]
    return max(found, key=lambda read: read[1]) if found else None
