"""«برلماني روسي: …»: a headline or subheadline that names its speaker by a description and goes on with what he said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsie.lexicons import word_class
from newsie.lexicons.reporting import look_up
from newsie.statements.draft import Draft
from newsie.statements.pieces import COLON, content_bounds
from newsie.statements.voices import nouns, plain_words
from newsie.text.page import Page
from newsie.text.tokens import Kind

_LONGEST_SOURCE, _SHORTEST_CONTENT = 7, 2
_CERTAINTY = 0.6


def described_speakers(page: Page, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Statements of headlines in which the tagger found none, whose words before the colon begin with a noun for people who speak."""
    taken = {page.paragraph_of[first] for draft in drafts for first, _ in draft.contents}
    for number, paragraph in enumerate(page.layout.paragraphs):
        first, end = page.paragraphs[number]
        lone = len(page.paragraphs) == 1 and len(page.sentences) == 1  # a headline given by itself
        if number in taken or not (lone or paragraph.kind in ("headline", "subheadline")):
            continue
        colon = next((i for i in range(first, min(end, first + _LONGEST_SOURCE + 1)) if page.tokens.words[i] == ":"), None)
        if colon is None or colon == first or not _describes(page, first, colon):
            continue
        bounds = content_bounds(page, colon + 1, end)
        if bounds is not None and bounds[1] - bounds[0] >= _SHORTEST_CONTENT:
            yield Draft([bounds], (colon, colon + 1), COLON, (first, colon), certainty=_CERTAINTY, cue_certainty=_CERTAINTY)


def without_labels(page: Page, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts without those of headlines whose colon has no speaker before it: «الحرب في …: المدينة تستقبل عامها الجديد»."""
    for draft in drafts:
        at = draft.first
        titled = page.layout.paragraphs[page.paragraph_of[at]].kind in ("headline", "subheadline")
        if not titled or draft.report is not COLON or draft.cue is None or draft.source is not None or page.quotation_of[at] >= 0:
            yield draft
            continue
        first = page.paragraphs[page.paragraph_of[at]][0]
        if first < draft.cue[0] <= first + _LONGEST_SOURCE and _describes(page, first, draft.cue[0]):
            draft.source = (first, draft.cue[0])
            yield draft


def _describes(page: Page, first: int, end: int) -> bool:
    """Whether words describe people who speak («خبير اقتصادي», «مصادر أمنية»): a noun for them, and no verb."""
    words = plain_words(page, first, first + 1)
    noun = nouns().get(words[0]) if words else None
    if noun is None or noun["type"] not in ("person", "group") or noun["kind"] == "document":
        return False
    if end - first == 1 and page.tokens.folded[first] in word_class("headline_label"):
        return False
    kinds = {page.tokens.kinds[i] for i in range(first, end)}
    verbs = (r for i in range(first + 1, end) for r in look_up(page.tokens.words[i]) if r.form in ("perfect", "imperfect"))
    return kinds <= {Kind.WORD, Kind.LATIN, Kind.QUOTE} and next(verbs, None) is None
