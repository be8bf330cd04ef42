"""Streams of articles: order, laziness, errors, processes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import newsie

TEXTS = [
    "قالت المديرة وفاء عون إن المركز استقبل مئة حالة. وأضافت أن معظم الحالات طفيفة.",
    "",
    "نفت الوزارة أن تكون قد تلقت أي إنذار مسبق.",
    "Weather report, nothing Arabic.",
    "«الوضع تحت السيطرة»، بحسب ما أعلنت قيادة الدفاع المدني.",
]


def test_pipe_is_call(nlp: newsie.Pipeline) -> None:
    assert list(nlp.pipe(TEXTS)) == [nlp(text) for text in TEXTS]


def test_items_may_be_documents_or_pairs(nlp: newsie.Pipeline) -> None:
    items = [TEXTS[0], newsie.Document(text=TEXTS[0], id="d"), (TEXTS[0], {"id": "p", "published": "2020-01-01"})]
    assert [a.id for a in nlp.pipe(items) if isinstance(a, newsie.Article)] == [None, "d", "p"]


def test_pipe_is_lazy(nlp: newsie.Pipeline) -> None:
    taken: list[int] = []

    def source() -> Iterator[str]:
        for n in range(1000):
            taken.append(n)
            yield TEXTS[0]

    stream = nlp.pipe(source())
    assert taken == []
    next(stream)
    assert len(taken) == 1


def test_errors(nlp: newsie.Pipeline) -> None:
    items: list[object] = [TEXTS[0], 7, TEXTS[2]]
    with pytest.raises(newsie.InputError):
        list(nlp.pipe(items))  # type: ignore[arg-type]
    first, fault, last = nlp.pipe(items, errors="return")  # type: ignore[arg-type]
    assert isinstance(fault, newsie.InputError)
    assert (first, last) == (nlp(TEXTS[0]), nlp(TEXTS[2]))
    assert list(nlp.pipe(items, errors="skip")) == [first, last]  # type: ignore[arg-type]
    with pytest.raises(newsie.InputError, match="errors must be"):
        nlp.pipe(items, errors="ignore")  # type: ignore[arg-type]
    with pytest.raises(newsie.InputError, match="at least 1"):
        nlp.pipe(items, processes=0)  # type: ignore[arg-type]


@pytest.mark.parametrize("batch_size", [1, 3])
def test_processes_change_nothing(nlp: newsie.Pipeline, batch_size: int) -> None:
    items = TEXTS * 3
    assert list(nlp.pipe(items, processes=2, batch_size=batch_size)) == [nlp(text) for text in items]


def test_faults_cross_processes(nlp: newsie.Pipeline) -> None:
    results = list(nlp.pipe([TEXTS[0], 7], processes=2, errors="return"))  # type: ignore[list-item]
    assert isinstance(results[1], newsie.InputError)


def test_progress_goes_to_standard_error(nlp: newsie.Pipeline, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(list(nlp.pipe(TEXTS, progress=True))) == len(TEXTS)
    assert capsys.readouterr().out == ""
