"""Other spellings of an annotated article, character for character, so that every offset still holds.

Outlets differ in their quotation marks and in their care for hamza more than in anything else that the tagger sees.
"""

from __future__ import annotations

import random
from typing import Any

_STYLES = ("«»", "“”", '""', "””", "„“")
_HAMZA = str.maketrans("أإآ", "ااا")
_MARKS = frozenset('"«»“”„‟')


def with_marks(text: str, style: str) -> str:
    """The text with all its double quotation marks in one style, opening and closing by turns within each line."""
    out = []
    for line in text.split("\n"):
        inside = False
        characters = list(line)
        for i, c in enumerate(characters):
            if c in _MARKS:
                inside = not inside if c in '"‟' else c in "«“„" and not (inside and c == "“")
                characters[i] = style[0] if inside else style[1]
        out.append("".join(characters))
    return "\n".join(out)


def respelt(article: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """The article in another spelling: other marks, now and then no hamza, or paragraphs run together."""
    text = with_marks(article["text"], rng.choice(_STYLES))
    if rng.random() < 0.2:
        text = text.translate(_HAMZA)
    if rng.random() < 0.15:
        title, _, body = text.partition("\n\n")
        text = title + "\n\n" + body.replace("\n", " ") if body else text
    return {**article, "text": text}
