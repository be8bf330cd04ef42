"""The names benchmark counts as seqeval does, and reads a pre-tokenised file."""

from __future__ import annotations

import pytest
from benchmarks.ner import figures, spans_of

GOLD = [["B-PERS", "I-PERS", "O", "B-LOC"], ["I-ORG", "I-ORG", "O", "B-MISC"], ["B-LOC", "B-LOC", "I-LOC", "O"], ["O", "O", "I-PER", "B-ORG"]]
FOUND = [["B-PER", "I-PER", "O", "O"], ["B-ORG", "I-ORG", "O", "O"], ["B-LOC", "I-LOC", "I-LOC", "O"], ["O", "B-LOC", "B-PER", "B-ORG"]]


def test_spans() -> None:
    assert spans_of(GOLD[0]) == {(0, 2, "PER"), (3, 4, "LOC")}
    assert spans_of(GOLD[1]) == {(0, 2, "ORG")}
    assert spans_of(GOLD[2]) == {(0, 1, "LOC"), (1, 3, "LOC")}


def test_figures_are_seqevals() -> None:
    metrics = pytest.importorskip("seqeval.metrics")

    def plain(rows: list[list[str]]) -> list[list[str]]:
        return [[t.replace("PERS", "PER") if "MISC" not in t else "O" for t in row] for row in rows]

    ours = figures([spans_of(row) for row in GOLD], [spans_of(row) for row in FOUND])
    assert ours["overall"]["f1"] == pytest.approx(metrics.f1_score(plain(GOLD), plain(FOUND)))
    assert ours["overall"]["precision"] == pytest.approx(metrics.precision_score(plain(GOLD), plain(FOUND)))
    assert ours["overall"]["recall"] == pytest.approx(metrics.recall_score(plain(GOLD), plain(FOUND)))
