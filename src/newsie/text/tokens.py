"""Words, numbers, marks and everything else of a text, in one linear pass, with exact offsets.

A token is the smallest piece that a later stage treats as one: an orthographic word with its clitics
(«وبالرياض», see `clitics`), a number with its separators, a run of full stops, a single other mark. A hashtag
falls into «#», its words and «_», so that the names inside can be read as names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from newsie.text.characters import CONTROLS, DIGITS, LETTERS, MARKS, TATWEEL, bare, code_points, fold
from newsie.text.clitic_model import Cuts


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
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f"
_OTHER_SCRIPTS = rf"[^\W\d_{LETTERS}{TATWEEL}A-Za-z\u00c0-\u024f]"
_EMOJI = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_PATTERNS = {
    # An address does not end in the stop or bracket of the sentence about it.
    Kind.URL: rf"(?:(?:https?://|www\.)[^\s<>\"«»“”„‹›{CONTROLS}{LETTERS}]+|(?<![\w.@])[A-Za-z0-9][A-Za-z0-9\-]{{0,62}}(?:\.[A-Za-z0-9\-]{{1,63}}){{0,4}}\.(?:com|net|org|info|gov|edu|tv|me|ae|sa|eg|sy|qa|tn|ma|uk|fr)\b(?:/[^\s<>\"«»“”{CONTROLS}{LETTERS}]*)?)(?<![.,;:!?،؛؟)\]}}'])",
    Kind.EMAIL: r"(?<![\w.+\-])[A-Za-z0-9][A-Za-z0-9._+\-]{0,63}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}",
    Kind.HANDLE: r"(?<!\w)@[A-Za-z0-9_]{2,}",
    Kind.NUMBER: rf"[{DIGITS}]+(?:[{CONTROLS}]?[.,٫٬:/\-–\u2212][{CONTROLS}]?[{DIGITS}]+)*",
    Kind.ABBREVIATION: rf"(?<![{LETTERS}{_JOINERS}{_LATIN}\w])[{LETTERS}]\.(?!\.)(?=[\s{LETTERS}])",
    Kind.WORD: rf"[{LETTERS}][{LETTERS}{_JOINERS}]*",
    Kind.LATIN: rf"[{_LATIN}]+[0-9]*(?:['’.&\-][{_LATIN}{DIGITS}]+)*|{_OTHER_SCRIPTS}+",
    Kind.DOTS: r"\.{2,}|…+",
    Kind.QUOTE: r"''|``|[\"«»“”„‟‹›‘’‚‛'`´′″＂〝〞〟「」『』《》❝❞]|\(\(|\)\)|<<|>>",
    Kind.EMOJI: rf"[{_EMOJI}](?:[\ufe0f\u200d\u20e3]|[{_EMOJI}])*",
    Kind.MARK: rf"[^\s{CONTROLS}]",
}
_TOKEN = re.compile("|".join(f"({pattern})" for pattern in _PATTERNS.values()))
_INVISIBLE = frozenset(map(chr, code_points(CONTROLS)))
_ENDS_INVISIBLY = re.compile(f"[{LETTERS}{MARKS}{TATWEEL}][{CONTROLS}]")
_DASH_OF_TATWEEL = re.compile(rf"[{LETTERS}{MARKS}]{TATWEEL}+(?=\s|$)")
_LONGEST_TIED = 2
_TYING = frozenset(before + "ال" for before in ("", "و", "ف", "ب", "ك", "وب", "وك", "فب")) | {"لل", "ولل", "فلل"}


@dataclass(frozen=True)
class Tokens:
    """The tokens of one text as parallel lists: offsets in code points (half-open), kinds, bare forms.

    `cuts` are the clitics of those tokens that have any, where another tokenizer than newsie's was asked for them.
    """

    text: str
    starts: list[int]
    ends: list[int]
    kinds: list[int]
    words: list[str]
    cuts: Mapping[int, Cuts] | None = None

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def folded(self) -> list[str]:
        """Each token's form for look-ups; never empty: a mark that folding would drop stands for itself."""
        if not self.words:
            return []
        forms = fold("\n".join(self.words)).split("\n")  # in one call: a word never holds a line feed
        return [form or word for form, word in zip(forms, self.words, strict=True)]

    def folded_at(self, i: int) -> str:
        """One token's form for look-ups, without folding all others."""
        return fold(self.words[i])

    def surface(self, first: int, end: int) -> str:
        """The article's characters from token `first` up to, not including, token `end`."""
        return self.text[self.starts[first] : self.ends[end - 1]]

    def glued(self, i: int) -> bool:
        """Whether token `i` follows the one before it without a space."""
        return 0 < i < len(self.starts) and self.ends[i - 1] == self.starts[i]


def tokenize(text: str) -> Tokens:
    """Cut a text into tokens; white space and stray bidi controls between them belong to none."""
    starts: list[int] = []
    ends: list[int] = []
    kinds: list[int] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        starts.append(start)
        ends.append(end)
        kinds.append(match.lastindex or Kind.MARK)
    if _ENDS_INVISIBLY.search(text):
        _trim(text, ends, kinds)
    if _DASH_OF_TATWEEL.search(text):
        starts, ends, kinds = _split_dashes(text, starts, ends, kinds)
    words = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    joined = "\n".join(words)
    plain = bare(joined)
    if plain != joined:
        # All words in one call: a token never holds a line feed.
        words = [form or word for form, word in zip(plain.split("\n"), words, strict=True)]
    return Tokens(text, starts, ends, kinds, words)


def _trim(text: str, ends: list[int], kinds: list[int]) -> None:
    """A control after a word's last letter belongs to the space, not to the word."""
    for i, kind in enumerate(kinds):
        if kind == Kind.WORD:
            while text[ends[i] - 1] in _INVISIBLE:
                ends[i] -= 1


def _split_dashes(text: str, starts: list[int], ends: list[int], kinds: list[int]) -> tuple[list[int], list[int], list[int]]:
    """Give the tatweel that stands for a dash («المتحدةـ ») a token of its own.

    One that ties a clitic to what follows («بـ "», «والـ ») or makes an abbreviation («1437هـ») is the word's own.
    """
    out: tuple[list[int], list[int], list[int]] = ([], [], [])
    for start, end, kind in zip(starts, ends, kinds, strict=True):
        cut = end
        if kind == Kind.WORD and text[end - 1] == TATWEEL:
            word = text[start:end].rstrip(TATWEEL)
            if len(bare(word)) > _LONGEST_TIED and fold(word) not in _TYING:
                cut = start + len(word)
        for part_start, part_end, part_kind in ((start, cut, kind), (cut, end, Kind.MARK)):
            if part_start < part_end:
                out[0].append(part_start)
                out[1].append(part_end)
                out[2].append(part_kind)
    return out
