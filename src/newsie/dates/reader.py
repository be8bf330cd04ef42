"""A cursor over an article's tokens: the terms and numbers that begin at a token, and the words about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from newsie.dates.vocabulary import AUGUST, CONTEXTS, PHRASES, MonthName, Numeral, Sense, UnitForm, Word, is_august, word
from newsie.schema.dates import Part
from newsie.text.page import Page
from newsie.text.tokens import Kind

T = TypeVar("T")
_PARTS: dict[str, Part] = {"MO": "MO", "AF": "AF", "EV": "EV", "NI": "NI"}
ARTICLES = ("ال", "وال", "بال", "لل")


class Reader:
    """What the grammar asks of the tokens of one page. Positions are token numbers; an end is the token after the last."""

    def __init__(self, page: Page) -> None:
        tokens = page.tokens
        self.page = page
        self.tokens = tokens
        self.folded = tokens.folded
        self.kinds = tokens.kinds
        self.size = len(tokens)
        wordlike = (Kind.WORD, Kind.ABBREVIATION)
        self._read: dict[tuple[object, int], Any] = {}
        self.words: list[Word | None] = [word(form) if kind in wordlike else None for form, kind in zip(self.folded, self.kinds, strict=True)]

    def once(self, read: Callable[[Reader, int], T], i: int) -> T:
        """What a rule reads at a token, worked out the first time only."""
        key = (read, i)
        if key not in self._read:
            self._read[key] = read(self, i)
        found: T = self._read[key]
        return found

    # -- single tokens -------------------------------------------------------------------------------------------------

    def at(self, i: int) -> Word | None:
        """The word of time at a token, if it is one."""
        return self.words[i] if 0 <= i < self.size else None

    def form(self, i: int) -> str:
        """The folded token; empty outside the text."""
        return self.folded[i] if 0 <= i < self.size else ""

    def has(self, i: int, kind: str) -> bool:
        """Whether the single word at a token can be of a kind."""
        found = self.words[i] if 0 <= i < self.size else None
        return found is not None and kind in found.senses

    def definite(self, i: int) -> bool:
        """Whether the word at a token carries the article."""
        found = self.at(i)
        return found is not None and found.definite

    def unit(self, i: int) -> UnitForm | None:
        """The unit of time at a token."""
        found = self.words[i] if 0 <= i < self.size else None
        return None if found is None else found.unit

    def text_value(self, i: int, kind: str) -> str:
        """The sense of a kind of the single word at a token, as text; empty where it has none."""
        found = self.at(i)
        return str(found.senses.get(kind, "")) if found else ""

    def same_line(self, i: int) -> bool:
        """Whether a token stands in the same paragraph as the one before it."""
        return 0 < i < self.size and self.page.paragraph_of[i] == self.page.paragraph_of[i - 1]

    # -- terms of one or more words ------------------------------------------------------------------------------------

    def term(self, i: int, kind: str) -> tuple[Sense, int] | None:
        """The longest term of a kind that begins at a token, with its end."""
        found = self.at(i)
        if found is None:
            return None
        if kind not in found.kinds:
            return None
        for phrase in PHRASES.get(found.stem, ()):
            if phrase.kind == kind and (phrase.definite == found.definite or kind == "number") and self._follows(i + 1, phrase.rest):
                return phrase.sense, i + 1 + len(phrase.rest)
        sense = found.senses.get(kind)
        return None if sense is None else (sense, i + 1)

    def _follows(self, i: int, rest: tuple[str, ...]) -> bool:
        end = i + len(rest)
        return end <= self.size and tuple(self.folded[i:end]) == rest

    def number_term(self, i: int, kind: str) -> tuple[int, int] | None:
        """A term whose sense is a number."""
        found = self.term(i, kind)
        return (found[0], found[1]) if found and isinstance(found[0], int) else None

    def string_term(self, i: int, kind: str) -> tuple[str, int] | None:
        """A term whose sense is a label."""
        found = self.term(i, kind)
        return (str(found[0]), found[1]) if found else None

    def part_term(self, i: int, kind: str = "part") -> tuple[Part, int] | None:
        """A part of the day; of the kind `adverb`, one that stands by itself («مساء», «صباحا»)."""
        found = self.term(i, kind)
        return (_PARTS[str(found[0])], found[1]) if found else None

    def numeral(self, i: int) -> tuple[Numeral, int] | None:
        """A single number word, which may be written as two («أحد عشر»)."""
        found = self.term(i, "number")
        return (found[0], found[1]) if found and isinstance(found[0], Numeral) else None

    def month_term(self, i: int, doubled: bool = False) -> tuple[MonthName, int] | None:
        """A single month name; `doubled` beside the name of another tradition, where آب may lack its madda."""
        found = self.term(i, "month")
        if found is None or not isinstance(found[0], MonthName):
            return None
        here = self.words[i]
        if here is not None and here.stem == AUGUST and found[1] == i + 1 and not doubled and not is_august(self.tokens.words[i]):
            return None
        return found[0], found[1]

    def context(self, i: int, kind: str) -> bool:
        """Whether the word at a token is one of a list of context words."""
        return (self.form(i),) in CONTEXTS[kind]

    @staticmethod
    def context_word(form: str, kind: str) -> bool:
        """Whether a folded form is one of a list of context words."""
        return (form,) in CONTEXTS[kind]

    def context_phrase(self, i: int, kind: str) -> bool:
        """Whether a phrase of a list of context words begins at a token."""
        return any(self._follows(i, phrase) for phrase in CONTEXTS[kind])

    def mark(self, i: int, marks: str) -> bool:
        """Whether a token is one of some single marks."""
        return 0 <= i < self.size and len(self.folded[i]) == 1 and self.folded[i] in marks

    # -- numbers -------------------------------------------------------------------------------------------------------

    def digits(self, i: int) -> int | None:
        """The whole number at a token, of at most nine digits."""
        if not (0 <= i < self.size and self.kinds[i] == Kind.NUMBER):
            return None
        form = self.folded[i]
        return int(form) if len(form) <= 9 and form.isdecimal() else None

    def number_start(self, i: int) -> int:
        """Where the digits of «الـ12» or «و12» begin, given the clitic or the digits."""
        return i + 1 if self.form(i) in ARTICLES and i + 1 < self.size and self.kinds[i + 1] == Kind.NUMBER else i

    def joined(self, i: int) -> int | None:
        """The position after a و that stands by itself, or the same position where the word there carries one; None without one."""
        if self.form(i) == "و":
            return i + 1
        found = self.at(i)
        return i if found is not None and found.joined else None

    def cardinal(self, i: int) -> tuple[int, int] | None:
        """A number in digits or words: «18», «ثلاثة», «خمسة وعشرين», «ألفين وستة عشر»."""
        start = self.number_start(i)
        value = self.digits(start)
        if value is not None:
            return self._scaled(value, start + 1)
        return self._words(i)

    def _scaled(self, value: int, end: int) -> tuple[int, int]:
        scale = self.numeral(end)
        if scale and scale[0].kind in ("thousand", "thousands", "million") and not self._bears_and(end) and value < 1000:
            return value * scale[0].value, scale[1]
        return value, end

    def _bears_and(self, i: int) -> bool:
        found = self.at(i)
        return found is not None and found.joined

    def _words(self, i: int) -> tuple[int, int] | None:
        total = group = 0
        last = ""
        end, at = i, i
        while True:
            found = self.numeral(at)
            if found is None:
                break
            numeral, after = found
            if numeral.kind == "thousands" and not last:
                break
            joined = at != i and (self._bears_and(at) or self.form(at - 1) == "و")
            if last and not self._may_follow(last, numeral, group, joined):
                break
            if numeral.kind in ("thousand", "thousands", "million") and last and not joined:
                total, group = total + group * numeral.value, 0
            elif numeral.kind == "hundred" and last == "unit" and not joined:
                group = (group - group % 10) + (group % 10) * numeral.value
            else:
                group += numeral.value
            if numeral.kind == "million" and not last:
                total, group = total + group, 0
            last, end = numeral.kind, after
            at = after + 1 if self.form(after) == "و" and self.at(after + 1) is not None else after
        return (total + group, end) if last else None

    @staticmethod
    def _may_follow(last: str, numeral: Numeral, group: int, joined: bool) -> bool:
        kind = numeral.kind
        if not joined:
            return (kind == "hundred" and last == "unit") or (kind in ("thousand", "thousands", "million") and last not in ("thousand", "thousands", "million"))
        if kind in ("unit", "teen"):
            return group % 100 == 0
        if kind == "ten":
            return group % 100 < 10
        if kind == "hundred":
            return group % 1000 == 0 or last in ("thousand", "thousands", "million")
        return kind in ("thousand", "thousands") and last == "million"

    def ordinal(self, i: int) -> tuple[int, int] | None:
        """An ordinal: «الثالث», «الحادي عشر», «الخامس والعشرين», «الثلاثين»; or a definite number in digits: «الـ19»."""
        start = self.number_start(i)
        if start != i:
            value = self.digits(start)
            return None if value is None else (value, start + 1)
        found = self.at(i)
        if found is None:
            return None
        sense = found.senses.get("ordinal")
        if not isinstance(sense, Numeral):
            ten = found.senses.get("number")
            if isinstance(ten, Numeral) and found.definite and (ten.kind in ("ten", "hundred", "unit")):
                return ten.value, i + 1
            return None
        if self.form(i + 1) in ("عشر", "عشره"):
            return sense.value + 10, i + 2
        after = self.at(i + 1)
        if after is not None and after.joined:
            ten = after.senses.get("number")
            if isinstance(ten, Numeral) and ten.kind == "ten":
                return sense.value + ten.value, i + 2
        return sense.value, i + 1
