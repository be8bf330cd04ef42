"""Names compared: the form under which two spellings of one name meet."""

from __future__ import annotations

import re

from newsie.text.characters import bare, fold
from newsie.text.clitics import proclitic_length

_LINK = re.compile(r"[#_\s]+")
_MARKS = re.compile(r"[\"«»“”„‹›()\[\]]+|,|،")
#: Particles that are part of a name but carry none of it.
_PARTICLES = {"بن", "ابن", "بنت", "ال", "دي", "دا", "دو", "فان", "فون", "لو", "دل", "ديل", "اول", "ولد"}


def clean(text: str) -> str:
    """A name as it is shown: marks, quotation marks, hashtag signs and an attached preposition taken off («للاتحاد الأوروبي» → «الاتحاد الأوروبي»)."""
    plain = _LINK.sub(" ", _MARKS.sub(" ", bare(text))).strip()
    if plain.startswith("لل") and proclitic_length(plain.split(" ", 1)[0]):
        return "ال" + plain[2:]
    return plain or text.strip()


def pieces(name: str) -> tuple[str, ...]:
    """The folded words of a name that tell it from others: «عبد الله بن زايد» → («عبدالله», «زايد»)."""
    words = fold(clean(name)).replace("-", " ").split()
    out: list[str] = []
    joined = False
    for word in words:
        if word in ("عبد", "ابو", "ام", "ال") and not joined:
            out.append(word)
            joined = True
        elif joined:
            out[-1] += word
            joined = False
        elif word not in _PARTICLES:
            out.append(word)
    return tuple(without_article(w) for w in out) or tuple(words)


def without_article(word: str) -> str:
    """A folded word without «ال», where enough is left."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word
