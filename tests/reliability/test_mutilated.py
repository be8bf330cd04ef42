"""Articles of our own, mutilated a little; `python -m benchmarks.mutilate` does it to real news, 50,000 times."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.laws import broken
from benchmarks.mutilate import ARTICLES, HURTS, case, read_texts

import newsie
from conftest import ROOT


def test_no_law_breaks(nlp: newsie.Pipeline) -> None:
    texts = read_texts(ARTICLES)
    seen = set()
    for number in range(60):
        text, done = case(texts, 7, number)
        seen.update(done)
        assert broken(nlp(text, published="2018-02-18"), text) == [], (number, text)
    assert seen == {hurt.__name__.strip("_") for hurt in HURTS}


def test_a_case_depends_on_seed_and_number_alone() -> None:
    texts = read_texts(ARTICLES)
    assert case(texts, 1, 5) == case(texts, 1, 5) != case(texts, 2, 5)


@pytest.mark.slow
def test_a_run_goes_on_where_it_was(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.mutilate", "--articles", str(ARTICLES), "--state", str(tmp_path / "state.json"), "--times"]
    first, second = (json.loads(subprocess.run([*command, times], capture_output=True, check=True, cwd=ROOT).stdout) for times in ("3", "5"))
    assert (first["next"], second["next"], second["faults"]) == (3, 5, [])
    assert sum(second["hurts"].values()) > sum(first["hurts"].values())
