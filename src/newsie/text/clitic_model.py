"""The model behind `clitics`: the analyses a word allows, their features, and which one scores best.

A log-linear model over whole analyses (proclitics, stem, enclitic), like the rerankers of Habash & Rambow (2005,
https://aclanthology.org/P05-1071), with the frequencies of the pieces for evidence: «وزير» stays whole because
«الوزير» and «بوزير» are words and «زير» hardly is. Words of the frequency list carry the model's answer with them;
only the others are analysed when they are met. `newsie.training.clitics` makes the file this module reads.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from newsie.shipped import shipped

PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "س", "وب", "ول", "وك", "وس", "فب", "فل", "فك", "فس")
ENCLITICS = ("", "ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم", "كما", "ي", "ني")
_CONJUNCTIONS = ("و", "ف")
_FIRST, _SECOND = frozenset("وفبلكس"), frozenset("بلكس")
#: Prepositions short enough that what is left before a pronoun is one letter: «له», «بها».
_ONE_LETTER_STEMS = frozenset("بل")
_PRESENT = frozenset("أيتنا")
#: In the file a frequency is one character, `_LEVELS` steps to a unit of Zipf.
_FIRST_CODE, _LEVELS = ord("0"), 5


class Analysis(NamedTuple):
    """A word as proclitics (one letter each), stem with its article, and enclitic; the last two clitics may be empty."""

    proclitics: str
    stem: str
    enclitic: str


class Evidence(NamedTuple):
    """What is known of words: Zipf frequencies, and for the parts of people's names the logarithm of how often they were met."""

    zipf: Mapping[str, float]
    names: Mapping[str, float]


class Cuts(NamedTuple):
    """Where a word's proclitics end and where its enclitic begins, as offsets from the word's start."""

    proclitics: tuple[int, ...]
    enclitics: tuple[int, ...]


WHOLE = Cuts((), ())


def analyses(word: str) -> Iterator[Analysis]:
    """Every analysis the writing allows, the whole word first."""
    yield Analysis("", word, "")
    for proclitics in PROCLITICS:
        if not word.startswith(proclitics):
            continue
        rest = word[len(proclitics) :]
        for enclitic in ENCLITICS:
            stem = rest[: len(rest) - len(enclitic)]
            if rest.endswith(enclitic) and (proclitics or enclitic) and _possible(proclitics, stem, enclitic):
                yield Analysis(proclitics, stem, enclitic)


def _possible(proclitics: str, stem: str, enclitic: str) -> bool:
    if len(stem) < 2:
        return bool(enclitic) and stem in _ONE_LETTER_STEMS and proclitics in ("", *_CONJUNCTIONS)
    article = stem.startswith("ال")
    last = proclitics[-1:]
    # After ل the article loses its alif; the future marks a present tense; a noun has its article or a pronoun, never both.
    return not (last == "ل" and article) and not (last == "س" and stem[0] not in _PRESENT) and not (enclitic and article and len(stem) > 4)


def cuts_of(analysis: Analysis) -> Cuts:
    """The offsets of an analysis."""
    before = len(analysis.proclitics)
    return Cuts(tuple(range(1, before + 1)), (before + len(analysis.stem),) if analysis.enclitic else ())


def bases(stem: str, enclitic: str) -> list[str]:
    """The forms a stem may have where no pronoun follows: «ابنت(ها)» is «ابنة», «أصدقائ(ها)» «أصدقاء», «مستوا(ه)» «مستوى»."""
    found = [stem]
    if enclitic:
        head, last = stem[:-1], stem[-1]
        if last == "ت":
            found.append(head + "ة")
        elif last in "ئؤ":
            found.append(head + "ء")
        elif last in "اي":
            found.append(head + "ى")
        elif last == "و":
            found.append(stem + "ا")
    return found


