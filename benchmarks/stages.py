"""How the time of `newsie` divides over its stages: the stages' own functions, timed from outside, each without those inside it."""

from __future__ import annotations

import contextlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import newsie
from newsie import pipeline
from newsie.network.model import Network
from newsie.statements.extract import StatementExtractor
from newsie.statements.speakers import SpeakerResolver

#: Where a stage is called: the object, the name in it, and its name in the table. What a later version calls otherwise counts as "other".
_CALLS: tuple[tuple[Any, str, str], ...] = (
    (Network, "_name_scores", "network"),
    (Network, "_speech_scores", "network"),
    (Network, "names", "decoding"),
    (Network, "statements", "decoding"),
    (pipeline, "resolve_entities", "entities"),
    (pipeline, "entity_ids", "entities"),
    (pipeline, "entity_records", "records"),
    (pipeline, "mention_records", "records"),
    (pipeline, "_sentences", "records"),
    (pipeline, "Article", "records"),
    (StatementExtractor, "extract", "statements"),
    (SpeakerResolver, "resolve", "speakers"),
    (pipeline, "find_dates_on", "dates"),
)
STAGES = ("page", "network", "decoding", "entities", "statements", "speakers", "dates", "records", "json", "other")


class _Clock:
    """CPU time by stage; a stage's time stops while one inside it runs."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._stack: list[str] = []
        self._since = 0.0

    def enter(self, stage: str) -> None:
        now = time.process_time()
        if self._stack:
            self.spent[self._stack[-1]] += now - self._since
        self._stack.append(stage)
        self._since = time.process_time()

    def leave(self) -> None:
        now = time.process_time()
        self.spent[self._stack.pop()] += now - self._since
        self._since = time.process_time()

    def timed(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        def call(*args: Any, **fields: Any) -> Any:
            self.enter(stage)
            try:
                return function(*args, **fields)
            finally:
                self.leave()

        return call


@contextlib.contextmanager
def _timed(clock: _Clock, nlp: newsie.Pipeline) -> Iterator[None]:
    calls = [(owner, name, stage, getattr(owner, name)) for owner, name, stage in ((nlp, "_read_page", "page"), *_CALLS) if hasattr(owner, name)]
    for owner, name, stage, function in calls:
        setattr(owner, name, clock.timed(function, stage))
    try:
        yield
    finally:
        for owner, name, _, function in calls:
            setattr(owner, name, function)


def breakdown(texts: list[str], runs: int = 5) -> dict[str, float]:
    """Microseconds of CPU a word that each stage takes; of several runs over the texts that whose sum is the middle one."""
    nlp = newsie.load()
    for text in texts:
        nlp(text)
    words = sum(len(text.split()) for text in texts)
    found = []
    for _ in range(runs):
        clock = _Clock()
        with _timed(clock, nlp):
            for text in texts:
                clock.enter("other")
                article = nlp(text)
                clock.leave()
                clock.enter("json")
                article.model_dump_json()
                clock.leave()
        found.append({stage: 1e6 * clock.spent[stage] / words for stage in STAGES})
    return sorted(found, key=lambda run: sum(run.values()))[runs // 2]
