"""How fast newsie reads, end to end from str to JSON, beside its peers on the same text in the same run.

    python -m benchmarks.throughput [--articles FILE.jsonl] [--engine NAME]… [--models FOLDER] [--processes N] [--stages] [--lengths]
                                    [--memory N] [--json FILE]
    python -m benchmarks.throughput --compare OLD.json NEW.json

Without --articles it reads the articles beside this file, written for newsie about fictional people. Without --engine it measures newsie
and every peer that is installed; one that is not is named with the reason. Peers that need models take them from --models, a folder that
`python -m benchmarks.peer_models FOLDER` makes.

Each engine runs in a process of its own, on one thread. CPU time stands beside wall time, because machines are shared: compare words a CPU
second, and engines of one run with each other. Figures are the median of five runs. Words are runs between spaces.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import newsie
from benchmarks.peers import ENGINES
from benchmarks.texts import read_articles

Result = dict[str, Any]
_COLUMNS = (
    ("words_per_cpu_second", "words/CPU s", "{:,.0f}"), ("words_per_second", "words/s", "{:,.0f}"), ("articles_per_second", "articles/s", "{:,.1f}"),
    ("p50_ms", "p50 ms", "{:,.1f}"), ("p99_ms", "p99 ms", "{:,.1f}"), ("load_s", "load s", "{:.2f}"), ("peak_mb", "peak MB", "{:,.0f}"),
)  # fmt: skip
_PACKAGES = ("numpy", "pydantic", "torch", "stanza", "camel_tools", "transformers")


def machine() -> Result:
    """Where and with which versions the figures were made."""
    found = {}
    for package in _PACKAGES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    where = f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    return {"machine": where, "python": platform.python_version(), "newsie": newsie.__version__, **found, "day": time.strftime("%Y-%m-%d")}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor()


def measured(what: str, args: argparse.Namespace, number: int = 0) -> Result:
    """What `benchmarks.measuring` says of one engine or one question."""
    command = [sys.executable, "-m", "benchmarks.measuring", what, "--number", str(number)]
    for name in ("articles", "models"):
        if getattr(args, name) is not None:
            command += [f"--{name}", str(getattr(args, name))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        result: Result = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        result = {"skipped": f"failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode}"}
    return result


def run(args: argparse.Namespace) -> list[Result]:
    """Everything that was asked for, each engine with the machine it ran on."""
    texts = read_articles(args.articles)
    about = {"articles": len(texts), "words": sum(len(text.split()) for text in texts), **machine()}
    results = []
    for engine in args.engine or ENGINES:
        found = measured(engine, args)
        print(f"{engine}: {found.get('skipped') or '{:,.0f} words a CPU second'.format(found['words_per_cpu_second'])}", file=sys.stderr)
        results.append({"engine": engine, **found, **about})
        _write(results, args.json)  # a run that is stopped leaves what it has
    own = next((result for result in results if result["engine"] == "embedded"), None)
    if own is not None:
        if args.stages:
            own["stages"] = measured("stages", args)["microseconds_a_word"]
        if args.lengths:
            own["lengths"] = measured("lengths", args)
        if args.memory:
            own["memory"] = measured("memory", args, args.memory)
        if args.processes > 1:
            own["spread"] = [measured("processes", args, n) for n in dict.fromkeys((1, args.processes))]
    _write(results, args.json)
    return results


def _write(results: list[Result], path: Path | None) -> None:
    if path is not None:
        path.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def table(results: list[Result]) -> str:
    """The results for people: an engine a row, how many times faster newsie is, and what else was asked."""
    own = next((result for result in results if result["engine"] == "embedded"), None)
    rows = [["engine", *(title for _, title, _ in _COLUMNS), "newsie is"]]
    for result in results:
        if "skipped" not in result:
            times = f"{own['words_per_cpu_second'] / result['words_per_cpu_second']:,.3g} ×" if own and own is not result and "skipped" not in own else ""
            rows.append([result["engine"], *(form.format(result[name]) for name, _, form in _COLUMNS), times])
    out = _aligned(rows)
    out += "".join(f"\n{result['engine']}: skipped, {result['skipped']}" for result in results if "skipped" in result)
    if own and "stages" in own:
        whole = sum(own["stages"].values())
        out += "\n\n" + _aligned([["stage", "µs/word", "share"], *([name, f"{spent:.2f}", f"{spent / whole:.0%}"] for name, spent in own["stages"].items())])
    if own and "lengths" in own:
        out += "\n\n" + _aligned([["words in a text", "µs/word"], *([length, f"{spent:.1f}"] for length, spent in own["lengths"]["microseconds_a_word"].items())])
    if own and "memory" in own:
        out += f"\n\nMB held after each tenth of {own['memory']['articles']:,} articles: {', '.join(f'{mb:.0f}' for mb in own['memory']['resident_mb'])}"
    if own and "spread" in own:
        alone = own["spread"][0]["words_per_cpu_second"]
        rows = [["processes", "words/s", "start s", "parent CPU s", "workers' CPU s", "worker peak MB", "× of one, by CPU"]]
        for one in own["spread"]:
            numbers = (
                one["words_per_second"],
                one["start_s"],
                one["parent_cpu_s"],
                one["workers_cpu_s"],
                one["worker_peak_mb"],
                one["words_per_cpu_second"] * one["processes"] / alone,
            )
            rows.append([str(one["processes"]), *(f"{n:,.2f}" for n in numbers)])
        out += "\n\n" + _aligned(rows)
    first = results[0]
    return out + f"\n\n{first['articles']} articles, {first['words']:,} words; " + ", ".join(f"{name} {first[name]}" for name in ("machine", "python", *_PACKAGES) if name in first)


def compare(old: list[Result], new: list[Result]) -> str:
    """What changed between two JSON files of this benchmark, an engine a row; stages below."""
    before = {result["engine"]: result for result in old if "skipped" not in result}
    rows = [["engine", *(f"{title} old → new" for _, title, _ in _COLUMNS), "words/CPU s ×"]]
    stages = []
    for result in new:
        was = before.get(result["engine"])
        if was is None or "skipped" in result:
            continue
        cells = [f"{form.format(was[name])} → {form.format(result[name])}" for name, _, form in _COLUMNS]
        rows.append([result["engine"], *cells, f"{result['words_per_cpu_second'] / was['words_per_cpu_second']:.2f}"])
        if "stages" in was and "stages" in result:
            stages = [[stage, f"{was['stages'].get(stage, 0):.2f}", f"{spent:.2f}"] for stage, spent in result["stages"].items()]
    out = _aligned(rows)
    if stages:
        out += "\n\n" + _aligned([["stage, µs/word", "old", "new"], *stages])
    if old[0]["machine"] != new[0]["machine"]:
        out += f"\n\nNot the same machine: {old[0]['machine']}; {new[0]['machine']}"
    return out


def _aligned(rows: list[list[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) if n == 0 else cell.rjust(width) for n, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip() for row in rows)


def main() -> None:
    """Measure, or compare, and print."""
    cli = argparse.ArgumentParser(prog="python -m benchmarks.throughput", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--articles", type=Path, help="JSON lines with a text each")
    cli.add_argument("--engine", action="append", choices=list(ENGINES), help="measure only this one; may be repeated")
    cli.add_argument("--models", type=Path, help="the folder that benchmarks.peer_models made")
    cli.add_argument("--processes", type=int, default=1, help="also measure pipe() in so many processes")
    cli.add_argument("--stages", action="store_true", help="also say how newsie's time divides")
    cli.add_argument("--lengths", action="store_true", help="also say what a word costs in texts of 100 to 100,000 words")
    cli.add_argument("--memory", type=int, default=0, metavar="N", help="also say what memory a stream of N articles holds")
    cli.add_argument("--json", type=Path, metavar="FILE", help="write the results here")
    cli.add_argument("--compare", type=Path, nargs=2, metavar=("OLD", "NEW"))
    args = cli.parse_args()
    if args.compare:
        old, new = (json.loads(path.read_text(encoding="utf-8")) for path in args.compare)
        print(compare(old, new))
        return
    results = run(args)
    print(table(results))


if __name__ == "__main__":
    main()
