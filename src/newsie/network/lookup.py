"""From tokens to the network's input: what each word brings, whatever stands around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from newsie.network.features import Floats, affixes, unpack_flags, word_flags
from newsie.network.vocabulary import keys, ngram_buckets
from newsie.text.tokens import Tokens

_MOST_REMEMBERED = 20_000
Bytes = npt.NDArray[np.int8]
Numbers = npt.NDArray[Any] | int


@dataclass
class Spelling:
    """Vectors of words that no vocabulary has, by their character n-grams: int8 with one scale a row."""

    ngrams: Bytes
    scales: Floats

    def vector(self, word: str) -> Floats:
        """The mean of a word's n-gram vectors, [dimensions]."""
        buckets = ngram_buckets(word, len(self.ngrams))
        if not buckets:
            return np.zeros(self.ngrams.shape[1], np.float32)
        rows = self.ngrams[buckets].astype(np.float32) * self.scales[buckets, None]
        mean: Floats = rows.mean(0)
        return mean


@dataclass
class WordInputs:
    """What each word brings to the network's input: its vector, flags and affixes, projected and summed.

    All of that depends on the word alone, so for the vocabulary it is computed when the weights are made: `inputs` are int8 with
    one scale a row, [words, width]. For another word it is computed from its spelling, by `weights`.
    """

    index: dict[str, int]
    inputs: Bytes
    scales: Floats
    spelling: Spelling
    gazetteer: dict[int, int]
    weights: dict[str, Floats]
    remembered: dict[str, Floats] = field(default_factory=dict, repr=False)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "remembered": {}}  # made anew where it is needed

    def look_up(self, tokens: Tokens, first: int = 0, end: int | None = None) -> Floats:
        """The input that the words of a text's tokens from `first` to `end` bring, [tokens, width]."""
        words = keys(tokens, first, end)
        get = self.index.get
        rows = np.array([get(word, -1) for word in words], np.int64)
        found: Floats = self.inputs[rows] * self.scales[rows, None]
        for i in np.flatnonzero(rows < 0).tolist():
            found[i] = self._unknown(words[i])
        return found

    def _unknown(self, word: str) -> Floats:
        """What a word outside the vocabulary brings; names recur from article to article, so some are remembered."""
        known = self.remembered.get(word)
        if known is None:
            known = word_inputs(self.weights, self.spelling.vector(word), word_flags(word, self.gazetteer), *affixes(word))
            if len(self.remembered) >= _MOST_REMEMBERED:
                self.remembered.clear()
            self.remembered[word] = known
        return known


def word_inputs(weights: dict[str, Floats], vectors: Floats, flags: Numbers, prefixes: Numbers, suffixes: Numbers) -> Floats:
    """The network's input for words: vectors [words, dimensions] (or one, [dimensions]) and flags projected, rows for their ends added."""
    told = unpack_flags(np.atleast_1d(np.asarray(flags, np.uint64)))
    found: Floats = vectors @ weights["project.weight"] + told.reshape(*vectors.shape[:-1], -1) @ weights["flags.weight"] + weights["project.bias"]
    found += weights["prefix.weight"][prefixes]
    found += weights["suffix.weight"][suffixes]
    return found


def quantise(matrix: Floats, most: int = 127) -> tuple[Bytes, Floats]:
    """A matrix as whole numbers from -`most` to `most`, with one scale a row. Fewer of them pack closer in the file."""
    scales = np.maximum(np.abs(matrix).max(1), 1e-8) / most
    return np.round(matrix / scales[:, None]).astype(np.int8), scales.astype(np.float32)
