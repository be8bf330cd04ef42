"""From tokens to the network's input: the vector, flags and affixes of each token's key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from newsie.network.features import Floats, affixes, word_flags
from newsie.network.vocabulary import keys, ngram_buckets
from newsie.text.tokens import Tokens

_MOST_REMEMBERED = 20_000


@dataclass
class WordTable:
    """The vocabulary with all that depends on the word alone; vectors are int8 with one scale a row."""

    index: dict[str, int]
    vectors: npt.NDArray[np.int8]
    scales: Floats
    flags: npt.NDArray[np.uint64]
    affixes: npt.NDArray[np.int16]
    ngrams: npt.NDArray[np.int8]
    ngram_scales: Floats
    gazetteer: dict[int, int]
    remembered: dict[str, tuple[Floats, int, tuple[int, int]]] = field(default_factory=dict, repr=False)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "remembered": {}}  # made anew where it is needed

    def look_up(self, tokens: Tokens, first: int = 0, end: int | None = None) -> tuple[Floats, npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
        """Vectors [tokens, dimensions], flags [tokens] and affix buckets [tokens, 2] of a text's tokens from `first` to `end`.

        A word outside the vocabulary gets the mean of its n-gram vectors.
        """
        words = keys(tokens, first, end)
        rows = np.fromiter((self.index.get(word, -1) for word in words), np.int64, len(words))
        vectors = self.vectors[rows].astype(np.float32) * self.scales[rows, None]
        flags, ends = self.flags[rows], self.affixes[rows].astype(np.int64)
        for i in np.flatnonzero(rows < 0).tolist():
            vectors[i], flags[i], ends[i] = self._unknown(words[i])
        return vectors, flags, ends

    def _unknown(self, word: str) -> tuple[Floats, int, tuple[int, int]]:
        """What is told of a word outside the vocabulary; names recur from article to article, so some are remembered."""
        known = self.remembered.get(word)
        if known is None:
            known = self._spelt(word), word_flags(word, self.gazetteer), affixes(word)
            if len(self.remembered) >= _MOST_REMEMBERED:
                self.remembered.clear()
            self.remembered[word] = known
        return known

    def _spelt(self, word: str) -> Floats:
        buckets = ngram_buckets(word, len(self.ngrams))
        if not buckets:
            return np.zeros(self.ngrams.shape[1], np.float32)
        rows = self.ngrams[buckets].astype(np.float32) * self.ngram_scales[buckets, None]
        mean: Floats = rows.mean(0)
        return mean


def quantise(matrix: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """A matrix as int8 with one scale a row."""
    scales = np.maximum(np.abs(matrix).max(1), 1e-8) / 127
    return np.round(matrix / scales[:, None]).astype(np.int8), scales.astype(np.float32)
