"""Durations, amounts before and after now, recurrences and vague periods: «ثلاثة أيام», «قبل عامين», «كل جمعة», «الأيام المقبلة»."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from newsie.dates.moments import GRAINS, Edge, Meaning, Moment
from newsie.dates.reader import Reader
from newsie.schema.dates import Granularity

_CODES = {"year": "Y", "month": "M", "week": "W", "day": "D", "night": "D", "hour": "TH", "minute": "TM", "second": "TS"}
_MULTIPLES = {"decade": ("year", 10), "century": ("year", 100)}
_FINER = {"year": ("month", 12), "day": ("hour", 24), "hour": ("minute", 60), "minute": ("second", 60)}
_ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")
#: Units whose singular and plural mean other things too («عقد»: contract) and count only with a number or «من الزمن».
_EQUIVOCAL = ("decade", "second", "period", "season")


class Amount(NamedTuple):
    """An amount of time: its parts as (unit, number), None for a number that the words leave open."""

    parts: tuple[tuple[str, Fraction | None], ...]
    end: int
    definite: bool = False
    approx: bool = False
    bare: bool = False

    @property
    def unit(self) -> str:
        """The first and largest unit."""
        return self.parts[0][0]

    @property
    def grain(self) -> Granularity:
        """The first unit as a granularity."""
        return GRAINS[self.unit]

    def iso(self) -> str | None:
        """The amount as ISO 8601 writes it, X for a number that is open; None for units that it lacks."""
        totals: dict[str, Fraction | None] = {}
        for unit, number in self.parts:
            unit, times = _MULTIPLES.get(unit, (unit, 1))
            if unit not in _CODES:
                return None
            if number is None:
                return f"P{'T' * (_CODES[unit][0] == 'T')}X{_CODES[unit][-1]}"
            _add(totals, unit, number * times)
        date = "".join(f"{_plain(totals[code])}{code}" for code in _ORDER[:4] if code in totals)
        time = "".join(f"{_plain(totals[code])}{code[1]}" for code in _ORDER[4:] if code in totals)
        return f"P{date}" + (f"T{time}" if time else "")


def _add(totals: dict[str, Fraction | None], unit: str, number: Fraction) -> None:
    """Add a number of a unit; a broken number of years, days or hours goes on in the next finer unit where that is whole."""
    whole = number.numerator // number.denominator
    rest = number - whole
    if rest and unit in _FINER:
        finer, times = _FINER[unit]
        if (rest * times).denominator == 1 and (unit != "day" or not whole):
            if whole:
                _add(totals, unit, Fraction(whole))
            _add(totals, finer, rest * times)
            return
    totals[_CODES[unit]] = (totals.get(_CODES[unit]) or Fraction(0)) + number


def _plain(number: Fraction | None) -> str:
    if number is None:
        return "X"
    return str(number.numerator) if number.denominator == 1 else f"{float(number):.3f}".rstrip("0")


def read_amount(r: Reader, i: int) -> Amount | None:
    """An amount of time with what belongs to it: «نحو ثلاثة أشهر ونصف», «السنوات الخمس», «عام واحد», «آخر يومين»."""
    approx = r.string_term(i, "approx")
    at = approx[1] if approx else i
    if r.form(at) in ("اخر", "اول") and not r.definite(at) and (r.cardinal(at + 1) or _many(r, at + 1)):
        at += 1
    found = _counted(r, at) or _dual_or_single(r, at) or _plural(r, at)
    if found is None:
        return None
    if found.bare and approx:
        found = found._replace(bare=False)
    found = _further(r, found)
    end = found.end
    almost = r.has(end, "almost")
    return found._replace(end=end + almost, approx=approx is not None or almost)


def _many(r: Reader, i: int) -> bool:
    unit = r.unit(i)
    return unit is not None and unit.number in ("2", "n") and not r.definite(i)


def _counted(r: Reader, i: int) -> Amount | None:
    """«18 شهرا», «خمسة أيام», «نصف ساعة», «الـ24 ساعة», «عدة أسابيع»."""
    fraction = r.text_value(i, "fraction")
    here = r.at(i)
    if fraction and here is not None and not here.definite:
        unit = r.unit(i + 1)
        if unit and unit.number == "1" and unit.unit not in ("season", "period"):
            return Amount(((unit.unit, Fraction(fraction)),), i + 2)
    if r.has(i, "some"):
        unit = r.unit(i + 1)
        return Amount(((unit.unit, None),), i + 2) if unit and unit.number == "n" and not r.definite(i + 1) else None
    number = r.cardinal(i)
    if number is None:
        return None
    value, end = number
    unit = r.unit(end)
    word = r.at(end)
    if unit is None or word is None or word.cut or unit.number == "2" or (word.definite and not r.definite(i)):
        return None
    if value <= 0 or (unit.number == "1" and r.digits(i) is not None and 1900 <= value <= 2100 and unit.unit == "year" and r.form(end) == "عام"):
        return None
    return Amount(((unit.unit, Fraction(value)),), end + 1, definite=r.definite(i) or r.number_start(i) != i)


def _dual_or_single(r: Reader, i: int) -> Amount | None:
    """«يومين», «شهر واحد», «عام ونصف», and a bare «ساعة»."""
    unit = r.unit(i)
    if unit is None or unit.number == "n":
        return None
    if unit.number == "2":
        if r.form(i).endswith("ي") and not r.definite(i):
            return None  # the construct «يومي», «عامي», which is the head of a range
        return Amount(((unit.unit, Fraction(2)),), i + 1, definite=r.definite(i))
    if r.definite(i):
        return None
    return Amount(((unit.unit, Fraction(1)),), i + 1, bare=True)


def _plural(r: Reader, i: int) -> Amount | None:
    """«السنوات الخمس», «الأشهر الـ18», «سنوات», «أيام قليلة»."""
    unit = r.unit(i)
    if unit is None or unit.number != "n":
        return None
    definite = r.definite(i)
    if definite:
        number = r.cardinal(i + 1) if r.definite(i + 1) or r.number_start(i + 1) != i + 1 else None
        if number:
            return Amount(((unit.unit, Fraction(number[0])),), number[1], definite=True)
    return Amount(((unit.unit, None),), i + 1, definite=definite, bare=not definite)


def _further(r: Reader, found: Amount) -> Amount:
    """An amount with «ونصف», with smaller units («عام وشهرين»), with «واحد», «كاملة», «قليلة», «من الزمن»."""
    parts, end, bare = list(found.parts), found.end, found.bare
    while True:
        joined = r.joined(end)
        at = joined if joined is not None else end + 1 if r.mark(end, "،,") and (r.joined(end + 1) is not None or r.cardinal(end + 1)) else None
        if at is not None:
            at = r.joined(at) or at
            more = _joined_amount(r, at, parts)
            if more:
                parts, end, bare = more[0], more[1], False
                continue
        word = r.at(end)
        if word is None or word.cut:
            break
        if "few" in word.senses or ("whole" in word.senses and r.form(end) not in ("عمل",)) or (r.form(end) == "عمل" and parts[0][0] == "day"):
            end, bare = end + 1, False
        elif r.form(end) == "من" and r.form(end + 1) in ("الزمن", "الزمان"):
            end, bare = end + 2, False
        else:
            break
    return found._replace(parts=tuple(parts), end=end, bare=bare)


def _joined_amount(r: Reader, i: int, parts: list[tuple[str, Fraction | None]]) -> tuple[list[tuple[str, Fraction | None]], int] | None:
    unit, number = parts[-1]
    fraction = r.text_value(i, "fraction")
    if fraction and number is not None:
        repeated = r.unit(i + 1)
        if repeated and repeated.number == "1" and repeated.unit != unit:
            return [*parts, (repeated.unit, Fraction(fraction))], i + 2
        return [*parts[:-1], (unit, number + Fraction(fraction))], i + 1 + (repeated is not None and repeated.unit == unit)
    more = _counted(r, i) or _dual_or_single(r, i)
    ladder = list(_CODES)
    if more and number is not None and unit in ladder and more.unit in ladder and ladder.index(more.unit) > ladder.index(unit) and not r.definite(i):
        return [*parts, *more.parts], more.end
    return None


def is_age(r: Reader, i: int, amount: Amount) -> bool:
    """Whether an amount of years is somebody's age: «البالغ 40 عاما», «(33 عاما)», «ثلاثون عاما من العمر»."""
    if amount.unit not in ("year", "month"):
        return False
    bracket = r.mark(i - 1, "([،,") and r.mark(amount.end, ")]،,") and amount.parts[0][1] is not None and not amount.bare
    if bracket or r.context_phrase(amount.end, "ageafter") or r.context(i - 1 - (r.form(i - 1) in ("نحو", "حوالي")), "age"):
        return True
    if any(r.context(at, "agesure") for at in range(i - 4, i)):
        return True
    # «توفي عن 46 عاما», but «لا يقل عن عشرة أعوام»
    return r.form(i - 1) == "عن" and r.form(amount.end) != "من" and not r.context(i - 2, "atleast")


