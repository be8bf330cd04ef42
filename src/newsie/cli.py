"""The command line: `newsie extract`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from newsie import __version__

app = typer.Typer(add_completion=True, no_args_is_help=True, pretty_exceptions_enable=False, help="Who said what in Arabic news.")


class Format(StrEnum):
    """What `extract` writes."""

    jsonl = "jsonl"
    json = "json"
    table = "table"
    html = "html"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsie {__version__}")
        raise typer.Exit


@app.callback()
def _root(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")] = False) -> None:
    """Who said what in Arabic news."""


@app.command()
def extract(
    files: Annotated[list[str] | None, typer.Argument(help="Text files, .jsonl or .json files, or - for standard input.")] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="jsonl: an article a line; json: one array; table: for reading here; html: one page.")] = Format.jsonl,
    published: Annotated[str | None, typer.Option(help="Publication day (YYYY-MM-DD) of articles that give none.")] = None,
    id: Annotated[str | None, typer.Option("--id", help="Id of the article, where there is only one.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet of articles that give none.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of to standard output.")] = None,
) -> None:
    """Read articles and write who said what.

    A text file is one article. JSON lines hold one object a line with "text" and, where known, "id", "published",
    "outlet", "title", "url". A file or line that cannot be read is named on standard error, the others still come out,
    and the exit code is 1.
    """
    from newsie.export.stream import writer
    from newsie.pipeline import load

    inputs = Inputs({"published": published, "id": id, "outlet": outlet})
    nlp = load()
    target = output.open("w", encoding="utf-8") if output else sys.stdout
    if hasattr(target, "reconfigure"):
        target.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with writer(format.value, target) as write:
            for name, document in inputs.documents(files or ["-"]):
                try:
                    write(nlp(document))
                except Exception as fault:
                    inputs.report(name, fault)
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(1) from None
    finally:
        if output:
            target.close()
    if inputs.faults:
        raise typer.Exit(1)


class Inputs:
    """The documents that the arguments name; what cannot be read is said on standard error and counted."""

    def __init__(self, defaults: dict[str, str | None]) -> None:
        self.defaults = {name: value for name, value in defaults.items() if value is not None}
        self.faults = 0

    def report(self, name: str, fault: Exception) -> None:
        """Name a file or line that could not be read."""
        self.faults += 1
        print(f"newsie: {name}: {fault}", file=sys.stderr)

    def documents(self, files: list[str]) -> Iterator[tuple[str, Any]]:
        """Every readable document with the name to call it by."""
        for file in files:
            try:
                if file == "-":
                    yield from self._stream("standard input", sys.stdin.buffer, lines=None)
                else:
                    with open(file, "rb") as stream:
                        yield from self._stream(file, stream, lines=file.endswith((".jsonl", ".ndjson", ".json")))
            except OSError as fault:
                self.report(file, OSError(fault.strerror or str(fault)))

    def _stream(self, name: str, stream: BinaryIO, lines: bool | None) -> Iterator[tuple[str, Any]]:
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
        if name != "standard input":
            given.setdefault("id", Path(name).stem)
        if (document := self._document(name, blank + first + stream.read(), given)) is not None:
            yield name, document

    def _lines(self, name: str, line: bytes, stream: BinaryIO, number: int) -> Iterator[tuple[str, Any]]:
        from newsie.document import Document

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

    def _document(self, name: str, data: bytes, given: dict[str, Any]) -> Any:
        from newsie.document import Document

        try:
            return Document.of(data.decode("utf-8-sig"), **given)
        except UnicodeDecodeError as fault:
            self.report(name, ValueError(f"not UTF-8 at byte {fault.start}; convert it first (iconv -f windows-1256 -t utf-8)"))
        except ValueError as fault:
            self.report(name, fault)
        return None


def main() -> None:
    """Run the command line."""
    app()
