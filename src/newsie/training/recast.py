"""Annotated articles made over into what outlets seldom write but readers bring: excerpts, and statements in other constructions.

`excerpt` takes a few paragraphs for a page of their own. `recast` tells an article's statements anew in the constructions of
Arabic reporting, each drawn at random: quotation first, «بحسب», a headline's colon, subject first, a quotation interrupted.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import Any

from newsie.lexicons.reporting import complementisers, look_up

_LINE = re.compile(r"[^\n]+")
_COMMA = re.compile("، ")
_MARKED = re.compile(r"[\"«»“”]")
_MARKS = (("«", "»"), ('"', '"'), ("“", "”"))
_PARTICIPLES = {"m": ("مضيفا", "موضحا", "مؤكدا", "مشيرا إلى"), "f": ("مضيفة", "موضحة", "مؤكدة", "مشيرة إلى")}
_SHORTEST, _LONGEST = 3, 45
Span = tuple[int, int]


class _Page:
    """A text in the making, with the annotations of the pieces that it takes from an article."""

    def __init__(self, article: dict[str, Any], marks: tuple[str, str] = _MARKS[0]) -> None:
        self.article = article
        self.marks = marks
        self.others: list[dict[str, Any]] = []
        self.text = ""
        self.entities: list[dict[str, Any]] = []
        self.statements: list[dict[str, Any]] = []

    def write(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def take(self, start: int, end: int) -> Span:
        """Copy a stretch of the article with the names in it."""
        at = len(self.text) - start
        self.entities += [{**e, "start": e["start"] + at, "end": e["end"] + at} for e in self.article["entities"] if start <= e["start"] and e["end"] <= end]
        return self.write(self.article["text"][start:end])

    def state(self, content: list[Span], cue: Span, source: Span | None, nested_in: int | None = None) -> None:
        self.statements.append({"content": content, "cue": cue, "source": source, "addressee": None, "medium": None, "nested_in": nested_in})

    def done(self) -> dict[str, Any]:
        return {"id": self.article["id"], "text": self.text, "entities": self.entities, "dates": [], "speakers": [], "statements": self.statements}


def excerpt(article: dict[str, Any], rng: random.Random) -> dict[str, Any] | None:
    """One to three paragraphs of the body as an article; None where a statement would be cut."""
    text = article["text"]
    lines = [m.span() for m in _LINE.finditer(text)][1:]
    if not lines:
        return None
    first = rng.randrange(len(lines))
    low, high = lines[first][0], lines[min(first + rng.randint(0, 2), len(lines) - 1)][1]
    kept: dict[int, int] = {}
    statements: list[dict[str, Any]] = []
    for number, s in enumerate(article["statements"]):
        spans = [*s["content"], *(s[key] for key in ("cue", "source", "addressee", "medium") if s.get(key))]
        inside = [low <= a and b <= high for a, b in spans]
        if not any(inside):
            continue
        if not all(inside) or (s.get("nested_in") is not None and s["nested_in"] not in kept):
            return None
        kept[number] = len(statements)
        moved = {key: [s[key][0] - low, s[key][1] - low] if s.get(key) else None for key in ("cue", "source", "addressee", "medium")}
        outer = kept[s["nested_in"]] if s.get("nested_in") is not None else None
        statements.append({**s, **moved, "content": [[a - low, b - low] for a, b in s["content"]], "nested_in": outer})
    page = _Page(article)
    page.take(low, high)
    return {**page.done(), "statements": statements}


def recast(article: dict[str, Any], rng: random.Random, most: int = 4) -> dict[str, Any] | None:
    """Up to `most` of an article's statements told anew, a paragraph each; None where none lends itself."""
    fitting = list(_plain(article))
    if not fitting:
        return None
    rng.shuffle(fitting)
    page = _Page(article, rng.choice(_MARKS))
    page.others = fitting
    chosen = fitting[: rng.randint(1, most)]
    if rng.random() < 0.3:
        _headline(page, chosen[0], rng)
        page.write("\n\n")
    for n, statement in enumerate(chosen):
        if n:
            page.write("\n")
        rng.choice(_CONSTRUCTIONS)(page, statement, rng)
    return page.done()


