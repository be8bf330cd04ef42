"""Tokens, words and sentences against a Universal Dependencies treebank: `python -m benchmarks.tokens FILE.conllu [--json]`.

The text is put together again from the treebank's forms and SpaceAfter marks, ten sentences to a paragraph, and read by
the core alone. Scores are those of the CoNLL 2018 shared task (Zeman et al. 2018, https://aclanthology.org/K18-2001):
F1 over spans, counted in characters that are not white space.

- tokens: what is written in one piece. The Arabic treebanks write clitics as tokens of their own, joined by
  SpaceAfter=No; here those joined are put together again, so long as both are Arabic letters and neither is punctuation
  or a symbol. So is a letter and the stop that abbreviates it («ق.م»), which the treebank takes apart as well, where the
  sentence goes on after it. Multi-word tokens, where a treebank has them, count as written.
- words: the treebank's own, clitics split. newsie's are the segments of each token.
- sentences: the span from a sentence's first to its last character.

Speed is in words (between spaces) a second of processor time, on one thread, the best of five readings of the text: for
tokens and sentences, and with segments.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from newsie.text.characters import LETTERS, MARKS, TATWEEL
from newsie.text.page import Page, read_page
from newsie.text.view import outlines

SENTENCES_TO_A_PARAGRAPH = 10
_ARABIC = re.compile(f"[{LETTERS}{MARKS}{TATWEEL}]*[{LETTERS}][{LETTERS}{MARKS}{TATWEEL}]*")

Span = tuple[int, int]


class Piece(NamedTuple):
    """A surface token of the treebank: its form, whether a space follows, whether a clitic or stem may be joined to it."""

    form: str
    space: bool
    joins: bool
    words: tuple[str, ...]


class Spans(NamedTuple):
    """Spans in characters that are not white space."""

    tokens: list[Span]
    words: list[Span]
    sentences: list[Span]


def read_treebank(lines: Iterable[str]) -> Iterator[list[Piece]]:
    """The sentences of a CoNLL-U file; a multi-word token is one piece, with its words where they spell it."""
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 10:
            rows.append(cells)
        elif rows and not line.startswith("#"):
            yield list(_pieces(rows))
            rows = []


def _pieces(rows: list[list[str]]) -> Iterator[Piece]:
    forms = {cells[0]: cells[1].replace(" ", "") for cells in rows}
    covered = 0
    for cells in rows:
        first, _, last = cells[0].partition("-")
        if "." in first or (not last and int(first) <= covered):
            continue
        form = forms[cells[0]]
        words: tuple[str, ...] = (form,)
        if last:
            covered = int(last)
            spelled = tuple(forms[str(n)] for n in range(int(first), covered + 1))
            words = spelled if "".join(spelled) == form else words
        joins = cells[3] not in ("PUNCT", "SYM") and not last and _ARABIC.fullmatch(form) is not None
        yield Piece(form, "SpaceAfter=No" not in cells[9], joins, words)


def detokenise(sentences: list[list[Piece]]) -> tuple[str, Spans]:
    """The text, ten sentences to a paragraph, and the gold spans."""
    parts: list[str] = []
    gold = Spans([], [], [])
    at = 0
    for n, sentence in enumerate(sentences):
        begin, joined, last = at, False, sentence[-1]
        for piece in sentence:
            span = (at, at + len(piece.form))
            for word in piece.words:
                gold.words.append((at, at + len(word)))
                at += len(word)
            abbreviates = piece.form == "." and piece is not last and gold.tokens and gold.tokens[-1][1] - gold.tokens[-1][0] == 1
            if joined and (piece.joins or abbreviates):
                gold.tokens[-1] = (gold.tokens[-1][0], span[1])
            else:
                gold.tokens.append(span)
            joined = piece.joins and not piece.space
            parts.append(piece.form + (" " if piece.space else ""))
            at = span[1]
        gold.sentences.append((begin, at))
        parts.append("\n" if (n + 1) % SENTENCES_TO_A_PARAGRAPH == 0 else " ")
    return re.sub(r" +", " ", "".join(parts)), gold


def spans_of(page: Page) -> Spans:
    """newsie's spans of a page."""
    black = [0]
    for character in page.text:
        black.append(black[-1] + (not character.isspace()))
    found = Spans([], [], [])
    for token in outlines(page.tokens):
        found.tokens.append((black[token.start], black[token.end]))
        found.words.extend((black[start], black[end]) for start, end in token.segments or ((token.start, token.end),))
    starts, ends = page.tokens.starts, page.tokens.ends
    found.sentences.extend((black[starts[first]], black[ends[end - 1]]) for first, end in page.sentences)
    return found


def f1(gold: list[Span], found: list[Span]) -> float:
    """Twice the spans in common over all spans of both sides."""
    return 2 * len(set(gold) & set(found)) / (len(gold) + len(found)) if gold or found else 1.0


def words_per_second(read: Callable[[], object], words: int) -> float:
    """The best of five runs, by the processor's clock."""
    best = float("inf")
    for _ in range(5):
        begin = time.process_time()
        read()
        best = min(best, time.process_time() - begin)
    return words / max(best, 1e-9)


def score(path: Path) -> dict[str, object]:
    """All figures for one file."""
    with path.open(encoding="utf-8") as lines:
        text, gold = detokenise(list(read_treebank(lines)))
    found = spans_of(read_page(text))
    words = len(text.split())
    return {
        "tokens": {"f1": round(f1(gold.tokens, found.tokens), 5)},
        "words": {"f1": round(f1(gold.words, found.words), 5)},
        "sentences": {"f1": round(f1(gold.sentences, found.sentences), 5)},
        "words_per_second": round(words_per_second(lambda: read_page(text), words)),
        "words_per_second_with_segments": round(words_per_second(lambda: list(outlines(read_page(text).tokens)), words)),
    }


def main() -> None:
    """Score a treebank file and print the figures."""
    parser = argparse.ArgumentParser(description="Score tokens, words and sentences against a CoNLL-U treebank.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    arguments = parser.parse_args()
    figures = score(arguments.file)
    if arguments.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:32} {100 * value['f1']:.2f} F1" if isinstance(value, dict) else f"{name:32} {value:,}")


if __name__ == "__main__":
    main()
