"""Offsets for tools that do not count code points: UTF-16 units (JavaScript, Java) and UTF-8 bytes.

Both functions give one number for each code point position 0 … len(text), so that `table[span.start]` and `table[span.end]` convert
a span in constant time.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

_LAST_OF_ONE_UNIT = "\uffff"


def utf16_offsets(text: str) -> Sequence[int]:
    """The UTF-16 offset of each code point position of `text`, its end included.

    >>> utf16_offsets("😀ق")
    [0, 2, 3]
    """
    if not text or max(text) <= _LAST_OF_ONE_UNIT:
        return range(len(text) + 1)
    return list(accumulate((1 + (c > _LAST_OF_ONE_UNIT) for c in text), initial=0))


def utf8_offsets(text: str) -> Sequence[int]:
    """The UTF-8 offset of each code point position of `text`, its end included; a lone surrogate counts three bytes.

    >>> utf8_offsets("aق")
    [0, 1, 3]
    """
    if text.isascii():
        return range(len(text) + 1)
    return list(accumulate((1 + (c > "\x7f") + (c > "\u07ff") + (c > _LAST_OF_ONE_UNIT) for c in text), initial=0))
