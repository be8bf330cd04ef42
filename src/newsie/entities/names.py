"""Names taken apart: the form under which two spellings of one name meet."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from newsie.text.characters import bare, fold
from newsie.text.clitics import proclitic_length

_LINK = re.compile(r"[#_\s]+")
_MARKS = re.compile(r"[\"«»“”„‹›()\[\]]+|,|،")
_HYPHENS = re.compile(r"[-–‑.·]+")
_REMEMBERED = 1 << 15
#: The beginnings of folded words that only look as if they had the article.
_NO_ARTICLE = ("الماني", "الباني")
#: Particles that are part of a name but carry none of it.
_PARTICLES = frozenset("ال دي دا دو فان فون لو دل ديل اول ولد دير دن".split())
_SON_OF = frozenset("بن ابن بنت".split())
#: Words that make one name with the word behind them, and how they are written in a key (a kunya's case aside).
_JOIN_NEXT = {"عبد": "عبد", "العبد": "عبد", "ابو": "ابو", "ابي": "ابو", "ابا": "ابو", "ام": "ام"}
#: Words that make one name with the word before them: «نور الدين» is written «نورالدين» too.
_JOIN_LAST = frozenset("الدين الله العابدين الاسلام الحق الزمان".split())
_HONORIFICS = frozenset("الشيخ الشيخه الامير الاميره الملك الملكه الدكتور الدكتوره الرييس الوزير الحاج البابا الامام المهندس الجنرال اللواء العميد".split())


class NameParts(NamedTuple):
    """A name's telling words folded, and for each whether «بن» stood before it, whether it had the article, whether it was written with ى,
    and how it is written in one with a particle before it: «لو مير», «لومير».
    """

    pieces: tuple[str, ...]
    fathers: tuple[bool, ...]
    articles: tuple[bool, ...]
    maqsuras: tuple[bool, ...]
    tied: tuple[str, ...]


@lru_cache(_REMEMBERED)
def clean(text: str) -> str:
    """A name as it is shown: marks, quotation marks, hashtag signs and an attached preposition taken off («للاتحاد الأوروبي» → «الاتحاد الأوروبي»)."""
    plain = _LINK.sub(" ", _MARKS.sub(" ", bare(text))).strip()
    if plain.startswith("لل") and proclitic_length(plain.split(" ", 1)[0]):
        return "ال" + plain[2:]
    return plain or text.strip()


@lru_cache(_REMEMBERED)
def name_parts(name: str) -> NameParts:
    """Take a name apart: compounds joined («عبد الله», «أبو بكر», «نور الدين»), particles, leading titles and lone initials left out."""
    plain = _HYPHENS.sub(" ", clean(name)).split()
    written = {fold(word) for word in plain if word.startswith("ال")}
    endings = {fold(word) for word in plain if word.endswith("ى")}
    lengths = {len(ending) for ending in endings}  # few: a name of thousands of words stays linear
    words = [fold(word) for word in plain]
    while len(words) > 1 and words[0] in _HONORIFICS:
        words = words[1:]
    pieces: list[str] = []
    fathers: list[bool] = []
    son = False
    tied: list[str] = []
    joining = particle = ""
    for word in words:
        if joining:
            pieces[-1] = joining + word
            joining = ""
        elif word in _SON_OF and word is not words[-1]:
            son = True
        elif word in _JOIN_LAST and pieces:
            pieces[-1] += word
        elif word not in _PARTICLES and (len(word) > 1 or len(words) < 3):
            pieces.append(word)
            fathers.append(son)
            tied.append(particle + word if particle else "")
            joining = _JOIN_NEXT.get(word, "")
            son = False
            particle = ""
        elif word in _PARTICLES:
            particle += word
    if not pieces:
        pieces, fathers, tied = words, [False] * len(words), [""] * len(words)
    articles = tuple(p in written and without_article(p) != p for p in pieces)
    # «ألكسندر» has no article, whatever folding makes of its first letters.
    told = tuple(without_article(p) if article else p for p, article in zip(pieces, articles, strict=True))
    return NameParts(told, tuple(fathers), articles, tuple(any(p[-n:] in endings for n in lengths) for p in pieces), tuple(tied))


def pieces(name: str) -> tuple[str, ...]:
    """The folded words of a name that tell it from others: «عبد الله بن زايد» → («عبدالله», «زايد»)."""
    return name_parts(name).pieces


def name_key(name: str) -> str:
    """A name's form that is the same in every article: «عبدالله بن زايد» and «عبد الله بن زايد» → «عبدالله زايد»."""
    # Without hamza «ألكسندر» looks as if it had the article: both spellings lose it.
    return " ".join(map(without_article, pieces(name)))


def without_article(word: str) -> str:
    """A folded word without «ال», where enough is left; «ألمانيا» begins with no article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 and not word.startswith(_NO_ARTICLE) else word
