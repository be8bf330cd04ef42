"""The tagger's spans made tidy: contents in their right bounds, cues with their reading in the lexicon."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from newsie.lexicons import word_class
from newsie.lexicons.reporting import Report, complementisers, look_up
from newsie.text.characters import fold
from newsie.text.page import Page
from newsie.text.tokens import Kind

#: A complementiser that is a word of its own stays outside the content; «أنه» keeps its pronoun and begins it.
BARE_COMPLEMENTISERS = frozenset({"أن", "إن", "ان", "بأن", "بان", "بإن", "فإن", "وأن", "وإن", "آن"})
_EDGES = {Kind.MARK, Kind.QUOTE, Kind.DOTS}
_KEPT_AT_END = {")", "]", "%", "٪", "؟", "?", "!", "$", "€", "£"}
_KEPT_AT_START = {"(", "[", "#", "@", "-", "+", "$", "€", "£"}
_ADDED = complementisers() | frozenset("و" + form for form in complementisers())
COLON = Report(":", "say", "A", "colon")


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
    while first < end:
        edge = tokens.kinds[first] in _EDGES and tokens.words[first] not in _KEPT_AT_START
        if not edge and (first + 1 == end or tokens.words[first] not in BARE_COMPLEMENTISERS):
            break
        first += 1
    while end > first and tokens.kinds[end - 1] in _EDGES and tokens.words[end - 1] not in _KEPT_AT_END:
        end -= 1
    return (first, end) if first < end else None


def fit_to_quotation(page: Page, first: int, end: int) -> tuple[int, int]:
    """A content that all but fills a quotation takes in what is missing of it; what stands before or behind stays («أنه "…"»)."""
    outer = page.outermost
    for at in range(bisect_right(outer, first, key=lambda o: o.end), len(outer)):
        q = outer[at]
        if q.first >= end:
            break
        if q.end - q.first < 4:
            continue
        common = min(end, q.end) - max(first, q.first)
        if common >= 0.6 * (q.end - q.first) and common >= 0.6 * (end - first):
            first, end = min(first, q.first), max(end, q.end)
    return first, end


def cut_at_cues(page: Page, pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces in which a content ends where a participle that reports begins the next («… والفعاليات متسائلا "…"»), outside quotations."""
    least, most = (pieces[0].first, pieces[-1].end + 2) if pieces else (0, 0)
    near = page.quotations[bisect_left(page.quotations, least, key=lambda q: q.first) : bisect_left(page.quotations, most, key=lambda q: q.first)]
    opened = {q.opening for q in near if q.end - q.first >= 3}
    out: list[Piece] = []
    for piece in pieces:
        first = piece.first
        if piece.label == "content":
            for i in range(piece.first + 2, piece.end - 1):
                if page.tokens.words[i][-1] in "اة" and page.quotation_of[i] < 0 and (begin := _introduced(page, i, opened)) is not None and begin < piece.end - 1:
                    out += [Piece(first, i, "content", piece.score), Piece(i, i + 1, "cue", piece.score)]
                    first = begin
        out.append(Piece(first, piece.end, piece.label, piece.score))
    return out


def _introduced(page: Page, i: int, opened: set[int | None]) -> int | None:
    """Where the content begins that a reporting participle at `i`, in the accusative, introduces by a complementiser or a quotation; None where it does not."""
    if not any(r.form == "participle" and r.grade != "C" for r in look_up(page.tokens.words[i])):
        return None
    at = i + 1
    if at + 1 < len(page.tokens) and page.tokens.folded[at] in word_class("preposition"):
        at += 1
    if at < len(page.tokens) and (at in opened or page.tokens.words[at] in complementisers() or page.tokens.folded[at] in complementisers()):
        return at
    return None


def joined_by_and(page: Page, end: int, first: int) -> bool:
    """Whether only «كما», a comma and an added complementiser («وأن», «وإنه») stand between two contents: they are one."""
    between = page.tokens.words[end:first]
    if not between or len(between) > 4 or not any(w in _ADDED or fold(w) in _ADDED for w in between):
        return False
    return all(w in ("،", ",", "كما", "وكما") or w in _ADDED or fold(w) in _ADDED for w in between)


def untagged_cue(page: Page, least: int, first: int) -> tuple[int, int] | None:
    """The nearest verb that reports before a content in its sentence, in its frame, where the tagger marked none («ردت … بأن»)."""
    tokens = page.tokens
    introducer = tokens.folded[first] if tokens.folded[first] in complementisers() else tokens.folded[first - 1] if first else ""
    if introducer not in complementisers() and introducer not in (":",):
        return None
    for i in range(first - 1, max(least, page.sentences[page.sentence_of[first]][0]) - 1, -1):
        if _reports(tokens.words[i]):
            return i, i + 1
    return None


def cue_right_before(page: Page, least: int, first: int) -> tuple[int, int] | None:
    """The word that reports right before a quotation, its marks and complementiser between, where the tagger marked none («قائلا إن "…"»)."""
    tokens, at = page.tokens, first - 1
    while at >= least and (tokens.kinds[at] == Kind.QUOTE or tokens.words[at] == ":" or tokens.words[at] in complementisers()):
        at -= 1
    if at < least or page.sentence_of[at] != page.sentence_of[first]:
        return None
    return (at, at + 1) if _reports(tokens.words[at]) else None


def _reports(word: str) -> bool:
    """Whether a word is a verb or participle that reports by itself, where nothing but the lexicon says so."""
    return any(r.form in ("perfect", "imperfect", "participle") and r.grade in "AB" for r in look_up(word))


def in_frame(page: Page, cue: tuple[int, int], content: tuple[int, int]) -> bool:
    """Whether a verb can report what follows it: not where a bare object follows one whose frames have none («أضاف هدفا»، «شدد إجراءاته»)."""
    tokens, first = page.tokens, content[0]
    if cue[0] >= first or page.quotation_of[first] >= 0 or tokens.kinds[first] != Kind.WORD:
        return True
    readings = [r for r in look_up(tokens.words[cue[0]]) if r.form in ("perfect", "imperfect", "participle")]
    if not readings or any("obj" in r.frames or r.grade == "C" for r in readings):
        return True
    before, word = tokens.words[first - 1], tokens.words[first]
    introduced = tokens.kinds[first - 1] != Kind.WORD or tokens.folded[first - 1] in word_class("preposition") | complementisers() or before in complementisers()
    return introduced or word in complementisers() or tokens.folded[first] in complementisers() or word[0] in "بلو"


def reading(page: Page, first: int, end: int) -> Report | None:
    """The lexicon's reading of a cue that fits its surroundings best: a participle where one is spelt, a verb before a noun."""
    for i in range(first, end):
        word = page.tokens.words[i]
        if word in (":", "..", "…"):
            return COLON
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
