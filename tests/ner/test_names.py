"""The exact characters of a name: without its clitics, and with its own first letters."""

from __future__ import annotations

import pytest

from newsie.ner.recognizer import name_at
from newsie.schema.entities import EntityKind
from newsie.text.page import read_page
from newsie.training.examples import cover

CASES: list[tuple[str, str, EntityKind, str]] = [
    ("وصلت إلى روسيا وأوكرانيا أمس", "وأوكرانيا", "place", "أوكرانيا"),
    ("عاد بالرياض أمس", "بالرياض", "place", "الرياض"),
    ("زيارة للرياض أمس", "للرياض", "place", "للرياض"),
    ("قال د. سامي حداد إن", "د. سامي حداد", "person", "سامي حداد"),
    ('تنظيم "النور" خرج', '"النور"', "organization", "النور"),
    ("أعلنت شركة بالدو أنها", "بالدو", "organization", "بالدو"),
    ("قال الطبيب نديم لازار. وأضاف لازار أمس", "لازار", "person", "لازار"),
    ("اسم الصفحة https://a.example/x هنا", "https://a.example/x", "organization", ""),
]


@pytest.mark.parametrize(("text", "given", "label", "expected"), CASES)
def test_bounds(text: str, given: str, label: EntityKind, expected: str) -> None:
    page = read_page(text)
    start = text.rindex(given)
    name = name_at(page, *cover(page, start, start + len(given)), label, 1.0)
    assert (text[name.start : name.end] if name else "") == expected
