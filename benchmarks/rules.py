"""Statements by lexicon and rules alone: a cue in its frame, the content it introduces, the words between as source.

It hands the same pieces to the same assembly and speaker resolution as the shipped tagger, so that the two can be compared piece for piece.
"""

from __future__ import annotations

import numpy as np

from newsie.lexicons import word_class
from newsie.lexicons.reporting import Report, complementisers, look_up
from newsie.network.features import Floats
from newsie.text.characters import fold
from newsie.text.page import Page
from newsie.text.tokens import Kind

Spans = list[tuple[int, int, str]]
_LONGEST_SOURCE = 24
_ENDS = {".", "؟", "!", "؛"}


class RulesTagger:
    """Has the tagger's `statements`, made by rules instead of weights."""

    def statements(self, page: Page) -> tuple[Spans, Floats, Spans]:
        """Pieces of statements, each with certainty one, and none nested."""
        spans: Spans = []
        at = 0
        for i in range(len(page.tokens)):
            if i < at:
                continue
            report = self._cue(page, i)
            if report is None:
                continue
            found = self._content(page, i, report)
            if found is None:
                continue
            source_end, first, end = found
            spans.append((i, i + 1, "cue"))
            if source_end > i + 1:
                spans.append((i + 1, source_end, "source"))
            spans.append((first, end, "content"))
            at = end
        return spans, np.ones(len(spans), np.float32), []

    def _cue(self, page: Page, i: int) -> Report | None:
        if page.quotation_of[i] >= 0 or page.tokens.kinds[i] != Kind.WORD:
            return None
        word = page.tokens.words[i]
        found = [r for r in look_up(word) if r.grade != "C" and r.form in ("perfect", "imperfect", "participle", "attribution")]
        return found[0] if found else None

    def _content(self, page: Page, i: int, report: Report) -> tuple[int, int, int] | None:
        tokens = page.tokens
        last = page.sentences[page.sentence_of[i]][1]
        for k in range(i + 1, min(last, i + _LONGEST_SOURCE)):
            word = tokens.words[k]
            opened = next((q for q in page.quotations if q.opening == k and q.end - q.first > 2), None)
            if opened is not None:
                end = k - 1 if tokens.words[k - 1] == ":" else k
                return self._source_end(page, i, end), opened.first, opened.end
            if word in complementisers() or fold(word) in complementisers():
                before = k - 1 if tokens.folded[k - 1] in word_class("preposition") else k
                first = k + 1 if word in ("أن", "إن", "ان", "بأن", "بان") else k
                return self._source_end(page, i, before), first, self._clause_end(page, first, last)
        return None

    def _source_end(self, page: Page, i: int, end: int) -> int:
        """The source stops before a comma or a preposition that tells where or to whom it was said."""
        for k in range(i + 1, end):
            if page.tokens.words[k] in ("،", ",", "(") or (k > i + 1 and page.tokens.folded[k] in ("في", "خلال", "لل", "علي")):
                return k
        return end

    def _clause_end(self, page: Page, first: int, last: int) -> int:
        for k in range(first + 1, last):
            if page.tokens.words[k] in _ENDS or (page.tokens.words[k - 1] == "،" and self._participle(page, k)):
                return k
        return last

    def _participle(self, page: Page, k: int) -> bool:
        return any(r.form == "participle" for r in look_up(page.tokens.words[k]))
