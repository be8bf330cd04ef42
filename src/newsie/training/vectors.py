"""Word vectors with character n-grams, by the fastText library, on the raw corpus."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np

from newsie.network.vocabulary import LONGEST, SHORTEST

log = logging.getLogger("newsie.training")
DIMENSIONS, BUCKETS, LEAST_COUNT = 128, 60_000, 8


def train_vectors(corpus: Path, out: Path, *, epochs: int = 3, threads: int = 2) -> None:
    """Skip-gram vectors of `corpus` (a text a line) into `out`, an .npz of words, counts, word and n-gram vectors."""
    import fasttext

    model = fasttext.train_unsupervised(
        str(corpus), model="skipgram", dim=DIMENSIONS, minn=SHORTEST, maxn=LONGEST, bucket=BUCKETS, minCount=LEAST_COUNT,
        epoch=epochs, thread=threads, ws=5, neg=5, lr=0.05, verbose=2,
    )  # fmt: skip
    words, counts = model.get_words(include_freq=True)
    matrix = model.get_input_matrix().astype(np.float32)
    np.savez(
        out,
        words=np.array(words),
        counts=np.array(counts),
        vectors=np.stack([model.get_word_vector(word) for word in words]),
        ngrams=matrix[len(words) :],
    )
    log.info("vectors: %d words, %d n-gram buckets of %d dimensions", len(words), BUCKETS, DIMENSIONS)
