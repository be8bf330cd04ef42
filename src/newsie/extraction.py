"""One run of `newsie extract`: from the documents that the arguments name to an output that is whole."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from newsie.document import Document
from newsie.endings import say, standard_output
from newsie.errors import InputError
from newsie.export.spreadsheets import write_excel
from newsie.export.stream import writer
from newsie.inputs import Inputs, Source
from newsie.outputs import Kept, part_of, resume, whole_file

if TYPE_CHECKING:
    from newsie.pipeline import Pipeline
    from newsie.schema import Article

_UTF8_ONLY = ("jsonl", "json", "parquet")


class Read(NamedTuple):
    """An article with the document that it was read from, and where that is."""

    source: Source
    document: Document
    article: Article


def read_articles(inputs: Inputs, files: list[str] | None, nlp: Pipeline, *, kept: Kept | None = None, processes: int = 1, progress: bool = False) -> Generator[Read]:
    """The articles of the arguments, in order; one that cannot be read is reported under its name and left out, one in `kept` is not read again."""
    under_way: deque[tuple[Source, Document]] = deque()

    def documents() -> Iterator[Document]:
        for source, document in inputs.documents(files or ["-"]):
            if kept is None or not kept.take(document.id, document.text):
                under_way.append((source, document))
                yield document

    for result in nlp.pipe(documents(), processes=processes, errors="return", progress=progress):
        source, document = under_way.popleft()
        if isinstance(result, Exception):
            inputs.report(source, result, document)
        else:
            yield Read(source, document, result)


def write_articles(read: Generator[Read], inputs: Inputs, format: str, output: Path | None, *, append: bool = False) -> None:
    """Write articles to a file, which has its name only when all are there, or to standard output.

    append: write behind what `resume` has left. An article that the format cannot hold is reported and left out.
    """
    with closing(read):
        if output is None:
            _write_lines(read, inputs, format, standard_output())
            return
        with _told_of(output, keep=format == "jsonl"), whole_file(output, keep=format == "jsonl") as path:
            if format == "xlsx":
                write_excel((one.article for one in read), path)
            elif format == "parquet":
                from newsie.arrow import write_parquet

                write_parquet((one.article for one in read if _holds(inputs, one)), path)
            else:
                with path.open("a" if append else "w", encoding="utf-8", errors="backslashreplace", newline="" if format == "csv" else "\n") as target:
                    _write_lines(read, inputs, format, target)


def _write_lines(read: Iterator[Read], inputs: Inputs, format: str, target: TextIO) -> None:
    with writer(format, target) as write:
        for one in read:
            if format not in _UTF8_ONLY or _holds(inputs, one):
                write(one.article)


def _holds(inputs: Inputs, one: Read) -> bool:
    """Whether UTF-8 can hold an article; one with half a surrogate pair, which JSON's escapes can smuggle in, is reported."""
    article = one.article
    try:
        "".join(filter(None, (article.text, article.id, article.outlet, article.url))).encode()
    except UnicodeEncodeError as fault:
        inputs.report(one.source, InputError(f"half a surrogate pair ({fault.object[fault.start]!a}), which UTF-8 cannot hold"), one.document)
        return False
    return True


@contextmanager
def _told_of(output: Path, keep: bool) -> Iterator[None]:
    """Say, where a run ends early, where its articles are and how to go on."""
    try:
        yield
    except BaseException:
        if keep and part_of(output).exists():
            say(f"what is read stands in {part_of(output)}; the same command with --resume goes on")
        raise


def ready_to_resume(output: Path) -> Kept:
    """What an earlier run wrote, said on standard error."""
    kept = resume(output)
    say(f"{len(kept)} articles are there already")
    return kept
