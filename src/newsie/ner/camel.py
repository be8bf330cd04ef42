"""Names by CAMeL Tools' `NERecognizer`: its labels have no offsets, so it is given the page's tokens and each label goes to its own."""

from __future__ import annotations

from collections.abc import Sequence

from newsie.engines.camel import CamelTagger
from newsie.ner.recognizer import Name
from newsie.ner.tags import Found, names_on, spans
from newsie.text.page import Page

_LONGEST = 200  # tokens; a longer sentence is read in pieces


class CamelRecognizer:
    """Names by a fine-tuned BERT; the score is the mean probability of the labels."""

    def __init__(self, tagger: CamelTagger) -> None:
        self._tagger = tagger

    def recognize(self, pages: Sequence[Page]) -> list[list[Name]]:
        """The names of each page; the sentences of a page are run in batches, each page by itself, so that what else is read changes nothing."""
        return [self._on(page) for page in pages]

    def _on(self, page: Page) -> list[Name]:
        pieces = [(at, min(at + _LONGEST, end)) for first, end in page.sentences for at in range(first, end, _LONGEST)]
        tagged = self._tagger.tags([page.tokens.words[first:end] for first, end in pieces])
        found: list[Found] = [span for tags, (first, _) in zip(tagged, pieces, strict=True) for span in spans(tags, first)]
        return names_on(page, found)
