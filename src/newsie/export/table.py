"""A table that a person reads in a terminal: each statement under its speaker's name."""

from __future__ import annotations

import textwrap
import unicodedata

from newsie.schema.article import Article

_ISOLATE, _POP = "\u2068", "\u2069"
_WIDTH = 100


def render_table(article: Article) -> str:
    """One article: its title, a row a statement (number, speaker, kind, cue, content), then who and when it names.

    Arabic stands between first-strong isolates, so that a terminal that knows the bidi algorithm keeps each cell whole.
    """
    lines = [" · ".join(cell(x) for x in (article.id or "", article.title.text if article.title else "", str(article.published or "")) if x), "─" * _WIDTH]
    for s in article.statements:
        depth = "  ↳ " if s.nested_in else ""
        who = s.speaker.name if s.speaker else "?"
        cue = s.cue.text if s.cue else "–"
        lines.append(f"{depth}{s.id:>4}  {cell(who)}  [{s.kind}, {cell(cue)}{', denied' if s.negated else ''}]")
        lines.extend(" " * (6 + len(depth)) + cell(line) for line in textwrap.wrap(flat(s.text), _WIDTH - 8))
    if not article.statements:
        lines.append("no statements")
    lines.append("")
    for label, names in (
        ("people", [cell(p.name) for p in article.people]),
        ("organizations", [cell(o.name) for o in article.organizations]),
        ("places", [cell(p.name) for p in article.places]),
        ("dates", [f"{cell(d.text)} = {d.value or '?'}" for d in article.dates]),
    ):
        if names:
            lines.append(f"{label:>13}: " + ", ".join(names))
    return "\n".join(lines) + "\n\n"


def flat(text: str) -> str:
    """A text on one line without control characters, which could disturb a terminal."""
    return " ".join(safe(text).split())


def safe(text: str) -> str:
    """A text in which each control or format character, which could disturb a terminal, is a space."""
    return "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs") else " " for c in text)


def cell(text: str) -> str:
    """A text on one line between first-strong isolates, so that a terminal that knows bidi orders it by itself."""
    return isolated(flat(text))


def isolated(text: str) -> str:
    """A text between first-strong isolates."""
    return f"{_ISOLATE}{text}{_POP}"
