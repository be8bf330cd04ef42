"""Direct, indirect or mixed: how much of a content stands in quotation marks that quote."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from newsie.lexicons import rows, word_class
from newsie.lexicons.reporting import complementisers
from newsie.ner.recognizer import Name
from newsie.schema.statements import StatementKind
from newsie.statements.draft import Draft
from newsie.statements.pieces import BARE_COMPLEMENTISERS
from newsie.text.characters import fold
from newsie.text.page import Page
from newsie.text.tokens import Kind

_WORDS = {Kind.WORD, Kind.LATIN, Kind.NUMBER, Kind.ABBREVIATION}


@cache
def _type_nouns() -> frozenset[str]:
    nouns = {fold(row["noun"]) for row in rows("class_nouns") if row["type"] in ("organization", "place")}
    return frozenset(nouns | {"ال" + noun for noun in nouns}) | word_class("called")


def kind_of(page: Page, draft: Draft, names: Sequence[Name]) -> StatementKind:
    """The kind of a statement; a carrier («أنه "…"», «بـ"…"») before words that are all quoted leaves it direct."""
    words = [i for first, end in draft.contents for i in range(first, end) if page.tokens.kinds[i] in _WORDS]
    quoting = {q: _quoting(page, q, names) for q in {page.quotation_of[i] for i in words}}
    quoted = {i for i in words if quoting[page.quotation_of[i]]}
    if not quoted:
        return "direct" if _first_person_after_colon(page, draft, words, names) else "indirect"
    rest = [i for i in words if i not in quoted]
    if not rest or (len(rest) <= 2 and rest == words[: len(rest)] and all(_carrier(page, i) for i in rest)):
        return "direct"
    return "mixed"


def _carrier(page: Page, i: int) -> bool:
    word = page.tokens.words[i]
    return word in complementisers() or fold(word) in complementisers() or word in ("ب", "ل", "و", "ك", "أنه", "على", "إلى", "من")


def _quoting(page: Page, number: int, names: Sequence[Name]) -> bool:
    """Whether a quotation quotes: it is no name, and no title behind a noun that says what it names."""
    if number < 0:
        return False
    q = page.quotations[number]
    if q.depth:
        outer = page.outermost
        around = bisect_right(outer, q.first, key=lambda o: o.first) - 1
        q = outer[around] if around >= 0 and outer[around].end >= q.end else q
    if q.end - q.first > 6:
        return True
    if _named_until(names, q.first) >= q.end:
        return False
    before = (q.opening if q.opening is not None else q.first) - 1
    return not (before >= 0 and q.end - q.first <= 4 and page.tokens.folded[before] in _type_nouns())


def _first_person_after_colon(page: Page, draft: Draft, words: Sequence[int], names: Sequence[Name]) -> bool:
    """An unquoted content after a colon that plainly speaks in the first person is direct speech without its marks."""
    first = draft.first
    if first and page.tokens.words[first - 1] in BARE_COMPLEMENTISERS:
        first -= 1
    if first == 0 or page.tokens.words[first - 1] != ":":
        return False
    return any(_first_person(page, i) and _named_until(names, i) <= i for i in words)


def _first_person(page: Page, i: int) -> bool:
    """Whether a word shows that its speaker speaks of himself: «أنا», «سأعود», «وسنعود», «عملنا», «لن نعود»."""
    word = page.tokens.words[i]
    if word[0] in "وف" and len(word) > 4:
        word = word[1:]
    if page.tokens.folded[i] in word_class("first_person") or word.startswith("سأ") or (len(word) > 4 and word.endswith("نا")):
        return True
    if word.startswith("سن"):
        return len(word) > 4 and fold(word) not in word_class("no_future")
    return len(word) > 3 and word[0] == "ن" and i > 0 and page.tokens.folded[i - 1] in word_class("before_verb")


def _named_until(names: Sequence[Name], i: int) -> int:
    """Where the last name that begins up to token `i` ends."""
    at = bisect_right(names, i, key=lambda name: name.first) - 1
    return names[at].last if at >= 0 else 0
