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


def constrained(transitions: Floats, change: float = -1e4) -> Floats:
    """Transitions in which an I follows only its own B or I, never nothing; `change` is what it costs to follow those of another label.

    Where names may touch («مدرب كندا جونسون»), a tagger can be sure of both labels and unsure only that the second begins anew.
    """
    out = transitions.astype(np.float32).copy()
    for tag in range(2, len(out), 2):
        others = [t for t in range(1, len(out)) if t not in (tag - 1, tag)]
        out[0, tag] = -1e4
        out[others, tag] = change
    return out


def best_paths(scores: Floats, ranges: Sequence[tuple[int, int]], transitions: Floats) -> npt.NDArray[np.int64]:
    """The best tag of every token, the stretches in `ranges` decoded together, each on its own (Viterbi).

    `scores` is [tokens, tags], `transitions` [tags, tags] as `constrained` gives them. Each stretch is walked from both of its ends
    to its middle, and all halves side by side, the longest first, so the Python loop runs once per position of half a stretch.
    """
    paths = np.zeros(len(scores), np.int64)
    ordered = sorted((r for r in ranges if r[0] < r[1]), key=lambda r: r[0] - r[1])
    for at in range(0, len(ordered), _SIDE_BY_SIDE):
        _walk(scores, np.array(ordered[at : at + _SIDE_BY_SIDE]), transitions, paths)
    return paths


def _walk(scores: Floats, stretches: npt.NDArray[np.int64], transitions: Floats, paths: npt.NDArray[np.int64]) -> None:
    """Decode stretches [stretches, 2] into `paths`."""
    count = len(stretches)
    firsts, ends = stretches.T
    lengths = np.concatenate([(ends - firsts + 1) // 2, (ends - firsts) // 2])  # of the left halves, then the right ones
    order = np.argsort(-lengths, kind="stable")
    place = np.argsort(order)  # where each half stands when the longest is first
    lengths, forward = lengths[order], order < count
    starts = np.concatenate([firsts, ends - 1])[order]
    alive = np.searchsorted(-lengths, -np.arange(lengths[0]), side="left").tolist()  # how many halves have a token at each step
    at = np.clip(starts + np.where(forward, 1, -1) * np.arange(lengths[0])[:, None], 0, len(scores) - 1)
    best = np.ascontiguousarray(scores[at].transpose(0, 2, 1))  # [steps, tags, halves]: the best path to each tag; what lies beyond a half is never read
    best[0, 2::2, forward] -= 1e4  # no stretch begins inside
    steps = np.where(forward, transitions[:, :, None], transitions.T[:, :, None])  # [from, to, halves]
    reach = np.empty_like(steps)
    for before, after in zip(best[:-1, :, None], best[1:], strict=True):
        after += np.add(before, steps, out=reach).max(0)
    tag = _met(best, lengths, place, transitions)
    halves = np.arange(2 * count)
    for step in range(len(at) - 1, -1, -1):
        k = alive[step]
        paths[at[step, :k]] = tag[:k]
        if step:
            tag[:k] = (best[step - 1, :, :k] + steps[:, tag[:k], halves[:k]]).argmax(0)


def _met(best: Floats, lengths: npt.NDArray[np.int64], place: npt.NDArray[np.int64], transitions: Floats) -> npt.NDArray[np.int64]:
    """The tag of each half's last token, where it meets the other half of its stretch, in the order of the halves."""
    tags = best.shape[1]
    left, right = place.reshape(2, -1)
    joint = best[lengths[left] - 1, :, left][:, :, None] + transitions + best[np.maximum(lengths[right], 1) - 1, :, right][:, None, :]
    alone = lengths[right] == 0
    joint[alone] = best[0, :, left[alone]][:, :, None]  # a single token: its left half is all there is
    found = joint.reshape(len(joint), -1).argmax(1)
    out = np.zeros(len(place), np.int64)
    out[left], out[right] = found // tags, found % tags
    return out
