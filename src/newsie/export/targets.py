"""Where an export is written: a path, or a stream that is already open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def opened(target: str | Path | TextIO, newline: str | None = None) -> Iterator[TextIO]:
    """The stream to write to in UTF-8; a file that was opened here is closed again."""
    if isinstance(target, str | Path):
        with Path(target).open("w", encoding="utf-8", newline=newline) as stream:
            yield stream
    else:
        yield target
