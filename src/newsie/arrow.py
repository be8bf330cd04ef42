"""Articles as Arrow: one constant schema, and a function from record batch to record batch that any engine can call.

`SCHEMA` is built from the pydantic models: a column a field of `Article`, lists and structs as the models nest them, and last `error`.
Needs the extra `arrow`. `docs/scaling.md` shows Spark, Ray Data, Dask, Polars and DuckDB.
"""

from __future__ import annotations

import datetime
import types
import typing
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import newsie
from newsie.document import Document
from newsie.errors import ExtraNotInstalled, InputError
from newsie.schema import Article, Record

try:
    import pyarrow as pa
except ImportError:
    raise ExtraNotInstalled("newsie.arrow", "arrow") from None

if TYPE_CHECKING:
    from newsie.pipeline import Pipeline

_PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), datetime.date: pa.date32()}
_STEP = 256  # rows that are Python objects at the same time; an engine's batch may have ten thousand
#: The columns of the input that are read; `text` must be there.
INPUTS = tuple(Document.model_fields)


def _type_of(annotation: Any) -> Any:
    """The Arrow type of a field's annotation: a tuple is a list, a record a struct, a Literal the type of its values."""
    origin, inner = typing.get_origin(annotation), [part for part in typing.get_args(annotation) if part not in (type(None), ...)]
    if origin in (typing.Union, types.UnionType):
        (annotation,) = inner
        return _type_of(annotation)
    if origin is typing.Literal:
        return _PLAIN[type(inner[0])]
    if origin is tuple:
        return pa.list_(_type_of(inner[0]))
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return pa.struct(_fields_of(annotation))
    return _PLAIN[annotation]


def _fields_of(model: type[Record]) -> list[Any]:
    return [pa.field(name, _type_of(field.annotation)) for name, field in model.model_fields.items()]


#: What `extract_batch` and `to_table` give: the fields of `Article`, and why a row has none.
SCHEMA = pa.schema([*_fields_of(Article), pa.field("error", pa.string())])


def extract_batch(batch: pa.RecordBatch, pipeline: Pipeline | None = None) -> pa.RecordBatch:
    """Read the articles of a record batch.

    batch: a column `text`, and, where known, `id`, `published` (a date, a timestamp or ISO text), `title`, `outlet`, `url`; others are
    ignored. pipeline: the one to read with; by default that of `newsie.load()`, loaded once a process.

    Gives a batch of `SCHEMA` with a row for each row, in order. A row that cannot be read has `text` and `id` as given and says why in
    `error`, which is null otherwise. Raises `InputError` where there is no column `text`.
    """
    if "text" not in batch.schema.names:
        raise InputError(f"the record batch has no column 'text', only {', '.join(batch.schema.names) or 'none'}")
    nlp = pipeline or newsie._default()
    given = batch.select([name for name in INPUTS if name in batch.schema.names])
    read = [_batch([_row(nlp, fields) for fields in given.slice(at, _STEP).to_pylist()]) for at in range(0, max(1, len(given)), _STEP)]
    return read[0] if len(read) == 1 else pa.Table.from_batches(read).combine_chunks().to_batches()[0]


def extract_table(table: pa.Table, pipeline: Pipeline | None = None) -> pa.Table:
    """`extract_batch` for a table: what engines that hand over tables call."""
    return pa.Table.from_batches((extract_batch(batch, pipeline) for batch in table.to_batches()), schema=SCHEMA)


def _row(nlp: Pipeline, fields: dict[str, Any]) -> dict[str, Any]:
    try:
        text = fields["text"]
        if text is None:
            raise InputError("the text is null")
        known = {name: value for name, value in fields.items() if name != "text" and value is not None}
        return nlp(Document.of(text, **known)).model_dump()
    except Exception as fault:  # one bad record never ends a job
        name = fields.get("id")
        return {"id": None if name is None else str(name), "text": fields["text"], "error": f"{type(fault).__name__}: {fault}"}


def _batch(rows: list[dict[str, Any]]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(rows, schema=SCHEMA)


def to_batches(articles: Iterable[Article], size: int = 256) -> Iterator[pa.RecordBatch]:
    """Articles as record batches of at most `size` rows, lazily: what a Parquet writer or a Flight stream takes.

    Raises `InputError` for a text that holds half a surrogate pair, which no UTF-8 column can.
    """
    rows = []
    for article in articles:
        rows.append(article.model_dump())
        if len(rows) == size:
            yield _checked(rows)
            rows = []
    if rows:
        yield _checked(rows)


def _checked(rows: list[dict[str, Any]]) -> pa.RecordBatch:
    try:
        return _batch(rows)
    except UnicodeEncodeError as fault:
        raise InputError(f"Arrow holds UTF-8 only, and an article's text is none: {fault}") from fault


def to_table(articles: Article | Iterable[Article]) -> pa.Table:
    """One article or many as a table of `SCHEMA`."""
    return pa.Table.from_batches(to_batches((articles,) if isinstance(articles, Article) else articles), schema=SCHEMA)


def from_table(table: pa.Table | pa.RecordBatch) -> Iterator[Article]:
    """The articles of a table or batch of `SCHEMA`, equal to those that it was made of; rows with an `error` are left out.

    Raises `InputError` for a row that is no article.
    """
    for row in table.to_pylist():
        if row.pop("error", None) is None:
            try:
                yield Article.model_validate(row)
            except ValueError as fault:
                raise InputError(f"not an article: {fault}") from None


def write_parquet(articles: Article | Iterable[Article], path: str | Path) -> int:
    """Write articles to a Parquet file of `SCHEMA`, a thousand a row group, and give their number.

    Lazily: memory holds one row group, so a stream of any length will do. Raises `InputError` as `to_batches` does.
    """
    from pyarrow import parquet

    written = 0
    with parquet.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        for batch in to_batches((articles,) if isinstance(articles, Article) else articles, 1000):
            writer.write_batch(batch)
            written += batch.num_rows
    return written
