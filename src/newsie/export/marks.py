"""The text of an article with marks around what was found, as HTML; marks that cross are split."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from newsie.export.display import markup
from newsie.export.labels import label
from newsie.schema.article import Article


class Mark(NamedTuple):
    """A stretch to mark: its offsets, its layer (outer marks have lower ones), class, label behind it and number before it."""

    start: int
    end: int
    layer: int
    name: str
    label: str = ""
    number: str = ""


def marks_of(article: Article) -> list[Mark]:
    """A mark for each piece of content, cue, mention and date."""
    out: list[Mark] = []
    for number, s in enumerate(article.statements, 1):
        inner = s.nested_in is not None
        for n, part in enumerate(s.content):
            out.append(Mark(part.start, part.end, int(inner), "say in" if inner else "say", "", str(number) if n == 0 else ""))
        if s.cue:
            out.append(Mark(s.cue.start, s.cue.end, 2, "cue"))
    out += [Mark(m.start, m.end, 3, m.label, label("name", m.label)) for m in article.mentions]
    out += [Mark(d.start, d.end, 3, "date", label("name", "date")) for d in article.dates]
    return sorted(out, key=lambda m: (m.start, m.layer, -m.end))


def paragraphs(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """The lines of a text that are not blank, as offsets, as far as `limit` characters."""
    at = 0
    for line in text[:limit].split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def marked(text: str, marks: list[Mark], start: int, end: int) -> str:
    """The stretch of a text from `start` to `end` with those of `marks` (all of which touch it) around their pieces.

    At each edge what ends is closed before what begins is opened; a mark's number stands on its first piece, its label on its last.
    """
    edges = sorted({start, end, *(e for m in marks for e in (m.start, m.end) if start < e < end)})
    out: list[str] = []
    active: list[Mark] = []
    at = 0
    for left, right in pairwise(edges):
        active = [m for m in active if m.end > left]
        while at < len(marks) and marks[at].start <= left:
            if marks[at].end > left:
                active.append(marks[at])
            at += 1
        piece = markup(text[left:right])
        if piece.strip():
            for m in sorted(active, key=lambda m: -m.layer):
                number = f' data-n="{m.number}"' if m.number and m.start == left else ""
                name = f' data-l="{m.label}"' if m.label and m.end <= right else ""
                piece = f'<mark class="{m.name}"{number}{name}>{piece}</mark>'
        out.append(piece)
    return "".join(out)
