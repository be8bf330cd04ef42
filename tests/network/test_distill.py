"""A fresh tagger learns from a fitted one, and goes on where it was cut off."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from newsie.network.features import AFFIX_BUCKETS, PAGE_FEATURES, WORD_FLAGS
from newsie.network.model import default_network
from newsie.network.vocabulary import keys
from newsie.text.page import Page, read_page
from newsie.text.tokens import tokenize

TEXTS = [
    f"قالت الباحثة سوسن طعمة في {place} إن النتائج رقم {n} أولية.\n\nوأضافت: «سنعود غدا إلى المختبر». وقال مدير المركز إن العمل مستمر في المدينة."
    for n, place in enumerate("بيروت عمان رمادة تونس القاهرة".split() * 6)
]


@pytest.mark.slow
def test_a_student_comes_nearer_to_its_teacher(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    from newsie.training.distill import CHUNK, _loss, distil
    from newsie.training.modules import Tagger
    from newsie.training.table import word_table

    torch.manual_seed(1)
    network = default_network()
    chance = np.random.default_rng(1)
    words = sorted({key for text in TEXTS for key in keys(tokenize(text))})
    table = word_table(words, chance.normal(size=(len(words), 16)).astype(np.float32), chance.normal(size=(50, 16)).astype(np.float32), {})
    pages = [read_page(text) for text in TEXTS]
    out = tmp_path / "student.pt"

    def taught(pages: list[Page]) -> Tagger:
        return distil(table, [network], pages, out, articles=len(TEXTS) * 4, peak=5e-3)

    first = taught(pages * 2)
    first.eval()
    with torch.no_grad():
        before = float(_loss(first, pages[:6], [network], table))
    assert torch.load(out, weights_only=True)["seen"] == 2 * len(TEXTS) <= CHUNK
    again = taught(pages * 4)  # the first half is not read again
    assert torch.load(out, weights_only=True)["seen"] == 4 * len(TEXTS)
    again.eval()
    with torch.no_grad():
        after = float(_loss(again, pages[:6], [network], table))
    assert after < before


@pytest.mark.slow
def test_other_corpora_are_fitted_by_themselves() -> None:
    torch = pytest.importorskip("torch")
    from newsie.training.examples import Example
    from newsie.training.fit import TAGS, Prepared, batch_loss, fit_corpora, mean_of
    from newsie.training.modules import Tagger
    from newsie.training.table import word_table

    torch.manual_seed(1)
    chance = np.random.default_rng(1)
    words = sorted({key for text in TEXTS for key in keys(tokenize(text))})
    table = word_table(words, chance.normal(size=(len(words), 16)).astype(np.float32), chance.normal(size=(50, 16)).astype(np.float32), {})
    models = [Tagger(table.dimensions, WORD_FLAGS, PAGE_FEATURES, AFFIX_BUCKETS, TAGS).eval() for _ in range(2)]
    first, second = (model.out["names"].weight.detach().clone() for model in models)
    model = mean_of(models)
    assert torch.allclose(model.out["names"].weight, (first + second) / 2)

    torch.nn.init.normal_(model.corpus)
    pages = [read_page(text) for text in TEXTS[:6]]
    examples = [Example("x", page, [int(word == "سوسن") for word in page.tokens.words], None, None, 1) for page in pages]
    before = {name: value.clone() for name, value in model.state_dict().items()}
    items = [Prepared(example, table) for example in examples]
    loss = float(batch_loss(model, items).detach())
    fit_corpora(model, table, examples)
    assert float(batch_loss(model, items).detach()) < loss
    after = model.state_dict()
    assert torch.equal(before["corpus"][0], after["corpus"][0])  # newsie's own
    assert all(torch.equal(before[name], after[name]) for name in before if name != "corpus")
