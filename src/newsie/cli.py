"""The command line: `newsie extract`, `show`, `evaluate`, `models`, `info`."""

from __future__ import annotations

import os
import shutil
import sys
from collections import deque
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO, cast

import typer

from newsie import __version__
from newsie.engines.commands import app as models

if TYPE_CHECKING:
    from newsie.inputs import Inputs
    from newsie.pipeline import Pipeline
    from newsie.schema import Article

app = typer.Typer(add_completion=True, no_args_is_help=True, pretty_exceptions_enable=False, help="Who said what in Arabic news.")

app.add_typer(models, name="models")

Files = Annotated[list[str] | None, typer.Argument(help="Text files, .jsonl or .json files, or - for standard input.")]
Ner = Annotated[list[str] | None, typer.Option("--ner", help="What finds names: embedded, stanza or camel; several times for several, read as one (docs/engines.md).")]
Combine = Annotated[str, typer.Option("--combine", help="Of several: the union of what they find, or a vote.")]
Published = Annotated[str | None, typer.Option(help="Publication day (YYYY-MM-DD) of articles that give none.")]


class Format(StrEnum):
    """What `extract` writes."""

    jsonl = "jsonl"
    json = "json"
    table = "table"
    html = "html"
    csv = "csv"
    xlsx = "xlsx"
    parquet = "parquet"
    conll = "conll"
    conllu = "conllu"
    webanno = "webanno"
    schema_org = "schema-org"
    timex3 = "timex3"


_FORMATS = (
    "jsonl: an article a line; json: one array; table: for reading here; html: one page to filter and click; csv, xlsx: for a spreadsheet; parquet: all of it in columns; "
    "conll, conllu: words with labels; webanno, schema-org: JSON-LD, an article a line; timex3: TimeML."
)

_TO_A_FILE = {Format.xlsx: "a workbook", Format.parquet: "a Parquet file"}


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsie {__version__}")
        raise typer.Exit


@app.callback()
def _root(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")] = False) -> None:
    """Who said what in Arabic news."""


@app.command()
def extract(
    files: Files = None,
    format: Annotated[Format, typer.Option("--format", "-f", help=_FORMATS)] = Format.jsonl,
    published: Published = None,
    id: Annotated[str | None, typer.Option("--id", help="Id of the article, where there is only one.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet of articles that give none.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of to standard output.")] = None,
    processes: Annotated[int, typer.Option("--processes", "-j", min=1, help="How many processes read.")] = 1,
    ner: Ner = None,
    combine: Combine = "union",
) -> None:
    """Read articles and write who said what.

    A text file is one article. JSON lines hold one object a line with "text" and, where known, "id", "published",
    "outlet", "title", "url". A file or line that cannot be read is named on standard error, the others still come out,
    and the exit code is 1.
    """
    from newsie.inputs import Inputs

    if format in _TO_A_FILE and output is None:
        raise typer.BadParameter(f"{_TO_A_FILE[format]} needs --output FILE.{format.value}", param_hint="--format")
    inputs = Inputs({"published": published, "id": id, "outlet": outlet})
    nlp = _pipeline(ner, combine)
    articles = _articles(inputs, files, nlp, processes, progress=sys.stderr.isatty() and (output is not None or not sys.stdout.isatty()))
    try:
        _write(articles, format, output)
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(1) from None
    except (OSError, ImportError) as fault:
        typer.echo(f"newsie: {fault}", err=True)
        raise typer.Exit(1) from None
    if inputs.faults:
        raise typer.Exit(1)


def _pipeline(ner: list[str] | None = None, combine: str = "union") -> Pipeline:
    """The pipeline that a command reads with; what keeps it from being loaded ends the command."""
    from newsie.errors import NewsieError
    from newsie.pipeline import load

    try:
        return load(ner=cast("Any", ner or None), combine=cast("Any", combine))
    except NewsieError as fault:
        typer.echo(f"newsie: {fault}", err=True)
        raise typer.Exit(1) from None


def _articles(inputs: Inputs, files: list[str] | None, nlp: Pipeline, processes: int = 1, progress: bool = False) -> Iterator[Article]:
    """The articles of the arguments, in order; one that cannot be read is reported under its name and left out."""
    names: deque[str] = deque()

    def documents() -> Iterator[Any]:
        for name, document in inputs.documents(files or ["-"]):
            names.append(name)
            yield document

    for result in nlp.pipe(documents(), processes=processes, errors="return", progress=progress):
        name = names.popleft()
        if isinstance(result, Exception):
            inputs.report(name, result)
        else:
            yield result


def _write(articles: Iterator[Article], format: Format, output: Path | None) -> None:
    from newsie.export.spreadsheets import write_excel
    from newsie.export.stream import writer

    if format is Format.xlsx and output is not None:
        write_excel(articles, output)
        return
    if format is Format.parquet and output is not None:
        from newsie.arrow import write_parquet

        write_parquet(articles, output)
        return
    target = output.open("w", encoding="utf-8", errors="backslashreplace", newline="" if format is Format.csv else None) if output else _stdout()
    try:
        with writer(format.value, target) as write:
            for article in articles:
                write(article)
    finally:
        if output:
            target.close()


def _stdout() -> TextIO:
    """Standard output in UTF-8, whatever the locale says."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    return sys.stdout


@app.command()
def show(files: Files = None, published: Published = None) -> None:
    """Read articles and show them here: the text, and under each paragraph who says what.

    On a terminal contents are underlined, cues bold, names and dates coloured (set NO_COLOR for none).
    """
    from newsie.export.terminal import render_terminal
    from newsie.inputs import Inputs

    inputs = Inputs({"published": published})
    target = _stdout()
    colour = target.isatty() and not os.environ.get("NO_COLOR")
    width = max(20, min(100, shutil.get_terminal_size((100, 24)).columns))
    for article in _articles(inputs, files, _pipeline()):
        print(render_terminal(article, width=width, colour=colour), file=target)
    if inputs.faults:
        raise typer.Exit(1)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="A folder of gold articles, one .json file each (docs/accuracy.md).", exists=True, file_okay=False)],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ner: Ner = None,
    combine: Combine = "union",
) -> None:
    """Read a folder of articles whose answers are known and say how well: who said what, statements, speakers, kinds, names."""
    from newsie.errors import InputError
    from newsie.evaluation import evaluate as score
    from newsie.evaluation import read_gold

    nlp = _pipeline(ner, combine)
    try:
        report = score((nlp(document), record) for document, record in read_gold(gold))
    except InputError as fault:
        typer.echo(f"newsie: {fault}", err=True)
        raise typer.Exit(1) from None
    typer.echo(report.to_json() if json else report.to_text())


@app.command()
def info() -> None:
    """Print versions, extras and where things are: what a bug report needs."""
    from newsie.about import facts

    for name, value in facts():
        typer.echo(f"{name:<16} {value}")


def main() -> None:
    """Run the command line."""
    app()
