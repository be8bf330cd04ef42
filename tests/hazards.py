"""Recognisers that do what a worker process must survive; a module, so that the workers can import it."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path

from newsie.ner import Name
from newsie.text.page import Page

FATAL, SLOW, ODD = "قاتل", "بطيء", "غريب"


class OddFault(Exception):
    """A fault that a pickle cannot carry."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


class Hazard:
    """Finds no names; kills its process at `FATAL` (once only, where `once` is a path), raises `OddFault` at `ODD`, and leaves its process id in `trace`."""

    def __init__(self, trace: Path, once: Path | None = None) -> None:
        self.trace, self.once = trace, once

    def recognize(self, pages: Sequence[Page]) -> list[list[Name]]:
        (self.trace / str(os.getpid())).touch()
        for page in pages:
            if ODD in page.text:
                raise OddFault("a", "b")
            if FATAL in page.text and not (self.once and self.once.exists()):
                if self.once:
                    self.once.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return [[] for _ in pages]
