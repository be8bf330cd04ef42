"""BIO tags: their inventory for each head, spans to tags and back, and the best path under the CRF."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from newsie.network.features import Floats

#: What the heads find; tag 0 is outside, then B and I of each.
NAMES = ("person", "organization", "place")
SPEECH = ("content", "cue", "source", "addressee", "medium")


def tag_count(labels: Sequence[str]) -> int:
    """How many tags a head with these labels has."""
    return 1 + 2 * len(labels)


def encode(size: int, spans: Sequence[tuple[int, int, str]], labels: Sequence[str]) -> list[int]:
    """Tags of `size` tokens for token spans; where spans overlap, the shorter one wins its tokens."""
    tags = [0] * size
    for first, end, label in sorted(spans, key=lambda s: s[0] - s[1]):
        code = 1 + 2 * labels.index(label)
        for i in range(first, min(end, size)):
            tags[i] = code if i == first else code + 1
    return tags


def decode(tags: Sequence[int], labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Token spans of a tag sequence; an I without its B begins a span."""
    spans: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag:
            label = labels[(tag - 1) // 2]
            if tag % 2 == 0 and spans and spans[-1][1] == i and spans[-1][2] == label:
                spans[-1] = (spans[-1][0], i + 1, label)
            else:
                spans.append((i, i + 1, label))
    return spans


def constrained(transitions: Floats) -> Floats:
    """Transitions in which an I follows only its own B or I."""
    out = transitions.astype(np.float32).copy()
    for tag in range(2, len(out), 2):
        allowed = (tag - 1, tag)
        out[[t for t in range(len(out)) if t not in allowed], tag] = -1e4
    return out


def best_paths(scores: Floats, ranges: Sequence[tuple[int, int]], transitions: Floats) -> npt.NDArray[np.int64]:
    """The best tag of every token, the stretches in `ranges` decoded together, each on its own (Viterbi).

    `scores` is [tokens, tags], `transitions` [tags, tags] as `constrained` gives them. Stretches are sorted by length and
    stepped through side by side, so the Python loop runs once per position, not once per token.
    """
    paths = np.zeros(len(scores), np.int64)
    ordered = sorted((r for r in ranges if r[0] < r[1]), key=lambda r: r[0] - r[1])
    if not ordered:
        return paths
    first = np.array([r[0] for r in ordered])
    length = np.array([r[1] - r[0] for r in ordered])
    tags = scores.shape[1]
    score = scores[first].copy()
    score[:, 2::2] -= 1e4  # no stretch begins inside
    back = np.zeros((length[0], len(ordered), tags), np.int8)
    final = np.zeros((len(ordered), tags), np.float32)
    longer = np.searchsorted(-length, -np.arange(length[0] + 1), side="left").tolist()  # for each step, how many stretches are longer
    for step in range(1, length[0] + 1):
        alive = longer[step]
        final[alive : len(score)] = score[alive:]
        score = score[:alive]
        if not alive:
            break
        reach = score[:, :, None] + transitions
        back[step, :alive] = reach.argmax(1)
        score = reach.max(1) + scores[first[:alive] + step]
    tag = final.argmax(1)
    rows = np.arange(len(ordered))
    for step in range(length[0] - 1, -1, -1):
        alive = longer[step]
        paths[first[:alive] + step] = tag[:alive]
        if step:
            tag[:alive] = back[step, rows[:alive], tag[:alive]]
    return paths
