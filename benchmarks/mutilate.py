"""Real news, mutilated: no exception, no law broken, no time that grows with the square of the length.

    python -m benchmarks.mutilate --times 50000 --seed 1 [--articles FILE.jsonl.gz] [--state FILE] [--minutes N]

Each time takes a stretch of an article of --articles (JSON lines with "text", or a folder of text files; left out: ../shared/data/raw) and hurts it in one to five
ways. The n-th case depends on the seed and n alone, so that a fault can be seen again with --first N --times 1. With --state the run can be
interrupted and goes on where it was. A case that takes far longer a character than most is read again eight times as long: more than
sixteen times the time is a fault. Exit code 1 where there is any.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import newsie
from benchmarks.laws import broken

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT.parent / "shared/data/raw/news_ant.jsonl.gz"
ARTICLES = Path(__file__).with_name("articles")
QUOTES = "\"«»“”„‹›‘’'`"
BREAKS = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x85", "\n\n\n", "\x00"]
CONTROLS = "\u200e\u200f\u200b\u200c\u200d\u202a\u202b\u202c\u202e\u2066\u2067\u2069\ufeff\u00ad\u061c\u0640\u0651\u064b"
TAGS = ["<p>", "</p>", "<br/>", "<b>", "</b>", '<a href="javascript:x()">', "</a>", "<script>", "</script>", "&nbsp;", "&quot;", "&#8220;", "<!--", "-->", "<img src=x onerror=y>"]
LONGEST = 700
Hurt = Callable[[random.Random, str], str]


def _somewhere(rng: random.Random, text: str, put: Callable[[], str], most: int = 6) -> str:
    for _ in range(rng.randint(1, most)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + put() + text[at:]
    return text


def _drop(rng: random.Random, text: str) -> str:
    chance = rng.choice([0.01, 0.05, 0.2, 0.6])
    return "".join(c for c in text if rng.random() > chance)


def _quotes(rng: random.Random, text: str) -> str:
    """Quotation marks doubled, removed, swapped for others."""
    do = rng.randrange(4)
    if do == 0:
        return "".join(c * rng.choice([1, 2, 5]) if c in QUOTES else c for c in text)
    if do == 1:
        return "".join(c for c in text if c not in QUOTES or rng.random() < 0.5)
    if do == 2:
        return "".join(rng.choice(QUOTES) if c in QUOTES else c for c in text)
    return _somewhere(rng, text, lambda: rng.choice(QUOTES) * rng.choice([1, 1, 2, 40]), 12)


def _paragraphs(rng: random.Random, text: str) -> str:
    """Paragraphs joined, or broken in the middle of words."""
    if rng.random() < 0.5:
        return text.replace("\n", rng.choice(["", " ", "\u00a0"]))
    return _somewhere(rng, text, lambda: rng.choice(BREAKS))


def _encodings(rng: random.Random, text: str) -> str:
    """A stretch read in another encoding than it was written in, once or twice."""
    a, b = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
    part = text[a:b]
    for _ in range(rng.randint(1, 2)):
        written, read = rng.choice([("utf-8", "windows-1256"), ("utf-8", "latin-1"), ("windows-1256", "utf-8"), ("utf-8", "cp1252"), ("iso8859-6", "utf-8"), ("utf-16", "latin-1")])
        part = part.encode(written, "replace").decode(read, "replace")
    if rng.random() < 0.1:
        part = part.encode("utf-8", "replace")[1:].decode("utf-8", "surrogateescape")
    return text[:a] + part + text[b:]


def _html(rng: random.Random, text: str) -> str:
    return _somewhere(rng, text, lambda: rng.choice(TAGS), 10)


def _controls(rng: random.Random, text: str) -> str:
    return _somewhere(rng, text, lambda: rng.choice(CONTROLS) * rng.choice([1, 1, 3, 30]), 10)


def _shuffle(rng: random.Random, text: str) -> str:
    """Words in another order, or without the spaces between them."""
    words = text.split(" ")
    if rng.random() < 0.5:
        rng.shuffle(words)
        return " ".join(words)
    return "".join(word + ("" if rng.random() < 0.3 else " ") for word in words)


def _repeat(rng: random.Random, text: str) -> str:
    """A stretch said again and again."""
    at = rng.randrange(len(text) + 1)
    return text[:at] + text[at : at + rng.choice([1, 2, 5, 20])] * rng.choice([2, 10, 60]) + text[at:]


def _turn(rng: random.Random, text: str) -> str:
    """Cut off at either end, or written backwards."""
    at = rng.randrange(len(text) + 1)
    return rng.choice([text[at:], text[:at], text[::-1]])


def _digits(rng: random.Random, text: str) -> str:
    return _somewhere(rng, text, lambda: "".join(rng.choice("0123456789٠١٢٣٤٥٦٧٨٩/-:.,٪%") for _ in range(rng.choice([1, 4, 30]))), 8)


HURTS: tuple[Hurt, ...] = (_drop, _quotes, _quotes, _paragraphs, _encodings, _html, _controls, _shuffle, _repeat, _turn, _digits)


def case(texts: list[str], seed: int, number: int) -> tuple[str, list[str]]:
    """The text of a case and the names of what was done to it."""
    rng = random.Random(f"{seed}:{number}")
    text = rng.choice(texts)
    at = rng.randrange(max(1, len(text) - LONGEST // 2))
    text = text[at : at + rng.randint(20, LONGEST)]
    done = []
    for hurt in rng.choices(HURTS, k=rng.randint(1, 5)):
        text = hurt(rng, text)
        done.append(hurt.__name__.strip("_"))
    return text, done


def seconds(nlp: newsie.Pipeline, text: str) -> float:
    """CPU seconds of a reading, the least of three."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        nlp(text)
        best = min(best, time.process_time() - began)
    return best


