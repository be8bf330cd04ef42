"""What the words of an expression say, before a publication day settles it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from newsie.schema.dates import DateKind, Granularity, Part

Edge = Literal["start", "mid", "end", "approx", "before", "after"]
#: The granularity of an amount or distance in a unit of the lexicon.
GRAINS: dict[str, Granularity] = {
    "second": "minute", "minute": "minute", "hour": "hour", "day": "day", "night": "day", "week": "week", "month": "month", "quarter": "quarter",
    "half": "half", "year": "year", "decade": "decade", "century": "century", "season": "vague", "period": "vague",
}  # fmt: skip
#: The unit that a moment is counted in, from the publication day: ("day", -1) is yesterday.
Shift = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Moment:
    """A point or unit of the calendar: as much of it as the words name.

    `shift` places it relative to the publication day; `toward` is الماضي (-1), الجاري (0) or المقبل (1) beside a named
    month, weekday or season. `label` is SU, Q1, H2, WE … of ISO 8601-2 and TIMEX3; `part` of the day is MO, AF, EV or NI.
    `same` is a unit that an earlier expression of the article names («العام نفسه»); with a year, «الفترة نفسها من العام الماضي».
    `nth` is which of its weekday a day is in its month («أول اثنين من مايو»: 1, the last one: -1).
    """

    grain: Granularity
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hijri: bool = False
    weekday: int | None = None
    shift: Shift | None = None
    toward: int | None = None
    label: str = ""
    part: Part | Literal[""] = ""
    hour: int | None = None
    minute: int = 0
    zone: str | None = None
    edge: Edge | None = None
    same: str = ""
    nth: int = 0
    before_christ: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """An expression: a moment, a range of two, a duration (ISO 8601) or a set.

    `value` is the duration's or the set's own; `shift` places a duration («السنوات الثلاث الماضية») beside the publication day.
    `opening` is where the reading of the words begins, `end` the token after their last.
    """

    kind: DateKind
    first: int
    end: int
    rule: str
    moment: Moment | None = None
    last: Moment | None = None
    value: str | None = None
    grain: Granularity = "day"
    shift: Shift | None = None
    edge: Edge | None = None
    amount: int | None = None


Read = tuple[Moment, int]
