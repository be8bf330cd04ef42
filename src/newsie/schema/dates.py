"""Expressions of time."""

from __future__ import annotations

import datetime
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from newsie.schema.spans import Span

DateKind = Literal["date", "time", "duration", "range", "set"]
Granularity = Literal["minute", "hour", "daypart", "day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century", "vague"]
Part = Literal["MO", "AF", "EV", "NI"]

_TIMEX_MOD = {"start": "START", "mid": "MID", "end": "END", "approx": "APPROX", "before": "BEFORE", "after": "AFTER"}
_RELATIVE = ("day:", "week:", "month:", "year:", "weekday:", "decade:", "century:", "hour:", "minute:", "second:", "quarter:", "half:")


class DateExpression(Span):
    """A date, time, period, range or recurrence, with what it means.

    `value` is ISO 8601-2 / EDTF (`2016-05-25`, `2016-05`, `199X`, `P3D`, `2016-05-03/2016-05-05`, `2011/..`,
    `XXXX-05-25` without a known year; `2016-SU`, `2016-Q1`, `2016-H1` and `2016-W20-WE` for parts of a year or week, as in TIMEX3)
    or, relative and without a publication day to settle it, `day:-1`, `weekday:SU`, `month:+1`, `year:0`; None where the words
    give none. `earliest` and `latest` are the first and last day that it can mean (None: open, or not known).
    """

    value: str | None
    kind: DateKind
    granularity: Granularity
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    modifier: Literal["start", "mid", "end", "approx", "before", "after"] | None = None
    calendar: Literal["gregorian", "hijri"] = "gregorian"
    part: Part | None = None
    """The part of the day: morning, afternoon, evening or night."""
    timezone: str | None = None
    """The IANA zone of a time of day that names one, or `local`."""
    anchor: datetime.date | None = None
    """The publication day, where the value rests on it."""
    relative: str | None = None
    """The expression's meaning before the publication day is known: `day:-1`."""
    resolved: bool = True
    rule: str = ""

    @property
    def surface(self) -> str:
        """The expression as the article writes it."""
        return self.text

    def to_timex3(self, tid: str = "t1") -> str:
        """The expression as an ISO-TimeML TIMEX3 element around its text (ISO 24617-1).

        tid: the element's identifier, unique in a document.
        """
        kind = {"date": "DATE", "time": "TIME", "duration": "DURATION", "range": "DATE", "set": "SET"}[self.kind]
        value = self.value or "XXXX"
        if value.startswith(_RELATIVE):
            value = "XXXX-WXX-" + str(_WEEKDAYS.index(value[8:10]) + 1) if value.startswith("weekday:") else "XXXX-XX-XX"
        if self.part and "T" not in value and not value.startswith("P"):
            kind, value = "TIME", f"{value}T{self.part}"
        if self.timezone == "UTC" and "T" in value and self.kind == "time" and not value.endswith("Z"):
            value += "Z"
        attributes = {"tid": tid, "type": kind, "value": value}
        if self.modifier:
            attributes["mod"] = _TIMEX_MOD[self.modifier]
        if self.relative and not self.resolved:
            attributes["temporalFunction"] = "true"
        written = " ".join(f"{name}={quoteattr(content)}" for name, content in attributes.items())
        return f"<TIMEX3 {written}>{escape(self.text)}</TIMEX3>"


_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