def read_texts(path: Path) -> list[str]:
    """The texts of a file of JSON lines, packed or not, or of a folder of text files."""
    if path.is_dir():
        return [file.read_text(encoding="utf-8") for file in sorted(path.glob("*.txt"))]
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        return [text for line in stream if len(text := json.loads(line)["text"]) > 50]


class Run:
    """What a run has seen so far; written to the state file now and then."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.next, self.cpu, self.characters = args.first, 0.0, 0
        self.hurts: Counter[str] = Counter()
        self.faults: list[dict[str, object]] = []
        self.rates: list[float] = []
        if args.state and args.state.exists():
            kept = json.loads(args.state.read_text(encoding="utf-8"))
            if kept["seed"] == args.seed:
                self.next, self.cpu, self.characters, self.faults = kept["next"], kept["cpu_s"], kept["characters"], kept["faults"]
                self.hurts.update(kept["hurts"])

    def one(self, nlp: newsie.Pipeline, texts: list[str]) -> None:
        """Make the next case, read it, and look at the laws."""
        number, (text, done) = self.next, case(texts, self.args.seed, self.next)
        began = time.process_time()
        try:
            article = nlp(text, published="2018-02-18")
            took = time.process_time() - began
            wrong = broken(article, text)
        except Exception as fault:
            took, wrong = time.process_time() - began, [f"{type(fault).__name__}: {fault}"]
        rate = took / (200 + len(text))
        if len(self.rates) > 200 and took > 0.05 and rate > 6 * statistics.median(self.rates[-200:]):
            once, more = seconds(nlp, text), seconds(nlp, text * 8)
            if more > 16 * max(once, 0.01):
                wrong.append(f"time: {once:.3f} s for {len(text)} characters, {more:.3f} s for eight times as many")
        self.rates.append(rate)
        self.cpu, self.characters, self.next = self.cpu + took, self.characters + len(text), number + 1
        self.hurts.update(done)
        if wrong:
            self.faults.append({"case": number, "wrong": wrong, "hurts": done, "text": text.encode("utf-8", "backslashreplace").decode()})

    def result(self) -> dict[str, object]:
        """The figures."""
        return {"seed": self.args.seed, "next": self.next, "characters": self.characters, "cpu_s": round(self.cpu, 1), "hurts": dict(self.hurts), "faults": self.faults}

    def save(self) -> None:
        """Keep the figures in the state file, whole or not at all."""
        if self.args.state:
            part = self.args.state.with_suffix(".part")
            part.write_text(json.dumps(self.result(), ensure_ascii=False), encoding="utf-8")
            part.replace(self.args.state)


def main() -> int:
    """Run and print the figures."""
    cli = argparse.ArgumentParser(prog="python -m benchmarks.mutilate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--times", type=int, default=1000)
    cli.add_argument("--first", type=int, default=0, help="number of the first case")
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--articles", type=Path, default=RAW if RAW.exists() else ARTICLES)
    cli.add_argument("--state", type=Path, help="where an interrupted run is kept")
    cli.add_argument("--minutes", type=float, default=float("inf"), help="stop after so long; with --state the next call goes on")
    args = cli.parse_args()
    texts, nlp, run = read_texts(args.articles), newsie.load(), Run(args)
    until, end = time.monotonic() + 60 * args.minutes, args.first + args.times
    while run.next < end and time.monotonic() < until:
        run.one(nlp, texts)
        if run.next % 500 == 0:
            run.save()
            print(f"{run.next} of {end}, {len(run.faults)} faults", file=sys.stderr, flush=True)
    run.save()
    print(json.dumps(run.result(), ensure_ascii=False, indent=1))
    return int(bool(run.faults))


if __name__ == "__main__":
    sys.exit(main())