def features(analysis: Analysis, evidence: Evidence) -> Iterator[tuple[str, float]]:
    """What speaks for or against an analysis: names with values; a frequency is Zipf's, 0.0 for a word not in the list."""
    zipf, names = evidence
    proclitics, stem, enclitic = analysis
    get = zipf.get
    known = max(get(base, 0.0) for base in bases(stem, enclitic))
    if proclitics[-1:] == "ل" and stem[0] == "ل" and len(stem) > 2:
        with_article = get("ا" + stem, 0.0)
        known = max(with_article, known if enclitic else 0.0)
        yield "article after l", 1.0
        yield "article after l, frequency", with_article
    shape = ("p" if proclitics else "") + ("e" if enclitic else "")
    yield f"shape {shape}, frequency", known
    yield f"shape {shape}, unseen", float(known == 0.0)
    yield f"proclitics {proclitics}", 1.0
    yield f"enclitic {enclitic}", 1.0
    if not shape:
        yield "whole, with article", get("ال" + stem, 0.0)
        yield "whole, with article and wa", get("وال" + stem, 0.0)
        yield "whole, takes article", float("ال" + stem in zipf)
        yield "whole, name", names.get(stem, 0.0)
    rest = stem + enclitic
    for level, letter in enumerate(proclitics):
        yield from _clitic(letter, proclitics[level + 1 :] + rest, known, evidence)
    if len(proclitics) < 2 and rest[0] in (_FIRST if not proclitics else _SECOND) and proclitics in ("", *_CONJUNCTIONS):
        yield from _radical(rest, len(proclitics), evidence)
    yield from _ending(stem, enclitic, known, evidence)


def _clitic(letter: str, rest: str, known: float, evidence: Evidence) -> Iterator[tuple[str, float]]:
    """A first letter taken as a clitic: is what follows it a word, and a word with other clitics too?"""
    get, at = evidence.zipf.get, f"{letter} clitic"
    seen = get(rest, 0.0)
    yield f"{at}, frequency", seen
    yield f"{at}, stem's frequency", known
    yield f"{at}, unseen", float(seen == 0.0)
    yield "clitic before a name", evidence.names.get(rest, 0.0)
    yield f"{at}, stem unseen", float(known == 0.0)
    yield f"{at}, with article", get("ال" + rest, 0.0)
    yield f"{at}, other clitics", max(get(other + rest, 0.0) for other in "وفبلك" if other != letter)
    yield f"{at}, before {rest[:1]}", 1.0
    yield f"{at}, before {rest[:2]}", 1.0
    yield f"{at}, length {min(len(rest), 7)}", 1.0


def _radical(word: str, level: int, evidence: Evidence) -> Iterator[tuple[str, float]]:
    """A first letter kept in the stem: the article, or a clitic that never stands before this one, shows it to be no clitic."""
    zipf, names = evidence
    get, at = zipf.get, f"{word[0]} radical"
    yield at, 1.0
    yield f"{at}, frequency", get(word, 0.0)
    yield f"{at}, with article", get("ال" + word, 0.0)
    yield f"{at}, takes article", float("ال" + word in zipf)
    if not level:
        yield f"{at}, after wa", get("و" + word, 0.0)
    yield f"{at}, after bi", get("ب" + word, 0.0)
    yield f"{at}, after li", max(get("ل" + word, 0.0), get("لل" + word, 0.0))
    yield f"{at}, name", names.get(word, 0.0)
    yield f"{at}, length {min(len(word), 7)}", 1.0
    yield f"{at}, before article", float(word.startswith("ال", 1))


