"""The tagger's spans made tidy: contents in their right bounds, cues with their reading in the lexicon."""

from __future__ import annotations

from dataclasses import dataclass

from newsie.lexicons.reporting import Report, look_up
from newsie.text.characters import fold
from newsie.text.page import Page
from newsie.text.tokens import Kind

#: A complementiser that is a word of its own stays outside the content; «أنه» keeps its pronoun and begins it.
BARE_COMPLEMENTISERS = frozenset({"أن", "إن", "ان", "بأن", "بان", "بإن", "فإن", "وأن", "وإن", "آن"})
_EDGES = {Kind.MARK, Kind.QUOTE, Kind.DOTS}
_KEPT_AT_END = {")", "]", "%", "٪", "؟", "?", "!", "$", "€", "£"}
_KEPT_AT_START = {"(", "[", "#", "@", "-", "+", "$", "€", "£"}
_COLON = Report(":", "say", "A", "colon")


@dataclass(frozen=True, slots=True)
class Piece:
    """A labelled token range, and how sure the tagger is of it."""

    first: int
    end: int
    label: str
    score: float


def content_bounds(page: Page, first: int, end: int) -> tuple[int, int] | None:
    """A content without the marks, stops and bare complementiser at its edges; None where nothing is left."""
    tokens = page.tokens
    while first < end and tokens.kinds[first] in _EDGES and tokens.words[first] not in _KEPT_AT_START:
        first += 1
    if first + 1 < end and tokens.words[first] in BARE_COMPLEMENTISERS:
        return content_bounds(page, first + 1, end)
    while end > first and tokens.kinds[end - 1] in _EDGES and tokens.words[end - 1] not in _KEPT_AT_END:
        end -= 1
    return (first, end) if first < end else None


def fit_to_quotation(page: Page, first: int, end: int) -> tuple[int, int]:
    """A content that all but fills a quotation takes in what is missing of it; what stands before or behind stays («أنه "…"»)."""
    for q in page.quotations:
        if q.depth or q.end - q.first < 4 or q.end <= first or q.first >= end:
            continue
        common = min(end, q.end) - max(first, q.first)
        if common >= 0.6 * (q.end - q.first) and common >= 0.6 * (end - first):
            first, end = min(first, q.first), max(end, q.end)
    return first, end


def reading(page: Page, first: int, end: int) -> Report | None:
    """The lexicon's reading of a cue that fits its surroundings best: a participle where one is spelt, a verb before a noun."""
    for i in range(first, end):
        word = page.tokens.words[i]
        if word in (":", "..", "…"):
            return _COLON
        found = look_up(word) or look_up(fold(word))
        if found:
            return max(found, key=lambda report: _fitness(page, i, report))
    return None


def _fitness(page: Page, i: int, report: Report) -> tuple[bool, bool, str]:
    surface = page.text[page.tokens.starts[i] : page.tokens.ends[i]]
    adverb = surface.endswith(("ا", "اً", "ًا", "ة", "ةً", "ين"))
    follows = {page.tokens.words[k] for k in range(i + 1, min(i + 8, len(page.tokens)))}
    frame = any(f.split("_")[-1] in follows for f in report.frames)
    return (report.form == "participle") == adverb and report.form in ("participle", "perfect", "imperfect"), frame, {"A": "c", "B": "b", "C": "a"}[report.grade]
