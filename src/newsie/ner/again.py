"""A name found once on a page is found again: where the tagger doubts a word, what the rest of the page calls it decides.

Names that a page brings whole and certain return bare, in other surroundings, and there the tagger may miss them («كوه», «الهيئة»).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np

from newsie.lexicons import rows
from newsie.network.features import Floats, stem
from newsie.network.model import Spans
from newsie.network.tags import NAMES
from newsie.text.characters import fold
from newsie.text.page import Page

#: How likely a label must be to the tagger, against nothing, where the page has the same words as such a name elsewhere.
LEAST_CHANCE = 0.2
_SHORTEST, _MOST_OF_A_WORD = 3, 8


def found_again(page: Page, spans: Spans, chances: Floats) -> Spans:
    """The spans and, in text order, those untagged stretches whose words are a name of the page; `chances` is [tokens, labels]."""
    doubted = np.flatnonzero(chances.max(1) > LEAST_CHANCE)
    taken = np.zeros(len(chances), bool)
    for first, end, _ in spans:
        taken[first:end] = True
    doubted = doubted[~taken[doubted]]
    if not len(doubted) or not spans:
        return spans
    known = _known(page, spans)
    out = list(spans)
    for i in doubted.tolist():
        for words, label in known.get(_form(page, i), ()):
            end = i + len(words)
            if end <= len(taken) and not taken[i:end].any() and all(_form(page, i + k) == word for k, word in enumerate(words)):
                if chances[i:end, NAMES.index(label)].mean() > LEAST_CHANCE:
                    out.append((i, end, label))
                    taken[i:end] = True
                break
    return sorted(out)


def completed(page: Page, spans: Spans) -> Spans:
    """The spans with places of one word that is half of a known name of two («المدينة» of «المدينة المنورة») made whole."""
    taken = {i for first, end, _ in spans for i in range(first, end)}
    out = []
    for first, end, label in spans:
        if label == "place" and end - first == 1:
            folded = page.tokens.folded
            if first and first - 1 not in taken and {(_form(page, first - 1), folded[first]), (folded[first - 1], folded[first])} & _compounds():
                first -= 1
            elif end < len(folded) and end not in taken and {(_form(page, first), folded[end]), (folded[first], folded[end])} & _compounds():
                end += 1
        out.append((first, end, label))
    return out


@cache
def _compounds() -> frozenset[tuple[str, str]]:
    return frozenset((fold(row["first"]), fold(row["second"])) for row in rows("compound_places"))


def _known(page: Page, spans: Sequence[tuple[int, int, str]]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The page's names and the last words of its people's, by their first word, the longest first, with the label that they have most."""
    labels: dict[tuple[str, ...], Counter[str]] = {}
    for first, end, label in spans:
        words = tuple(_form(page, i) for i in range(first, end))
        labels.setdefault(words, Counter())[label] += 1
        if label == "person" and len(words) > 1:
            labels.setdefault(words[-1:], Counter())[label] += 1
    known: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, counts in sorted(labels.items(), key=lambda item: -len(item[0])):
        if len(words[0]) >= _SHORTEST:
            found = known.setdefault(words[0], [])
            if len(found) < _MOST_OF_A_WORD:
                found.append((words, counts.most_common(1)[0][0]))
    return known


def _form(page: Page, i: int) -> str:
    return fold(stem(page.tokens.words[i]))
