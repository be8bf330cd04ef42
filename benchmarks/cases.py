"""The phenomena of Arabic reported speech, one short text each, scored: who said what, and no statement where there is none.

    python -m benchmarks.cases ../shared/design/reported_speech_cases.jsonl [--errors] [--json]

A statement counts where a found one shares at least half of its words (intersection over union) and names the same speaker:
the same folded name, or half of the words of a description; a speaker who is not to be known must be None.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

import newsie
from newsie.text.characters import fold

_WORD = re.compile(r"[^\W_]+")


def words_in(text: str, spans: list[tuple[int, int]]) -> set[int]:
    """The words of a text that spans touch, by number."""
    return {n for n, m in enumerate(_WORD.finditer(text)) if any(m.start() < end and start < m.end() for start, end in spans)}


def same_speaker(gold: list[str] | str | None, found: str | None) -> bool:
    """Whether a found speaker is the one meant: gold may give several, and a role in brackets."""
    if not gold or found is None:
        return not gold and found is None
    got = set(fold(found).split())
    for one in gold if isinstance(gold, list) else gold.split(";"):
        want = set(fold(re.sub(r"\(.*?\)", " ", one)).replace("،", " ").split())
        if got == want or (want and len(got & want) * 2 >= len(got | want)):
            return True
    return False


def score(cases: list[dict[str, Any]], nlp: newsie.Pipeline) -> tuple[dict[str, float], list[str]]:
    """Counts and shares over all cases, and a line for each fault."""
    total = right = traps = false = 0
    errors = []
    for case in cases:
        text, found = case["text"], list(nlp(case["text"]).statements)
        gold = case["statements"]
        if not gold:
            traps += 1
            false += len(found)
            errors.extend(f"{case['id']}: false: {s.text}" for s in found)
        for want in gold:
            total += 1
            target = words_in(text, [tuple(s) for s in want["content_spans"]])
            best, share = None, 0.0
            for s in found:
                got = words_in(text, [(c.start, c.end) for c in s.content])
                iou = len(got & target) / max(1, len(got | target))
                if iou > share:
                    best, share = s, iou
            speaker = best.speaker.name if best is not None and best.speaker else None
            if best is not None and share >= 0.5 and same_speaker(want["speaker"], speaker):
                right += 1
            else:
                said = f"{best.text} | {speaker}" if best is not None and share >= 0.5 else "missed"
                errors.append(f"{case['id']}: {' … '.join(want['content'])} | {want['speaker']}  GOT  {said}")
    return {"statements": total, "right": right, "share": right / max(1, total), "traps": traps, "false_on_traps": false}, errors


def main() -> None:
    """Score the shipped pipeline."""
    cli = argparse.ArgumentParser(prog="python -m benchmarks.cases", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("cases", type=Path)
    cli.add_argument("--errors", action="store_true")
    cli.add_argument("--json", action="store_true")
    args = cli.parse_args()
    cases = [json.loads(line) for line in args.cases.read_text(encoding="utf-8").split("\n") if line.strip()]
    figures, errors = score(cases, newsie.load())
    print(json.dumps(figures) if args.json else "\n".join(f"{name:16} {value:.3f}" if isinstance(value, float) else f"{name:16} {value}" for name, value in figures.items()))
    if args.errors:
        print("\n".join(errors))


if __name__ == "__main__":
    main()
