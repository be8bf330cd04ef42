"""What a notebook shows: an article right to left, each statement's speaker beside its paragraph; a statement, a speaker, a person."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from importlib.resources import files

from newsie.export.display import markup
from newsie.export.labels import label
from newsie.export.lookup import Lookup, one_line, role
from newsie.export.marks import Mark, marked, marks_of, paragraphs
from newsie.schema.article import Article
from newsie.schema.entities import Person
from newsie.schema.statements import Speaker, Statement

#: A notebook keeps every output that it shows, so a view stays small: of a long article the beginning is shown.
LARGEST = 49_000
_LIMITS = (12_000, 8_000, 5_000, 3_000, 1_500, 700, 300, 100)
_DEEPEST = 6
_LONGEST_QUOTED = 6_000


@cache
def style() -> str:
    """The views' style sheet."""
    return files("newsie.export").joinpath("view.css").read_text(encoding="utf-8").replace("\n", "")


def render_fragment(article: Article) -> str:
    """One article as a self-contained element under 50 kB, right to left, everything of the text escaped.

    Each paragraph stands beside the statements that begin in it: number, speaker, kind, cue and act; nested ones inside their own. Marks have
    a colour, a line of their own shape and a label. Of a long article the beginning is shown.
    """
    look, marks = Lookup(article), marks_of(article)
    page = ""
    for limit in _LIMITS:
        page = _article(article, look, marks, limit)
        if len(page.encode()) < LARGEST:
            break
    return page


def render_statement(s: Statement) -> str:
    """One statement: who, how, and what was said."""
    parts = [f"<div>{_who(s)} {_how(s)}</div>", f"<blockquote>{_quoted(s.text)}</blockquote>"]
    for name, span in (("المصدر", s.source), ("المخاطب", s.addressee), ("الوسيلة", s.medium), ("المناسبة", s.venue), ("الزمن", s.time)):
        if span:
            parts.append(f'<div class="facts">{name}: {_quoted(span.text)}</div>')
    parts.append(f'<div class="facts">{label("resolution", s.resolution)} · {s.confidence:.2f}</div>')
    return _framed("".join(parts))


def render_speaker(speaker: Speaker) -> str:
    """A speaker: name, kind and role."""
    facts = " · ".join(_quoted(part) for part in (label("speaker", speaker.kind), role(speaker)) if part)
    return _framed(f'<div><span class="who">{_quoted(speaker.name)}</span></div><div class="facts">{facts}</div>')


def render_person(person: Person) -> str:
    """A person: name, roles, other forms of the name, how often it is named."""
    roles = "".join(f"<div>{_quoted(' '.join(part for part in (r.title, r.organization) if part))}</div>" for r in person.roles[:20])
    others = "، ".join(_quoted(a) for a in person.aliases[:20] if a != person.name)
    facts = " · ".join(part for part in (others, f"ذكر {len(person.mentions)}×" if person.mentions else "") if part)
    return _framed(f'<div><span class="who">{_quoted(person.name)}</span></div>{roles}<div class="facts">{facts}</div>')


def _framed(body: str) -> str:
    return f'<div class="newsie" dir="rtl" lang="ar"><style>{style()}</style>{body}</div>'


def _article(article: Article, look: Lookup, marks: list[Mark], limit: int) -> str:
    numbers = {s.id: n for n, s in enumerate(article.statements, 1)}
    top = sorted(look.nested.get(None, ()), key=lambda s: s.start)
    starts = [s.start for s in top]
    facts = " · ".join(f"<bdi>{markup(one_line(x))}</bdi>" for x in (article.outlet or "", str(article.published or ""), article.id or "") if x)
    rows = [f'<div class="facts">{facts}</div>' if facts else ""]
    for start, end, near in paragraphs(article.text, marks, limit):
        cards = "".join(_card(s, look, numbers) for s in top[bisect_left(starts, start) : bisect_left(starts, end)])
        name = "row top" if article.title and article.title.start <= start < article.title.end else "row"
        rows.append(f'<div class="{name}"><p>{marked(article.text, near, start, end)}</p>{f"<ol>{cards}</ol>" if cards else ""}</div>')
    return _framed("".join(rows) + ("<p>…</p>" if len(article.text) > limit else ""))


def _card(s: Statement, look: Lookup, numbers: dict[str, int], depth: int = 0) -> str:
    inner = "".join(_card(x, look, numbers, depth + 1) for x in look.nested.get(s.id, ())) if depth < _DEEPEST else ""
    return f'<li><span class="nr">{numbers[s.id]}</span>{_who(s)} {_how(s)}{f"<ol>{inner}</ol>" if inner else ""}</li>'


def _who(s: Statement) -> str:
    if s.speaker is None:
        return f'<span class="who none">{label("resolution", "unresolved")}</span>'
    about = role(s.speaker)
    return f'<span class="who">{_quoted(s.speaker.name)}</span>' + (f' <span class="how">({_quoted(about)})</span>' if about else "")


def _how(s: Statement) -> str:
    parts = [label("kind", s.kind)]
    if s.cue:
        word = f"{_quoted(s.cue.text)}: " if any(c.isalpha() for c in s.cue.text) else ""
        parts.append(word + markup(label("act", s.cue.act)))
    if s.negated:
        parts.append("منفي")
    return f'<span class="how">{" · ".join(parts)}</span>'


def _quoted(text: str) -> str:
    return markup(one_line(text[:_LONGEST_QUOTED]))
