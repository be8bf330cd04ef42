"""One pipeline, many threads: what each reads is what one alone reads."""

from __future__ import annotations

import pickle
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest

import newsie
from newsie.engines import stanza
from newsie.text.page import Page, read_page

THREADS = 8
TEXTS = [
    "قال وزير الزراعة سالم البدري إن المحصول جيد. وأضاف أن الري تحسن منذ أمس.",
    "نفت المتحدثة هبة عمران يوم الثلاثاء أن يكون المصنع قد أغلق. «نعمل كالمعتاد»، بحسب قولها.",
    "Only English here.",
    "",
    "واعتبر النائب كريم زيدان في بيان أن الاتفاق «خطوة أولى»، بينما رأت النائبة ليلى فارس أنه غير كاف.",
    "ذكرت وكالة الأنباء أن المعرض يفتتح في 12 آذار/مارس 2019 في الرباط.",
]


@pytest.fixture(autouse=True)
def _often() -> Iterator[None]:
    """Threads change places fifty times as often as they would."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    yield
    sys.setswitchinterval(before)


def in_threads(work: Any, items: list[Any]) -> list[Any]:
    """The results in order; all threads begin at the same moment."""
    gate = threading.Barrier(THREADS)

    def share(n: int) -> list[Any]:
        gate.wait()
        return [(i, work(items[i])) for i in range(n, len(items), THREADS)]

    with ThreadPoolExecutor(THREADS) as pool:
        found = sorted((pair for part in pool.map(share, range(THREADS)) for pair in part), key=lambda pair: pair[0])
    return [result for _, result in found]


def test_threads_change_nothing(nlp: newsie.Pipeline) -> None:
    items = [newsie.Document(text=TEXTS[n % len(TEXTS)], id=str(n), published="2019-03-01") for n in range(2 * THREADS)]
    alone = [nlp(item) for item in items]
    assert in_threads(nlp, items) == alone


@pytest.mark.slow
def test_streams_in_threads_too(nlp: newsie.Pipeline) -> None:
    alone = [nlp(text) for text in TEXTS]
    assert in_threads(lambda texts: list(nlp.pipe(texts)), [TEXTS] * THREADS) == [alone] * THREADS


@pytest.mark.slow
def test_the_first_call_may_come_from_every_thread_at_once() -> None:
    """Nothing is loaded yet, not even a lexicon: a process of its own."""
    import subprocess

    script = (
        "import sys, newsie\nfrom concurrent.futures import ThreadPoolExecutor\nsys.setswitchinterval(5e-6)\n"
        f"texts = {TEXTS!r}\nwith ThreadPoolExecutor({THREADS}) as pool:\n    found = list(pool.map(newsie.extract, texts * 2))\n"
        "nlp = newsie.load()\nassert found == [nlp(text) for text in texts * 2]\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_a_thread_keeps_the_scores_of_its_own_page_only(nlp: newsie.Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """The encoder runs once a page, however many threads read (it ran twice where another thread came between the two heads)."""
    from newsie.network.model import Network

    runs = []
    run = Network._encode
    monkeypatch.setattr(Network, "_encode", lambda self, *given: runs.append(1) or run(self, *given))
    in_threads(nlp, [TEXTS[0]] * (2 * THREADS))
    assert len(runs) == 2 * THREADS
    assert pickle.loads(pickle.dumps(nlp))(TEXTS[0]) == nlp(TEXTS[0])


def test_an_engine_gives_each_thread_its_own_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stanza's engine remembers the page it annotated last; and it is never run by two threads at once."""
    inside = []

    def slowly(pipeline: Any, page: Page) -> str:
        inside.append(1)
        assert len(inside) == 1
        found = page.text
        for _ in range(1000):
            pass
        inside.pop()
        return found

    monkeypatch.setattr(stanza, "_pretokenized", slowly)
    monkeypatch.setattr(stanza, "one_thread", nullcontext)
    engine = stanza.StanzaEngine(SimpleNamespace(tokenize=None))  # type: ignore[arg-type]
    engine._pipeline = object()
    pages = [read_page(text, None) for text in TEXTS for _ in range(40)]
    assert in_threads(engine.annotate, pages) == [page.text for page in pages]
