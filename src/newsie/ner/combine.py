"""Several recognisers read as one: what any of them finds, for recall, or what most of them agree on, for precision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from newsie.ner.recognizer import Name, Recognizer
from newsie.text.page import Page

Combination = Literal["union", "vote"]


class CombinedRecognizer:
    """The names of several recognisers; a name's score is the sum of its finders' scores over the number of recognisers."""

    def __init__(self, recognizers: Sequence[Recognizer], combine: Combination = "union") -> None:
        self._recognizers = tuple(recognizers)
        self._combine = combine

    def recognize(self, pages: Sequence[Page]) -> list[list[Name]]:
        """The combined names of each page."""
        each = [recognizer.recognize(pages) for recognizer in self._recognizers]
        return [combined(names, self._combine) for names in zip(*each, strict=True)]


def combined(findings: Sequence[Iterable[Name]], combine: Combination) -> list[Name]:
    """One list of names out of those of several recognisers, in text order, none overlapping another.

    "vote" keeps a name that more than half of them found with the same bounds and label. "union" keeps every name; of names that
    overlap, the one that most found, then the longest, then that of the recogniser named first.
    """
    scores: dict[tuple[int, int, int, int], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    order: dict[tuple[tuple[int, int, int, int], str], tuple[int, Name]] = {}
    for rank, names in enumerate(findings):
        for name in names:
            span = (name.first, name.last, name.start, name.end)
            scores[span][name.label].append(name.score)
            order.setdefault((span, name.label), (rank, name))
    candidates = []
    for (span, label), (rank, name) in order.items():
        votes = scores[span][label]
        if combine == "union" or 2 * len(votes) > len(findings):
            candidates.append((-len(votes), span[0] - span[1], rank, span, Name(*span, name.label, sum(votes) / len(findings))))
    kept: dict[int, Name] = {}
    taken: set[int] = set()
    for *_, (first, last, _, _), name in sorted(candidates, key=lambda candidate: candidate[:4]):
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            kept[first] = name
    return [kept[first] for first in sorted(kept)]
