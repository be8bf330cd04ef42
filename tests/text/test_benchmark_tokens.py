"""The benchmark of tokens: its reading of CoNLL-U, its scores, and the floor newsie keeps on the treebank."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.tokens import detokenise, f1, read_treebank, score

ROWS = [
    ("# text = وقال د. سامي للصحيفة: نعم.", ""),
    ("و", "CCONJ No"),
    ("قال", "VERB"),
    ("د", "NOUN No"),
    (".", "PUNCT"),
    ("سامي", "PROPN"),
    ("ل", "ADP No"),
    ("لصحيفة", "NOUN No"),
    (":", "PUNCT"),
    ("نعم", "PART No"),
    (".", "PUNCT"),
]


def _conllu() -> list[str]:
    lines = [ROWS[0][0]]
    for n, (form, marks) in enumerate(ROWS[1:], 1):
        kind, _, joined = marks.partition(" ")
        lines.append(f"{n}\t{form}\t_\t{kind}\t_\t_\t0\troot\t_\t{'SpaceAfter=No' if joined else '_'}")
    return [*lines, ""]


def test_detokenise() -> None:
    text, gold = detokenise(list(read_treebank(_conllu())))
    assert text.strip() == "وقال د. سامي للصحيفة: نعم."
    black = "".join(text.split())
    assert [black[a:b] for a, b in gold.tokens] == ["وقال", "د.", "سامي", "للصحيفة", ":", "نعم", "."]
    assert [black[a:b] for a, b in gold.words] == ["و", "قال", "د", ".", "سامي", "ل", "لصحيفة", ":", "نعم", "."]
    assert [black[a:b] for a, b in gold.sentences] == [black]


def test_multiword_token() -> None:
    lines = ["1-2\tوقال\t_\t_\t_\t_\t_\t_\t_\t_", "1\tو\t_\tCCONJ\t_\t_\t2\tcc\t_\t_", "2\tقال\t_\tVERB\t_\t_\t0\troot\t_\t_", ""]
    text, gold = detokenise(list(read_treebank(lines)))
    assert text.strip() == "وقال"
    assert gold.tokens == [(0, 4)]
    assert gold.words == [(0, 1), (1, 4)]


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [([(0, 1)], [(0, 1)], 1.0), ([(0, 1), (1, 2)], [(0, 2)], 0.0), ([(0, 1), (1, 2)], [(0, 1), (1, 3)], 0.5), ([], [], 1.0)],
)
def test_f1(gold: list[tuple[int, int]], found: list[tuple[int, int]], expected: float) -> None:
    assert f1(gold, found) == expected


def test_treebank_floor(shared: Path) -> None:
    """The treebank's development part; the words are those the model was fitted on (see `newsie.training.clitics --folds`)."""
    figures = score(shared / "data/treebank/ud_arabic_pud/ar_pud-dev.conllu")
    floors = {"tokens": 0.998, "words": 0.985, "sentences": 0.98}
    for name, floor in floors.items():
        value = figures[name]
        assert isinstance(value, dict)
        assert value["f1"] >= floor
