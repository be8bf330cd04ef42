"""Other taggers' labels as newsie's kinds."""

from __future__ import annotations

from typing import get_args

import pytest

from newsie.lexicons import rows
from newsie.ner.tags import is_tag_set, kind_of_label, names_on, spans
from newsie.schema.entities import EntityKind
from newsie.text.page import read_page


def test_the_table_is_sound() -> None:
    table = rows("tagger_labels")
    assert len({row["label"] for row in table}) == len(table)
    for row in table:
        assert row["label"] == row["label"].upper()
        assert row["kind"] in get_args(EntityKind)
        assert row["corpora"]
        assert kind_of_label(row["label"].lower()) == row["kind"]
    assert kind_of_label("MISC") is kind_of_label("DATE") is kind_of_label("") is None


CASES = [
    ("B-PER I-PER O B-LOC", [(0, 2, "PER"), (3, 4, "LOC")]),
    ("B-PER E-PER S-LOC S-LOC", [(0, 2, "PER"), (2, 3, "LOC"), (3, 4, "LOC")]),
    ("I-ORG I-ORG I-LOC", [(0, 2, "ORG"), (2, 3, "LOC")]),
    ("B-PER B-PER I-PER", [(0, 1, "PER"), (1, 3, "PER")]),
    ("B-Non-Governmental I-Non-Governmental", [(0, 2, "Non-Governmental")]),
    ("O O", []),
    ("", []),
]


@pytest.mark.parametrize(("tags", "expected"), CASES)
def test_spans(tags: str, expected: list[tuple[int, int, str]]) -> None:
    assert [found[:3] for found in spans([(tag, 0.5) for tag in tags.split()])] == expected


def test_a_tag_set_needs_a_name() -> None:
    assert is_tag_set(["O", "B-PERS"])
    assert not is_tag_set(["O", "LABEL_0", "B-DATE", "POSITIVE"])


def test_names_do_not_overlap_and_leave_clitics_out() -> None:
    page = read_page("وصل سامر حداد إلى روسيا وأوكرانيا.")
    names = names_on(page, [(1, 3, "PERS", 0.9), (2, 3, "LOC", 0.9), (4, 5, "GPE", 0.5), (5, 6, "GPE", 0.5), (0, 1, "MISC", 1.0), (6, 7, "ORG", 1.0)])
    assert [page.text[n.start : n.end] for n in names] == ["سامر حداد", "روسيا", "أوكرانيا"]
