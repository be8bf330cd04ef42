"""Make `models/clitics.json.xz`: fit the clitic model on a treebank and let it cut every word of a frequency list.

`python -m newsie.training.clitics shared/data` fits on all of the treebank and writes the model; with `--folds 5` it
cross-validates: what the model does on sentences it has not seen.
"""

from __future__ import annotations

import gzip
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
import typer

from newsie.text.characters import bare
from newsie.text.clitic_model import CliticModel, Cuts, Evidence, analyses, cuts_of, dump, features
from newsie.text.clitics import function_words

TREEBANK = "treebank/ud_arabic_pud/ar_pud-dev.conllu"
NAMES = "gazetteers/name_tokens_wikidata_netranslit_MIT.tsv"
FREQUENCIES = "gazetteers/wordfreq_large_ar_CCBYSA.tsv.gz"
#: Words rarer than one in 10^7.4 tell little and make the file large.
LEAST_ZIPF = 1.6
LEAST_NAME = 3
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_PENALTY, _STEPS, _RATE = 2.0, 400, 0.1
#: A word counts by the root of its occurrences, up to here: «في» teaches nothing more after the first times.
_MOST_OCCURRENCES = 3
#: «و» joins any word; the treebank has too few of «وبـ», «ولـ» and «وسـ», so each word gives one more example, of this weight.
_CONJOINED = 0.3
#: «ف» joins what «و» joins, and the treebank, translated from European languages, hardly uses it.
_CONSEQUENT = 0.1
#: Foreign names are rare in the treebank and common in the news; each of the name list gives an example of this weight.
_NAME = 0.05


class Example(NamedTuple):
    """A bare word of the treebank and where it is cut, without saying which cut is a pronoun's."""

    word: str
    cuts: tuple[int, ...]


def read_frequencies(path: Path) -> dict[str, float]:
    """The Zipf frequency of each Arabic word of two letters and more, to a fifth."""
    found = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            word, _, zipf = line.rstrip("\n").partition("\t")
            if len(word) > 1 and float(zipf) >= LEAST_ZIPF and _ARABIC.fullmatch(word):
                found[word] = round(float(zipf) * 5) / 5
    return found


def read_names(path: Path) -> dict[str, float]:
    """The parts of people's names met at least `LEAST_NAME` times, each with the logarithm (base 10) of that number, to a fifth."""
    counts: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        name, _, count = line.split("\t")
        if len(name) > 1 and _ARABIC.fullmatch(name):
            counts[name] += int(count)
    return {name: round(math.log10(count) * 5) / 5 for name, count in counts.items() if count >= LEAST_NAME}


def read_examples(path: Path) -> list[list[Example]]:
    """The words of each sentence of a CoNLL-U file, those joined by SpaceAfter=No put together."""
    return [list(_words(block)) for block in path.read_text(encoding="utf-8").split("\n\n") if block.strip()]


def _words(block: str) -> Iterator[Example]:
    pieces: list[str] = []
    for line in [*(line for line in block.split("\n") if line and not line.startswith("#")), ""]:
        cells = line.split("\t")
        piece = bare(cells[1]) if line and cells[3] not in ("PUNCT", "SYM") else ""
        if _ARABIC.fullmatch(piece):
            pieces.append(piece)
        if pieces and (not _ARABIC.fullmatch(piece) or "SpaceAfter=No" not in cells[9]):
            ends = np.cumsum([len(p) for p in pieces[:-1]], dtype=int)
            yield Example("".join(pieces), tuple(int(end) for end in ends))
            pieces = []


class Matrix(NamedTuple):
    """The analyses of all examples, one below the other: sparse rows, and which rows belong to which example."""

    columns: np.ndarray
    values: np.ndarray
    row_starts: np.ndarray
    example_starts: np.ndarray
    gold: np.ndarray
    weights: np.ndarray


def fit(examples: Iterable[Example], evidence: Evidence) -> dict[str, float]:
    """The weights of the log-linear model by Adam on the whole set; an example whose cut no analysis makes is left out."""
    counts: Counter[Example] = Counter(example for example in examples if len(example.word) > 1)
    conjoined = {Example("و" + word, (1, *(cut + 1 for cut in cuts))) for word, cuts in counts if word[0] in "بلكسف" and len(word) > 2}
    index: dict[str, int] = {}
    weighted = {example: min(count, _MOST_OCCURRENCES) ** 0.5 for example, count in counts.items()}
    weighted |= dict.fromkeys({Example("ف" + e.word[1:], e.cuts) for e in counts if e.word[0] == "و" and e.cuts[:1] == (1,)} - counts.keys(), _CONSEQUENT)
    weighted |= dict.fromkeys(_name_examples(evidence.names) - counts.keys(), _NAME)
    weighted |= dict.fromkeys(conjoined - counts.keys(), _CONJOINED)
    matrix = _matrix(weighted, evidence, index)
    example_of = np.repeat(np.arange(len(matrix.gold)), np.diff(np.append(matrix.example_starts, len(matrix.row_starts))))
    row_of = np.repeat(np.arange(len(matrix.row_starts)), np.diff(np.append(matrix.row_starts, len(matrix.columns))))
    weights, first, second = np.zeros(len(index)), np.zeros(len(index)), np.zeros(len(index))
    for step in range(1, _STEPS + 1):
        scores = np.add.reduceat(matrix.values * weights[matrix.columns], matrix.row_starts)
        scores = np.exp(scores - np.maximum.reduceat(scores, matrix.example_starts)[example_of])
        error = scores / np.add.reduceat(scores, matrix.example_starts)[example_of]
        error[matrix.gold] -= 1.0
        error *= matrix.weights[example_of]
        gradient = np.bincount(matrix.columns, error[row_of] * matrix.values, len(index)) + _PENALTY * weights
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        rate = _RATE * (1.0 - (step - 1) / _STEPS)
        weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return {name: float(weights[n]) for name, n in index.items()}


