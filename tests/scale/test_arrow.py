"""Articles as Arrow and back: the schema is the models', nothing is lost, one bad row ends nothing."""

from __future__ import annotations

import datetime
import subprocess
import sys
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import BaseModel

import newsie
import strategies
from made_articles import HOSTILE_ARTICLE, MADE
from newsie.schema import Article

pa = pytest.importorskip("pyarrow", reason="needs the extra 'arrow'")

from newsie.arrow import INPUTS, SCHEMA, extract_batch, from_table, to_batches, to_table, write_parquet  # noqa: E402

TEXT = "قال وزير النقل سامر حداد أمس إن الجسر سيفتح. وأضاف: «لن نتأخر»."


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The record inside a field's annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in typing.get_args(annotation) if (found := model_in(part))), None)


def check(fields: list[Any], model: type[BaseModel]) -> None:
    assert [field.name for field in fields] == list(model.model_fields), model.__name__
    for field in fields:
        annotation = model.model_fields[field.name].annotation
        inner = field.type.value_type if pa.types.is_list(field.type) else field.type
        assert pa.types.is_list(field.type) == ("tuple" in str(annotation)), f"{model.__name__}.{field.name}"
        if (record := model_in(annotation)) is not None:
            check([inner.field(i) for i in range(inner.num_fields)], record)


def test_the_schema_is_the_models_field_for_field() -> None:
    *fields, error = SCHEMA
    check(fields, Article)
    assert error == pa.field("error", pa.string())
    assert set(INPUTS) == set(newsie.Document.model_fields)


def test_the_schema_says_what_each_value_is() -> None:
    """One field of each kind, spelt out, so that a change of the builder shows."""
    assert SCHEMA.field("published").type == pa.date32()
    assert SCHEMA.field("title").type == pa.struct({"start": pa.int64(), "end": pa.int64(), "text": pa.string()})
    statement = SCHEMA.field("statements").type.value_type
    assert {name: statement.field(name).type for name in ("kind", "negated", "confidence", "nested_in")} == {
        "kind": pa.string(), "negated": pa.bool_(), "confidence": pa.float64(), "nested_in": pa.string(),
    }  # fmt: skip


@pytest.mark.parametrize("article", [MADE, HOSTILE_ARTICLE], ids=["made", "hostile"])
def test_articles_come_back_equal(article: Article) -> None:
    table = to_table(article)
    assert table.schema == SCHEMA
    assert list(from_table(table)) == [article]


def test_what_is_read_comes_back_equal(nlp: newsie.Pipeline, seed: Article) -> None:
    articles = [seed, newsie.load(keep_tokens=True)(TEXT, id="tokens", published="2020-01-01"), nlp(""), nlp("no Arabic")]
    back = list(from_table(to_table(articles)))
    assert back == articles
    assert [s.speaker for s in back[1].statements] == [s.speaker for s in articles[1].statements]


@settings(max_examples=30)
@given(strategies.texts)
def test_any_text_comes_back_equal(text: str) -> None:
    article = newsie.extract(text)
    assert list(from_table(to_table(article))) == [article]


def test_extract_batch_is_the_pipeline(nlp: newsie.Pipeline) -> None:
    """Whatever Arrow type a column has; columns that are none of the input's are passed over."""
    batch = pa.record_batch(
        {
            "other": pa.array([1, 2, 3]),
            "id": pa.array([7, 8, 9]),
            "published": pa.array([datetime.date(2020, 1, 1), None, datetime.date(2020, 1, 3)]),
            "text": pa.array([TEXT, TEXT, ""], pa.large_string()),
            "outlet": pa.array(["المسار", None, None]).dictionary_encode(),
        }
    )
    out = extract_batch(batch)
    assert out.schema == SCHEMA
    assert out.column("error").null_count == 3
    assert list(from_table(out)) == [nlp(TEXT, id="7", published="2020-01-01", outlet="المسار"), nlp(TEXT, id="8"), nlp("", id="9", published="2020-01-03")]


def test_a_timestamp_or_text_is_a_day_too(nlp: newsie.Pipeline) -> None:
    for days in (pa.array([datetime.datetime(2020, 1, 1, 22, 5)]), pa.array(["2020-01-01"]), pa.array(["2020-01-01T22:05:00"])):
        assert list(from_table(extract_batch(pa.record_batch({"text": [TEXT], "published": days}), nlp))) == [nlp(TEXT, published="2020-01-01")]


def test_a_bad_row_says_why_and_ends_nothing() -> None:
    out = extract_batch(pa.record_batch({"text": [TEXT, None, TEXT], "id": ["a", "b", "c"], "published": ["2020-01-01", None, "soon"]}))
    assert out.column("id").to_pylist() == ["a", "b", "c"]
    assert out.column("text").to_pylist() == [TEXT, None, TEXT]
    first, second, third = out.column("error").to_pylist()
    assert first is None
    assert second == "InputError: the text is null"
    assert "soon" in third
    assert [article.id for article in from_table(out)] == ["a"]


def test_no_rows_and_no_text() -> None:
    assert extract_batch(pa.record_batch({"text": pa.array([], pa.string())})).num_rows == 0
    assert to_table([]).schema == SCHEMA
    with pytest.raises(newsie.InputError, match="no column 'text', only body"):
        extract_batch(pa.record_batch({"body": [TEXT]}))


def test_what_arrow_cannot_hold_is_said(nlp: newsie.Pipeline) -> None:
    with pytest.raises(newsie.InputError, match="UTF-8"):
        to_table(nlp("قال \ud800"))
    with pytest.raises(newsie.InputError, match="not an article"):
        list(from_table(pa.table({"text": ["a"], "start": [1]})))


def test_batches_are_lazy(nlp: newsie.Pipeline) -> None:
    taken = []

    def articles() -> Iterator[Article]:
        for n in range(100):
            taken.append(n)
            yield MADE

    assert next(to_batches(articles(), 10)).num_rows == 10
    assert len(taken) == 10


def test_parquet_holds_every_article(tmp_path: Path) -> None:
    from pyarrow import parquet

    assert write_parquet((MADE for _ in range(2500)), tmp_path / "a.parquet") == 2500
    file = parquet.ParquetFile(tmp_path / "a.parquet")
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [1000, 1000, 500]
    assert file.schema_arrow == SCHEMA
    assert next(from_table(file.read().slice(2400, 1))) == MADE


def test_the_command_line_writes_parquet(tmp_path: Path) -> None:
    from pyarrow import parquet

    target = tmp_path / "a.parquet"
    command = [sys.executable, "-m", "newsie", "extract", "-", "--id", "x", "--format", "parquet"]
    done = subprocess.run(command, input=TEXT.encode(), capture_output=True, check=False)
    assert done.returncode == 2
    assert "--output FILE.parquet" in done.stderr.decode()
    subprocess.run([*command, "-o", str(target)], input=TEXT.encode(), check=True)
    assert list(from_table(parquet.read_table(target))) == [newsie.extract(TEXT, id="x")]
