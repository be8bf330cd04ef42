"""How well newsie reads articles whose answers are known: `newsie evaluate` (the form of the gold is in docs/accuracy.md).

Spans are compared by the words they touch, so that attached clitics, punctuation and quotation marks at an edge cost nothing.
A statement is found where a predicted content and a gold content share half of their words (intersection over union ≥ 0.5), one to one;
who-said-what also asks for the right speaker.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsie.document import Document
from newsie.errors import InputError
from newsie.schema.article import Article
from newsie.text.characters import fold
from newsie.text.tokens import Kind, tokenize

LEAST_OVERLAP = 0.5
BANDS = (0.9, 0.8, 0.7, 0.5, 0.0)
_LABELS = {"PER": "person", "ORG": "organization", "LOC": "place"}
_WORDS = {Kind.WORD, Kind.LATIN, Kind.NUMBER, Kind.ABBREVIATION, Kind.HANDLE}
Words = frozenset[int]


@dataclass
class Figure:
    """Hits among what was predicted and what the gold has."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, hits: int, predicted: int, gold: int) -> None:
        """Count one article."""
        self.hits, self.predicted, self.gold = self.hits + hits, self.predicted + predicted, self.gold + gold

    @property
    def precision(self) -> float:
        """Hits among the predicted; 0 where nothing was."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Hits among the gold; 0 where there is none."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.hits / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


@dataclass
class Band:
    """Statements of one range of confidence: how many, how many found with the right speaker, their confidence in sum."""

    statements: int = 0
    right: int = 0
    confidence: float = 0.0


@dataclass
class Report:
    """The figures of a run, by name; rates over found statements count them as `gold` and `predicted` alike."""

    articles: int = 0
    figures: dict[str, Figure] = field(default_factory=dict)
    bands: dict[float, Band] = field(default_factory=lambda: {least: Band() for least in BANDS})
    """The statements by their confidence, each band by its lower bound."""

    def figure(self, name: str) -> Figure:
        """The figure of a name, made on first use."""
        return self.figures.setdefault(name, Figure())

    def to_json(self) -> str:
        """The figures as JSON."""
        figures = {
            name: {"precision": round(f.precision, 4), "recall": round(f.recall, 4), "f1": round(f.f1, 4), "hits": f.hits, "predicted": f.predicted, "gold": f.gold}
            for name, f in self.figures.items()
        }
        bands = [{"least": least, "statements": b.statements, "right": b.right, "confidence": round(b.confidence, 3)} for least, b in self.bands.items()]
        return json.dumps({"articles": self.articles, "figures": figures, "confidence": bands}, ensure_ascii=False, indent=1)

    def to_text(self) -> str:
        """The figures as a table."""
        rows = [f"{self.articles} articles", f"{'':<24}{'P':>7}{'R':>7}{'F1':>7}{'hits':>7}{'pred.':>7}{'gold':>7}"]
        rows += [f"{name:<24}{100 * f.precision:>7.1f}{100 * f.recall:>7.1f}{100 * f.f1:>7.1f}{f.hits:>7}{f.predicted:>7}{f.gold:>7}" for name, f in self.figures.items()]
        if any(band.statements for band in self.bands.values()):
            rows += ["", f"{'confidence':<24}{'said':>7}{'right':>7}{'stat.':>7}"]
        most = 1.0
        for least, band in self.bands.items():
            if band.statements:
                said, right = 100 * band.confidence / band.statements, 100 * band.right / band.statements
                rows.append(f"  {f'{least:.2f} to {most:.2f}':<22}{said:>7.1f}{right:>7.1f}{band.statements:>7}")
            most = least
        return "\n".join(rows)


def read_gold(folder: str | Path) -> Iterator[tuple[Document, dict[str, Any]]]:
    """The gold articles of a folder of .json files, as documents and records, by file name.

    Raises `InputError` where there is none, or a file is not in the form of docs/accuracy.md.
    """
    paths = sorted(Path(folder).glob("*.json"))
    if not paths:
        raise InputError(f"{folder}: no .json file here")
    for path in paths:
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, RecursionError) as fault:
            raise InputError(f"{path}: not JSON: {fault}") from None
        if not isinstance(record, dict) or not isinstance(record.get("text"), str) or not isinstance(record.get("statements"), list):
            raise InputError(f'{path}: a gold article is an object with "text" and "statements" (docs/accuracy.md)')
        fields = {name: record[name] for name in ("published", "outlet", "title") if record.get(name) is not None}
        try:
            document = Document.of(record["text"], id=str(record.get("id", path.stem)), **fields)
        except InputError as fault:
            raise InputError(f"{path}: {fault}") from None
        yield document, record


def evaluate(pairs: Iterable[tuple[Article, dict[str, Any]]]) -> Report:
    """The figures of articles against their gold. Raises `InputError` where an article's text is not its gold's, or the gold is malformed."""
    report = Report()
    for name in ("who said what", "  direct and mixed", "  indirect", "statements", "speaker of the found", "kind of the found", "names"):
        report.figure(name)
    for article, gold in pairs:
        if article.text != gold["text"]:
            raise InputError(f"{article.id}: the text is not that of the gold")
        try:
            _names(report, article, gold)
            _statements(report, article, gold)
        except (LookupError, TypeError, AttributeError, ArithmeticError) as fault:
            raise InputError(f"{article.id}: the gold is not in the form of docs/accuracy.md: {fault!r}") from None
        report.articles += 1
    return report


class _Page:
    """The words of a text, and which of them a span touches."""

    def __init__(self, text: str) -> None:
        tokens = tokenize(text)
        ends = [(s, e) for s, e, kind in zip(tokens.starts, tokens.ends, tokens.kinds, strict=True) if kind in _WORDS]
        self.starts, self.ends = [s for s, _ in ends], [e for _, e in ends]

    def words(self, *spans: tuple[int, int]) -> Words:
        return frozenset(i for start, end in spans for i in range(bisect_right(self.ends, start), bisect_left(self.starts, end)))


def _names(report: Report, article: Article, gold: dict[str, Any]) -> None:
    page = _Page(article.text)
    predicted = {(page.words((m.start, m.end)), m.label) for m in article.mentions}
    wanted = {(page.words((e["start"], e["end"])), _LABELS.get(e["label"], e["label"])) for e in gold.get("entities", ())}
    report.figure("names").add(len(predicted & wanted), len(predicted), len(wanted))
    for label in _LABELS.values():
        mine, theirs = {x for x in predicted if x[1] == label}, {x for x in wanted if x[1] == label}
        report.figure(f"  {label}").add(len(mine & theirs), len(mine), len(theirs))


def _statements(report: Report, article: Article, gold: dict[str, Any]) -> None:
    page = _Page(article.text)
    speakers = {s["id"]: s for s in gold.get("speakers", ())}
    mine = [page.words(*((part.start, part.end) for part in s.content)) for s in article.statements]
    theirs = [page.words(*((part[0], part[1]) for part in s["content"])) for s in gold["statements"]]
    pairs = _paired(mine, theirs)
    right = [(i, j) for i, j in pairs if _same_speaker(article.statements[i].speaker, speakers.get(gold["statements"][j].get("speaker")))]
    report.figure("statements").add(len(pairs), len(mine), len(theirs))
    report.figure("who said what").add(len(right), len(mine), len(theirs))
    report.figure("speaker of the found").add(len(right), len(pairs), len(pairs))
    report.figure("kind of the found").add(sum(article.statements[i].kind == gold["statements"][j]["kind"] for i, j in pairs), len(pairs), len(pairs))
    hit = {i for i, _ in right}
    for i, statement in enumerate(article.statements):
        band = report.bands[next(least for least in BANDS if statement.confidence >= least)]
        band.statements += 1
        band.right += i in hit
        band.confidence += statement.confidence
    for name, indirect in (("  direct and mixed", False), ("  indirect", True)):
        of_gold = {j for j, s in enumerate(gold["statements"]) if (s["kind"] == "indirect") == indirect}
        of_mine = sum((s.kind == "indirect") == indirect for s in article.statements)
        report.figure(name).add(sum(j in of_gold for _, j in right), of_mine, len(of_gold))


def _paired(mine: list[Words], theirs: list[Words]) -> list[tuple[int, int]]:
    """One-to-one pairs that overlap enough, the best first."""
    scored = []
    for j, gold in enumerate(theirs):
        for i, found in enumerate(mine):
            if (shared := len(found & gold)) and (overlap := shared / len(found | gold)) >= LEAST_OVERLAP:
                scored.append((-overlap, j, i))
    used_mine: set[int] = set()
    used_gold: set[int] = set()
    pairs = []
    for _, j, i in sorted(scored):
        if i not in used_mine and j not in used_gold:
            used_mine.add(i)
            used_gold.add(j)
            pairs.append((i, j))
    return pairs


def _same_speaker(found: Any, gold: dict[str, Any] | None) -> bool:
    """Whether the found speaker has one of the gold's names; of an unnamed source half of the words are asked for."""
    if found is None or gold is None:
        return found is None and gold is None
    names = {_plain(name) for name in gold["names"]}
    if _plain(found.name) in names:
        return True
    words = set(_plain(found.name).split())
    return gold.get("kind") == "unnamed" and any(2 * len(words & set(name.split())) >= len(words | set(name.split())) for name in names)


def _plain(name: str) -> str:
    return " ".join(fold(name).split())
