"""Labelled text as the network is trained on it: pages with a tag a token for each head."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsie.network.tags import NAMES, SPEECH, encode
from newsie.schema.entities import EntityKind
from newsie.text.page import Page, read_page

LABELS: dict[str, EntityKind] = {"PER": "person", "ORG": "organization", "LOC": "place"}


@dataclass
class Example:
    """A page and its tags (None for a head that its corpus has no labels for)."""

    id: str
    page: Page
    names: list[int] | None
    outer: list[int] | None
    inner: list[int] | None
    corpus: int
    gold: dict[str, Any] | None = None


def cover(page: Page, start: int, end: int) -> tuple[int, int]:
    """The tokens that a span of characters touches."""
    starts, ends = page.tokens.starts, page.tokens.ends
    first = next((i for i in range(len(starts)) if ends[i] > start), len(starts))
    last = first
    while last < len(starts) and starts[last] < end:
        last += 1
    return first, last


def from_gold(article: dict[str, Any]) -> Example:
    """An annotated article; `outer` and `inner` are None where it has entities only."""
    page = read_page(article["text"])
    names = [(*cover(page, e["start"], e["end"]), LABELS[e["label"]]) for e in article["entities"]]
    outer = inner = None
    if article.get("statements") is not None:
        levels: list[list[tuple[int, int, str]]] = [[], []]
        for statement in article["statements"]:
            spans = levels[1 if statement.get("nested_in") is not None else 0]
            spans.extend((*cover(page, *span), "content") for span in statement["content"])
            for key in ("cue", "source", "addressee", "medium"):
                if statement.get(key):
                    spans.append((*cover(page, *statement[key]), key))
        outer, inner = (encode(len(page.tokens), spans, SPEECH) for spans in levels)
    return Example(article["id"], page, encode(len(page.tokens), names, NAMES), outer, inner, 0, article)


def gold_folder(folder: Path, *, statements: bool = True) -> list[Example]:
    """Every annotated article of a folder, by name."""
    out = []
    for path in sorted(folder.glob("*.json")):
        if not path.name.endswith(".annotation.json"):
            article = json.loads(path.read_text(encoding="utf-8"))
            if not statements:
                article["statements"] = None
            out.append(from_gold(article))
    return out


def _sentences(path: Path, column: int = 1) -> Iterator[list[tuple[str, str]]]:
    sentence: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t") if "\t" in line else line.split(" ")
        if line.startswith("# ") and len(cells) > 2:
            continue
        if len(cells) > column and cells[0].strip():
            sentence.append((cells[0], cells[column].strip()))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def bio_file(path: Path, types: dict[str, str], corpus: int, *, joined: int = 12, held_back: int = 0) -> list[Example]:
    """A CoNLL file of tokens and BIO tags, `joined` sentences a page, each sentence a line of it; the last `held_back` sentences are left out."""
    out = []
    sentences = list(_sentences(path))
    sentences = sentences[: len(sentences) - held_back]
    for at in range(0, len(sentences), joined):
        text = ""
        spans: list[tuple[int, int, str]] = []
        for sentence in sentences[at : at + joined]:
            for n, (word, tag) in enumerate(sentence):
                begin, _, kind = tag.partition("-")
                start = len(text)
                text += word + " "
                label = types.get(kind)
                if label is None:
                    continue
                if begin == "I" and spans and n and spans[-1][2] == label and spans[-1][1] == start - 1:
                    spans[-1] = (spans[-1][0], start + len(word), label)
                else:
                    spans.append((start, start + len(word), label))
            text = text.rstrip() + "\n"
        page = read_page(text)
        names = [(*cover(page, s, e), label) for s, e, label in spans]
        out.append(Example(f"{path.parent.name}-{at}", page, encode(len(page.tokens), names, NAMES), None, None, corpus))
    return out