def _plain(article: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Statements of one stretch of content behind a verb in the perfect and its subject, none nested or nesting."""
    text = article["text"]
    nesting = {s.get("nested_in") for s in article["statements"]}
    for number, s in enumerate(article["statements"]):
        if number in nesting or s.get("nested_in") is not None or len(s["content"]) != 1 or not s["cue"] or not s["source"]:
            continue
        content, cue = (text[slice(*span)] for span in (s["content"][0], s["cue"]))
        words = content.split()
        readings = [r for r in look_up(cue) if (r.form, r.person, r.number, r.grade) == ("perfect", "3", "s", "A") and {"إن", "أن"} & {*r.frames}]
        whole = s["source"][0] == 0 or text[s["source"][0] - 1] in " \n،:"
        if readings and whole and _SHORTEST <= len(words) <= _LONGEST and words[0] not in complementisers() and "\n" not in content and not _MARKED.search(content):
            yield {**s, "gender": readings[0].gender or "m", "lemma": readings[0].lemma}


def _quoted(page: _Page, span: Span) -> Span:
    page.write(page.marks[0])
    taken = page.take(*span)
    page.write(page.marks[1])
    return taken


def _headline(page: _Page, s: dict[str, Any], rng: random.Random) -> None:
    source = page.take(*s["source"])
    cue = page.write(":")
    page.write(" ")
    page.state([_quoted(page, s["content"][0]) if rng.random() < 0.3 else page.take(*s["content"][0])], cue, source)


def _quotation_first(page: _Page, s: dict[str, Any], rng: random.Random) -> None:
    content = _quoted(page, s["content"][0])
    page.write(rng.choice(("، ", " ", " - ")))
    cue = page.take(*s["cue"])
    page.write(" ")
    source = page.take(*s["source"])
    page.write(".")
    page.state([content], cue, source)


def _interrupted(page: _Page, s: dict[str, Any], rng: random.Random) -> None:
    start, end = s["content"][0]
    commas = [start + m.start() for m in _COMMA.finditer(page.article["text"][start:end])]
    if not commas:
        _quotation_first(page, s, rng)
        return
    cut = rng.choice(commas)
    quoted = rng.random() < 0.6
    first = _quoted(page, (start, cut)) if quoted else page.take(start, cut)
    page.write("، ")
    cue = page.take(*s["cue"])
    page.write(" ")
    source = page.take(*s["source"])
    page.write("، ")
    second = _quoted(page, (cut + 2, end)) if quoted else page.take(cut + 2, end)
    page.write(".")
    page.state([first, second], cue, source)


def _according_behind(page: _Page, s: dict[str, Any], rng: random.Random) -> None:
    content = page.take(*s["content"][0])
    page.write("، ")
    how = rng.random()
    if how < 0.5:
        cue = page.write(rng.choice(("بحسب", "حسب", "وفق")))
    elif how < 0.65:
        page.write("على حد ")
        cue = page.write(rng.choice(("قول", "تعبير")))
    else:
        page.write(rng.choice(("كما ", "وفق ما ", "بحسب ما ")))
        cue = page.take(*s["cue"])
    page.write(" ")
    source = page.take(*s["source"])
    page.write(".")
    page.state([content], cue, source)


def _according_before(page: _Page, s: dict[str, Any], rng: random.Random) -> None:
    page.write(rng.choice(("و", "")))
    cue = page.write(rng.choice(("بحسب", "حسب")))
    page.write(" ")
    source = page.take(*s["source"])
    page.write(rng.choice(("، فإن ", " فإن ", "، ")))
    content = page.take(*s["content"][0])
    page.write(".")
    page.state([content], cue, source)


def _introduced(page: _Page, s: dict[str, Any], rng: random.Random) -> Span:
    """What stands between the verb and its content, and the content."""
    if rng.random() < 0.3:
        page.write(": ")
        return _quoted(page, s["content"][0]) if rng.random() < 0.7 else page.take(*s["content"][0])
    page.write(" إن " if s["lemma"] == "قال" else " أن ")
    return page.take(*s["content"][0])


def _subject_first(page: _Page, s: dict[str, Any], rng: random.Random) -> None:
    topic = rng.random() < 0.3
    page.write("أما " if topic else "")
    source = page.take(*s["source"])
    page.write(" ف" if topic else " ")
    cue = page.take(*s["cue"])
    content = _introduced(page, s, rng)
    page.write(".")
    page.state([content], cue, source)


def _verb_first(page: _Page, s: dict[str, Any], rng: random.Random) -> None:
    page.write(rng.choice(("و", "", "")))
    cue = page.take(*s["cue"])
    page.write(" ")
    source = page.take(*s["source"])
    content = _introduced(page, s, rng)
    page.write(".")
    page.state([content], cue, source)


def _with_participle(page: _Page, s: dict[str, Any], rng: random.Random) -> None:
    start, end = s["content"][0]
    commas = [start + m.start() for m in _COMMA.finditer(page.article["text"][start:end])]
    if not commas:
        _verb_first(page, s, rng)
        return
    cut = rng.choice(commas)
    cue = page.take(*s["cue"])
    page.write(" ")
    source = page.take(*s["source"])
    page.write(" إن " if s["lemma"] == "قال" else " أن ")
    first = page.take(start, cut)
    page.write("، ")
    words = rng.choice(_PARTICIPLES[s["gender"]]).split(" ")
    participle = page.write(words[0])
    page.write(" " + " ".join([*words[1:], "أن "]))
    second = page.take(cut + 2, end)
    page.write(".")
    page.state([first], cue, source)
    page.state([second], participle, None)


def _nested(page: _Page, s: dict[str, Any], rng: random.Random) -> None:
    """«قال X إن Y أكد أن …»: one statement is told by the source of another."""
    text = page.article["text"]
    inner = next((o for o in page.others if text[slice(*o["source"])] != text[slice(*s["source"])]), None)
    if inner is None:
        _verb_first(page, s, rng)
        return
    cue = page.take(*s["cue"])
    page.write(" ")
    source = page.take(*s["source"])
    page.write(" إن " if s["lemma"] == "قال" else " أن ")
    start = len(page.text)
    inner_source = page.take(*inner["source"])
    page.write(" ")
    inner_cue = page.take(*inner["cue"])
    page.write(" إن " if inner["lemma"] == "قال" else " أن ")
    content = page.take(*inner["content"][0])
    page.state([(start, content[1])], cue, source)
    page.state([content], inner_cue, inner_source, len(page.statements) - 1)
    page.write(".")


_CONSTRUCTIONS: tuple[Callable[[_Page, dict[str, Any], random.Random], None], ...] = (
    _quotation_first, _quotation_first, _interrupted, _according_behind, _according_before, _subject_first, _verb_first, _with_participle, _nested,
)  # fmt: skip
