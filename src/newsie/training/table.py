"""The words that the network is trained with: vectors, flags and affixes of the vocabulary, before any weight has seen them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from newsie.network.features import Floats, affixes, word_flags
from newsie.network.lookup import Bytes, Spelling, quantise
from newsie.network.vocabulary import keys
from newsie.text.tokens import Tokens

VOCABULARY = 70_000
#: N-gram vectors are only ever used as means of many: sixteen steps a sign are enough.
_NGRAM_STEPS = 15


@dataclass
class WordTable:
    """The vocabulary, the most frequent word first; vectors are int8 with one scale a row."""

    index: dict[str, int]
    vectors: Bytes
    scales: Floats
    flags: npt.NDArray[np.uint64]
    affixes: npt.NDArray[np.int16]
    spelling: Spelling
    gazetteer: dict[int, int]

    @property
    def dimensions(self) -> int:
        """Of a vector."""
        return self.vectors.shape[1]

    def look_up(self, tokens: Tokens) -> tuple[Floats, npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
        """Vectors [tokens, dimensions], flags [tokens] and affix buckets [tokens, 2] of a text's tokens."""
        words = keys(tokens)
        rows = np.array([self.index.get(word, -1) for word in words], np.int64)
        vectors: Floats = self.vectors[rows] * self.scales[rows, None]
        flags, ends = self.flags[rows], self.affixes[rows].astype(np.int64)
        for i in np.flatnonzero(rows < 0).tolist():
            vectors[i], flags[i], ends[i] = self.spelling.vector(words[i]), word_flags(words[i], self.gazetteer), affixes(words[i])
        return vectors, flags, ends


def word_table(words: list[str], vectors: Floats, ngrams: Floats, gazetteer: dict[int, int]) -> WordTable:
    """A table of `words` with their `vectors` [words, dimensions] and the `ngrams` [buckets, dimensions] of others."""
    flags = np.array([word_flags(w, gazetteer) for w in words], np.uint64)
    ends = np.array([affixes(w) for w in words], np.int16)
    return WordTable({w: i for i, w in enumerate(words)}, *quantise(vectors), flags, ends, Spelling(*quantise(ngrams, _NGRAM_STEPS)), gazetteer)


def build_table(vectors: Path, gazetteer: dict[int, int], size: int = VOCABULARY) -> WordTable:
    """The table of the `size` most frequent words, from the .npz of `training.vectors`."""
    saved = np.load(vectors)
    scale = np.sqrt(np.square(saved["vectors"]).mean())
    return word_table(saved["words"].tolist()[:size], (saved["vectors"][:size] / scale).astype(np.float32), (saved["ngrams"] / scale).astype(np.float32), gazetteer)
