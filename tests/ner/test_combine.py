"""Several recognisers read as one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsie.ner import Name
from newsie.ner.combine import Combination, combined
from newsie.schema.entities import EntityKind


def name(first: int, last: int, label: EntityKind = "person", score: float = 1.0) -> Name:
    return Name(first, last, first * 10, last * 10, label, score)


A, B, C = name(0, 2), name(3, 4, "place"), name(6, 9, "organization")
CASES: list[tuple[str, Combination, list[list[Name]], list[tuple[int, int, str]]]] = [
    ("a union keeps what one found", "union", [[A], [B], []], [(0, 2, "person"), (3, 4, "place")]),
    ("a vote drops what one of three found", "vote", [[A, C], [A], [B]], [(0, 2, "person")]),
    ("half is not most", "vote", [[A], [B]], []),
    ("two of two", "vote", [[A, C], [C]], [(6, 9, "organization")]),
    ("of overlapping names the longer", "union", [[name(0, 1)], [name(0, 3)]], [(0, 3, "person")]),
    ("but first that which more found", "union", [[name(0, 1)], [name(0, 1)], [name(0, 3)]], [(0, 1, "person")]),
    ("of two labels the first recogniser's", "union", [[name(0, 2, "place")], [name(0, 2, "person")]], [(0, 2, "place")]),
    ("other bounds are another name", "vote", [[name(0, 2)], [name(0, 1)]], []),
]


@pytest.mark.parametrize(("combine", "findings", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_cases(combine: Combination, findings: list[list[Name]], expected: list[tuple[int, int, str]]) -> None:
    assert [(n.first, n.last, n.label) for n in combined(findings, combine)] == expected


def test_scores_are_shared_by_all_recognisers() -> None:
    assert [n.score for n in combined([[name(0, 2, score=0.8)], [name(0, 2, score=0.6)], []], "union")] == [pytest.approx(1.4 / 3)]


_gaps = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3), st.sampled_from(["person", "place"])), max_size=6)


def _names(gaps: list[tuple[int, int, EntityKind]]) -> list[Name]:
    out, at = [], 0
    for gap, length, label in gaps:
        out.append(name(at + gap, at + gap + length, label))
        at += gap + length
    return out


@given(st.lists(_gaps.map(_names), min_size=1, max_size=4), st.sampled_from(["union", "vote"]))
def test_no_name_overlaps_another_and_a_vote_is_part_of_the_union(findings: list[list[Name]], combine: Combination) -> None:
    found = combined(findings, combine)
    assert all(a.last <= b.first for a, b in pairwise(found))
    assert combined([*findings[:1]] * 3, combine) == findings[0]
    tokens = {i for n in combined(findings, "union") for i in range(n.first, n.last)}
    assert all(n.first in tokens for n in combined(findings, "vote"))
