"""A user's own names."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from entities.naming import records
from newsie.entities import Entry, Gazetteer
from newsie.errors import InputError

TSV = """# ours
id	name	kind	aliases
Q1|acme-7	إيغور سمولين	person	سمولين الكبير
Q2	وزارة الخارجية الروسية	organization
Q3	سوريا	place
Q4	سامر محمود عباس	person	أبو سالم
Q5	قناة الأفق	organization
Q6	نادي الأفق	organization
"""


@pytest.fixture
def gazetteer(tmp_path: Path) -> Gazetteer:
    path = tmp_path / "ours.tsv"
    path.write_text(TSV, encoding="utf-8")
    return Gazetteer.from_file(path)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("قال [p:إيغور سمولين].", ("Q1", "acme-7")),
        ("قال [p:ايغور سمولن].", ("Q1", "acme-7")),
        ("قال [p:سمولين].", ()),
        ("قال [p:ألكسندر سمولين].", ()),
        ("وصل [p:سامر عباس].", ("Q4",)),
        ("وصل [p:أبو سالم].", ("Q4",)),
        ("وصل [p:خالد عباس]. [p:عباس] قال.", ()),
    ],
)
def test_people(gazetteer: Gazetteer, text: str, links: tuple[str, ...]) -> None:
    assert records(text, gazetteer)[0][0].links == links


@pytest.mark.parametrize(
    ("text", "links"), [("[o:الخارجية الروسية]", ("Q2",)), ("[o:الخارجية التركية]", ()), ("[o:قناة الأفق]", ("Q5",)), ("[o:نادي الأفق]", ("Q6",)), ("[o:الأفق]", ())]
)
def test_organizations(gazetteer: Gazetteer, text: str, links: tuple[str, ...]) -> None:
    assert records(text, gazetteer)[1][0].links == links


def test_a_country_by_every_variant(gazetteer: Gazetteer) -> None:
    assert [place.links for place in records("[l:سورية]", gazetteer)[2]] == [("Q3",)]


def test_two_that_fit_equally_give_none() -> None:
    gazetteer = Gazetteer([Entry(("a",), "سامر العطار", kind="person"), Entry(("b",), "سامر العطار", kind="person")])
    assert gazetteer.links(["سامر العطار"], "person") == ()


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "ours.jsonl"
    path.write_text('{"id": ["Q1", "k"], "name": "سامر العطار", "aliases": ["أبو سالم"]}\n\n{"id": "Q2", "name": "حلب", "kind": "LOC"}\n', encoding="utf-8")
    gazetteer = Gazetteer.from_file(path)
    assert len(gazetteer) == 2
    assert gazetteer.entries[0] == Entry(("Q1", "k"), "سامر العطار", ("أبو سالم",), None)
    assert gazetteer.links(["حلب"], "place") == ("Q2",)


def test_tsv_without_a_header(tmp_path: Path) -> None:
    path = tmp_path / "ours.tsv"
    path.write_text("Q1\tسامر العطار\tperson\nQ2\tحلب\n", encoding="utf-8")
    assert [entry.ids for entry in Gazetteer.from_tsv(path).entries] == [("Q1",), ("Q2",)]


@pytest.mark.parametrize("line", ["Q1\t\tperson", "\tسامر\tperson", "Q1\tسامر\tanimal"])
def test_bad_lines(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text(f"id\tname\tkind\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match="entry 1"):
        Gazetteer.from_tsv(path)


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}'])
def test_bad_json(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        Gazetteer.from_jsonl(path)


def test_it_travels_to_other_processes(gazetteer: Gazetteer) -> None:
    assert pickle.loads(pickle.dumps(gazetteer)).links(["إيغور سمولين"], "person") == ("Q1", "acme-7")
