"""Processes that read articles for `Pipeline.pipe`: started once, the model's arrays shared, the results in order.

Every worker maps the same memory (`handover`), so that the weights are held once for the machine. Articles come back as JSON, which is
quicker to make and to read than a pickle of them. A worker that dies (killed, out of memory) is noticed at once: `concurrent.futures` fails what was being read, where
`multiprocessing.Pool` would wait for ever.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newsie.errors import InputError, NewsieError, WorkerDied
from newsie.handover import Handed, Memory, taken
from newsie.schema import Article

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

    from newsie.pipeline import Item, Pipeline

Result = Article | Exception
_Answer = bytes | Article | Exception
_AHEAD = 4  # batches in flight for each process: enough to keep it busy, few enough to bound memory
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
_UNGUARDED = 'the processes of pipe(processes=…) import the script that starts them, and this one starts them again: keep what calls pipe under `if __name__ == "__main__":`'


class _Batch(NamedTuple):
    """Items that travel together, and the number of the first in the stream."""

    first: int
    items: list[Item]


def spread(pipeline: Pipeline, items: Iterable[Item], batch_size: int, processes: int, *, go_on: bool) -> Generator[Result]:
    """Read items in processes; results in order, a fault in its item's place.

    go_on: whether the stream goes on when a worker dies: what was being read is read again by new workers, and an item that kills its
    worker once more has `WorkerDied` in its place. Otherwise `WorkerDied` is raised.
    """
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        raise SystemExit(_UNGUARDED)  # in a worker that is just importing the script; its parent gets `WorkerDied`
    source = _batches(items, batch_size)
    fault: Exception | None = None
    with _Workers(pipeline, processes) as workers:
        waiting: deque[tuple[_Batch, Future[list[_Answer]]]] = deque()
        while True:
            try:
                for batch in islice(source, processes * _AHEAD - len(waiting)):
                    waiting.append((batch, workers.submit(batch.items)))
            except Exception as raised:  # the source's own: what it gave before comes out first
                fault = raised
            if not waiting:
                break
            if not isinstance(waiting[0][1].exception(), BrokenProcessPool):
                yield from map(_article, waiting.popleft()[1].result())
                continue
            flight = list(waiting)
            waiting.clear()
            if not go_on:
                raise _died([batch for batch, _ in flight])
            workers.restart()
            for batch, future in flight:
                yield from map(_article, workers.carefully(batch) if future.exception() else future.result())
    if fault is not None:
        raise fault


def _batches(items: Iterable[Item], size: int) -> Generator[_Batch]:
    """Items in batches; a fault of their source comes after the items before it."""
    source, first = iter(items), 0
    while True:
        batch: list[Item] = []
        fault = None
        try:
            batch.extend(islice(source, size))
        except Exception as raised:
            fault = raised
        if batch:
            yield _Batch(first, batch)
        if fault is not None:
            raise fault
        if len(batch) < size:
            return
        first += len(batch)


def _article(answer: _Answer) -> Result:
    return Article.model_validate_json(answer) if isinstance(answer, bytes) else answer


def _died(lost: Sequence[_Batch]) -> WorkerDied:
    first, items = lost[0].first, [item for batch in lost for item in batch.items]
    last = first + len(items) - 1
    ids = [str(name) for item in items if (name := _id(item)) is not None]
    named = f" (ids {', '.join(ids[:5])}{' …' if len(ids) > 5 else ''})" if ids else ""
    which = f"item {first}{named} was" if first == last else f"items {first} to {last}{named} were"
    return WorkerDied(f"a worker process was killed, perhaps for want of memory, while {which} being read; all before came out, counted from 0. "
                      'errors="return" reads them again and goes on', range(first, last + 1))  # fmt: skip


def _id(item: object) -> object:
    return item[1].get("id") if isinstance(item, tuple) and len(item) == 2 and isinstance(item[1], dict) else getattr(item, "id", None)


class _Workers:
    """A pool of processes that hold one pipeline; leaving the context ends them, whatever they are reading."""

    def __init__(self, pipeline: Pipeline, processes: int) -> None:
        self._processes = processes
        self._context = multiprocessing.get_context("spawn")
        self._stop = self._context.Event()
        self._memory = Memory(pipeline)
        self._pool: ProcessPoolExecutor | None = None
        try:
            self.restart()
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._memory.free()

    def restart(self) -> None:
        """Start workers in the place of those there were. Raises `WorkerDied` where none comes to life."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._pool = ProcessPoolExecutor(self._processes, self._context, _begin, (self._memory.handed, self._stop))
        try:
            with _one_thread_each(), _interrupts_wait():
                signs = [self._pool.submit(_alive) for _ in range(self._processes)]  # a call without an idle worker starts one
            signs[0].result()
        except (BrokenProcessPool, RuntimeError) as fault:
            raise WorkerDied(
                "the processes of pipe(processes=…) ended before they could read. They import the script that starts them: it must be a file, and what calls "
                'pipe must stand under `if __name__ == "__main__":`. Or the machine has too little memory: use fewer processes'
            ) from fault

    def submit(self, items: list[Item]) -> Future[list[_Answer]]:
        """Have items read; the future of a pool that is already broken says so when it is asked."""
        assert self._pool is not None
        packed = _packed(items)
        try:
            with _interrupts_wait():  # a call may start a worker too
                return self._pool.submit(_work, packed)
        except BrokenProcessPool as fault:
            broken: Future[list[_Answer]] = Future()
            broken.set_exception(fault)
            return broken

    def carefully(self, batch: _Batch) -> list[_Answer]:
        """Read a batch with nothing else in flight, then item by item, so that the one that ends its worker is known."""
        answers = self._alone(batch.items)
        if answers is None:
            answers = []
            for n, item in enumerate(batch.items, batch.first):
                answers += self._alone([item]) or [_died([_Batch(n, [item])])]
        return answers

    def _alone(self, items: list[Item]) -> list[_Answer] | None:
        try:
            return self.submit(items).result()
        except BrokenProcessPool:
            self.restart()
            return None


