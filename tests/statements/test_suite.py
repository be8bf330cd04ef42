"""Scored runs with a floor that only rises: the phenomena of reported speech, and who said what on gold/dev."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.cases import score
from benchmarks.statements import load_scorer

import newsie


def test_phenomena(nlp: newsie.Pipeline, shared: Path) -> None:
    lines = (shared / "design/reported_speech_cases.jsonl").read_text(encoding="utf-8").splitlines()
    figures, errors = score([json.loads(line) for line in lines if line.strip()], nlp)
    assert figures["right"] >= 120, errors
    assert figures["false_on_traps"] <= 2, errors


def test_gold_dev(nlp: newsie.Pipeline, shared: Path) -> None:
    scorer = load_scorer(shared / "eval/score.py")
    gold = {}
    for path in sorted((shared / "gold/dev").glob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        gold[article["id"]] = article
    found = {key: json.loads(nlp(a["text"], id=key, published=a.get("published")).model_dump_json()) for key, a in gold.items()}
    figures, _ = scorer.score(gold, found)
    floors = {"ner.all": 0.895, "statements.detect": 0.885, "statements.exact": 0.805, "statements.words": 0.955, "statements.who_said_what": 0.79, "dates.span": 0.97}
    assert {name: figures[name]["f1"] for name, floor in floors.items() if figures[name]["f1"] < floor} == {}