def _name_examples(names: Mapping[str, float]) -> set[Example]:
    """Names that begin like a clitic, whole, and the commonest names behind a conjunction or preposition."""
    common = sorted(names, key=lambda name: (-names[name], name))
    doubtful = [name for name in common[:8000] if name[0] in "وفبلكس" and len(name) > 2]
    behind = {Example("و" + name, (1,)) for name in doubtful}
    return (
        {Example(name, ()) for name in doubtful}
        | behind
        | {Example(clitic + name, (1,)) for name in common[:1500] for clitic in "وبل" if len(name) > 2 and not name.startswith("ال")}
    )


def _matrix(weighted: dict[Example, float], evidence: Evidence, index: dict[str, int]) -> Matrix:
    columns: list[int] = []
    values: list[float] = []
    row_starts: list[int] = []
    example_starts: list[int] = []
    gold: list[int] = []
    weights: list[float] = []
    for example, weight in sorted(weighted.items()):
        possible = list(analyses(example.word))
        right = [n for n, analysis in enumerate(possible) if _flat(cuts_of(analysis)) == example.cuts]
        if not right:
            continue
        example_starts.append(len(row_starts))
        gold.append(len(row_starts) + right[0])
        weights.append(weight)
        for analysis in possible:
            row_starts.append(len(columns))
            for name, value in features(analysis, evidence):
                if value:
                    columns.append(index.setdefault(name, len(index)))
                    values.append(value)
    return Matrix(*(np.array(part) for part in (columns, values, row_starts, example_starts, gold, weights)))


def _flat(cuts: Cuts) -> tuple[int, ...]:
    return cuts.proclitics + cuts.enclitics


def cross_validate(sentences: list[list[Example]], evidence: Evidence, folds: int) -> Iterator[tuple[Example, tuple[int, ...]]]:
    """Each example with the cuts of a model that has not seen its part of the treebank; parts are runs of ten sentences."""
    known = function_words()
    for fold in range(folds):
        seen = [e for n, sentence in enumerate(sentences) if (n // 10) % folds != fold for e in sentence]
        model = CliticModel(evidence, {}, fit(seen, evidence))
        for n, sentence in enumerate(sentences):
            if (n // 10) % folds == fold:
                for e in sentence:
                    yield e, _flat(known[e.word] if e.word in known else model.cut(e.word))


def main(data: Path, folds: int = 0) -> None:
    """Fit on DATA (the folder with treebank/ and gazetteers/) and write the model, or cross-validate with --folds."""
    evidence = Evidence(read_frequencies(data / FREQUENCIES), read_names(data / NAMES))
    sentences = read_examples(data / TREEBANK)
    if folds:
        found = list(cross_validate(sentences, evidence, folds))
        wrong = Counter((example, cuts) for example, cuts in found if example.cuts != cuts)
        for (example, cuts), count in wrong.most_common():
            typer.echo(f"{count}\t{_shown(example.word, example.cuts)}\t{_shown(example.word, cuts)}")
        hits = sum(len(_pieces(e.word, e.cuts) & _pieces(e.word, cuts)) for e, cuts in found)
        total = sum(len(e.cuts) + len(cuts) + 2 for e, cuts in found)
        typer.echo(f"{len(found)} words, {sum(wrong.values())} cut wrongly, F1 of the pieces {2 * hits / total:.4f}")
        return
    model = CliticModel(evidence, {}, fit((example for sentence in sentences for example in sentence), evidence))
    answers = {word: model.cut(word) for word in evidence.zipf}
    path = Path(str(files("newsie.models"))) / "clitics.json.xz"
    path.write_bytes(dump(CliticModel(evidence, answers, model.weights)))
    typer.echo(f"{path}: {len(evidence.zipf)} words, {len(model.weights)} weights, {path.stat().st_size} bytes")


def _pieces(word: str, cuts: tuple[int, ...]) -> set[tuple[int, int]]:
    ends = (*cuts, len(word))
    return set(zip((0, *cuts), ends, strict=True))


def _shown(word: str, cuts: tuple[int, ...]) -> str:
    return "|".join(word[first:end] for first, end in sorted(_pieces(word, cuts)))


if __name__ == "__main__":
    typer.run(main)
