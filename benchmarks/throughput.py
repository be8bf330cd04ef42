"""How fast newsie reads, end to end from str to JSON, on one thread or several processes.

    python -m benchmarks.throughput [--articles FILE.jsonl] [--repeat N] [--processes N] [--json]

Without --articles it reads the articles beside this file, written for newsie about fictional people. CPU time stands beside wall
time, because machines are shared; figures are the median of five runs. Words are runs between spaces.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import newsie

ARTICLES = Path(__file__).with_name("articles")
RUNS = 5


def read_articles(path: Path | None) -> list[str]:
    """The texts of a JSON-lines file, or those that come with the repository."""
    if path is None:
        return [p.read_text(encoding="utf-8") for p in sorted(ARTICLES.glob("*.txt"))]
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def load_seconds() -> float:
    """CPU seconds that a new process needs to import newsie and load the model."""
    code = "import time; t = time.process_time(); import newsie; newsie.load(); print(time.process_time() - t)"
    return min(float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) for _ in range(3))


def measure(texts: list[str], processes: int) -> dict[str, object]:
    """Read all texts several times and say how long it took."""
    nlp = newsie.load()
    for text in texts[:20]:
        nlp(text)
    words = sum(len(text.split()) for text in texts)
    wall, cpu, each = [], [], []
    for _ in range(RUNS):
        wall_began, cpu_began = time.perf_counter(), time.process_time()
        if processes == 1:
            for text in texts:
                began = time.perf_counter()
                nlp(text).model_dump_json()
                each.append(time.perf_counter() - began)
        else:
            for article in nlp.pipe(texts, processes=processes):
                assert isinstance(article, newsie.Article)
                article.model_dump_json()
        wall.append(time.perf_counter() - wall_began)
        cpu.append(time.process_time() - cpu_began)
    seconds = statistics.median(wall)
    each.sort()
    return {
        "engine": "embedded",
        "processes": processes,
        "articles": len(texts),
        "words": words,
        "words_per_second": words / seconds,
        "articles_per_second": len(texts) / seconds,
        "words_per_cpu_second": words / statistics.median(cpu) if processes == 1 else None,
        "p50_ms": 1000 * each[len(each) // 2] if each else None,
        "p99_ms": 1000 * each[int(len(each) * 0.99)] if each else None,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "load_s": load_seconds(),
        "newsie": newsie.__version__,
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
    }


def main() -> None:
    """Measure and print."""
    cli = argparse.ArgumentParser(prog="python -m benchmarks.throughput", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--articles", type=Path)
    cli.add_argument("--repeat", type=int, default=40, help="how often each article is read in a run")
    cli.add_argument("--processes", type=int, default=1)
    cli.add_argument("--json", action="store_true")
    args = cli.parse_args()
    result = measure(read_articles(args.articles) * args.repeat, args.processes)
    if args.json:
        print(json.dumps([result]))
        return
    for name, value in result.items():
        print(f"{name:22} {value:,.2f}" if isinstance(value, float) else f"{name:22} {value}")


if __name__ == "__main__":
    main()
