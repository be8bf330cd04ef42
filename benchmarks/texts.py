"""The articles that the benchmarks read: those that come with the repository, or the user's."""

from __future__ import annotations

import json
from pathlib import Path

ARTICLES = Path(__file__).with_name("articles")


def read_articles(path: Path | None) -> list[str]:
    """The texts of a JSON-lines file (`text` in each object), or those in `benchmarks/articles`, written for newsie about fictional people."""
    if path is None:
        return [p.read_text(encoding="utf-8") for p in sorted(ARTICLES.glob("*.txt"))]
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