def read_duration(r: Reader, i: int, whole: bool) -> Meaning | None:
    """A duration, or with قبل or بعد a point of time («قبل ثلاثة أيام»).

    whole: whether «منذ يومين» and «بعد يومين» are read as the point of time that they end at.
    """
    head = r.has(i, "ago") or r.has(i, "later") or r.has(i, "after")
    if head:
        return _distant(r, i, whole)
    amount = read_amount(r, i)
    if amount is None or is_age(r, i, amount):
        return None
    follows = r.at(amount.end)
    named = follows is not None and follows.definite and not follows.cut and not follows.senses.keys().isdisjoint(("direction", "recent"))
    if amount.definite or (named and not amount.bare):
        return _recent(r, i, amount)
    if amount.bare and not _bare_counts(r, i, amount):
        return None
    if amount.unit in ("season", "period") and amount.bare:
        return None
    if _channel(r, i):
        return None
    return Meaning("duration", i, amount.end, "duration", value=amount.iso(), grain=amount.grain, edge="approx" if amount.approx else None)


def _channel(r: Reader, i: int) -> bool:
    """«فرانس 24 ساعة», «قناة 24 ساعة»."""
    return (r.context(i - 1, "channel") or r.context(i - 2, "channel")) and r.digits(i) is not None


def _bare_counts(r: Reader, i: int, amount: Amount) -> bool:
    """Whether a unit without a number is a duration: after a word of time or a clitic, unless what follows names it."""
    if amount.unit in _EQUIVOCAL and amount.unit != "decade":
        return False
    here = r.at(i)
    before = r.at(i - 1)
    proper = before is not None and not before.senses.keys().isdisjoint(("ago", "later", "after", "in", "every", "some", "approx"))
    if here is not None and here.preposed and here.cut == 1 and r.form(i)[0] in "بل":
        proper = True
    after = r.form(amount.end)
    if amount.parts[0][1] is None:
        return proper and not after.startswith("ال") and not after.endswith(("هم", "هن", "ها")) and not r.context(i - 1, "notbare")
    if amount.unit in ("decade", "century", "night") or (here is not None and here.preposed and r.form(i)[:1] == "ك"):
        return False
    if (after.startswith("ال") and after not in ("الي", "الا")) or r.digits(amount.end) is not None or r.month_term(amount.end):
        return False
    if r.form(i) in ("يوم", "ليله") and (r.definite(i + 1) or r.has(i + 1, "weekday") or r.has(i + 1, "deictic")):
        return False
    return proper and not r.context(i - 1, "notbare") and not r.context(i - 1, "notbareone")


