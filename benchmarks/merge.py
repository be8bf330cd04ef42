"""Joining entities across articles: how long it takes beyond extraction, and what it holds on to.

    python -m benchmarks.merge ../shared/data/raw/news_ant.jsonl.gz [--articles 5000] [--json]

The articles are the JSON lines of a file (plain or .gz) with `text` and, where they have it, `title` and `date`. Extraction and
merging are timed apart, in CPU seconds; the process's peak memory is read at every fifth of the way.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import newsie


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON lines file."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def measure(path: Path, count: int) -> dict[str, Any]:
    """Extract and merge `count` articles."""
    nlp = newsie.load()
    extraction, peaks, words = 0.0, [], 0

    def articles() -> Iterator[newsie.Article]:
        nonlocal extraction, words
        for n, record in enumerate(islice(records(path), count)):
            began = time.process_time()
            text = "\n\n".join(part for part in (record.get("title"), record["text"]) if part)
            article = nlp(text, id=str(record.get("id", n)))
            words += len(text.split())
            extraction += time.process_time() - began
            if count >= 5 and (n + 1) % (count // 5) == 0:
                peaks.append(round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
            yield article

    began = time.process_time()
    merged = newsie.merge(articles())
    total = time.process_time() - began
    return {
        "articles": count,
        "words": words,
        "extraction_cpu_s": round(extraction, 1),
        "merging_cpu_s": round(total - extraction, 1),
        "people": len(merged.people),
        "organizations": len(merged.organizations),
        "places": len(merged.places),
        "peak_mb_on_the_way": peaks,
    }


def main() -> None:
    """Print the figures, a line each, or as JSON."""
    cli = argparse.ArgumentParser(prog="python -m benchmarks.merge", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("file", type=Path)
    cli.add_argument("--articles", type=int, default=5000)
    cli.add_argument("--json", action="store_true")
    args = cli.parse_args()
    figures = measure(args.file, args.articles)
    if args.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:20} {value}")


if __name__ == "__main__":
    main()
