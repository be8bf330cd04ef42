"""The labels of other taggers as newsie's, and their findings as names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import get_args

from newsie.lexicons import rows
from newsie.ner.recognizer import Name, name_at
from newsie.schema.entities import EntityKind
from newsie.text.page import Page

Found = tuple[int, int, str, float]
_KINDS: dict[str, EntityKind] = {kind: kind for kind in get_args(EntityKind)}


@cache
def _labels() -> dict[str, EntityKind]:
    return {row["label"]: _KINDS[row["kind"]] for row in rows("tagger_labels")}


def kind_of_label(label: str) -> EntityKind | None:
    """newsie's kind for another tagger's label, without its B- or I-; None for those that are no person, organisation or place."""
    return _labels().get(label.upper())


def is_tag_set(tags: Iterable[str]) -> bool:
    """Whether a tagger with these tags (B-PERS, S-LOC, O) can find any name that newsie has a kind for."""
    return any(kind_of_label(tag.partition("-")[2]) for tag in tags)


def spans(tags: Sequence[tuple[str, float]], first: int = 0) -> Iterator[Found]:
    """Tagged runs of a BIO or BIOES sequence as (first, end, label, mean score), counted from `first`.

    An I or E without its B begins a run, as in conlleval.
    """
    start, label = 0, ""
    for i, (tag, _) in enumerate([*tags, ("O", 0.0)]):
        mark, _, here = tag.partition("-")
        if label and (here != label or mark in ("B", "S", "O")):
            yield first + start, first + i, label, sum(score for _, score in tags[start:i]) / (i - start)
            label = ""
        if here and mark != "O" and not label:
            start, label = i, here


def names_on(page: Page, found: Iterable[Found]) -> list[Name]:
    """Names in text order, none overlapping another: of two that share a token the first stands."""
    names: list[Name] = []
    for first, end, label, score in sorted(found):
        kind = kind_of_label(label)
        name = name_at(page, first, end, kind, score) if kind and first < end else None
        if name is not None and not (names and name.first < names[-1].last):
            names.append(name)
    return names
