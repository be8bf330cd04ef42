"""What the command line's arguments name: text files, JSON lines, standard input, as documents."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from newsie.document import Document

_STDIN = "standard input"


class Inputs:
    """The documents that the arguments name; what cannot be read is said on standard error and counted.

    defaults: fields for documents that give none themselves (None: no default).
    """

    def __init__(self, defaults: dict[str, str | None]) -> None:
        self.defaults = {name: value for name, value in defaults.items() if value is not None}
        self.faults = 0

    def report(self, name: str, fault: Exception) -> None:
        """Name a file or line that could not be read."""
        self.faults += 1
        print(f"newsie: {name}: {fault}", file=sys.stderr)

    def documents(self, files: list[str]) -> Iterator[tuple[str, Document]]:
        """Every readable document with the name to call it by."""
        for file in files:
            try:
                if file == "-":
                    yield from self._stream(_STDIN, sys.stdin.buffer, lines=None)
                else:
                    with open(file, "rb") as stream:
                        yield from self._stream(file, stream, lines=file.endswith((".jsonl", ".ndjson", ".json")))
            except OSError as fault:
                self.report(file, OSError(fault.strerror or str(fault)))

    def _stream(self, name: str, stream: BinaryIO, lines: bool | None) -> Iterator[tuple[str, Document]]:
        """One article, or JSON lines; `lines` None: look at the first line that is not blank."""
        blank, first = b"", stream.readline()
        while lines is None and first and not first.strip():
            blank, first = blank + first, stream.readline()
        if lines is None:
            lines = first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{")
        if lines:
            yield from self._lines(name, first, stream, 1 + blank.count(b"\n"))
            return
        given = dict(self.defaults)
        if name != _STDIN:
            given.setdefault("id", Path(name).stem)
        if (document := self._whole(name, blank + first + stream.read(), given)) is not None:
            yield name, document

    def _lines(self, name: str, line: bytes, stream: BinaryIO, number: int) -> Iterator[tuple[str, Document]]:
        while line:
            if line.strip():
                where = f"{name}, line {number}"
                try:
                    document = Document.from_json(line.decode("utf-8-sig"))
                    missing = {k: v for k, v in self.defaults.items() if getattr(document, k) is None}
                    yield where, Document.of(document, **missing)
                except UnicodeDecodeError as fault:
                    self.report(where, ValueError(f"not UTF-8 at byte {fault.start}"))
                except ValueError as fault:
                    self.report(where, fault)
            line = stream.readline()
            number += 1

    def _whole(self, name: str, data: bytes, given: dict[str, Any]) -> Document | None:
        try:
            return Document.of(data.decode("utf-8-sig"), **given)
        except UnicodeDecodeError as fault:
            self.report(name, ValueError(f"not UTF-8 at byte {fault.start}; convert it first (iconv -f windows-1256 -t utf-8)"))
        except ValueError as fault:
            self.report(name, fault)
        return None
