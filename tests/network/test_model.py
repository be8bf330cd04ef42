"""The network's file and its arithmetic."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import newsie
from newsie.network.lookup import quantise
from newsie.network.model import default_network, load_network
from newsie.network.vocabulary import keys, ngram_buckets
from newsie.text.page import read_page
from newsie.text.tokens import tokenize

TEXT = "قالت الباحثة سوسن طعمة إن النتائج أولية.\n\nوأضافت: «سنعود غدا إلى المختبر». وقال مدير المركز في بيروت إن العمل مستمر."


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(newsie.ModelNotFound, match=r"none\.npz"):
        load_network(tmp_path / "none.npz")


@pytest.mark.parametrize("size", [0, 10, 5000])
def test_a_truncated_or_foreign_file_is_named(tmp_path: Path, size: int) -> None:
    path = tmp_path / "broken.npz"
    path.write_bytes((Path(newsie.__file__).parent / "models/embedded.npz").read_bytes()[:size])
    with pytest.raises(newsie.ModelCorrupt, match=r"broken\.npz"):
        load_network(path)
    path.write_bytes(b"\x80\x04something else" * 50)
    with pytest.raises(newsie.ModelCorrupt, match=r"broken\.npz"):
        load_network(path)
    np.savez(path, other=np.zeros(3))
    with pytest.raises(newsie.ModelCorrupt, match=r"broken\.npz"):
        load_network(path)


def test_a_page_is_read_alone() -> None:
    """A page's scores do not depend on what was read before, and reading it again changes nothing."""
    network = default_network()
    first = {head: s.copy() for head, s in network.scores(read_page(TEXT)).items()}
    network.scores(read_page("نص آخر تماما عن الطقس."))
    again = network.scores(read_page(TEXT))
    assert all(np.array_equal(first[head], again[head]) for head in first)


def test_an_empty_page() -> None:
    network = default_network()
    assert network.names(read_page(""))[0] == []
    assert network.statements(read_page(" \n "))[0] == []


def test_keys() -> None:
    assert keys(tokenize("وقالَ في 25/5/2016 على https://a.example/x @abc CNN ٣٥")) == ["وقال", "في", "00/0/0000", "على", "<url>", "<handle>", "cnn", "00"]


def test_ngrams_are_bounded_and_of_any_text() -> None:
    assert len(ngram_buckets("ا" * 100_000, 50)) < 100
    assert ngram_buckets("\ud800", 50)
    assert all(0 <= b < 50 for b in ngram_buckets("وزير", 50))


def test_quantisation_is_close() -> None:
    matrix = np.random.default_rng(1).normal(size=(20, 8)).astype(np.float32)
    small, scales = quantise(matrix)
    assert np.abs(small * scales[:, None] - matrix).max() < 0.03
    coarse, scales = quantise(matrix, 15)
    assert set(np.unique(coarse)) <= set(range(-15, 16))
    assert np.abs(coarse * scales[:, None] - matrix).max() < 0.15


@pytest.mark.slow
def test_numpy_is_torch(tmp_path: Path) -> None:
    """The arithmetic of training and of reading is the same: random weights, exported and read back, give the same scores."""
    torch = pytest.importorskip("torch")
    from newsie.network.features import AFFIX_BUCKETS, PAGE_FEATURES, WORD_FLAGS
    from newsie.training.examples import Example
    from newsie.training.fit import TAGS, Prepared, collate, export
    from newsie.training.modules import Tagger
    from newsie.training.table import word_table

    torch.set_num_threads(1)
    torch.manual_seed(1)
    chance = np.random.default_rng(1)
    words = sorted(set(keys(tokenize(TEXT))))[::2]  # the others are known by their spelling alone
    table = word_table(words, chance.normal(size=(len(words), 32)).astype(np.float32), chance.normal(size=(500, 32)).astype(np.float32), {})
    model = Tagger(table.dimensions, WORD_FLAGS, PAGE_FEATURES, AFFIX_BUCKETS, TAGS).eval()
    torch.nn.init.normal_(model.corpus, std=0.02)  # small: the error of what the file rounds grows with it
    page = read_page(TEXT)
    export(model, table, tmp_path / "random.npz", {})
    for corpus in range(3):
        item = Prepared(Example("x", page, None, None, None, corpus), table)
        ours = load_network(tmp_path / "random.npz").scores(page, corpus)
        with torch.no_grad():
            theirs = model(collate([item]))
        for head, scores in ours.items():
            assert np.abs(scores - theirs[head][0].numpy()).max() < 0.05


@pytest.mark.slow
def test_ngrams_are_fasttexts(tmp_path: Path) -> None:
    """Our buckets are those of the library that trained the vectors."""
    fasttext = pytest.importorskip("fasttext")
    corpus = tmp_path / "corpus.txt"
    corpus.write_text("وزير الخارجية قال إن العمل مستمر في المدينة\n" * 50, encoding="utf-8")
    model = fasttext.train_unsupervised(str(corpus), dim=4, minn=3, maxn=5, bucket=1000, minCount=1, epoch=1, thread=1, verbose=0)
    words = len(model.get_words())
    for word in ("وزير", "الخارجية", "مجهولة", "cnn"):
        ids = [i - words for i in model.get_subwords(word)[1].tolist() if i >= words]
        assert sorted(ngram_buckets(word, 1000)) == sorted(ids)
