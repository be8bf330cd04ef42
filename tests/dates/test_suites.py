"""The scored suites of ../shared, with floors that only rise."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import dates as suites


def test_newsie_probe(shared: Path) -> None:
    wrong = [case.text for case in suites.probe(shared) if not suites.probe_right(case)]
    assert wrong == []


def test_maha_written_arabic(shared: Path) -> None:
    kept = [case for case in suites.maha(shared) if not case.left_out]
    right = sum(map(suites.maha_right, kept))
    assert len(kept) >= 343
    assert right >= 317


@pytest.mark.parametrize(("part", "span", "value"), [("dev", 0.969, 0.977), ("train", 0.967, 0.968), ("ner", 0.966, 0.989)])
def test_gold(shared: Path, part: str, span: float, value: float) -> None:
    figures = suites.gold_figures(shared, part)
    assert figures["span_f1"] >= span
    assert figures["value"] >= value


def test_speed(shared: Path) -> None:
    # The aim is 2 ms; a loaded machine gets some air.
    assert min(suites.speed(shared) for _ in range(3)) < 6
