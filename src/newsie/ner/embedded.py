"""The recogniser that comes with the package: the shared network's names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from newsie.ner.again import completed, found_again
from newsie.ner.recognizer import Name, name_at
from newsie.network.model import Network
from newsie.network.tags import NAMES
from newsie.schema.entities import EntityKind
from newsie.text.page import Page

_LABELS: dict[str, EntityKind] = {label: label for label in get_args(EntityKind)}


class EmbeddedRecognizer:
    """Names by the shared network, in numpy; `corpus` 0 labels as newsie's guidelines do, 1 as ANERcorp does.

    A name's score is the chance of its label for its least sure word.
    """

    def __init__(self, network: Network, corpus: int = 0) -> None:
        self._network = network
        self._corpus = corpus

    def recognize(self, pages: Sequence[Page]) -> list[list[Name]]:
        """The names of each page; each page is run by itself."""
        return [self._on(page) for page in pages]

    def _on(self, page: Page) -> list[Name]:
        spans, chances = self._network.names(page, self._corpus)
        chance, out = chances.tolist(), []
        for first, end, label in completed(page, found_again(page, spans, chances)):
            number = NAMES.index(label)
            score = min(row[number] for row in chance[first:end])
            if (name := name_at(page, first, end, _LABELS[label], score)) is not None:
                out.append(name)
        return out