def _recent(r: Reader, i: int, amount: Amount) -> Meaning | None:
    """«السنوات الخمس الماضية», «الأيام القليلة المقبلة», «السنوات الأخيرة», «الفترة المقبلة»."""
    end = amount.end
    direction = r.number_term(end, "direction")
    recent = r.number_term(end, "recent")
    found = direction or recent
    if found is None or not (r.definite(found[1] - 1) or found[1] > end + 1):
        number = amount.parts[0][1]
        if number is None or not (r.definite(i) and r.unit(end - 1) is not None):
            return None
        return Meaning("duration", i, end, "duration", value=amount.iso(), grain=amount.grain)
    by, end = found
    number = amount.parts[0][1]
    size = int(number) if number is not None and number.denominator == 1 else None
    shift = (amount.unit, by * size) if size is not None and by in (-1, 1) else None
    return Meaning("duration", i, end, "recent", value=amount.iso(), grain=amount.grain if size is not None else "vague", shift=shift)


def _distant(r: Reader, i: int, whole: bool) -> Meaning | None:
    past, since = r.has(i, "ago") and r.form(i) != "بعد", r.has(i, "after")
    if r.at(i + 1) is None and r.kinds[i + 1 : i + 2] == []:
        return None
    amount = read_amount(r, i + 1)
    if amount is None or amount.definite or is_age(r, i + 1, amount) or (amount.bare and not _bare_counts(r, i + 1, amount)):
        return None
    from_event = r.form(amount.end) in ("من", "علي")
    if from_event or (since and not whole) or (not past and not since and not whole):
        return None
    edge: Edge | None = "approx" if amount.approx else None
    number = amount.parts[0][1]
    hijri = amount.unit == "year" and r.form(amount.end).startswith("هجري")
    if number is None or len(amount.parts) > 1 or amount.iso() is None:
        return Meaning("date", i, amount.end, "distant", grain="vague", value=None, edge=edge)
    unit, number = amount.unit, number
    if unit in _MULTIPLES:
        unit, times = _MULTIPLES[unit]
        number *= times
    if number.denominator != 1 and unit in ("year", "week"):
        unit, number = ("month", number * 12) if unit == "year" else ("day", number * 7)
    if number.denominator != 1:
        number = Fraction(round(number))
    by = int(number) if not (past or since) else -int(number)
    unit = "day" if unit == "night" else unit
    moment = Moment(GRAINS[unit], shift=(unit, by), hijri=hijri)
    return Meaning("date", i, amount.end + hijri, "distant", moment=moment, edge=edge)


