"""Who said what, scored: the shipped extractor beside a rules-only one and a baseline, in one table.

    python -m benchmarks.statements ../shared/gold/dev [--scorer ../shared/eval/score.py] [--extractor newsie rules baseline] [--json]

The gold folder holds an annotated article a file, and the scorer is the one that came with it; nothing else is needed but the core.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import newsie
from benchmarks import baseline
from benchmarks.rules import RulesTagger

FIGURES = ("statements.detect", "statements.exact", "statements.words", "statements.who_said_what", "statements.kind", "statements.cue", "statements.speaker")


def extractors() -> dict[str, Callable[[dict[str, Any]], str]]:
    """Each extractor as a function from a record to a line of JSON."""
    from newsie.ner.embedded import EmbeddedRecognizer
    from newsie.network.model import default_network
    from newsie.statements import StatementExtractor
    from newsie.statements.ranker import default_ranker

    shipped = newsie.load()
    rules = newsie.Pipeline(EmbeddedRecognizer(default_network()), StatementExtractor(RulesTagger(), default_ranker()))

    def through(nlp: newsie.Pipeline) -> Callable[[dict[str, Any]], str]:
        return lambda record: nlp(record["text"], id=record["id"], published=record.get("published")).model_dump_json()

    return {"newsie": through(shipped), "rules": through(rules), "baseline": baseline.extract}


def load_scorer(path: Path) -> Any:
    """The scorer's module from its file."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Score each extractor on a gold folder."""
    cli = argparse.ArgumentParser(prog="python -m benchmarks.statements", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path)
    cli.add_argument("--scorer", type=Path, default=Path("../shared/eval/score.py"))
    cli.add_argument("--extractor", nargs="+", default=["newsie", "rules", "baseline"], choices=["newsie", "rules", "baseline"])
    cli.add_argument("--json", action="store_true")
    args = cli.parse_args()
    scorer = load_scorer(args.scorer)
    gold = {}
    for path in sorted(args.gold.glob("*.json")):
        if not path.name.endswith(".annotation.json"):
            record = json.loads(path.read_text(encoding="utf-8"))
            gold[record["id"]] = record
    known = extractors()
    table = {}
    for name in args.extractor:
        figures, _ = scorer.score(gold, {key: json.loads(known[name](record)) for key, record in gold.items()})
        table[name] = {f: figures[f].get("f1", figures[f].get("accuracy")) for f in FIGURES}
    if args.json:
        print(json.dumps(table))
        return
    print(f"{len(gold)} articles".ljust(28) + "".join(name.rjust(10) for name in table))
    for figure in FIGURES:
        print(figure.ljust(28) + "".join(f"{row[figure]:10.3f}" for row in table.values()))


if __name__ == "__main__":
    main()
