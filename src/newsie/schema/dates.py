"""Expressions of time."""

from __future__ import annotations

import datetime
from typing import Literal

from newsie.schema.spans import Span

DateKind = Literal["date", "time", "duration", "range", "set"]
Granularity = Literal["minute", "hour", "daypart", "day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century", "vague"]


class DateExpression(Span):
    """A date, time, period, range or recurrence, with what it means.

    `value` is ISO 8601-2 / EDTF (`2016-05-25`, `2016-05`, `199X`, `P3D`, `2016-05-03/2016-05-05`,
    `XXXX-05-25` without a known year) or, relative and without a publication day to settle it,
    `day:-1`, `weekday:SU`, `month:+1`, `year:0`; None where the words give none. `earliest` and `latest` are the
    first and last day that it can mean (None: open, or not known).
    """

    value: str | None
    kind: DateKind
    granularity: Granularity
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    modifier: Literal["start", "mid", "end", "approx", "before", "after"] | None = None
    calendar: Literal["gregorian", "hijri"] = "gregorian"
    timezone: str | None = None
    anchor: datetime.date | None = None
    """The publication day, where the value rests on it."""
    relative: str | None = None
    """The expression's meaning before the publication day is known: `day:-1`."""
    resolved: bool = True
    rule: str = ""
