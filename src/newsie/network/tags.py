"""BIO tags: their inventory for each head, spans to tags and back, and the best path under the CRF."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from newsie.network.features import Floats

#: What the heads find; tag 0 is outside, then B and I of each.
NAMES = ("person", "organization", "place")
SPEECH = ("content", "cue", "source", "addressee", "medium")


#: Stretches that are decoded together: enough to share the loop, few enough to bound memory.
_SIDE_BY_SIDE = 64


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
    for at in range(0, len(ordered), _SIDE_BY_SIDE):
        _walk(scores, ordered[at : at + _SIDE_BY_SIDE], transitions, paths)
    return paths


def _walk(scores: Floats, ordered: Sequence[tuple[int, int]], transitions: Floats, paths: npt.NDArray[np.int64]) -> None:
    """Decode stretches, the longest first, into `paths`."""
    first = np.array([r[0] for r in ordered])
    lengths = [r[1] - r[0] for r in ordered]
    steps, count, tags = lengths[0], len(ordered), scores.shape[1]
    at = np.minimum(first + np.arange(steps)[:, None], len(scores) - 1)
    score = scores[at]  # [steps, stretches, tags]; what stands beyond a stretch's end is never read
    score[0, :, 2::2] -= 1e4  # no stretch begins inside
    alive = _still_running(lengths)
    back = np.zeros((steps, count, tags), np.int64)
    reach = np.empty((count, tags, tags), np.float32)
    best = np.empty((count, tags), np.float32)
    from_tag = transitions.T  # [to, from]
    for step in range(1, steps):
        k = alive[step]
        np.add(score[step - 1, :k, None, :], from_tag, out=reach[:k])
        reach[:k].argmax(2, out=back[step, :k])
        np.maximum.reduce(reach[:k], axis=2, out=best[:k])
        score[step, :k] += best[:k]
    tag = score[[n - 1 for n in lengths], range(count)].argmax(1)
    rows = np.arange(count)
    for step in range(steps - 1, -1, -1):
        k = alive[step]
        paths[at[step, :k]] = tag[:k]
        if step:
            tag[:k] = back[step, rows[:k], tag[:k]]


def _still_running(lengths: Sequence[int]) -> list[int]:
    """How many stretches, longest first, have a token at each step."""
    alive = [len(lengths)] * lengths[-1]
    for n in range(len(lengths) - 1, 0, -1):
        alive += [n] * (lengths[n - 1] - lengths[n])
    return alive
