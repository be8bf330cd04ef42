"""Words, numbers, marks and everything else of a text, in one linear pass, with exact offsets.

A token is the smallest piece that a later stage treats as one: an orthographic word with its clitics
(«وبالرياض», see `clitics`), a number with its separators, a run of full stops, a single other mark. A hashtag
falls into «#», its words and «_», so that the names inside can be read as names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from newsie.text.characters import CONTROLS, DIGITS, LETTERS, MARKS, TATWEEL, bare, code_points, fold


class Kind(IntEnum):
    """What a token is; the order is the order in which the patterns are tried."""

    URL = 1
    EMAIL = 2
    HANDLE = 3
    NUMBER = 4
    ABBREVIATION = 5
    WORD = 6
    LATIN = 7
    DOTS = 8
    QUOTE = 9
    EMOJI = 10
    MARK = 11


_JOINERS = f"{MARKS}{TATWEEL}{CONTROLS}"
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_EMOJI = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_PATTERNS = {
    Kind.URL: rf"(?:https?://|www\.)[^\s<>\"«»“”„‹›{CONTROLS}{LETTERS}]+|(?<![\w.@])[A-Za-z0-9][A-Za-z0-9\-]{{0,62}}(?:\.[A-Za-z0-9\-]{{1,63}}){{0,4}}\.(?:com|net|org|info|gov|edu|tv|me|ae|sa|eg|sy|qa|tn|ma|uk|fr)\b(?:/[^\s<>\"«»“”{CONTROLS}{LETTERS}]*)?",
    Kind.EMAIL: r"(?<![\w.+\-])[A-Za-z0-9][A-Za-z0-9._+\-]{0,63}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}",
    Kind.HANDLE: r"(?<!\w)@[A-Za-z0-9_]{2,}",
    Kind.NUMBER: rf"[{DIGITS}]+(?:[.,٫٬:/\-–\u2212][{DIGITS}]+)*",
    Kind.ABBREVIATION: rf"(?<![{LETTERS}{_JOINERS}{_LATIN}\w])[{LETTERS}]\.(?!\.)(?=[\s{LETTERS}])",
    Kind.WORD: rf"[{LETTERS}][{LETTERS}{_JOINERS}]*",
    Kind.LATIN: rf"[{_LATIN}]+(?:['’.&\-][{_LATIN}{DIGITS}]+|[0-9])*",
    Kind.DOTS: r"\.{2,}|…+",
    Kind.QUOTE: r"[\"«»“”„‟‹›‘’‚‛'`´′″＂]|\(\(|\)\)",
    Kind.EMOJI: rf"[{_EMOJI}](?:[\ufe0f\u200d\u20e3]|[{_EMOJI}])*",
    Kind.MARK: rf"[^\s{CONTROLS}]",
}
_TOKEN = re.compile("|".join(f"({pattern})" for pattern in _PATTERNS.values()))
_INVISIBLE = frozenset(map(chr, code_points(CONTROLS)))
_URL_TAIL = ".,;:!?،؛؟)]}'/"
_TO_BARE = re.compile(f"[{MARKS}{TATWEEL}{CONTROLS}\u0660-\u0669\u06f0-\u06f9\ufb50-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True)
class Tokens:
    """The tokens of one text as parallel lists: offsets in code points (half-open), kinds, bare forms."""

    text: str
    starts: list[int]
    ends: list[int]
    kinds: list[int]
    words: list[str]

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def folded(self) -> list[str]:
        """Each token's form for look-ups."""
        return [fold(word) for word in self.words]

    def surface(self, first: int, end: int) -> str:
        """The article's characters from token `first` up to, not including, token `end`."""
        return self.text[self.starts[first] : self.ends[end - 1]]

    def glued(self, i: int) -> bool:
        """Whether token `i` follows the one before it without a space."""
        return i > 0 and self.ends[i - 1] == self.starts[i]


def _spans(text: str) -> Iterator[tuple[int, int, int]]:
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        kind = match.lastindex or Kind.MARK
        if kind == Kind.WORD:
            # A control or tatweel after the last letter belongs to the space, not to the word; a
            # tatweel that ties a clitic to what follows («بـ"») is the word's own.
            while text[end - 1] in _INVISIBLE:
                end -= 1
        elif kind == Kind.URL:
            end = start + len(match.group().rstrip(_URL_TAIL)) or end
        yield start, end, kind


def tokenize(text: str) -> Tokens:
    """Cut a text into tokens; white space and stray bidi controls between them belong to none."""
    starts: list[int] = []
    ends: list[int] = []
    kinds: list[int] = []
    for start, end, kind in _spans(text):
        starts.append(start)
        ends.append(end)
        kinds.append(kind)
    words = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    if _TO_BARE.search(text):
        words = [bare(word) or word for word in words]
    return Tokens(text, starts, ends, kinds, words)