def read_set(r: Reader, i: int) -> Meaning | None:
    """«كل عام», «كل جمعة», «كل ثلاثة أشهر», «أيام الجمعة»."""
    unit = r.unit(i)
    if unit and unit.unit == "day" and unit.number == "n" and not r.definite(i) and r.has(i + 1, "weekday") and r.definite(i + 1):
        weekday = r.number_term(i + 1, "weekday")
        return Meaning("set", i, i + 2, "set", value=f"XXXX-WXX-{weekday[0] + 1}", grain="day") if weekday else None
    if not r.has(i, "every"):
        return None
    at = i + 1
    part = r.part_term(at)
    if part and not r.definite(at) and not r.has(at, "unit"):
        return Meaning("set", i, part[1], "set", value="P1D", grain="daypart")
    day = r.unit(at)
    weekday = r.number_term(at + 1, "weekday") if day and day.unit == "day" and day.number == "1" else r.number_term(at, "weekday")
    if weekday and not (weekday[1] == at + 1 and r.definite(at)):
        return Meaning("set", i, weekday[1], "set", value=f"XXXX-WXX-{weekday[0] + 1}", grain="day")
    amount = read_amount(r, at)
    if amount is None or amount.definite or amount.iso() is None:
        return None
    return Meaning("set", i, amount.end, "set", value=amount.iso(), grain=amount.grain)


def read_vague(r: Reader, i: int) -> Meaning | None:
    """«الموسم المقبل», «هذا الموسم», «الفترة الأخيرة», «العام التالي», «اليوم الثاني»: periods that the calendar does not hold."""
    edge = r.has(i, "edge") and not r.definite(i)
    this = r.has(i, "this") or r.has(i, "that")
    at = i + (this or edge)
    unit = r.unit(at)
    if unit is None or not r.definite(at) or unit.number == "n":
        return None
    after = at + 1
    if unit.unit in ("season", "period"):
        if this:
            return Meaning("date", i, after, "vague", grain="vague") if unit.unit == "season" else None
        direction = r.number_term(after, "direction") or r.number_term(after, "recent")
        if direction and r.definite(direction[1] - 1):
            return Meaning("date", i, direction[1], "vague", grain="vague")
        return Meaning("date", i, after, "vague", grain="vague") if edge and unit.unit == "season" else None
    if not edge and r.has(after, "recent") and r.definite(after) and unit.number == "1" and r.text_value(after, "recent") == "1":
        return Meaning("date", i, after + 1, "vague", grain="vague")
    return None
