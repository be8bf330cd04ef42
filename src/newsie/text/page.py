"""A text as all later stages see it: laid out, tokenized, its quotations paired, its sentences found."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from newsie.text.layout import Layout, lay_out
from newsie.text.quotes import Quotation, pair_quotations
from newsie.text.sentences import split_sentences
from newsie.text.tokens import Tokens, tokenize


@dataclass(frozen=True)
class Page:
    """What `text/` knows of an article. Ranges are half-open and, unless said otherwise, count tokens.

    `paragraphs[i]` are the tokens of `layout.paragraphs[i]`, an inline dateline included.
    """

    text: str
    layout: Layout
    tokens: Tokens
    paragraphs: list[tuple[int, int]]
    quotations: list[Quotation]
    sentences: list[tuple[int, int]]

    @cached_property
    def word_counts(self) -> Counter[str]:
        """How often each bare word occurs."""
        return Counter(self.tokens.words)

    @cached_property
    def paragraph_of(self) -> list[int]:
        """The number of each token's paragraph."""
        return [n for n, (first, end) in enumerate(self.paragraphs) for _ in range(first, end)]

    @cached_property
    def sentence_of(self) -> list[int]:
        """The number of each token's sentence."""
        return [n for n, (first, end) in enumerate(self.sentences) for _ in range(first, end)]

    @cached_property
    def outermost(self) -> list[Quotation]:
        """The quotations that stand in no other, in text order."""
        return [q for q in self.quotations if not q.depth]

    @cached_property
    def closings(self) -> frozenset[int]:
        """The tokens that close a quotation."""
        return frozenset(q.closing for q in self.quotations if q.closing is not None)

    @cached_property
    def quotation_of(self) -> list[int]:
        """For each token the number of the innermost quotation that holds it, -1 where none does."""
        inner = [-1] * len(self.tokens)
        for n, q in enumerate(self.quotations):
            inner[q.first : q.end] = [n] * (q.end - q.first)
        return inner


def read_page(text: str, title: str | None = None) -> Page:
    """Lay out a text, cut it into tokens, pair its quotation marks and find its sentences."""
    layout = lay_out(text, title)
    tokens = tokenize(text)
    paragraphs = []
    at = 0
    for paragraph in layout.paragraphs:
        first = at
        at = bisect_left(tokens.starts, paragraph.end, first)
        paragraphs.append((first, at))
    quotations = pair_quotations(tokens, paragraphs)
    titles = {n for n, paragraph in enumerate(layout.paragraphs) if paragraph.kind in ("headline", "subheadline")}
    return Page(text, layout, tokens, paragraphs, quotations, split_sentences(tokens, paragraphs, quotations, titles))
