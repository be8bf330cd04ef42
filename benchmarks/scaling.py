"""The figures of docs/scaling.md, measured here and now: `python -m benchmarks.scaling [--peers FILE.json] [--write]`.

What a billion articles cost, from the measured speed of one core; and for each stage its floor, the least that any program in Python
and numpy would spend on what the stage must touch, with how far above it the stage is. --peers takes the JSON of `benchmarks.throughput`
with its peers, and of it also what newsie itself was measured at; --write puts the result into the page.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.measuring import one_thread
from benchmarks.texts import read_articles
from benchmarks.throughput import machine, measured

one_thread()  # before numpy is imported

PAGE = Path(__file__).resolve().parents[1] / "docs/scaling.md"
ARTICLES = 1_000_000_000
_DOLLARS_A_CORE_HOUR = 0.04
_NETWORK_STAGES = ("network", "decoding")
_WORDS = re.compile(r"\S+")
_TRIES = 7
Row = tuple[str, ...]


def seconds(work: Callable[[], object]) -> float:
    """The median CPU time of some tries."""
    times = []
    for _ in range(_TRIES):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return statistics.median(times)


def multiply_adds(weights: dict[str, Any]) -> int:
    """Multiply-adds of the network for one token: every weight matrix that all tokens go through, once."""
    return sum(w.size for name, w in weights.items() if w.ndim == 2 and not name.startswith(("prefix", "suffix", "corpus")) and not name.endswith("transitions"))


def gigaflops(tokens: int, inner: int, outer: int) -> float:
    """What numpy's matrix product does here in float32, in 10**9 multiply-adds a second, at the shape of a page."""
    import numpy as np

    chance = np.random.default_rng(0)
    left, right = (chance.standard_normal(shape, dtype=np.float32) for shape in ((tokens, inner), (inner, outer)))
    return 20 * tokens * inner * outer / seconds(lambda: [left @ right for _ in range(20)]) / 1e9


def floors(texts: list[str]) -> dict[str, tuple[float, str]]:
    """For each stage the least, in microseconds a word, that its input and output cost, and what that is."""
    import newsie

    words = sum(len(text.split()) for text in texts)
    nlp = newsie.load()
    articles = [nlp(text) for text in texts]
    tokens = [newsie.load(keep_tokens=True)(text).tokens or () for text in texts]
    count = sum(map(len, tokens))
    forms = [token.text for page in tokens for token in page]
    table = dict.fromkeys(forms[::2])
    per_word = 1e6 / words

    one_scan = seconds(lambda: [[m.span() for m in _WORDS.finditer(text)] for text in texts]) * per_word
    look_up = seconds(lambda: [form in table for form in forms]) * per_word
    spans = sum(a.model_dump_json().count('"start"') for a in articles)
    json_bytes = sum(len(a.model_dump_json().encode()) for a in articles)
    written = seconds(lambda: [json.dumps(text, ensure_ascii=False).encode() for text in texts]) / sum(len(text.encode()) for text in texts) * json_bytes * per_word
    one_span = seconds(lambda: [newsie.Span(start=n, end=n, text="") for n in range(2000)]) / 2000
    found = {
        "page": (one_scan, f"one pass of a regular expression over {sum(len(t.encode()) for t in texts) / words:.1f} bytes a word, a span for each word"),
        "entities": (look_up, "one dictionary look-up a token"),
        "statements": (look_up, "one look-up a token"),
        "speakers": (look_up, "one look-up a token"),
        "dates": (look_up, "one look-up a token"),
        "records": (one_span * spans * per_word, f"{spans / words:.2f} pydantic spans a word"),
        "json": (written, f"{json_bytes / words:.0f} bytes a word, escaped"),
    }
    network = _network_floor(count / words, count / len(texts))
    return found | ({"network": network} if network else {})


def _network_floor(tokens_a_word: float, tokens_a_page: float) -> tuple[float, str] | None:
    from newsie.network.model import default_network

    weights = getattr(default_network(), "_w", None)
    if not isinstance(weights, dict):
        return None
    work = multiply_adds(weights)
    speed = gigaflops(round(tokens_a_page), *weights["block0.weight"].shape)
    return (
        work * tokens_a_word / speed / 1e3,
        f"{work / 1e6:.2f} M multiply-adds a token, {tokens_a_word:.2f} tokens a word, at {speed:.0f} G multiply-adds/s (float32 matrix product of a page)",
    )


def sizes(texts: list[str]) -> dict[str, float]:
    """Bytes an article: the text, its JSON, and, with pyarrow, a row of Parquet."""
    import newsie

    nlp = newsie.load()
    articles = [nlp(text) for text in texts]
    found = {"text": statistics.mean(len(t.encode()) for t in texts), "JSON": statistics.mean(len(a.model_dump_json().encode()) for a in articles)}
    try:
        from pyarrow import parquet

        from newsie.arrow import to_table
    except ImportError:
        return found
    target = io.BytesIO()
    parquet.write_table(to_table(articles), target, compression="zstd")
    return {**found, "Parquet (zstd)": target.tell() / len(articles)}


