"""What the command line's arguments name: text files, JSON lines, standard input, as documents."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TextIO

from newsie.document import Document
from newsie.endings import say
from newsie.errors import InputError

_STDIN = "standard input"
_BYTES_A_CHARACTER, _ESCAPED = 4, 12  # at most, in UTF-8 and as \u escapes of a surrogate pair
_OTHER_FIELDS = 1_000_000  # bytes of a JSON line that are not its text


class Source(NamedTuple):
    """Where a document comes from; lines are counted from 1."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}, line {self.line}"


class Inputs:
    """The documents that the arguments name; what cannot be read is said on standard error and counted.

    defaults: fields for documents that give none themselves (None: no default). max_chars: the longest text; of what is longer no more than
    that is ever held in memory. errors: an open file that keeps what could not be read, a JSON object a line.
    """

    def __init__(self, defaults: dict[str, str | None], max_chars: int, errors: TextIO | None = None) -> None:
        self.defaults = {name: value for name, value in defaults.items() if value is not None}
        self.faults = 0
        self._errors = errors
        self._max_chars = max_chars
        self._longest_line = max_chars * _ESCAPED + _OTHER_FIELDS

    def report(self, source: Source, fault: Exception, record: Document | bytes | None = None) -> None:
        """Name a file or line that could not be read; the record, as far as there is one, is kept with the errors."""
        self.faults += 1
        say(f"{source}: {fault}")
        if self._errors is not None:
            if isinstance(record, Document):
                fields = {name: value for name, value in record.model_dump().items() if value is not None}
                kept: str | None = json.dumps(fields, ensure_ascii=False, default=str)
            else:
                kept = None if record is None else record.decode("utf-8", "backslashreplace").strip("\ufeff\r\n")
            entry = {"file": source.file, "line": source.line, "type": type(fault).__name__, "error": str(fault), "record": kept}
            self._errors.write(json.dumps(entry, ensure_ascii=False) + "\n")
            self._errors.flush()

    def documents(self, files: list[str]) -> Iterator[tuple[Source, Document]]:
        """Every readable document with where it comes from."""
        for file in files:
            try:
                if file != "-":
                    with open(file, "rb") as stream:
                        yield from self._stream(file, stream, lines=file.endswith((".jsonl", ".ndjson", ".json")))
                elif sys.stdin is None:
                    raise OSError("is closed")
                else:
                    yield from self._stream(_STDIN, sys.stdin.buffer, lines=None)
            except (OSError, ValueError) as fault:  # ValueError: a NUL in the name
                self.report(Source(_STDIN if file == "-" else file), OSError(getattr(fault, "strerror", None) or str(fault)))

    def _stream(self, name: str, stream: BinaryIO, lines: bool | None) -> Iterator[tuple[Source, Document]]:
        """One article, or JSON lines; `lines` None: look at the first line that is not blank."""
        blank: list[bytes] = []
        first = stream.readline(self._longest_line)
        while lines is None and first and not first.strip():
            blank.append(first)
            first = stream.readline(self._longest_line)
        if lines is None:
            lines = first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{")
        if lines:
            yield from self._lines(name, first, stream, 1 + len(blank))
            return
        given = dict(self.defaults)
        if name != _STDIN:
            given.setdefault("id", Path(name).stem)
        data = b"".join(blank) + first
        data += stream.read(max(0, _BYTES_A_CHARACTER * (self._max_chars + 1) - len(data)))
        if len(data) >= _BYTES_A_CHARACTER * (self._max_chars + 1):
            self.report(Source(name), self._too_long())
        elif (document := self._whole(Source(name), data, given)) is not None:
            yield Source(name), document

    def _lines(self, name: str, line: bytes, stream: BinaryIO, number: int) -> Iterator[tuple[Source, Document]]:
        while line:
            where = Source(name, number)
            if len(line) == self._longest_line and not line.endswith(b"\n"):
                while line and not line.endswith(b"\n"):
                    line = stream.readline(self._longest_line)
                self.report(where, self._too_long())
            elif line.strip() and (document := self._parsed(where, line)) is not None:
                yield where, document
            line = stream.readline(self._longest_line)
            number += 1

    def _parsed(self, where: Source, line: bytes) -> Document | None:
        try:
            document = Document.from_json(line.decode("utf-8-sig"))
            return Document.of(document, **{name: value for name, value in self.defaults.items() if getattr(document, name) is None})
        except UnicodeDecodeError as fault:
            self.report(where, InputError(f"not UTF-8 at byte {fault.start}"), line)
        except ValueError as fault:
            self.report(where, fault, line)
        return None

    def _whole(self, where: Source, data: bytes, given: dict[str, Any]) -> Document | None:
        try:
            return Document.of(data.decode("utf-8-sig"), **given)
        except UnicodeDecodeError as fault:
            self.report(where, InputError(f"not UTF-8 at byte {fault.start}; convert it first (iconv -f windows-1256 -t utf-8)"))
        except ValueError as fault:
            self.report(where, fault)
        return None

    def _too_long(self) -> InputError:
        return InputError(f"longer than {self._max_chars:,} characters: cut it into articles, or raise --max-chars")
