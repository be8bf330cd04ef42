"""Characters of Arabic text: what is a letter, a mark, a control, and how two spellings are held equal.

Folding never touches the article: it gives a second string for look-ups, and, where asked, a map back.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

TATWEEL = "\u0640"
#: Vowel signs, Quranic annotation and other marks that news copy carries now and then.
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
#: Zero-width characters, bidi controls and variation selectors: they show nothing and stand anywhere, inside words too.
CONTROLS = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
#: Letters of the Arabic script, those of Persian, Urdu and Kurdish names and the presentation forms included.
LETTERS = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"

_SPELLINGS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا",
    "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي",
    "ؤ": "و", "ۆ": "و", "ۇ": "و",
    "ة": "ه", "ۀ": "ه", "ہ": "ه", "ە": "ه",
    "ک": "ك", "ڪ": "ك", "گ": "ك",
    "ڤ": "ف", "پ": "ب", "چ": "ج",
}  # fmt: skip


def code_points(characters: str) -> set[int]:
    """The code points of a character-class body such as `MARKS`."""
    points: set[int] = set()
    at = 0
    while at < len(characters):
        last = at + 2 if characters[at + 1 : at + 2] == "-" else at
        points.update(range(ord(characters[at]), ord(characters[last]) + 1))
        at = last + 1
    return points


def _bare_table() -> dict[int, str]:
    table = dict.fromkeys(code_points(MARKS) | code_points(CONTROLS) | {ord(TATWEEL)}, "")
    for zero in (0x0660, 0x06F0):
        table.update({zero + n: str(n) for n in range(10)})
    for point in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)):
        plain = unicodedata.normalize("NFKC", chr(point))
        if plain != chr(point):
            table[point] = plain.translate(table)
    return table


_BARE = _bare_table()
#: Few characters of a text need it, and a search finds them faster than `str.translate` passes over all others.
_NOT_BARE = re.compile(f"[{MARKS}{TATWEEL}{CONTROLS}\u0660-\u0669\u06f0-\u06f9\ufb50-\ufdff\ufe70-\ufefc]+")
_FOLD = {point: plain.translate({ord(a): b for a, b in _SPELLINGS.items()}) for point, plain in _BARE.items()}
_FOLD.update({ord(a): b for a, b in _SPELLINGS.items()})
_FOLD.update({ord(c): c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})


def _bare_of(match: re.Match[str]) -> str:
    return match.group().translate(_BARE)


def bare(text: str) -> str:
    """A text without vowel marks, tatweel and invisible controls, in plain letters and Western digits.

    Hamza, ى and ة stay: they tell «أن» from «إن» and «على» from «علي».
    """
    return _NOT_BARE.sub(_bare_of, text)


def fold(text: str) -> str:
    """A text as look-ups compare it: `bare`, and one spelling for hamza, alif maqsura, ta marbuta and Latin case.

    >>> fold("الإمَـارات") == fold("الامارات")
    True
    """
    return text.translate(_FOLD)


class Folded(NamedTuple):
    """A folded text, and for each of its characters the position in the original that it came from."""

    text: str
    offsets: list[int]


def fold_with_offsets(text: str) -> Folded:
    """Fold a text and keep the way back: `offsets[i]` is where `folded.text[i]` stood in the original."""
    pieces: list[str] = []
    offsets: list[int] = []
    for at, character in enumerate(text):
        plain = _FOLD.get(ord(character), character)
        pieces.append(plain)
        offsets.extend([at] * len(plain))
    return Folded("".join(pieces), offsets)


def has_arabic(text: str) -> bool:
    """Whether a text holds at least one letter of the Arabic script."""
    return any("\u0620" <= c <= "\u06ff" or "\u0750" <= c <= "\u077f" or "\ufb50" <= c <= "\ufefc" for c in text)
