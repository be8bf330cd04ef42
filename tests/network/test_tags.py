"""Tags and spans, and the best path."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsie.network.tags import NAMES, best_paths, constrained, decode, encode, tag_count

SIZE = 9
_ends = st.tuples(st.integers(0, SIZE - 1), st.integers(1, 4), st.sampled_from(NAMES))


@given(st.lists(_ends, max_size=4))
def test_spans_survive_tags(made: list[tuple[int, int, str]]) -> None:
    spans, at = [], 0
    for start, length, label in sorted(made):
        if start >= at:
            spans.append((start, min(SIZE, start + length), label))
            at = spans[-1][1]
    assert decode(encode(SIZE, spans, NAMES), NAMES) == spans


def test_the_shorter_of_two_spans_wins_its_tokens() -> None:
    assert decode(encode(4, [(0, 4, "place"), (1, 2, "person")], NAMES), NAMES) == [(0, 1, "place"), (1, 2, "person"), (2, 4, "place")]


def test_an_inside_without_its_beginning_begins_a_span() -> None:
    assert decode([0, 2, 2, 4], NAMES) == [(1, 3, "person"), (3, 4, "organization")]


@given(st.integers(0, 10_000))
def test_best_paths_are_the_best(seed: int) -> None:
    """Against every path there is, on short stretches of different lengths decoded side by side."""
    rng = np.random.default_rng(seed)
    tags = tag_count(("a", "b"))
    scores = rng.normal(size=(8, tags)).astype(np.float32)
    transitions = constrained(rng.normal(size=(tags, tags)).astype(np.float32))
    ranges = [(0, 3), (3, 4), (4, 8)]
    found = best_paths(scores, ranges, transitions)

    def value(first: int, path: tuple[int, ...]) -> float:
        start = -1e4 if path[0] and path[0] % 2 == 0 else 0.0
        return start + sum(scores[first + i, t] for i, t in enumerate(path)) + sum(transitions[a, b] for a, b in itertools.pairwise(path))

    for first, end in ranges:
        best = max(itertools.product(range(tags), repeat=end - first), key=lambda p: value(first, p))
        assert abs(value(first, best) - value(first, tuple(found[first:end].tolist()))) < 1e-3


def test_a_name_that_touches_another() -> None:
    """Where both labels are sure and only the second beginning is not, a name does not take the next one's words."""
    scores = np.full((3, tag_count(NAMES)), -9, np.float32)
    scores[0, 1 + 2 * NAMES.index("place")] = scores[1, 2 + 2 * NAMES.index("person")] = scores[2, 0] = 9
    free = np.zeros((tag_count(NAMES),) * 2, np.float32)
    found = decode(best_paths(scores, [(0, 3)], constrained(free, -3.0)).tolist(), NAMES)
    assert found == [(0, 1, "place"), (1, 2, "person")]
    assert decode(best_paths(scores, [(1, 3)], constrained(free, -3.0)).tolist(), NAMES) != [(1, 2, "person")]  # nothing to follow


def test_paths_outside_all_ranges_are_outside() -> None:
    assert best_paths(np.ones((3, 5), np.float32), [], np.zeros((5, 5), np.float32)).tolist() == [0, 0, 0]
