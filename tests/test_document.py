"""Input: what becomes a document, and what is refused with which words."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import newsie
from newsie import Document, InputError


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"text": "نص", "published": "2016-05-24"}, datetime.date(2016, 5, 24)),
        ({"text": "نص", "published": "2016-05-24T10:00:00+03:00"}, datetime.date(2016, 5, 24)),
        ({"text": "نص", "published": datetime.datetime(2016, 5, 24, 8)}, datetime.date(2016, 5, 24)),
        ({"text": "نص"}, None),
    ],
)
def test_published(given: dict[str, object], expected: datetime.date | None) -> None:
    assert Document.checked(given).published == expected


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[1]", "must be an object, not list"),
        ("{}", 'no string "text"'),
        ('{"text": 5}', 'no string "text"'),
        ('{"text": "نص", "published": "yesterday"}', "'yesterday' is no ISO date"),
        ('{"text": "نص", "outlet": 7}', "outlet"),
    ],
)
def test_bad_json_lines_say_what_is_wrong(line: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Document.from_json(line)


def test_json_line_keeps_what_it_knows_and_ignores_the_rest() -> None:
    document = Document.from_json('{"id": 12, "text": "نص", "outlet": "المسار", "category": "x", "title": null}')
    assert document == Document(text="نص", id="12", outlet="المسار")


def test_file(tmp_path: Path) -> None:
    path = tmp_path / "خبر.txt"
    path.write_bytes("\ufeffنص".encode())
    assert Document.from_file(path) == Document(text="نص", id="خبر")
    path.write_bytes("نص".encode("windows-1256"))
    with pytest.raises(InputError, match=r"not UTF-8.*iconv"):
        Document.from_file(path)
    with pytest.raises(FileNotFoundError):
        Document.from_file(tmp_path / "none.txt")


def test_only_text_is_text(nlp: newsie.Pipeline) -> None:
    for given in (b"bytes", None, 5, ["a"]):
        with pytest.raises(InputError, match=r"a str or a newsie\.Document"):
            nlp(given)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="published"):
        nlp("نص", published="soon")
    with pytest.raises(ValueError, match="published"):  # the builtin that a caller would catch
        nlp("نص", published="soon")


def test_fields_given_to_the_call_win(nlp: newsie.Pipeline) -> None:
    document = Document(text="نص قصير", id="a", outlet="المسار")
    article = nlp(document, id="b")
    assert (article.id, article.outlet, article.text) == ("b", "المسار", "نص قصير")