@contextlib.contextmanager
def _one_thread_each() -> Iterator[None]:
    """Processes started in here run numpy on one thread each, where the environment does not say otherwise: N times N threads starve each other."""
    unset = [name for name in _THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(unset, "1"))
    try:
        yield
    finally:
        for name in unset:
            del os.environ[name]


@contextlib.contextmanager
def _interrupts_wait() -> Iterator[None]:
    """What ends this process waits till the end of the block, and an interrupt never reaches processes that are started in here.

    A process half started, or interrupted before `_begin`, would print a traceback.
    """
    came: list[int] = []
    handlers = {}
    if threading.current_thread() is threading.main_thread():
        for number in (getattr(signal, name) for name in _ENDING if hasattr(signal, name)):
            if callable(handler := signal.getsignal(number)):
                handlers[number] = handler
                signal.signal(number, lambda number, _: came.append(number))
    masked = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT]) if hasattr(signal, "pthread_sigmask") else None
    try:
        yield
    finally:
        if masked is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, masked)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])


def _packed(items: list[Item]) -> bytes:
    """A batch as a pickle; an item that cannot travel is left out, its fault in its place."""
    try:
        return pickle.dumps(items, protocol=5)
    except Exception:
        return pickle.dumps([_portable(item) for item in items], protocol=5)


def _portable(item: object) -> object:
    try:
        pickle.loads(pickle.dumps(item, protocol=5))
    except Exception as fault:
        return NewsieError(str(item)) if isinstance(item, Exception) else InputError(f"an item of type {type(item).__name__} cannot go to another process: {fault}")
    return item


_pipeline: Pipeline | None = None
_stopped: Event | None = None


def _begin(handed: Handed, stop: Event) -> None:
    """Take the pipeline, and end with the parent, however that ends; an interrupt is the parent's to handle."""
    global _pipeline, _stopped
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _pipeline, _stopped = taken(handed), stop


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _alive() -> None:
    """The first sign of life."""


def _work(packed: bytes) -> list[_Answer]:
    assert _pipeline is not None
    assert _stopped is not None
    answers: list[_Answer] = []
    for item in pickle.loads(packed):
        if _stopped.is_set():
            break  # nobody waits for the rest
        result = item if isinstance(item, Exception) else _pipeline._try(item)
        answers.append(_portable_fault(result) if isinstance(result, Exception) else _light(result))
    return answers


def _light(article: Article) -> bytes | Article:
    """An article as JSON; one whose text holds half a surrogate pair, which JSON cannot, as it is."""
    try:
        return article.model_dump_json().encode()
    except ValueError:
        return article


def _portable_fault(fault: Exception) -> Exception:
    found = _portable(fault)
    return found if isinstance(found, Exception) else NewsieError(str(fault))
