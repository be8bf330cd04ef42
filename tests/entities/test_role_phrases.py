"""Roles taken apart: a table of phrases."""

from __future__ import annotations

import pytest

from entities.tables import table
from newsie.entities.role_phrases import read_role
from newsie.lexicons import rows

CASES = table("roles.tsv")
_FLOOR = 0.9


def test_table_of_role_phrases() -> None:
    assert len(CASES) >= 80
    wrong = []
    for row in CASES:
        found = [(role.title, role.organization or "", role.nationality or "") for role in read_role(row["phrase"])]
        if found != [(row["title"], row["organization"], row["nationality"])]:
            wrong.append((row["phrase"], found))
    assert 1 - len(wrong) / len(CASES) >= _FLOOR, wrong


@pytest.mark.parametrize(
    ("phrase", "titles"),
    [
        ("نائب رئيس الوزراء ووزير الدفاع", ["نائب رئيس الوزراء", "وزير الدفاع"]),
        ("وزير الصحة الدكتور", ["وزير الصحة", "الدكتور"]),
        ("الكاتب والباحث", ["الكاتب", "الباحث"]),
        ("ولي العهد", ["ولي العهد"]),
        ("نائب ولي العهد", ["نائب ولي العهد"]),
        ("المتحدث باسم التحالف العقيد الركن", ["المتحدث", "العقيد الركن"]),
    ],
)
def test_several_roles_in_one_phrase(phrase: str, titles: list[str]) -> None:
    assert [role.title for role in read_role(phrase)] == titles


def test_an_adjective_that_is_another_word_needs_its_country() -> None:
    """«المالي» is financial, unless the article speaks of Mali."""
    assert [role.nationality for role in read_role("الرئيس المالي")] == [None]
    assert [role.nationality for role in read_role("الرئيس المالي", countries={"ML"})] == ["ML"]


def test_a_known_organisation_needs_no_class_noun() -> None:
    (role,) = read_role("مدرب ريال مدريد", organizations=[(1, 3)])
    assert (role.title, role.organization) == ("مدرب", "ريال مدريد")


@pytest.mark.parametrize("phrase", ["", "  ", "و", "،", "و و", "وزير " * 30])
def test_odd_phrases(phrase: str) -> None:
    assert isinstance(read_role(phrase), tuple)


def test_words_of_roles() -> None:
    assert {row["class"] for row in rows("entities_role_words")} == {"relation", "honorific", "status", "part", "office", "posting", "of"}