def page(peers: list[dict[str, Any]] | None) -> str:
    """The block of the page, in Markdown."""
    args = argparse.Namespace(articles=None, models=None)
    texts = read_articles(None)
    own = next((dict(result) for result in peers or [] if result["engine"] == "embedded"), None) or {**measured("embedded", args), **machine()}
    stages = own.get("stages") or measured("stages", args)["microseconds_a_word"]
    lengths = (own.get("lengths") or measured("lengths", args))["microseconds_a_word"]
    spread = own["spread"][-1] if "spread" in own else measured("processes", args, 2)
    about = own
    words = statistics.mean(len(text.split()) for text in texts)
    rate = own["articles_per_cpu_second"]
    hours = ARTICLES / rate / 3600
    parent = spread["parent_cpu_s"] / spread["articles"]
    out = [
        f"Measured on {about['day']}: {about['machine']}; Python {about['python']}, numpy {about['numpy']}, pydantic {about['pydantic']}. CPU time, one thread.\n",
        f"**One core** reads {own['words_per_cpu_second']:,.0f} words, {rate:,.0f} articles of {words:.0f} words, a second, from str to JSON. "
        f"Import and load take {own['load_s']:.2f} s, the process needs at most {own['peak_mb']:.0f} MB, "
        f"a worker of `pipe` {spread['worker_peak_mb']:.0f} MB with what is shared. "
        f"A word costs {', '.join(f'{spent:.0f} µs in a text of {int(length):,} words' for length, spent in lengths.items())}.\n",
        "| 10⁹ articles | |\n|---|---|",
        f"| core hours | {hours:,.0f} |",
        *(f"| on {cores:,} cores | {hours / cores:,.1f} hours |" for cores in (16, 256, 4096)),
        f"| at ${_DOLLARS_A_CORE_HOUR} a core hour | ${hours * _DOLLARS_A_CORE_HOUR:,.0f} |",
        *(f"| {name} | {size * ARTICLES / 1e12:.2f} TB, {size / 1e3:.1f} kB an article |" for name, size in sizes(texts).items()),
        f"| most processes that one parent of `pipe` keeps busy | {1 / rate / parent:,.0f} (it spends {1e3 * parent:.2f} ms an article) |\n",
        "| stage | µs a word | floor | above it | the floor is |\n|---|---|---|---|---|",
    ]
    least = floors(texts)
    for stage, spent in stages.items():
        floor, what = least.get(stage, (0.0, ""))
        out.append(f"| {stage} | {spent:.2f} | {f'{floor:.2f}' if floor else ''} | {f'{spent / floor:.1f} ×' if floor else ''} | {what} |")
    whole, network = sum(stages.values()), sum(stages[name] for name in _NETWORK_STAGES)
    out.append(f"| all | {whole:.2f} | {sum(floor for floor, _ in least.values()):.2f} | | {whole - network:.2f} µs of it are not the network and its decoding |")
    return "\n".join([*out, *_peers(peers)])


def _peers(results: list[dict[str, Any]] | None) -> list[str]:
    """Peers on the same articles, in one run."""
    measured_ones = {result["engine"]: result for result in results or [] if "skipped" not in result}
    own = measured_ones.get("embedded")
    if own is None:
        return []
    rows = [
        f"| {name} | {r['words_per_cpu_second']:,.0f} | {r['load_s']:.1f} | {r['peak_mb']:,.0f} | {own['words_per_cpu_second'] / r['words_per_cpu_second']:.3g} × |"
        for name, r in measured_ones.items()
    ]
    return [
        f"\nPeers on the same articles in one run ({own['day']}; `python -m benchmarks.throughput`):\n",
        "| engine | words a CPU second | load s | peak MB | newsie is |\n|---|---|---|---|---|",
        *rows,
    ]


def main() -> None:
    """Print the block, or write it."""
    cli = argparse.ArgumentParser(prog="python -m benchmarks.scaling", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--peers", type=Path, help="the JSON of a run of benchmarks.throughput")
    cli.add_argument("--write", action="store_true", help="put the block into docs/scaling.md")
    args = cli.parse_args()
    block = page(json.loads(args.peers.read_text(encoding="utf-8")) if args.peers else None)
    if args.write:
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(re.sub(r"(<!-- figures -->\n).*?(<!-- end -->)", lambda m: f"{m[1]}{block}\n{m[2]}", text, count=1, flags=re.DOTALL), encoding="utf-8")
    else:
        print(block)


if __name__ == "__main__":
    main()
