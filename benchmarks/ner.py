"""Names scored on a CoNLL file of words and BIO tags, by spans, as seqeval counts them.

    python -m benchmarks.ner FILE.bio [--engine embedded|stanza|camel ...] [--combine union|vote] [--stanza-dir DIR] [--camel-dir DIR]
                             [--labels newsie|anercorp] [--last N] [--json]

Types are mapped to PER, LOC and ORG, others to O. Words are joined by spaces, a sentence a line, and a found name counts for the
words of the file that it touches. `--labels anercorp` sets the corpus feature of the embedded model to ANERcorp's conventions.
Several engines are read as one. Stanza's and CAMeL's models are looked for where `newsie models path` says, or in the folder given.
The speed is that of the names stage alone: tokens are read before the clock starts.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from newsie.engines.camel import camel_tagger
from newsie.engines.stanza import stanza_engine
from newsie.errors import NewsieError
from newsie.ner import Name, Recognizer
from newsie.ner.camel import CamelRecognizer
from newsie.ner.combine import Combination, CombinedRecognizer
from newsie.ner.embedded import EmbeddedRecognizer
from newsie.ner.stanza import StanzaRecognizer
from newsie.network.model import default_network
from newsie.text.page import Page, read_page

TYPES = {"PER": "PER", "PERS": "PER", "LOC": "LOC", "GPE": "LOC", "ORG": "ORG"}
_SHOWN = {"person": "PER", "organization": "ORG", "place": "LOC"}
_CORPORA = {"newsie": 0, "anercorp": 1}
_SENTENCES_A_PAGE = 12
Sentence = tuple[list[str], list[str]]
Span = tuple[int, int, str]


def read_bio(path: Path) -> list[Sentence]:
    """Sentences as words and tags; a line is a word, white space, its tag (the last column but for Wojood's second)."""
    sentences: list[Sentence] = []
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        cells = line.split()
        if len(cells) < 2 or line.startswith("# "):
            if words:
                sentences.append((words, tags))
                words, tags = [], []
            continue
        words.append(cells[0])
        tags.append(cells[1])
    return sentences


def spans_of(tags: Sequence[str]) -> set[Span]:
    """Spans of a BIO sequence, types mapped; an I without its B begins one, as in seqeval's default."""
    spans: set[Span] = set()
    start, kind = 0, None
    for i, tag in enumerate([*tags, "O"]):
        begin, _, raw = tag.partition("-")
        here = TYPES.get(raw)
        if kind is not None and (begin == "B" or here != kind):
            spans.add((start, i, kind))
            kind = None
        if here is not None and kind is None:
            start, kind = i, here
    return spans


def as_page(sentences: Sequence[Sentence]) -> tuple[Page, list[list[tuple[int, int]]]]:
    """Some sentences as a page, a line each, and the characters of each word."""
    text, places = "", []
    for words, _ in sentences:
        row = []
        for word in words:
            row.append((len(text), len(text) + len(word)))
            text += word + " "
        places.append(row)
        text += "\n"
    return read_page(text), places


def found_spans(names: Sequence[Name], places: Sequence[Sequence[tuple[int, int]]]) -> list[set[Span]]:
    """Names as spans over each sentence's words."""
    out: list[set[Span]] = []
    for row in places:
        spans: set[Span] = set()
        for name in names:
            touched = [i for i, (start, end) in enumerate(row) if start < name.end and name.start < end]
            if touched:
                spans.add((touched[0], touched[-1] + 1, _SHOWN[name.label]))
        out.append(spans)
    return out


def figures(gold: Sequence[set[Span]], found: Sequence[set[Span]]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1, overall (micro) and a type at a time."""
    hit: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for a, b in zip(gold, found, strict=True):
        for counter, spans in ((hit, a & b), (predicted, b), (there, a)):
            counter.update(kind for _, _, kind in spans)
            counter["overall"] += len(spans)
    out = {}
    for kind in ("overall", "PER", "LOC", "ORG"):
        p = hit[kind] / predicted[kind] if predicted[kind] else 0.0
        r = hit[kind] / there[kind] if there[kind] else 0.0
        out[kind] = {"precision": p, "recall": r, "f1": 2 * p * r / (p + r) if p + r else 0.0}
    return out


def recognizer(engines: Sequence[str], labels: str, combine: Combination, stanza_dir: Path | None, camel_dir: Path | None) -> Recognizer:
    """The engines asked for, the embedded one with the conventions asked for."""
    found: list[Recognizer] = []
    for engine in engines:
        if engine == "embedded":
            found.append(EmbeddedRecognizer(default_network(), corpus=_CORPORA[labels]))
        elif engine == "stanza":
            found.append(StanzaRecognizer(stanza_engine(stanza_dir, ("ner",))))
        else:
            found.append(CamelRecognizer(camel_tagger(camel_dir)))
    return found[0] if len(found) == 1 else CombinedRecognizer(found, combine)


def main() -> None:
    """Score one engine, or several read as one, on one file."""
    cli = argparse.ArgumentParser(prog="python -m benchmarks.ner", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("file", type=Path)
    cli.add_argument("--engine", nargs="+", default=["embedded"], choices=["embedded", "stanza", "camel"])
    cli.add_argument("--combine", default="union", choices=["union", "vote"])
    cli.add_argument("--stanza-dir", type=Path)
    cli.add_argument("--camel-dir", type=Path)
    cli.add_argument("--labels", default="newsie", choices=list(_CORPORA))
    cli.add_argument("--last", type=int, help="score the last so many sentences only: training holds back the last 500 of ANERcorp's")
    cli.add_argument("--json", action="store_true")
    args = cli.parse_args()
    sentences = read_bio(args.file)[-args.last if args.last else None :]
    try:
        engine = recognizer(args.engine, args.labels, args.combine, args.stanza_dir, args.camel_dir)
    except NewsieError as fault:
        cli.exit(1, f"{fault}\n")
    pages = [as_page(sentences[at : at + _SENTENCES_A_PAGE]) for at in range(0, len(sentences), _SENTENCES_A_PAGE)]
    engine.recognize([page for page, _ in pages[:1]])  # what is read on first use is read before the clock starts
    began = time.process_time()
    names = engine.recognize([page for page, _ in pages])
    seconds = time.process_time() - began
    found = [spans for (_, places), row in zip(pages, names, strict=True) for spans in found_spans(row, places)]
    result: dict[str, object] = dict(figures([spans_of(tags) for _, tags in sentences], found))
    result["words_per_second"] = sum(len(page.tokens) for page, _ in pages) / max(seconds, 1e-9)
    if args.json:
        print(json.dumps(result))
        return
    for kind in ("overall", "PER", "LOC", "ORG"):
        row = result[kind]
        assert isinstance(row, dict)
        print(f"{kind:8} P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f}")
    print(f"{result['words_per_second']:,.0f} words/s (CPU time)")


if __name__ == "__main__":
    main()
