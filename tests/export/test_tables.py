"""Tables, CSV and workbooks, read back by pandas and openpyxl."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

import newsie
from conftest import ROOT
from made_articles import HOSTILE_ARTICLE, MADE
from newsie.export import to_pandas, write_csv, write_excel
from newsie.export.tables import COLUMNS, rows


def test_rows_fit_their_columns() -> None:
    for table, names in COLUMNS.items():
        assert len(set(names)) == len(names)
        assert all(len(row) == len(names) for article in (MADE, HOSTILE_ARTICLE) for row in rows(article, table))


def test_statements_carry_who_how_and_when() -> None:
    first, *_, last = (dict(zip(COLUMNS["statements"], row, strict=True)) for row in rows(MADE, "statements"))
    expected = {
        "speaker": "سامر حداد",
        "speaker_role": "وزير النقل وزارة النقل",
        "speaker_key": "سامر حداد",
        "kind": "indirect",
        "lemma": "قال",
        "time_value": "2020-02-02",
        "outlet": "المسار",
    }
    assert {name: first[name] for name in expected} == expected
    assert (last["speaker"], last["text"]) == (None, "الكلفة بلغت مليونا … أن بيروت وافقت")
    assert MADE.text[first["start"] : first["end"]] == first["text"]


def test_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    frame = newsie.to_pandas([MADE, MADE])
    assert list(frame.columns) == list(COLUMNS["statements"])
    assert len(frame) == 8
    assert frame["published"].dt.year.tolist() == [2020] * 8
    assert frame["start"].dtype.kind == "i"
    assert MADE.to_pandas("mentions")["name"].tolist() == ["سامر حداد", "سامر حداد", "ليلى منصور", "وزارة النقل", "بيروت"]
    assert MADE.to_pandas("speakers")["statements"].tolist() == [1, 1, 1]
    empty = newsie.to_pandas([])
    assert list(empty.columns) == list(COLUMNS["statements"])
    assert pandas.concat([empty, frame]).shape == frame.shape
    with pytest.raises(newsie.InputError, match="table must be one of"):
        to_pandas(MADE, "people")  # the type says so too


def test_csv_is_read_back_by_the_csv_module() -> None:
    out = io.StringIO(newline="")
    write_csv([MADE, HOSTILE_ARTICLE], out, guard_formulas=False)
    assert out.getvalue().startswith("\ufeffarticle_id,")
    found = list(csv.DictReader(io.StringIO(out.getvalue().removeprefix("\ufeff"), newline="")))
    assert [row["text"] for row in found[:4]] == [s.text for s in MADE.statements]
    assert [row["speaker"] for row in found[:4]] == ["سامر حداد", "ليلى منصور", "المدير", ""]


def test_csv_is_read_back_by_pandas(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    path = tmp_path / "أقوال.csv"
    write_csv(MADE, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    found = pandas.read_csv(path, keep_default_na=False, parse_dates=["published"])
    assert found["text"].tolist() == [s.text for s in MADE.statements]
    assert found["start"].tolist() == [s.start for s in MADE.statements]
    assert found["negated"].tolist() == [False, False, True, False]


def test_no_cell_of_csv_is_a_formula() -> None:
    out = io.StringIO(newline="")
    write_csv(HOSTILE_ARTICLE, out)
    for row in csv.reader(io.StringIO(out.getvalue(), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_a_workbook_is_read_back_by_openpyxl(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "a.xlsx"
    write_excel(iter([MADE, HOSTILE_ARTICLE]), path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == list(COLUMNS)
    sheet = book["statements"]
    assert sheet.sheet_view.rightToLeft
    assert sheet.freeze_panes == "A2"
    found = [dict(zip(COLUMNS["statements"], (c.value for c in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert [row["text"] for row in found[:4]] == [s.text for s in MADE.statements]
    assert found[0]["published"].date() == MADE.published
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert found[-1]["text"] == "=1+1"


def test_without_its_extra_an_export_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from newsie.export import to_cas, to_spacy

    for package in ("pandas", "openpyxl", "cassis", "spacy"):
        monkeypatch.setitem(__import__("sys").modules, package, None)
    for act, extra in (
        (lambda: to_pandas(MADE), "pandas"),
        (lambda: write_excel(MADE, tmp_path / "x"), "excel"),
        (lambda: to_cas(MADE), "inception"),
        (lambda: to_spacy(MADE), "spacy"),
    ):
        with pytest.raises(newsie.ExtraNotInstalled, match=rf"newsie\[{extra}\]"):
            act()


def test_every_export_is_listed_and_documented() -> None:
    import newsie.export

    page = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
    for name in newsie.export.__all__:
        assert callable(getattr(newsie.export, name))
        assert f"`{name}`" in page or f"`newsie.{name}`" in page, name
    assert dir(newsie.export) == newsie.export.__all__
    with pytest.raises(AttributeError, match="to_nothing"):
        newsie.export.to_nothing  # noqa: B018
