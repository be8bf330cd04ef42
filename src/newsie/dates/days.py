"""Days: weekdays, days counted from today, parts of the day, written-out and numeric dates together."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from newsie.dates.counted import read_counted_day
from newsie.dates.moments import Moment, Read
from newsie.dates.months import read_day_month
from newsie.dates.numeric import read_numeric_date
from newsie.dates.reader import Reader
from newsie.schema.dates import Part
from newsie.text.tokens import Kind


def read_full_date(r: Reader, i: int) -> Read | None:
    """A date with its day of the month, in words or figures."""
    found, numeric = read_day_month(r, i), read_numeric_date(r, i)
    if found and numeric:
        return max(found, numeric, key=lambda read: read[1])
    return found or numeric


def _day_head(r: Reader, i: int) -> int:
    """Past a «يوم» or «نهار» before the name of a day."""
    unit = r.unit(i)
    if (unit and unit.unit == "day" and unit.number == "1" and not r.definite(i)) or r.context(i, "dayhead"):
        return i + 1
    return i


def read_weekday(r: Reader, i: int) -> Read | None:
    """«الثلاثاء», «يوم الخميس الماضي», «الجمعة (25 مايو)», «الأحد من الأسبوع المقبل»."""
    at = _day_head(r, i)
    this = r.has(at, "this")
    at += this
    found = r.at(at)
    weekday = r.number_term(at, "weekday")
    if weekday is None or found is None or not (found.definite or at > i):
        return None
    if at > i and found.cut and not found.definite:
        return None
    number, end = weekday
    if r.context(end, "weekdayname") or (number == 0 and r.context(at - 1, "oftwo") and r.joined(end) is None):
        return None
    moment = Moment("day", weekday=number)
    direction = r.number_term(end, "direction")
    if direction and (r.definite(end) or direction[1] > end + 1):
        return _explained(r, replace(moment, toward=direction[0]), direction[1])
    week = _of_week(r, end)
    if week:
        return replace(moment, shift=("week", week[0])), week[1]
    return _explained(r, moment, end)


def _of_week(r: Reader, i: int) -> tuple[int, int] | None:
    at = i + (r.form(i) == "من")
    this = r.has(at, "this")
    unit = r.unit(at + this)
    if unit is None or unit.unit != "week" or not r.definite(at + this):
        return None
    direction = r.number_term(at + this + 1, "direction")
    if direction:
        return direction
    return (0, at + this + 1) if this else None


def _explained(r: Reader, moment: Moment, end: int) -> Read:
    """A day with the date that explains it: «الاثنين 25 مايو», «أمس (الأحد)», «الخميس، 3 يونيو 2010», «الموافق»."""
    bracket = r.mark(end, "([")
    at = end + 1 if bracket or r.mark(end, "،,") else end
    if r.context(at, "dated"):
        at += 1
    full = read_full_date(r, _day_head(r, at)) if at == end or r.same_line(at) else None
    if full and r.mark(end, "،,") and full[0].month is None:
        full = None
    if full is None and bracket and moment.weekday is None:
        weekday = r.number_term(_day_head(r, at), "weekday")
        full = (moment, weekday[1]) if weekday and r.mark(weekday[1], ")]") else None
        deictic = r.number_term(at, "deictic") if full is None else None
        if deictic and r.mark(deictic[1], ")]"):  # «اليوم (أمس)»: written yesterday, printed today
            full = Moment("day", shift=("day", deictic[0])), deictic[1]
    if full is None:
        return moment, end
    close = full[1] + 1 if bracket and r.mark(full[1], ")]") else full[1]
    if bracket and close == full[1]:
        return moment, end
    return full[0], close


def read_deictic(r: Reader, i: int) -> Read | None:
    """«أمس الأحد», «أول من أمس», «غدا», «اليوم (الاثنين)», «الليلة الماضية», «يوم أمس»."""
    head = _day_head(r, i)
    if r.has(i - 1, "that") or _in_outlet(r, i):
        return None
    found = r.number_term(head, "deictic")
    if found:
        if r.form(head).endswith("غد") and not _surely_tomorrow(r, head, head > i):
            return None
        return _named_day(r, Moment("day", shift=("day", found[0])), found[1])
    if head > i:
        return None
    this = r.has(i, "this")
    at = i + this
    unit = r.unit(at)
    if unit is None or unit.number != "1" or unit.unit not in ("day", "night") or not r.definite(at):
        return None
    part: Part | Literal[""] = "NI" if unit.unit == "night" else ""
    direction = r.number_term(at + 1, "direction")
    if direction and r.definite(direction[1] - 1):
        return _named_day(r, Moment("day", shift=("day", direction[0]), part=part), direction[1])
    if r.has(at + 1, "same"):
        return Moment("day", same="day", part=part), at + 2
    if not this and (_part_of_name(r, at) or _some_day(r, at + 1)):
        return None
    return _named_day(r, Moment("day", shift=("day", 0), part=part), at + 1)


def _some_day(r: Reader, i: int) -> bool:
    """After «اليوم»: «الثاني», «التالي», «العالمي» make it some other day."""
    return r.context(i, "nottoday") or r.has(i, "recent") or (r.definite(i) and not r.has(i, "weekday") and r.ordinal(i) is not None)


def _surely_tomorrow(r: Reader, i: int, headed: bool) -> bool:
    """«غد» alone is also a noun («نحو غد أفضل»): tomorrow with ال, after a day or a part of the day, or before a weekday."""
    found = r.at(i)
    return headed or (found is not None and found.definite) or r.has(i + 1, "weekday") or r.has(i - 1, "part")


def _in_outlet(r: Reader, i: int) -> bool:
    """«صحيفة الغد», «موقع "اليوم 24"»."""
    at = i - 1
    while 0 <= at < r.size and r.kinds[at] == Kind.QUOTE:
        at -= 1
    return r.context(at, "outletnoun")


def _part_of_name(r: Reader, i: int) -> bool:
    """«روسيا اليوم», «المصري اليوم», «اليوم السابع»: part of a newspaper's or channel's name."""
    if r.has(i + 1, "weekday") and r.definite(i + 1):
        return False
    here = r.at(i)
    return (here is not None and here.cut == 0 and r.context(i - 1, "outlet")) or r.context(i + 1, "outletafter")


def _named_day(r: Reader, moment: Moment, end: int) -> Read:
    weekday = r.at(end)
    if weekday is not None and "weekday" in weekday.senses and weekday.definite and not weekday.cut:
        end += 1
    elif r.mark(end, "_") and r.has(end + 1, "weekday") and r.definite(end + 1):
        end += 2  # «#غدا_الجمعة»
    elif r.mark(end, "،") and r.has(end + 1, "weekday") and r.definite(end + 1) and r.mark(end + 2, "،"):
        end += 2
    return _explained(r, moment, end)


def read_plain_day(r: Reader, i: int) -> Read | None:
    """The longest reading of a day that begins at a token, without a part of the day."""
    head = _day_head(r, i)
    readings = [read_deictic(r, i), read_weekday(r, i), read_full_date(r, head), read_counted_day(r, i)]
    found = [read for read in readings if read]
    return max(found, key=lambda read: read[1]) if found else None


def read_part_of_day(r: Reader, i: int) -> Read | None:
    """«مساء أمس الأحد», «فجر السبت», «بعد ظهر يوم الاثنين», «صباح 14 يوليو»; and «هذا المساء»."""
    if r.has(i, "this"):
        part = r.part_term(i + 1)
        return (Moment("day", shift=("day", 0), part=part[0]), part[1]) if part and r.definite(i + 1) else None
    part = r.part_term(i)
    if part is None or r.definite(i):
        return None
    at = part[1] + (r.form(part[1]) == "من")
    day = read_plain_day(r, at)
    word = r.at(at)
    if day is None or (word is not None and word.cut):
        return None
    moment, end = day
    return replace(moment, part=part[0]), end


def read_day(r: Reader, i: int) -> Read | None:
    """A day with or without its part: «الثلاثاء», «مساء الثلاثاء», «الثلاثاء مساء»."""
    found = read_part_of_day(r, i) or read_plain_day(r, i)
    if found is None:
        return None
    moment, end = found
    if not moment.part and moment.hour is None:
        adverb = r.part_term(end, "adverb")
        if adverb:
            return replace(moment, part=adverb[0]), adverb[1]
    return moment, end
