"""Times of day: «الساعة الثالثة عصرا بتوقيت غرينتش», «14:30», «الثامنة والنصف مساء», «منتصف الليل»."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from newsie.dates.days import read_day
from newsie.dates.moments import Moment, Read
from newsie.dates.reader import Reader
from newsie.dates.vocabulary import ZONES
from newsie.schema.dates import Part
from newsie.text.tokens import Kind

_CLOCK = re.compile(r"([01]?\d|2[0-4])([:.,٫])([0-5]\d)(?:[:.][0-5]\d)?")
_ZONE_HEADS = {"بتوقيت", "بالتوقيت", "توقيت"}
_ZONE_SIGNS = {"gmt", "utc", "جمت", "تغ"}
#: What a zone can begin with, folded.
ZONE_WORDS = frozenset(_ZONE_HEADS | _ZONE_SIGNS | {"ت", "ت."})
_LONGEST_ZONE = max(map(len, ZONES))


def read_zone(r: Reader, i: int) -> tuple[str, int] | None:
    """«بتوقيت غرينتش», «بالتوقيت المحلي», «ت غ», «ت.م», «GMT»."""
    if r.form(i) in _ZONE_HEADS:
        for length in range(_LONGEST_ZONE, 0, -1):
            zone = ZONES.get(tuple(r.folded[i + 1 : i + 1 + length])) if i + length < r.size else None
            if zone:
                local = r.form(i + 1 + length) in ("المحلي", "الصيفي")
                return zone, i + 1 + length + local
        return ("local", i + 2) if i + 1 < r.size and r.kinds[i + 1] == Kind.WORD and r.at(i + 1) is None else None
    if r.form(i).rstrip(".") == "ت":
        at = i + 1 + r.mark(i + 1, ".")
        zone = {"غ": "UTC", "م": "Asia/Riyadh"}.get(r.form(at).rstrip("."))
        return (zone, at + 1) if zone else None
    return ("UTC", i + 1) if r.form(i) in _ZONE_SIGNS else None


def read_time(r: Reader, i: int) -> Read | None:
    """A time of day, with its part of the day, its zone and its day where they follow it."""
    midnight = r.number_term(i, "midnight")
    if midnight:
        return _completed(r, Moment("minute", hour=midnight[0]), midnight[1])
    headed = r.has(i, "clock") and r.definite(i)
    found = _figures(r, i + headed, headed) or _spelled(r, i + headed, headed)
    if found is None:
        return None
    moment, end = found
    completed, after = _completed(r, moment, end)
    if headed or _shown(r, i, moment, end, after, completed):
        return completed, after
    return None


def _shown(r: Reader, i: int, moment: Moment, end: int, after: int, completed: Moment) -> bool:
    """Whether something else than «الساعة» shows figures or an ordinal to be a time: a part of the day, a zone, or where it stands."""
    if completed.part and completed.shift is None and completed.weekday is None:
        return True
    if completed.zone:
        return True
    written = r.folded[i]
    if r.kinds[i] != Kind.NUMBER or ":" not in written:
        return bool(completed.part) or (moment.minute > 0 and r.definite(i))
    alone = r.kinds[i - 1] not in (Kind.WORD, Kind.LATIN, Kind.NUMBER) if i else True
    return r.context(i - 1, "attime") or (alone and not r.mark(i + 1, "/-–:") and len(written) >= 4)


def _figures(r: Reader, i: int, headed: bool) -> Read | None:
    if not (0 <= i < r.size and r.kinds[i] == Kind.NUMBER):
        return None
    match = _CLOCK.fullmatch(r.folded[i])
    if match and (headed or match[2] == ":" or _zone_or_part(r, i + 1)):
        return Moment("minute", hour=int(match[1]) % 24, minute=int(match[3])), i + 1
    hour = r.digits(i)
    if headed and hour is not None and len(r.folded[i]) == 4 and hour // 100 < 24 and hour % 100 < 60:
        return Moment("minute", hour=hour // 100, minute=hour % 100), i + 1  # «الساعة 0653»
    if hour is None or not 0 <= hour <= 24 or not (headed or _zone_or_part(r, i + 1) or r.has(i + 1, "fraction")):
        return None
    return _with_minutes(r, hour, i + 1)


def _zone_or_part(r: Reader, i: int) -> bool:
    return r.has(i, "adverb") or r.part_term(i, "adverb") is not None or read_zone(r, i) is not None


def _spelled(r: Reader, i: int, headed: bool) -> Read | None:
    found = r.at(i)
    if found is None or not (headed or found.definite):
        return None
    number = r.ordinal(i) if found.definite or headed else None
    number = number or (r.cardinal(i) if headed or (found.definite and r.form(i) == "الواحده") else None)
    if number is None or not 1 <= number[0] <= 12:
        return None
    feminine = r.form(number[1] - 1).endswith("ه") or r.form(i).endswith(("ه", "ولي"))
    return _with_minutes(r, number[0], number[1]) if feminine or headed else None


def _with_minutes(r: Reader, hour: int, end: int) -> Read:
    """«والنصف», «وعشر دقائق», «و46 دقيقة», «إلا ربعا»."""
    minus = r.has(end, "minus")
    at = end + 1 if minus else r.joined(end)
    if at is None:
        return Moment("hour", hour=hour % 24), end
    fraction = r.text_value(at, "fraction")
    minutes, after = None, at
    if fraction:
        minutes, after = int(60 * Fraction(fraction)), at + 1
    else:
        number = r.cardinal(at)
        unit = r.unit(number[1]) if number else None
        if number and unit and unit.unit == "minute" and 0 <= number[0] < 60:
            minutes, after = number[0], number[1] + 1
    if minutes is None:
        return Moment("hour", hour=hour % 24), end
    total = hour * 60 + (-minutes if minus else minutes)
    return Moment("minute", hour=total // 60 % 24, minute=total % 60), after


def _completed(r: Reader, moment: Moment, end: int) -> Read:
    """A time with the part of the day, the zone and the day after it, in any order."""
    while True:
        zone = None if moment.zone else read_zone(r, end)
        bracketed = None
        if zone is None and r.mark(end, "("):
            bracketed = _bracketed_zone(r, end + 1)
        if zone:
            moment, end = replace(moment, zone=zone[0]), zone[1]
            continue
        if bracketed:
            moment, end = replace(moment, zone=moment.zone or "local"), bracketed
            continue
        part = None if moment.part else r.part_term(end, "adverb") or _definite_part(r, end)
        if part:
            moment, end = _in_part(moment, part[0], r.form(end)), part[1]
            continue
        return _on_day(r, moment, end)


def _definite_part(r: Reader, i: int) -> tuple[Part, int] | None:
    at = i + (r.form(i) in ("من", "في"))
    part = r.part_term(at)
    return part if part and r.definite(at) else None


def _bracketed_zone(r: Reader, i: int) -> int | None:
    """«(19:00 ت غ)»: the same time elsewhere."""
    if i < r.size and r.kinds[i] == Kind.NUMBER:
        zone = read_zone(r, i + 1)
        if zone and r.mark(zone[1], ")"):
            return zone[1] + 1
    zone = read_zone(r, i)
    return zone[1] + 1 if zone and r.mark(zone[1], ")") else None


def _in_part(moment: Moment, part: Part, form: str) -> Moment:
    hour = moment.hour or 0
    if hour < 12 and (part == "EV" or (part == "AF" and not (hour >= 10 and "ظهر" in form)) or (part == "NI" and hour >= 6)):
        hour += 12
    elif hour == 12 and part in ("NI", "MO"):
        hour = 0
    return replace(moment, hour=hour, part=part)


def _on_day(r: Reader, moment: Moment, end: int) -> Read:
    at = end + (r.form(end) in ("من", "في") or r.mark(end, "،"))
    day = read_day(r, at) if r.same_line(at) or at == end else None
    if day is None or day[0].hour is not None or (r.mark(end, "،") and day[0].shift is None):
        return moment, end
    whole = _in_part(moment, day[0].part, r.form(at)) if day[0].part and not moment.part else moment
    return replace(day[0], grain=moment.grain, hour=whole.hour, minute=moment.minute, zone=moment.zone, part=whole.part), day[1]


def read_day_and_time(r: Reader, i: int) -> Read | None:
    """A day with the time after it: «الثلاثاء الساعة 15:00», «صبيحة الأربعاء في الساعة العاشرة», «ظهر الثلاثاء (16:00 ت غ)»."""
    found = read_day(r, i)
    if found is None:
        return None
    day, end = found
    bracket = r.mark(end, "(")
    at = end + (bracket or r.form(end) in ("في", "عند", "علي", "من") or r.mark(end, "،"))
    headed = r.has(at, "clock") and r.definite(at)
    exact = at < r.size and r.kinds[at] == Kind.NUMBER and _CLOCK.fullmatch(r.folded[at]) is not None and (":" in r.folded[at] or read_zone(r, at + 1))
    if not (headed or exact):
        return found
    time = read_time(r, at)
    if time is None or (time[0].shift or time[0].weekday is not None or time[0].month is not None):
        return found
    close = time[1] + 1 if bracket and r.mark(time[1], ")") else time[1]
    if bracket and close == time[1]:
        return found
    moment = time[0] if time[0].part or not day.part else _in_part(time[0], day.part, "")
    if moment.zone:
        moment = replace(moment, hour=time[0].hour) if bracket else moment
    return replace(day, grain=moment.grain, hour=moment.hour, minute=moment.minute, zone=moment.zone, part=moment.part), close