def _ending(stem: str, enclitic: str, known: float, evidence: Evidence) -> Iterator[tuple[str, float]]:
    """The end of a word, taken for a pronoun or not: does the stem stand alone, and with other pronouns?"""
    get = evidence.zipf.get
    name = evidence.names.get(stem + enclitic, 0.0)
    if enclitic:
        at = f"{enclitic} pronoun"
        yield "pronoun, name", name
        others = sorted(get(stem + other, 0.0) for other in ("ه", "ها", "هم", "نا", "هما") if other != enclitic)
        yield f"{at}, frequency", known
        yield f"{at}, unseen", float(known == 0.0)
        yield f"{at}, other pronouns", others[-1]
        yield f"{at}, two other pronouns", others[-2]
        yield f"{at}, whole", get(stem + enclitic, 0.0)
        yield f"{at}, after {stem[-1:]}", 1.0
        yield f"{at}, after {stem[-2:]}", 1.0
        yield f"{at}, stem begins {stem[:1]}", 1.0
        yield f"{at}, length {min(len(stem), 7)}", 1.0
        return
    article, taking = get("ال" + stem, 0.0), max(get(stem + ending, 0.0) for ending in ("ة", "ات", "ين"))
    for ending in ENCLITICS[1:]:
        if stem.endswith(ending) and len(stem) > len(ending):
            at = f"{ending} no pronoun"
            yield at, 1.0
            yield f"{at}, frequency", get(stem, 0.0)
            yield f"{at}, with article", article
            yield f"{at}, takes article", float(article > 0.0)
            yield "no pronoun, name", name
            yield f"{at}, has article", float(stem.startswith(("ال", "لل")))
            yield f"{at}, other endings", taking
            yield f"{at}, after {stem[-len(ending) - 1]}", 1.0
            yield f"{at}, length {min(len(stem), 7)}", 1.0


@dataclass(frozen=True)
class CliticModel:
    """What is known of words, the cuts of those in the frequency list, and the weights that decide for all others."""

    evidence: Evidence
    cuts: Mapping[str, Cuts]
    weights: Mapping[str, float]

    def analyse(self, word: str) -> Analysis:
        """The best analysis of a bare word, whether it is in the list or not."""
        return max(analyses(word), key=self.score)

    def cut(self, word: str) -> Cuts:
        """The cuts of a bare word; behind «و» and «ف», which join anything, those of the rest on its own."""
        known = self.cuts.get(word)
        if known is not None:
            return known
        analysis = self.analyse(word)
        if analysis.proclitics[:1] not in _CONJUNCTIONS or not analysis.proclitics or word[1] in _CONJUNCTIONS or len(word) < 4:
            return cuts_of(analysis)
        before, after = self.cut(word[1:])
        return Cuts((1, *(cut + 1 for cut in before)), tuple(cut + 1 for cut in after))

    def score(self, analysis: Analysis) -> float:
        """The log-linear score of an analysis."""
        weights = self.weights
        return sum(weights.get(name, 0.0) * value for name, value in features(analysis, self.evidence) if value)


@cache
def load() -> CliticModel:
    """The shipped model, read once."""
    with shipped("clitics.json.xz") as path:
        data = json.loads(lzma.decompress(path.read_bytes()))
    patterns = [Cuts(tuple(before), tuple(after)) for before, after in data["patterns"]]
    zipf = _numbers(data["words"], data["levels"])
    cuts = dict(zip(zipf, [patterns[ord(code) - _FIRST_CODE] for code in data["codes"]], strict=True))
    return CliticModel(Evidence(zipf, _numbers(data["names"], data["name_levels"])), cuts, data["weights"])


def dump(model: CliticModel) -> bytes:
    """A model as the bytes that `load` reads."""
    patterns = [WHOLE, *sorted(set(model.cuts.values()) - {WHOLE})]
    number = {pattern: chr(_FIRST_CODE + n) for n, pattern in enumerate(patterns)}
    zipf, names = (dict(sorted(part.items())) for part in model.evidence)
    data = {
        "patterns": patterns,
        "words": " ".join(zipf),
        "levels": _levels(zipf),
        "codes": "".join(number[model.cuts[word]] for word in zipf),
        "names": " ".join(names),
        "name_levels": _levels(names),
        "weights": {name: round(weight, 3) for name, weight in sorted(model.weights.items()) if abs(weight) >= 0.001},
    }
    return lzma.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), preset=9 | lzma.PRESET_EXTREME)


def _numbers(words: str, levels: str) -> dict[str, float]:
    value = {level: (ord(level) - _FIRST_CODE) / _LEVELS for level in set(levels)}
    return dict(zip(words.split(" "), [value[level] for level in levels], strict=True))


def _levels(numbers: Mapping[str, float]) -> str:
    return "".join(chr(_FIRST_CODE + round(number * _LEVELS)) for number in numbers.values())
