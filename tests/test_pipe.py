"""Streams of articles: order, laziness, errors, processes and their deaths."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newsie
from hazards import FATAL, ODD, Hazard
from newsie import handover
from newsie.network.model import default_network
from newsie.pipeline import Pipeline
from newsie.statements import StatementExtractor
from newsie.statements.ranker import default_ranker

TEXTS = [
    "قالت المديرة وفاء عون إن المركز استقبل مئة حالة. وأضافت أن معظم الحالات طفيفة.",
    "",
    "نفت الوزارة أن تكون قد تلقت أي إنذار مسبق.",
    "Weather report, nothing Arabic.",
    "«الوضع تحت السيطرة»، بحسب ما أعلنت قيادة الدفاع المدني.",
]


def hazardous(trace: Path, once: Path | None = None) -> Pipeline:
    return Pipeline(Hazard(trace, once), StatementExtractor(default_network(), default_ranker()))


def ended(trace: Path) -> bool:
    """Whether every process that left its id in `trace` is gone within five seconds."""
    for _ in range(50):
        if not any(Path(f"/proc/{file.name}").exists() for file in trace.iterdir() if file.name != str(os.getpid())):
            return True
        time.sleep(0.1)
    return False


def test_pipe_is_call(nlp: newsie.Pipeline) -> None:
    assert list(nlp.pipe(TEXTS)) == [nlp(text) for text in TEXTS]


def test_items_may_be_documents_or_pairs(nlp: newsie.Pipeline) -> None:
    items = [TEXTS[0], newsie.Document(text=TEXTS[0], id="d"), (TEXTS[0], {"id": "p", "published": "2020-01-01"})]
    assert [a.id for a in nlp.pipe(items) if isinstance(a, newsie.Article)] == [None, "d", "p"]


@pytest.mark.parametrize(("processes", "most"), [(1, 1), (2, 2 * 4 * 3 + 3)])
def test_pipe_is_lazy_and_bounded(nlp: newsie.Pipeline, processes: int, most: int) -> None:
    """Nothing is taken before the first article is asked for, and then no more than four batches a process."""
    taken: list[int] = []

    def source() -> Iterator[str]:
        for n in range(1000):
            taken.append(n)
            yield TEXTS[0]

    stream = nlp.pipe(source(), processes=processes, batch_size=3)
    assert taken == []
    next(stream)
    assert len(taken) <= most
    stream.close()  # type: ignore[attr-defined]


def test_errors(nlp: newsie.Pipeline) -> None:
    items: list[Any] = [TEXTS[0], 7, TEXTS[2]]
    with pytest.raises(newsie.InputError):
        list(nlp.pipe(items))
    first, fault, last = nlp.pipe(items, errors="return")
    assert isinstance(fault, newsie.InputError)
    assert (first, last) == (nlp(TEXTS[0]), nlp(TEXTS[2]))
    assert list(nlp.pipe(items, errors="skip")) == [first, last]
    with pytest.raises(newsie.InputError, match="errors must be"):
        nlp.pipe(items, errors="ignore")  # type: ignore[arg-type]
    with pytest.raises(newsie.InputError, match="at least 1"):
        nlp.pipe(items, processes=0)


@pytest.mark.parametrize("batch_size", [1, 3])
def test_processes_change_nothing(nlp: newsie.Pipeline, batch_size: int) -> None:
    items = TEXTS * 3
    assert list(nlp.pipe(items, processes=2, batch_size=batch_size)) == [nlp(text) for text in items]


def test_whatever_cannot_travel_is_a_fault_of_its_item_alone(nlp: newsie.Pipeline, tmp_path: Path) -> None:
    """Items of wrong types, one that no pickle holds, a fault that no pickle holds, half a surrogate pair that JSON cannot hold."""
    items: list[Any] = [TEXTS[0], 7, lambda: None, f"قال {ODD}", "قال \ud800 سامي"]
    pipeline = hazardous(tmp_path)
    good, number, function, odd, half = pipeline.pipe(items, processes=2, errors="return")
    assert good == pipeline(TEXTS[0])
    assert half == pipeline(items[4])
    assert isinstance(number, newsie.InputError)
    assert isinstance(function, newsie.InputError)
    assert isinstance(odd, newsie.NewsieError)
    assert str(odd) == "ab"


@pytest.mark.parametrize("processes", [1, 2])
def test_a_fault_of_the_source_comes_after_its_items(nlp: newsie.Pipeline, processes: int) -> None:
    def source() -> Iterator[str]:
        yield from TEXTS
        raise OSError("the disk is gone")

    found = []
    with pytest.raises(OSError, match="the disk is gone"):
        found.extend(nlp.pipe(source(), processes=processes, batch_size=2))
    assert found == [nlp(text) for text in TEXTS]


def test_a_killed_worker_is_an_error_that_names_the_items(tmp_path: Path) -> None:
    documents = [newsie.Document(text=TEXTS[0], id=f"n{n}") for n in range(4)] + [newsie.Document(text=FATAL, id="bad")]
    stream = hazardous(tmp_path).pipe(documents, processes=2, batch_size=1)
    with pytest.raises(newsie.WorkerDied, match="bad") as caught:
        list(stream)
    assert 4 in caught.value.items
    assert ended(tmp_path)


@pytest.mark.parametrize("transient", [False, True])
def test_the_stream_goes_on_without_the_item_that_kills(tmp_path: Path, transient: bool) -> None:
    """A worker that dies once costs nothing; an item that kills whoever reads it is the only one without its article."""
    (trace := tmp_path / "trace").mkdir()
    pipeline = hazardous(trace, tmp_path / "died" if transient else None)
    items = [*TEXTS, FATAL, *TEXTS]
    results = list(pipeline.pipe(items, processes=2, batch_size=2, errors="return"))
    assert results[:5] + results[6:] == [pipeline(text) for text in TEXTS * 2]
    assert isinstance(results[5], newsie.Article if transient else newsie.WorkerDied)
    assert transient or results[5].items == range(5, 6)  # type: ignore[union-attr]


def test_closing_the_stream_ends_the_workers(tmp_path: Path) -> None:
    stream = hazardous(tmp_path).pipe([TEXTS[0]] * 10_000, processes=2, batch_size=100)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert len(list(tmp_path.iterdir())) == 2
    assert ended(tmp_path)


def test_the_arrays_may_travel_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handover, "_fits", lambda size: False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    memory = handover.Memory(newsie.load())
    assert memory.handed.is_file
    assert handover.taken(memory.handed)(TEXTS[0]) == newsie.extract(TEXTS[0])
    memory.free()
    assert not list(tmp_path.iterdir())


def test_a_script_without_its_guard_is_told(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(f"import newsie\nprint(len(list(newsie.load().pipe({TEXTS!r}, processes=2))))\n", encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.rstrip().endswith("use fewer processes")
    assert 'if __name__ == "__main__"' in done.stderr.splitlines()[-1]


def test_a_script_with_its_guard_works_and_its_workers_end_with_it(tmp_path: Path) -> None:
    """Also when the script itself is killed in the middle."""
    script = tmp_path / "script.py"
    (trace := tmp_path / "trace").mkdir()
    script.write_text(
        f"import os, signal, sys\nfrom pathlib import Path\nfrom test_pipe import hazardous\n"
        f"if __name__ == '__main__':\n    stream = hazardous(Path({str(trace)!r})).pipe(['قال'] * 9999, processes=2)\n    next(stream)\n    os.kill(os.getpid(), signal.SIGKILL)\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run([sys.executable, str(script)], env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == -9, done.stderr
    assert len(list(trace.iterdir())) >= 1
    assert ended(trace)


def test_progress_goes_to_standard_error(nlp: newsie.Pipeline, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(list(nlp.pipe(TEXTS, progress=True))) == len(TEXTS)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "5/5" in shown.err
