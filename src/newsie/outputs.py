"""What the command line writes to: files that stand under their names only when they are whole, and what an interrupted run left.

The rename is POSIX's (`rename(2)`: a reader sees the old file or the new one), after an `fsync` of what is renamed.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from newsie.errors import InputError

_PART = ".part"


def part_of(path: Path) -> Path:
    """Where a file is written until it is whole: beside it (behind a link, beside what it names), with `.part` at the end of its name."""
    target = Path(os.path.realpath(path))
    return target.with_name(target.name + _PART)


@contextmanager
def whole_file(path: Path, *, keep: bool = False) -> Iterator[Path]:
    """The path to write to in place of `path`; what is written there gets its name when the block ends, all at once.

    A device or a pipe is written to as it is. keep: whether what was written before a fault or an interrupt is left in `part_of(path)`;
    otherwise it is removed.
    """
    target, part = Path(os.path.realpath(path)), part_of(path)
    if target.exists() and not target.is_file():
        yield target
        return
    try:
        yield part
        _sync(part)
        if target.exists():
            shutil.copymode(target, part)
        os.replace(part, target)
    except BaseException:
        if not keep or (part.exists() and not part.stat().st_size):
            part.unlink(missing_ok=True)
        raise
    if hasattr(os, "O_DIRECTORY"):
        _sync(target.parent)


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Kept:
    """Which articles an interrupted run has written already.

    An article is known by its id and its text together, as often as it was written: two articles of the same id, or the same text without an
    id twice, are two articles. Sixteen bytes each are kept in memory.
    """

    def __init__(self) -> None:
        self._left: Counter[bytes] = Counter()

    def __len__(self) -> int:
        return self._left.total()

    def add(self, id: str | None, text: str) -> None:
        """Note an article that is written."""
        self._left[_key(id, text)] += 1

    def take(self, id: str | None, text: str) -> bool:
        """Whether an article is written already; each that is written answers once."""
        key = _key(id, text)
        if not self._left[key]:
            del self._left[key]
            return False
        self._left[key] -= 1
        return True


def _key(id: str | None, text: str) -> bytes:
    return blake2b(f"{'' if id is None else 'id'}{id}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def resume(path: Path) -> Kept:
    """Make an interrupted run's JSON lines ready to be written on, in `part_of(path)`, and say which articles are there.

    A half line at the end is dropped. Where there is no such file, what stands under `path` itself is gone on from, and is not touched until
    the run is whole. Raises `InputError` where a complete line is none that `newsie extract` writes: then nothing is changed.
    """
    part = part_of(path)
    source = part if part.exists() else Path(os.path.realpath(path))
    kept = Kept()
    if not source.is_file():
        return kept
    with source.open("rb") as stream:
        end = _read_lines(stream, source, kept)
    if source is not part:
        shutil.copyfile(source, part)
    os.truncate(part, end)
    return kept


def _read_lines(stream: BinaryIO, path: Path, kept: Kept) -> int:
    """Note every article; gives the byte at which the last complete line ends."""
    end = 0
    for number, line in enumerate(stream, 1):
        if not line.endswith(b"\n"):
            break
        try:
            record = json.loads(line)
            kept.add(record["id"], record["text"])
        except (ValueError, KeyError, TypeError, RecursionError):
            raise InputError(f"{path}, line {number} is no article of newsie, so that the run cannot be resumed: take the file away to start anew") from None
        end += len(line)
    return end
