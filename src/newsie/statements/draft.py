"""A statement in the making: token ranges, before it becomes a record."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsie.lexicons.reporting import Report

Range = tuple[int, int]


@dataclass(eq=False)
class Draft:
    """One piece of reported content; all ranges count tokens. `outer` is the statement whose content holds this one."""

    contents: list[Range]
    cue: Range | None = None
    report: Report | None = None
    source: Range | None = None
    addressee: Range | None = None
    medium: Range | None = None
    venue: Range | None = None
    time: int | None = None  # the number of one of the page's expressions of time
    topic: Range | None = None
    anonymity: Range | None = None
    outer: Draft | None = None
    certainty: float = 1.0  # the tagger's of the content, of the cue, of the source; then the chance that the ranker gave the speaker
    cue_certainty: float = 1.0
    source_certainty: float = 1.0
    chance: float = 1.0
    speaker: int | None = None
    resolution: str = "unresolved"
    continues: Draft | None = field(default=None, repr=False)

    @property
    def first(self) -> int:
        """The first token of the content."""
        return self.contents[0][0]

    @property
    def end(self) -> int:
        """The token after the content's last."""
        return self.contents[-1][1]
