"""Text made safe to look at: no control that could disturb a page, a terminal or the order of what stands around it."""

from __future__ import annotations

import re
from html import escape

#: Embeddings, overrides and isolates reorder whatever follows them, so they are left out of what is shown; the marks LRM, RLM and ALM stay.
_BIDI = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BROKEN = dict.fromkeys((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd")
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_SHOWN = {**_BROKEN, **_BIDI}


def shown(text: str) -> str:
    """A text as a view shows it: bidi controls left out, other controls and lone surrogates as U+FFFD."""
    return text.translate(_SHOWN)


def markup(text: str) -> str:
    """A text as it stands in HTML, between tags or in an attribute."""
    return escape(shown(text))


def whole(text: str) -> str:
    """A text with lone surrogates as U+FFFD, at the same offsets: what UTF-8 can carry."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.translate(_SURROGATES)
    return text


def script_safe(json: str) -> str:
    """JSON that no HTML parser can take for the end of the element it stands in: no «<», «>», «&» or line separator is left in it."""
    return json.translate(_IN_SCRIPT)


def xml_text(text: str) -> str:
    """A text with what XML 1.0 cannot hold (NUL, other controls, lone surrogates) as U+FFFD, at the same offsets."""
    return _NOT_XML.sub("\ufffd", text)
