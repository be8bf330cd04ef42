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


def paragraphs(text: str, marks: list[Mark], limit: int) -> Iterator[tuple[int, int, list[Mark]]]:
    """The lines of a text that are not blank, as far as `limit` characters: offsets, and those of `marks` (sorted) that touch each."""
    at = taken = 0
    near: list[Mark] = []
    for line in text[:limit].split("\n"):
        end = at + len(line)
        near = [m for m in near if m.end > at]
        while taken < len(marks) and marks[taken].start < end:
            if marks[taken].end > at:
                near.append(marks[taken])
            taken += 1
        if line.strip():
            yield at, end, near
        at = end + 1


def marked(text: str, marks: list[Mark], start: int, end: int) -> str:
    """The stretch of a text from `start` to `end` with `marks` (sorted, all touching it) around their pieces.

    At each edge only what must is closed and opened again, so that a mark is in one piece wherever none crosses it. A mark's number
    stands on its first piece, its label on its last.
    """
    edges = sorted({start, end, *(e for m in marks for e in (m.start, m.end) if start < e < end)})
    out: list[str] = []
    open_marks: list[Mark] = []
    active: list[Mark] = []
    at = 0
    for left, right in pairwise(edges):
        active = [m for m in active if m.end > left]
        while at < len(marks) and marks[at].start <= left:
            if marks[at].end > left:
                active.append(marks[at])
            at += 1
        wanted = sorted(active, key=lambda m: (m.layer, m.start, -m.end))
        same = next((i for i, (a, b) in enumerate(zip(open_marks, wanted, strict=False)) if a is not b), min(len(open_marks), len(wanted)))
        out.append("</mark>" * (len(open_marks) - same))
        for depth, m in enumerate(wanted[same:], same):
            number = f' data-n="{m.number}"' if m.number and m.start == left else ""
            last = m.end <= min([end, *(outer.end for outer in wanted[:depth])])
            name = f' data-l="{m.label}"' if m.label and last else ""
            out.append(f'<mark class="{m.name}"{number}{name}>')
        open_marks = wanted
        out.append(markup(text[left:right]))
    return "".join(out) + "</mark>" * len(open_marks)
