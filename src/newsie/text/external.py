"""A page whose sentences and clitics come from another tokenizer: `newsie.load(tokens="stanza")`.

Tokens stay orthographic words, as the network was trained on them, and so do marks, numbers and addresses; the other tokenizer says
where words are cut and where sentences begin. That serves both schemes of the treebanks alike, clitics as words of a multi-word token
(PADT) and clitics as tokens of their own (PUD).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from newsie.text.clitic_model import Cuts
from newsie.text.page import Page, read_page


class Segmentation(Protocol):
    """What another tokenizer says of a page."""

    @property
    def sentences(self) -> Sequence[int]:
        """The tokens with which sentences begin, in order."""
        ...

    @property
    def cuts(self) -> Mapping[int, Cuts]:
        """The cuts of the tokens that have any."""
        ...


class Segmenter(Protocol):
    """Another tokenizer."""

    def annotate(self, page: Page) -> Segmentation:
        """Sentences and cuts of a page that newsie has read."""
        ...


class ExternalReader:
    """Reads pages with another tokenizer's sentences and clitics."""

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter

    def __call__(self, text: str, title: str | None = None) -> Page:
        """A page as `read_page` gives it, but for its sentences and cuts."""
        page = read_page(text, title)
        found = self._segmenter.annotate(page)
        return replace(page, tokens=replace(page.tokens, cuts=found.cuts), sentences=_sentences(page, found.sentences))


def _sentences(page: Page, begins: Sequence[int]) -> list[tuple[int, int]]:
    """Sentences that begin where they are said to, but never inside a quotation that closes in its paragraph, and with every paragraph."""
    inside = bytearray(len(page.tokens) + 1)
    for q in page.quotations:
        if q.closing is not None:
            inside[q.first : q.closing + 1] = b"\x01" * (q.closing + 1 - q.first)
    paragraphs = {first for first, end in page.paragraphs if first < end}
    starts = sorted({begin for begin in begins if not inside[begin]} | paragraphs)
    return list(pairwise([*starts, len(page.tokens)]))
