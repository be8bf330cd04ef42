"""The command line: `newsie extract`, `show`, `evaluate`, `models`, `info`."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from newsie import __version__
from newsie.endings import clear_endings, standard_output
from newsie.engines.commands import app as models

if TYPE_CHECKING:
    from newsie.pipeline import Pipeline

app = typer.Typer(add_completion=True, no_args_is_help=True, pretty_exceptions_enable=False, help="Who said what in Arabic news.")

app.add_typer(models, name="models")

Files = Annotated[list[str] | None, typer.Argument(help="Text files, .jsonl or .json files, or - for standard input.")]
Ner = Annotated[list[str] | None, typer.Option("--ner", help="What finds names: embedded, stanza or camel; several times for several, read as one (docs/engines.md).")]
Combine = Annotated[str, typer.Option("--combine", help="Of several: the union of what they find, or a vote.")]
Published = Annotated[str | None, typer.Option(help="Publication day (YYYY-MM-DD) of articles that give none.")]
MaxChars = Annotated[int, typer.Option("--max-chars", min=1, help="The longest text, in characters; a longer one is an error.")]
_MAX_CHARS = 10_000_000


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
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an interrupted run to the same --output (jsonl) was.")] = False,
    errors: Annotated[Path | None, typer.Option("--errors", help="Keep what could not be read here, a JSON object a line: file, line, error, record.")] = None,
    max_chars: MaxChars = _MAX_CHARS,
    ner: Ner = None,
    combine: Combine = "union",
) -> None:
    """Read articles and write who said what.

    A text file is one article. JSON lines hold one object a line with "text" and, where known, "id", "published",
    "outlet", "title", "url". A file or line that cannot be read is named on standard error, the others still come out,
    and the exit code is 1.

    An output file has its name only when it is whole; until then it is FILE.part. A run that was interrupted goes on with
    --resume: an article whose id and text are there already is not read again.
    """
    if format in _TO_A_FILE and output is None:
        raise typer.BadParameter(f"{_TO_A_FILE[format]} needs --output FILE.{format.value}", param_hint="--format")
    if resume and (format is not Format.jsonl or output is None):
        raise typer.BadParameter("only JSON lines can be gone on with, in an --output FILE", param_hint="--resume")
    progress = sys.stderr is not None and sys.stderr.isatty() and (output is not None or sys.stdout is None or not sys.stdout.isatty())
    with clear_endings():
        from newsie.extraction import read_articles, ready_to_resume, write_articles
        from newsie.inputs import Inputs

        with errors.open("w", encoding="utf-8", errors="backslashreplace") if errors else nullcontext() as faults:
            inputs = Inputs({"published": published, "id": id, "outlet": outlet}, max_chars, faults)
            nlp = _pipeline(ner, combine, max_chars)
            kept = ready_to_resume(output) if resume and output else None
            read = read_articles(inputs, files, nlp, kept=kept, processes=processes, progress=progress)
            write_articles(read, inputs, format.value, output, append=resume)
    if inputs.faults:
        raise typer.Exit(1)


def _pipeline(ner: list[str] | None = None, combine: str = "union", max_chars: int = _MAX_CHARS) -> Pipeline:
    """The pipeline that a command reads with."""
    from newsie.pipeline import load

    return load(ner=cast("Any", ner or None), combine=cast("Any", combine), max_chars=max_chars)


@app.command()
def show(files: Files = None, published: Published = None) -> None:
    """Read articles and show them here: the text, and under each paragraph who says what.

    On a terminal contents are underlined, cues bold, names and dates coloured (set NO_COLOR for none).
    """
    with clear_endings():
        from newsie.export.terminal import render_terminal
        from newsie.extraction import read_articles
        from newsie.inputs import Inputs

        inputs = Inputs({"published": published}, _MAX_CHARS)
        target = standard_output()
        colour = target.isatty() and not os.environ.get("NO_COLOR")
        width = max(20, min(100, shutil.get_terminal_size((100, 24)).columns))
        for one in read_articles(inputs, files, _pipeline()):
            print(render_terminal(one.article, width=width, colour=colour), file=target, flush=True)
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
    with clear_endings():
        from newsie.evaluation import evaluate as score
        from newsie.evaluation import read_gold

        nlp = _pipeline(ner, combine)
        report = score((nlp(document), record) for document, record in read_gold(gold))
        typer.echo(report.to_json() if json else report.to_text())


@app.command()
def info(verify: Annotated[bool, typer.Option("--verify", help="Hash the model files whole; the exit code is 1 where one is not as it was shipped.")] = False) -> None:
    """Print versions, extras and where things are: what a bug report needs."""
    with clear_endings():
        from newsie.about import facts
        from newsie.shipped import verify as hashed

        for name, value in facts():
            typer.echo(f"{name:<16} {value}")
        found = list(hashed()) if verify else []
        for path, fault in found:
            typer.echo(f"{path.name:<16} {fault or 'as shipped (SHA-256)'}")
    if any(fault for _, fault in found):
        raise typer.Exit(1)


def main() -> None:
    """Run the command line."""
    app()
