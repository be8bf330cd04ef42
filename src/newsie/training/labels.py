"""Annotations of ANT articles as offsets and ids only, without any of their text, and how they are joined to it again.

`labels/ant.jsonl` and `ant_later.jsonl` hold an article a line: its id in the corpus, a checksum of the text that the offsets count, and spans.
Annotated for newsie by reading, by the guidelines that the gold articles follow.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from newsie.training.corpus import article_text, news

LABELS = Path(__file__).with_name("labels") / "ant.jsonl"
#: Articles annotated later, which the first taggers do not see: speakers are learned from what they find there.
LATER = Path(__file__).with_name("labels") / "ant_later.jsonl"
_SPANS = ("cue", "source", "addressee", "medium")


def pack(article: dict[str, Any]) -> dict[str, Any]:
    """An annotated article without its text; a speaker's names become the places where the text has them."""
    text = article["text"]
    speakers = []
    for speaker in article["speakers"]:
        names = [[at, at + len(name)] for name in speaker["names"] if (at := text.find(name)) >= 0]
        speakers.append({"id": speaker["id"], "kind": speaker["kind"], "names": names})
    return {
        "id": article["id"],
        "crc32": zlib.crc32(text.encode("utf-8")),
        "entities": [[e["start"], e["end"], e["label"]] for e in article["entities"]],
        "dates": [[d["start"], d["end"], d["value"]] for d in article["dates"]],
        "speakers": speakers,
        "statements": article["statements"],
    }


def unpack(record: dict[str, Any], text: str) -> dict[str, Any]:
    """The annotated article again, as the gold articles are. Raises `ValueError` where the text is not the one annotated."""
    if zlib.crc32(text.encode("utf-8")) != record["crc32"]:
        raise ValueError(f"{record['id']}: the corpus has another text than the one that was annotated")
    return {
        "id": record["id"],
        "text": text,
        "entities": [{"start": s, "end": e, "label": label} for s, e, label in record["entities"]],
        "dates": [{"start": s, "end": e, "value": value} for s, e, value in record["dates"]],
        "speakers": [{**s, "names": [text[a:b] for a, b in s["names"]]} for s in record["speakers"]],
        "statements": record["statements"],
    }


def write_labels(articles: Iterable[dict[str, Any]], out: Path = LABELS) -> int:
    """Pack annotated articles into a file, sorted by id; returns how many."""
    packed = sorted((pack(article) for article in articles), key=lambda r: r["id"])
    out.parent.mkdir(exist_ok=True)
    out.write_text("".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in packed), encoding="utf-8")
    return len(packed)


def labelled(data: Path, labels: Path = LABELS) -> Iterator[dict[str, Any]]:
    """Every annotated article, joined to its text in the ANT corpus."""
    wanted = {r["id"]: r for r in map(json.loads, labels.read_text(encoding="utf-8").splitlines())}
    for record in news(data):
        if record["id"] in wanted:
            yield unpack(wanted.pop(record["id"]), article_text(record))
    if wanted:
        raise ValueError(f"{len(wanted)} annotated articles are not in the corpus, {min(wanted)} among them")
