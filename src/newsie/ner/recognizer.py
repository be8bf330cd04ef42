"""What a recogniser is, and the names that it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from newsie.lexicons import rows, word_class
from newsie.schema.entities import EntityKind
from newsie.text.characters import fold
from newsie.text.clitics import cuts_at, stem
from newsie.text.page import Page
from newsie.text.tokens import Kind

#: A name found with less than this score may have a word too many («إدوار فيليب السبت»): it names its entity only where no surer one does.
SURE = 0.5


@dataclass(frozen=True, slots=True)
class Name:
    """A name found on a page: its tokens, its exact characters, its label, and how sure the recogniser is (0 to 1)."""

    first: int
    last: int  # the token after the last
    start: int
    end: int
    label: EntityKind
    score: float


class Recognizer(Protocol):
    """Finds the people, organisations and places that pages name."""

    def recognize(self, pages: Sequence[Page]) -> list[list[Name]]:
        """The names of each page, in text order, none overlapping another."""
        ...


_LONG = 5
_EDGE = {Kind.MARK, Kind.QUOTE, Kind.DOTS, Kind.URL, Kind.EMAIL}


def name_at(page: Page, first: int, end: int, label: EntityKind, score: float) -> Name | None:
    """A name over tokens `first` to `end`, without marks at its edges and without an attached clitic.

    Of «وروسيا» the name is «روسيا»; of «للرياض», whose article is written into the preposition, it is the whole token.
    None where nothing but marks is left.
    """
    tokens = page.tokens
    while first < end and tokens.kinds[first] in _EDGE and tokens.words[first] != "(":
        first += 1
    while end > first and tokens.kinds[end - 1] in _EDGE and tokens.words[end - 1] not in (")", "!"):
        end -= 1
    while label == "person" and end - first > 1 and (tokens.kinds[first] == Kind.ABBREVIATION or tokens.folded[first] in word_class("title_letter")):
        first += 1  # «د. سامي حداد»: the title stays outside
    while label == "person" and end - first > 1 and _is_no_name(page, end - 1):
        end -= 1
    if first >= end or (label == "person" and end - first == 1 and tokens.folded[first] in _counting()):
        return None
    inner = tokens.words[first : end - 1]
    if tokens.words[end - 1] == ")" and "(" not in inner:
        return name_at(page, first, end - 1, label, score)
    if tokens.words[first] == "(":
        return name_at(page, first + 1, end, label, score)
    start = tokens.starts[first] + _attached(page, first, label)
    return Name(first, end, start, tokens.ends[end - 1], label, score)


def _is_no_name(page: Page, i: int) -> bool:
    """Whether a word behind a person's name is none of it: a weekday («إدوار فيليب السبت»), or one with «لل» («القويز للعربية»)."""
    return page.tokens.folded[i] in _weekdays() or page.tokens.words[i].startswith("لل")


@cache
def _counting() -> frozenset[str]:
    """Words that mean one of those named before («قال الأول»), and are no names by themselves."""
    return word_class("first") | word_class("second") | word_class("third")


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(fold("ال" + row["name"]) for row in rows("dates_weekdays"))


@cache
def _construct_nouns() -> frozenset[str]:
    """Class nouns without article, folded: a name that follows one completes it."""
    return frozenset(fold(row["noun"]) for row in rows("class_nouns") if row["type"] in ("organization", "place"))


def _attached(page: Page, i: int, label: EntityKind) -> int:
    """How many characters of conjunction or preposition stand before the name that begins with token `i`.

    A word that the page repeats as it is, and never has without its first letter, is a name that begins so («باسم»); so is one behind a
    noun in construct, which no preposition parts from its name («شركة بالدو»).
    """
    tokens = page.tokens
    surface = page.text[tokens.starts[i] : tokens.ends[i]]
    if tokens.kinds[i] != Kind.WORD or surface[0] == "س":
        return 0
    if i and tokens.kinds[i - 1] == Kind.QUOTE and tokens.glued(i):
        return 0  # «"واس"»: what stands in marks is whole
    before = cuts_at(tokens, i).proclitics
    cut = before[-1] if before else 0
    if not cut and surface[0] in "ولبفك" and len(surface) > _LONG and page.word_counts[tokens.words[i][1:]]:
        return 1  # «لبيغديمونت», where the page has «بيغديمونت» too
    if not cut or (surface[cut:].startswith("ل") and surface[cut - 1] == "ل"):
        return 0
    word = tokens.words[i]
    if page.word_counts[word] > (1 if label == "person" else 2) and not page.word_counts[word[1:]]:
        return 0
    if surface[0] in "بلكف" and i and not tokens.glued(i) and fold(stem(tokens.words[i - 1])) in _construct_nouns():
        return 0
    return cut
