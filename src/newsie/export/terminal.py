"""An article in a terminal: each paragraph with what was found in it coloured, and under it who says what."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from itertools import pairwise

from newsie.export.lookup import Lookup, role
from newsie.export.marks import Mark, marks_of, paragraphs
from newsie.export.table import cell, isolated, safe
from newsie.schema.article import Article
from newsie.schema.statements import Statement

#: What was said is underlined, so that the colours of names stay legible on any background.
_COLOURS = {"say": "4", "say in": "4;3", "cue": "1", "person": "32", "organization": "33", "place": "34", "date": "35"}
_RESET = "\x1b[0m"


def render_terminal(article: Article, *, width: int = 100, colour: bool = False) -> str:
    """The article as lines of at most `width` columns, each between first-strong isolates, so that a terminal that knows bidi keeps it whole.

    colour: whether to underline contents, embolden cues and colour names and dates (ANSI); without them the statements under each paragraph say it all.
    """
    look, marks = Lookup(article), marks_of(article) if colour else []
    top = sorted(look.nested.get(None, ()), key=lambda s: s.start)
    starts = [s.start for s in top]
    numbers = {s.id: n for n, s in enumerate(article.statements, 1)}
    out: list[str] = []
    for start, end, near in paragraphs(article.text, marks, len(article.text)):
        out += [_line(article.text, a, b, near) for a, b in _wrapped(article.text, start, end, width)]
        for s in top[bisect_left(starts, start) : bisect_left(starts, end)]:
            out += _said(s, look, numbers, 1, colour)
        out.append("")
    return "\n".join(out)


def _said(s: Statement, look: Lookup, numbers: dict[str, int], depth: int, colour: bool) -> list[str]:
    who = s.speaker.name if s.speaker else "?"
    about = f" ({cell(role(s.speaker))})" if s.speaker and role(s.speaker) else ""
    how = ", ".join(part for part in (s.kind, cell(s.cue.text) if s.cue else "", s.cue.act if s.cue else "", "denied" if s.negated else "") if part)
    line = f"{'   ' * depth}[{numbers[s.id]}] {cell(who)}{about}: {how}"
    lines = [f"\x1b[2m{line}{_RESET}" if colour else line]
    for inner in look.nested.get(s.id, ()) if depth < 6 else ():
        lines += _said(inner, look, numbers, depth + 1, colour)
    return lines


def _wrapped(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """The lines of a paragraph as offsets, broken at spaces; a word longer than a line stands alone."""
    lines: list[tuple[int, int]] = []
    first, used, at = start, 0, start
    for word in text[start:end].split(" "):
        columns = sum(not unicodedata.combining(c) for c in word)
        if used and used + 1 + columns > width:
            lines.append((first, at - 1))
            first, used = at, 0
        used += columns + (used > 0)
        at += len(word) + 1
    return [*lines, (first, end)]


def _line(text: str, start: int, end: int, marks: list[Mark]) -> str:
    """One line, coloured where marks cover it; each stretch takes all their codes, inner ones last."""
    edges = sorted({start, end, *(e for m in marks for e in (m.start, m.end) if start < e < end)})
    out = ""
    for left, right in pairwise(edges):
        codes = [_COLOURS[m.name] for m in sorted(marks, key=lambda m: m.layer) if m.start <= left and m.end >= right]
        piece = safe(text[left:right])
        out += f"\x1b[{';'.join(codes)}m{piece}{_RESET}" if codes else piece
    return isolated(out)
