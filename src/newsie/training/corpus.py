"""The raw text that vectors and encoder are trained on: news of the ANT corpus and Arabic Wikipedia."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from newsie.network.vocabulary import keys
from newsie.text.tokens import tokenize

RAW = ("raw/permissive/wikipedia_ar_2017_arzaligned_CCBYSA.txt.gz", "raw/permissive/wikipedia_ar_qa_paragraphs_aqad_arcd_CCBYSA.txt.gz")


def article_text(record: dict[str, str]) -> str:
    """An ANT record as the gold articles have it: the title, an empty line, a paragraph a line."""
    lines = (line.strip() for line in record["text"].split("\n"))
    return record["title"].strip() + "\n\n" + "\n".join(line for line in lines if line)


def news(data: Path) -> Iterator[dict[str, str]]:
    """Every record of the ANT corpus, as it stands in the file."""
    with gzip.open(data / "raw/news_ant.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def texts(data: Path) -> Iterator[str]:
    """News articles whole, then Wikipedia a paragraph at a time."""
    for record in news(data):
        yield article_text(record)
    for name in RAW:
        with gzip.open(data / name, "rt", encoding="utf-8") as lines:
            yield from (line for line in lines if len(line) > 40)


def write_keys(data: Path, out: Path) -> int:
    """Write the corpus as space-separated vocabulary keys, a text a line, and return the number of words."""
    seen: set[int] = set()
    words = 0
    with out.open("w", encoding="utf-8") as file:
        for text in texts(data):
            line = " ".join(keys(tokenize(text)))
            if hash(line) in seen:
                continue
            seen.add(hash(line))
            words += line.count(" ") + 1
            file.write(line + "\n")
    return words
