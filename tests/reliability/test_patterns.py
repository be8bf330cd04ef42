"""No regular expression backtracks: on the strings that would make it, twice the text takes about twice the time."""

from __future__ import annotations

import re
import time
from itertools import islice

import pytest

from reliability.patterns import STRANGE, attacks, patterns

PATTERNS = patterns()
_LENGTHS = (12, 18, 24, 36, 60, 120, 400, 1600, 12_000)
_ENOUGH = 0.02  # seconds above which growth is measured; a quadratic search over 12,000 characters takes far longer
_SHORT = 2000  # characters that no search of linear time needs so long for


def test_the_walk_finds_what_there_is() -> None:
    assert len(PATTERNS) >= 40
    assert any(pattern.pattern.startswith("(?:https?") for pattern in PATTERNS.values())


def seconds(pattern: re.Pattern[str], text: str, times: int = 1) -> float:
    """CPU seconds of this thread for a search through all of a text, the least of several."""
    best = float("inf")
    for _ in range(times):
        began = time.thread_time()
        for _ in pattern.finditer(text):
            pass
        pattern.match(text)
        pattern.fullmatch(text)
        best = min(best, time.thread_time() - began)
    return best


def slow(pattern: re.Pattern[str], unit: str) -> str | None:
    """How a pattern's time grows on a unit repeated, where it grows faster than the text; None where it does not.

    Lengths grow until the time is worth measuring, so that a search of exponential time is caught while it is short. Eight times the text
    may take sixteen times as long: twice that is for noise, and a square would take 64 times as long.
    """
    for tail in ("", STRANGE):
        for n in _LENGTHS:
            large, small = unit * (n // len(unit) + 1) + tail, unit * (n // 8 // len(unit) + 1) + tail
            if seconds(pattern, large) < _ENOUGH or (taken := seconds(pattern, large, 3)) < _ENOUGH:
                continue
            if n < _SHORT or taken > 16 * max(seconds(pattern, small, 3), _ENOUGH / 16):
                return f"{unit!r}: {taken:.3f} s for {len(large)} characters"
            break
    return None


@pytest.mark.parametrize("place", PATTERNS)
@pytest.mark.parametrize("most", [16, pytest.param(None, marks=pytest.mark.slow)])
def test_no_pattern_backtracks(place: str, most: int | None) -> None:
    pattern = PATTERNS[place]
    for unit in islice(attacks(pattern), most):
        assert (found := slow(pattern, unit)) is None, f"{place} {pattern.pattern[:80]!r}: {found}"


@pytest.mark.slow
@pytest.mark.parametrize("bad", [r"(a+)+$", r"(\w+\s?)+:", r"\s*-", r"(?:a|aa)+b", r".*.*="])
def test_the_measure_knows_a_pattern_that_does(bad: str) -> None:
    pattern = re.compile(bad)
    assert any(slow(pattern, unit) for unit in attacks(pattern))
