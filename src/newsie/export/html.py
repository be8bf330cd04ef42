"""The right-to-left view of an article: its text with everything found marked, and the statements beside their speakers."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsie.schema.article import Article
    from newsie.schema.statements import Statement

_LONGEST = 12_000
_STYLE = """
.newsie{direction:rtl;text-align:start;font:16px/1.9 "Noto Naskh Arabic","Amiri","Segoe UI",Tahoma,sans-serif;color:#1c1c1c;background:#fff;padding:1em 1.2em;max-width:60em;border-radius:8px}
.newsie p{margin:.5em 0}.newsie mark{color:inherit;background:none;padding:0 .1em;border-radius:3px;border-bottom:2px solid}
.newsie mark[data-l]::after{content:attr(data-l);font-size:.6em;opacity:.75;margin-inline-start:.25em;vertical-align:super}
.newsie .person{border-color:#0b6e4f}.newsie .organization{border-color:#8a4b08}.newsie .place{border-color:#1f5fbf}.newsie .date{border-color:#7b2d8b;border-bottom-style:dotted}
.newsie .say{background:#fff3c4;box-decoration-break:clone;-webkit-box-decoration-break:clone}.newsie .cue{font-weight:700}
.newsie ol{padding-inline-start:1.6em}.newsie li{margin:.4em 0}.newsie li.nested{margin-inline-start:2em}.newsie .who{font-weight:700}.newsie .how{font-size:.8em;opacity:.75}
@media(prefers-color-scheme:dark){.newsie{color:#eaeaea;background:#1b1d21}.newsie .say{background:#4a4016}}
"""
_LABELS = {"person": "شخص", "organization": "جهة", "place": "مكان", "date": "زمن"}
_KINDS = {"direct": "مباشر", "indirect": "غير مباشر", "mixed": "مختلط"}


def page_start() -> str:
    """What stands before the articles of a page of its own."""
    return '<!doctype html>\n<html lang="ar" dir="rtl">\n<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>newsie</title></head>\n<body>\n'


def page_end() -> str:
    """What stands behind them."""
    return "\n</body>\n</html>\n"


def render_fragment(article: Article) -> str:
    """One article as a self-contained element, right to left, everything of the text escaped.

    Of a text longer than 12,000 characters the beginning is shown, so that a notebook stays small.
    """
    body = "".join(f"<p>{paragraph}</p>" for paragraph in _marked(article).split("\n") if paragraph.strip())
    statements = "".join(_item(s) for s in article.statements if s.start < _LONGEST)
    said = f"<ol>{statements}</ol>" if statements else ""
    return f'<div class="newsie" dir="rtl" lang="ar"><style>{_STYLE}</style>{body}{said}</div>'


def _item(s: Statement) -> str:
    who = escape(s.speaker.name) if s.speaker else "؟"
    cue = f" · {escape(s.cue.text)}" if s.cue else ""
    nested = ' class="nested"' if s.nested_in else ""
    return f'<li{nested}><span class="who">{who}</span> <span class="how">({_KINDS[s.kind]}{cue})</span>: {escape(_one_line(s.text))}</li>'


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _marked(article: Article) -> str:
    """The text with marks; at each position what ends is closed before what begins is opened, and crossing marks are split."""
    spans: list[tuple[int, int, int, str, str]] = []
    for s in article.statements:
        if s.nested_in is None:
            spans.extend((c.start, c.end, 0, "say", "") for c in s.content)
            if s.cue:
                spans.append((s.cue.start, s.cue.end, 1, "cue", ""))
    spans.extend((m.start, m.end, 2, m.label, _LABELS[m.label]) for m in article.mentions)
    spans.extend((d.start, d.end, 2, "date", _LABELS["date"]) for d in article.dates)
    edges = sorted({0, min(len(article.text), _LONGEST), *(e for s in spans for e in s[:2] if e <= _LONGEST)} | _line_ends(article.text))
    spans.sort(key=lambda s: (s[0], s[2], -s[1]))
    out: list[str] = []
    active: list[tuple[int, int, int, str, str]] = []
    at = 0
    for left, right in pairwise(edges):
        active = [s for s in active if s[1] > left]
        while at < len(spans) and spans[at][0] <= left:
            if spans[at][1] > left:
                active.append(spans[at])
            at += 1
        piece = escape(article.text[left:right])
        if piece.strip():
            for _, end, _, name, label in sorted(active, key=lambda s: -s[2]):
                tag = f' data-l="{label}"' if label and end <= right else ""
                piece = f'<mark class="{name}"{tag}>{piece}</mark>'
        out.append(piece)
    return "".join(out) + (" …" if len(article.text) > _LONGEST else "")


def _line_ends(text: str) -> set[int]:
    """Both sides of every line end, so that no mark runs over one."""
    return {edge for i, c in enumerate(text[:_LONGEST]) if c == "\n" for edge in (i, i + 1)}
