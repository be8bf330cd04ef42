"""One engine measured in a process of its own, so that its memory and its load are its own: `python -m benchmarks.measuring ENGINE FILE …`.

`benchmarks.throughput` starts it and reads the JSON object that it prints last.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import Any

RUNS = 5
#: A run reads the articles over and over for so many CPU seconds, and ends with a whole pass unless that would take four times as long.
_RUN_SECONDS, _LONGEST = 1.5, 4
_WARM = 3


def one_thread() -> None:
    """One thread for numpy and torch, where the environment does not say otherwise; before they are imported."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def peak_mb() -> float:
    """The most memory that this process has held, in MB of 2**20 bytes."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 2**20)


def resident_mb() -> float:
    """What this process holds now, in MB; where the system does not say, the most it has held."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20
    except OSError:
        return peak_mb()


def measure(engine: str, texts: list[str], models: Path | None) -> dict[str, Any]:
    """Articles and words a second, latency, load time and peak memory of one engine; the median of `RUNS` runs."""
    from benchmarks.peers import ENGINES

    cpu, wall = time.process_time(), time.perf_counter()
    read = ENGINES[engine](models)
    load_cpu, load_wall = time.process_time() - cpu, time.perf_counter() - wall
    first = time.process_time()
    read(texts[0])
    first = time.process_time() - first
    for text in texts[1:_WARM]:
        read(text)
    runs = [_run(read, texts) for _ in range(RUNS)]
    lengths = {text: len(text.split()) for text in texts}
    words, articles = ([sum(lengths[text] for text, _, _ in run) for run in runs], [len(run) for run in runs])
    walls, cpus = ([sum(step[n] for step in run) for run in runs] for n in (1, 2))
    by_wall, by_cpu = (sorted(step[n] for run in runs for step in run) for n in (1, 2))
    return {
        "words_per_second": statistics.median(w / t for w, t in zip(words, walls, strict=True)),
        "articles_per_second": statistics.median(a / t for a, t in zip(articles, walls, strict=True)),
        "words_per_cpu_second": statistics.median(w / t for w, t in zip(words, cpus, strict=True)),
        "articles_per_cpu_second": statistics.median(a / t for a, t in zip(articles, cpus, strict=True)),
        "p50_ms": 1000 * by_wall[len(by_wall) // 2], "p99_ms": 1000 * by_wall[int(len(by_wall) * 0.99)],
        "p50_cpu_ms": 1000 * by_cpu[len(by_cpu) // 2], "p99_cpu_ms": 1000 * by_cpu[int(len(by_cpu) * 0.99)],
        "load_s": load_cpu, "load_wall_s": load_wall, "first_article_s": first, "peak_mb": peak_mb(),
        "runs": RUNS, "words_a_run": statistics.median(words), "whole_passes": all(a >= len(texts) for a in articles),
    }  # fmt: skip


def _run(read: Any, texts: list[str]) -> list[tuple[str, float, float]]:
    """Texts with the wall and CPU seconds that each took."""
    done: list[tuple[str, float, float]] = []
    spent = 0.0
    while spent < _RUN_SECONDS:
        for text in texts:
            wall, cpu = time.perf_counter(), time.process_time()
            read(text)
            cpu = time.process_time() - cpu
            done.append((text, time.perf_counter() - wall, cpu))
            spent += cpu
            if spent > _LONGEST * _RUN_SECONDS:
                return done
    return done


def measure_processes(texts: list[str], processes: int) -> dict[str, Any]:
    """`Pipeline.pipe` in several processes, from when the first article is there: wall time, and the CPU time of parent and workers."""
    import newsie

    nlp = newsie.load()
    words = sum(len(text.split()) for text in texts)
    began, children = time.perf_counter(), _children()
    stream = nlp.pipe(texts, processes=processes)
    next(stream)
    first, cpu = time.perf_counter(), time.process_time()
    for _ in stream:
        pass
    wall, cpu = time.perf_counter() - first, time.process_time() - cpu
    workers, most = _children() - children, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {
        "processes": processes, "words_per_second": words / wall, "articles_per_second": len(texts) / wall, "words_per_cpu_second": words / (cpu + workers),
        "start_s": first - began, "parent_cpu_s": cpu, "workers_cpu_s": workers, "articles": len(texts), "peak_mb": peak_mb(), "worker_peak_mb": most,
    }  # fmt: skip


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure_memory(texts: list[str], articles: int) -> dict[str, Any]:
    """Memory over a long stream: MB held after each tenth of it."""
    import newsie

    nlp = newsie.load()
    held = []
    stream = nlp.pipe(texts[n % len(texts)] for n in range(articles))
    for n, _ in enumerate(stream, 1):
        if n % (articles // 10) == 0:
            held.append(round(resident_mb(), 1))
    return {"articles": articles, "resident_mb": held, "peak_mb": peak_mb()}


def measure_lengths(texts: list[str]) -> dict[str, Any]:
    """CPU microseconds a word in texts of 100 to 100,000 words, made of the articles' paragraphs."""
    import newsie

    nlp = newsie.load()
    for text in texts[:_WARM]:
        nlp(text)
    paragraphs = [p for text in texts for p in text.split("\n") if len(p.split()) > 15]
    found = {}
    for length in (100, 1000, 10_000, 100_000):
        text = _of_length(paragraphs, length)
        nlp(text)
        times = []
        for _ in range(max(3, min(200, 20_000 // length))):
            cpu = time.process_time()
            nlp(text).model_dump_json()
            times.append(time.process_time() - cpu)
        found[str(length)] = 1e6 * statistics.median(times) / len(text.split())
    return {"microseconds_a_word": found, "slowest_over_fastest": max(found.values()) / min(found.values()), "peak_mb": peak_mb()}


def _of_length(paragraphs: list[str], words: int) -> str:
    out: list[str] = []
    while words > 0:
        for paragraph in paragraphs:
            piece = paragraph.split()[:words]
            out.append(" ".join(piece))
            words -= len(piece)
            if words <= 0:
                break
    return "\n\n".join(out)


def main() -> None:
    """Measure one thing and print it as JSON."""
    one_thread()
    from benchmarks.peers import NotHere
    from benchmarks.texts import read_articles

    cli = argparse.ArgumentParser(prog="python -m benchmarks.measuring", description=__doc__)
    cli.add_argument("what", help="an engine, or: processes, memory, lengths, stages")
    cli.add_argument("--articles", type=Path)
    cli.add_argument("--models", type=Path)
    cli.add_argument("--number", type=int, default=2)
    args = cli.parse_args()
    texts = read_articles(args.articles)
    try:
        if args.what == "processes":
            result = measure_processes(texts * 40, args.number)
        elif args.what == "memory":
            result = measure_memory(texts, args.number)
        elif args.what == "lengths":
            result = measure_lengths(texts)
        elif args.what == "stages":
            from benchmarks.stages import breakdown

            result = {"microseconds_a_word": breakdown(texts)}
        else:
            result = measure(args.what, texts, args.models)
    except NotHere as why:
        result = {"skipped": str(why)}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
