"""From moments to values: settled by the publication day where there is one, and by what the article said before."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from newsie.dates import calendars
from newsie.dates.calendars import Days
from newsie.dates.moments import Moment

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: First month of a label that stands for a part of a year, and how many months it lasts; winter runs into the next year.
LABEL_MONTHS = {
    "SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3),
    "Q1": (1, 3), "Q2": (4, 3), "Q3": (7, 3), "Q4": (10, 3), "H1": (1, 6), "H2": (7, 6),
}  # fmt: skip


#: So many months ahead and more, a month without a year and without a word of the future is last year's: news looks back.
_FAR_AHEAD = 4
#: January in a December article is the coming one.
_LONG_PAST = -9


#: Units that a publication day does not settle, in seconds.
_CLOCK_UNITS = {"hour": 3600, "minute": 60, "second": 1}


@dataclass(frozen=True, slots=True)
class Settled:
    """A value with its interval of days; `relative` is what it was before the publication day settled it."""

    value: str | None
    days: Days | None = None
    relative: str | None = None
    anchored: bool = False

    @property
    def resolved(self) -> bool:
        """Whether the value stands on the calendar."""
        return self.days is not None


def relative_code(unit: str, by: int) -> str:
    """`day:-1`, `week:0`, `month:+1`."""
    return f"{unit}:{by:+d}" if by else f"{unit}:0"


def label_days(year: int, label: str) -> Days | None:
    """First and last day of a season, quarter or half of a year."""
    month, length = LABEL_MONTHS[label]
    first = calendars.month_days(year, month)
    last = calendars.month_days(*calendars.shift_months(year, month, length - 1))
    return (first[0], last[1]) if first and last else None


class Resolver:
    """Settles the moments of one article in text order.

    published: the publication day, None where it is not known; a datetime also settles «قبل ساعتين». whole: whether values are complete and in EDTF (`199X`, a time with the
    day of publication), or as TIMEX3 annotation has them (`1990/1999`, `T15:00`). The resolver remembers what was named last,
    for «العام نفسه», «اليوم نفسه» and «الفترة نفسها من العام الماضي».
    """

    def __init__(self, published: datetime.date | None, whole: bool = True) -> None:
        self.now = published if isinstance(published, datetime.datetime) else None
        self.published = published.date() if isinstance(published, datetime.datetime) else published
        self.whole = whole
        self._last: Days | None = None
        self._period: Moment | None = None

    def remember(self, settled: Settled, moment: Moment | None = None) -> None:
        """Keep an expression that a later one may point back to."""
        if settled.days is not None:
            self._last = settled.days
            if moment is not None and (moment.month is not None or moment.label):
                self._period = moment

    def settle(self, moment: Moment, future: bool = False, near: datetime.date | None = None) -> Settled:
        """The value of a moment.

        future: whether the words about it speak of what is to come, for a month or weekday without a year.
        near: the other end of a range, on which an incomplete moment leans instead of the publication day.
        """
        if moment.same:
            moment = self._recalled(moment)
        if moment.nth:
            return self._counted(moment, future, near)
        found = self._date(moment, future, near or self.published)
        if moment.hour is not None:
            return self._with_time(found, moment)
        if moment.grain == "decade" and found.days is not None and not self.whole:
            return replace(found, value=f"{found.days[0].year:04d}/{found.days[1].year:04d}")
        if moment.part not in ("", "NI") and found.days is not None and moment.shift is None and moment.weekday is None:
            return replace(found, value=f"{found.value}T{moment.part}")
        return found

    def _counted(self, moment: Moment, future: bool, near: datetime.date | None) -> Settled:
        """«أول اثنين من مايو», «آخر يوم من العام»."""
        within = self.settle(replace(moment, nth=0, weekday=None, grain="year" if moment.month is None and (moment.shift or ("",))[0] != "month" else "month"), future, near)
        if within.days is None:
            return Settled(None, None, within.relative)
        first, last = within.days
        if moment.nth > 0:
            skip = 0 if moment.weekday is None else (moment.weekday - first.weekday()) % 7
            date = first + datetime.timedelta(days=skip + (7 if moment.weekday is not None else 1) * (moment.nth - 1))
        else:
            date = last - datetime.timedelta(days=0 if moment.weekday is None else (last.weekday() - moment.weekday) % 7)
        if not first <= date <= last:
            return Settled(None, None, within.relative)
        return Settled(date.isoformat(), (date, date), within.relative, within.anchored)

    def _recalled(self, moment: Moment) -> Moment:
        """A moment that points back («من العام نفسه») with the year, month or day that the article named last."""
        if moment.same in ("period", "quarter", "half") or (moment.same == "month" and (moment.year is not None or moment.shift)):
            if self._period is None:
                return replace(moment, same="", grain="year")
            return replace(self._period, year=moment.year, shift=moment.shift, toward=None, edge=None, part="", hour=None)
        if self._last is None:
            return moment
        last = self._last[0]
        if moment.same == "year":
            return replace(moment, year=last.year)
        if moment.same == "month":
            return replace(moment, year=last.year, month=last.month)
        return replace(moment, year=last.year, month=last.month, day=last.day)

    def _with_time(self, found: Settled, moment: Moment) -> Settled:
        clock = f"T{moment.hour:02d}:{moment.minute:02d}"
        named = moment.shift is not None or moment.weekday is not None or moment.day is not None
        if found.days is not None and found.days[0] == found.days[1] and not (named or self.whole):
            return replace(found, value=clock)
        if found.days is not None and found.days[0] == found.days[1]:
            return replace(found, value=f"{found.days[0].isoformat()}{clock}")
        return Settled(clock, None, found.relative)

    def _date(self, moment: Moment, future: bool, anchor: datetime.date | None) -> Settled:
        if moment.before_christ:
            return Settled(f"-{(moment.year or 1) - 1:04d}")
        if moment.hijri:
            return self._hijri(moment, future, anchor)
        if moment.shift is not None:
            return self._shifted(moment, moment.shift, anchor)
        if moment.weekday is not None:
            return self._weekday(moment, moment.weekday, future, anchor)
        if moment.label in LABEL_MONTHS:
            return self._labelled(moment, anchor)
        if moment.year is not None:
            return self._in_year(moment, moment.year)
        if moment.month is not None:
            return self._yearless(moment, moment.month, future, anchor)
        if moment.same:
            return Settled(None)
        if moment.hour is not None or moment.part:
            return self._today(anchor)
        if moment.day is not None:
            return self._monthless(moment.day, future, anchor)
        return Settled(None)

    @staticmethod
    def _monthless(day: int, future: bool, anchor: datetime.date | None) -> Settled:
        """«يوم 15»: of this month, or of the next where the words look ahead and it is past."""
        unknown = f"XXXX-XX-{day:02d}"
        if anchor is None:
            return Settled(unknown, None, unknown)
        year, month = calendars.shift_months(anchor.year, anchor.month, int(future and day < anchor.day))
        date = calendars.day(year, month, day)
        return Settled(date.isoformat(), (date, date), unknown, True) if date else Settled(unknown, None, unknown)

    def _today(self, anchor: datetime.date | None) -> Settled:
        if anchor is None:
            return Settled("day:0", None, "day:0")
        return Settled(anchor.isoformat(), (anchor, anchor), "day:0", True)

    # -- Gregorian -----------------------------------------------------------------------------------------------------

    def _in_year(self, moment: Moment, year: int) -> Settled:
        if moment.grain == "decade":
            days = calendars.year_days(year, year + 9)
            return Settled(f"{year // 10:03d}X" if days else None, days)
        if moment.grain == "century":
            days = calendars.year_days(year or 1, year + 99)
            return Settled(f"{year // 100:02d}XX" if days else None, days)
        if moment.month is None:
            days = calendars.year_days(year)
            return Settled(f"{year:04d}" if days else None, days)
        if moment.day is None:
            days = calendars.month_days(year, moment.month)
            return Settled(f"{year:04d}-{moment.month:02d}" if days else None, days)
        date = calendars.day(year, moment.month, moment.day)
        return Settled(date.isoformat(), (date, date)) if date else Settled(None)

    def _yearless(self, moment: Moment, month: int, future: bool, anchor: datetime.date | None) -> Settled:
        tail = "" if moment.day is None else f"-{moment.day:02d}"
        unknown = Settled(f"XXXX-{month:02d}{tail}")
        if anchor is None:
            return unknown
        year = nearest_year((anchor.year, anchor.month, anchor.day), month, moment.day, moment.toward, future)
        found = self._in_year(moment, year)
        return replace(found, relative=unknown.value, anchored=True) if found.days else unknown

    def _labelled(self, moment: Moment, anchor: datetime.date | None) -> Settled:
        relative = None
        year = moment.year
        if year is None:
            relative = f"XXXX-{moment.label}"
            if anchor is None or (moment.toward is None and moment.grain == "season"):
                return Settled(relative, None, relative)
            if moment.toward is None:  # «الربع الثاني» of the news: the last that has begun
                year = anchor.year - (LABEL_MONTHS[moment.label][0] > anchor.month)
            else:
                year = anchor.year + _season_shift(anchor, moment.label, moment.toward)
        days = label_days(year, moment.label)
        return Settled(f"{year:04d}-{moment.label}" if days else None, days, relative, relative is not None)

    def _weekday(self, moment: Moment, weekday: int, future: bool, anchor: datetime.date | None) -> Settled:
        relative = f"weekday:{WEEKDAY_CODES[weekday]}"
        if anchor is None:
            return Settled(relative, None, relative)
        toward = moment.toward
        if toward is None:
            by = (weekday - anchor.weekday()) % 7 if future else -((anchor.weekday() - weekday) % 7)
        elif toward > 0:
            by = ((weekday - anchor.weekday() - 1) % 7) + 1 + 7 * (toward - 1)
        elif toward < 0:
            by = -((anchor.weekday() - weekday - 1) % 7) - 1 + 7 * (toward + 1)
        else:
            by = weekday - anchor.weekday()
        date = calendars.shift_days(anchor, by)
        return Settled(date.isoformat(), (date, date), relative, True) if date else Settled(None, None, relative)

    def _shifted(self, moment: Moment, shift: tuple[str, int], anchor: datetime.date | None) -> Settled:
        unit, by = shift
        relative = relative_code(unit, by)
        if anchor is None:
            return Settled(_open_value(moment, relative), None, relative)
        if unit in _CLOCK_UNITS:
            return replace(self._on_clock(unit, by), relative=relative)
        found = _away(anchor, unit, by, moment)
        return replace(found, relative=relative, anchored=True)

    def _on_clock(self, unit: str, by: int) -> Settled:
        """Hours and minutes from the moment of publication, where more than its day is known."""
        if self.now is None:
            return Settled(relative_code(unit, by))
        try:
            then = self.now + datetime.timedelta(seconds=_CLOCK_UNITS[unit] * by)
        except OverflowError:
            return Settled(None)
        return Settled(then.strftime("%Y-%m-%dT%H:%M"), (then.date(), then.date()), None, True)

    # -- Hijri ---------------------------------------------------------------------------------------------------------

    def _hijri(self, moment: Moment, future: bool, anchor: datetime.date | None) -> Settled:
        year, relative = moment.year, None
        today = calendars.to_hijri(anchor) if anchor else None
        if moment.shift is not None:
            relative = relative_code("year", moment.shift[1])
            year = today[0] + moment.shift[1] if today else None
        elif year is None and moment.month is not None:
            relative = f"XXXX-{moment.month:02d}" + ("" if moment.day is None else f"-{moment.day:02d}")
            year = nearest_year(today, moment.month, moment.day, moment.toward, future) if today else None
        if year is None:
            return Settled(None, None, relative and f"hijri:{relative}")
        days = self._hijri_days(moment, year)
        relative = relative and f"hijri:{relative}"
        if days is None:
            return Settled(None, None, relative)
        value = days[0].isoformat() if days[0] == days[1] else f"{days[0].isoformat()}/{days[1].isoformat()}"
        return Settled(value, days, relative, relative is not None)

    @staticmethod
    def _hijri_days(moment: Moment, year: int) -> Days | None:
        if moment.month is None:
            return calendars.hijri_year(year)
        if moment.day is None:
            return calendars.hijri_month(year, moment.month)
        date = calendars.hijri_day(year, moment.month, moment.day)
        return (date, date) if date else None


def nearest_year(today: tuple[int, int, int], month: int, day: int | None, toward: int | None, future: bool) -> int:
    """The year of a month that is named without one: before, in or after the present month, or the nearest.

    today: year, month and day of the publication, in the calendar of the month.
    """
    year, this_month, this_day = today
    if toward is not None and abs(toward) > 1:
        step = 1 if toward > 0 else -1
        return nearest_year(today, month, day, step, future) + toward - step
    before = (month, day or 99) < (this_month, this_day)
    if toward == -1:
        return year if before else year - 1
    if toward == 1:
        return year if (month, day or 0) > (this_month, this_day) else year + 1
    if toward == 0:
        return year
    if future:
        return year + 1 if before else year
    distance = month - this_month
    if distance >= _FAR_AHEAD:
        return year - 1
    return year + 1 if distance <= _LONG_PAST else year


def _season_shift(anchor: datetime.date, label: str, toward: int) -> int:
    """How many years a season «الماضي» or «المقبل» is from the publication year."""
    month, length = LABEL_MONTHS[label]
    if toward < 0:
        return toward + (1 if anchor.month >= month + length else 0)
    if toward > 0:
        return toward - (1 if anchor.month < month else 0)
    return 0


def _open_value(moment: Moment, relative: str) -> str:
    """The value of a shifted moment without a publication day: the shift, or what is known of the day and month."""
    if moment.label in LABEL_MONTHS:
        return f"XXXX-{moment.label}"
    if moment.month is not None:
        return f"XXXX-{moment.month:02d}" + ("" if moment.day is None else f"-{moment.day:02d}")
    if moment.day is not None:
        return f"XXXX-XX-{moment.day:02d}"
    return relative


def _away(anchor: datetime.date, unit: str, by: int, moment: Moment) -> Settled:
    """The day, week, month, year, decade or century that many units from a day, and a smaller unit inside it."""
    if unit == "day":
        date = calendars.shift_days(anchor, by)
        return Settled(date.isoformat(), (date, date)) if date else Settled(None)
    if unit == "week":
        return _week_away(anchor, by, moment)
    if unit == "month":
        year, month = calendars.shift_months(anchor.year, anchor.month, by)
        return _inside(replace(moment, year=year, month=month, shift=None, grain="month" if moment.day is None else "day"))
    if unit == "quarter":
        year, month = calendars.shift_months(anchor.year, (anchor.month - 1) // 3 * 3 + 1, 3 * by)
        label = f"Q{(month + 2) // 3}"
        days = label_days(year, label)
        return Settled(f"{year:04d}-{label}" if days else None, days)
    if unit == "half":
        year, month = calendars.shift_months(anchor.year, (anchor.month - 1) // 6 * 6 + 1, 6 * by)
        label = f"H{(month + 5) // 6}"
        days = label_days(year, label)
        return Settled(f"{year:04d}-{label}" if days else None, days)
    year = anchor.year
    if unit == "decade":
        return _inside(replace(moment, year=year // 10 * 10 + 10 * by, grain="decade", shift=None))
    if unit == "century" and moment.grain == "decade":
        return _inside(replace(moment, year=year // 100 * 100 + 100 * by + (moment.year or 0), shift=None))
    if unit == "century":
        return _inside(replace(moment, year=year // 100 * 100 + 100 * by, grain="century", shift=None))
    if moment.label in LABEL_MONTHS:
        days = label_days(year + by, moment.label)
        return Settled(f"{year + by:04d}-{moment.label}" if days else None, days)
    return _inside(replace(moment, year=year + by, shift=None))


def _inside(moment: Moment) -> Settled:
    return Resolver(None)._in_year(moment, moment.year) if moment.year is not None and moment.year >= 0 else Settled(None)


def _week_away(anchor: datetime.date, by: int, moment: Moment) -> Settled:
    inside = calendars.shift_days(anchor, 7 * by)
    days = calendars.week_days(inside) if inside else None
    if inside is None or days is None:
        return Settled(None)
    if moment.weekday is not None:
        date = days[0] + datetime.timedelta(days=moment.weekday)
        return Settled(date.isoformat(), (date, date))
    year, week, _ = inside.isocalendar()
    value = f"{year:04d}-W{week:02d}"
    if moment.label == "WE":
        return Settled(f"{value}-WE", (days[0] + datetime.timedelta(days=4), days[1]))
    return Settled(value, days)
