"""Names by Stanza's tagger: the models of a local folder, its own tokens, offsets of the page."""

from __future__ import annotations

from collections.abc import Sequence

from newsie.engines.stanza import StanzaEngine
from newsie.ner.recognizer import Name
from newsie.ner.tags import names_on
from newsie.text.page import Page


class StanzaRecognizer:
    """Names as `stanza.Pipeline` finds them; Stanza does not say how sure it is, so the score is always 1."""

    def __init__(self, engine: StanzaEngine) -> None:
        self._engine = engine

    def recognize(self, pages: Sequence[Page]) -> list[list[Name]]:
        """The names of each page; the sentences of a page are run in batches, each page by itself."""
        return [names_on(page, ((first, end, label, 1.0) for first, end, label in self._engine.annotate(page).entities)) for page in pages]
