"""An article cut into words for formats that label words: tokens, cut again where a label begins or ends inside one.

«وروسيا» gives «و» and «روسيا», so that a name's label stands on the name alone, as `Mention` has it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import pairwise

from newsie.schema.article import Article
from newsie.schema.spans import Span
from newsie.text.tokens import tokenize


def words_of(article: Article) -> list[tuple[int, int]]:
    """The words as half-open offsets, in text order, with every edge of a mention, cue, source or content on a word's edge."""
    cuts: set[int] = set()
    for span in (*article.mentions, *(part for s in article.statements for part in (*s.content, *(x for x in (s.cue, s.source) if x)))):
        cuts.update((span.start, span.end))
    inside = sorted(cuts)
    tokens = tokenize(article.text)
    out: list[tuple[int, int]] = []
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        edges = [start, *inside[bisect_right(inside, start) : bisect_left(inside, end)], end]
        out.extend(pairwise(edges))
    return out


def covered(words: list[tuple[int, int]], span: Span) -> range:
    """The positions of the words that lie in a span."""
    first = bisect_left(words, (span.start, -1))
    return range(first, bisect_left(words, (span.end, -1), lo=first))


def iob2(words: list[tuple[int, int]], spans: Iterable[tuple[Span, str]]) -> list[str]:
    """A tag a word: `B-X` on the first word of a span labelled X, `I-X` on its others, `O` elsewhere; of two spans the first given keeps its words."""
    tags = ["O"] * len(words)
    for span, label in spans:
        where = covered(words, span)
        if all(tags[i] == "O" for i in where):
            for i in where:
                tags[i] = f"{'B' if i == where.start else 'I'}-{label}"
    return tags


def sentences_of(article: Article, words: list[tuple[int, int]]) -> list[range]:
    """The words of each sentence, as positions; what stands outside all sentences makes sentences of its own."""
    out: list[range] = []
    at = 0
    for sentence in article.sentences:
        inside = covered(words, sentence)
        if at < inside.start:
            out.append(range(at, inside.start))
        if max(at, inside.start) < inside.stop:
            out.append(range(max(at, inside.start), inside.stop))
        at = max(at, inside.stop)
    if at < len(words):
        out.append(range(at, len(words)))
    return out
