"""Names that return on a page: what the tagger doubts is settled by what it is sure of elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from newsie.lexicons import rows
from newsie.ner.again import LEAST_CHANCE, completed, found_again
from newsie.network.tags import NAMES
from newsie.text.page import Page, read_page

TEXT = "التقت سوسن طعمة مدير شركة بالدو في مدينة رمادة. وقالت طعمة إن بالدو ستعود ولرمادة نصيب."


def span(page: Page, words: str, label: str, nth: int = 0) -> tuple[int, int, str]:
    """The tokens of the `nth` place that has these words."""
    parts = words.split()
    spots = [i for i in range(len(page.tokens)) if page.tokens.words[i : i + len(parts)] == parts]
    return spots[nth], spots[nth] + len(parts), label


def doubts(page: Page, chance: float, *spans: tuple[int, int, str]) -> np.ndarray:
    out = np.zeros((len(page.tokens), len(NAMES)), np.float32)
    for first, end, label in spans:
        out[first:end, NAMES.index(label)] = chance
    return out


@pytest.mark.parametrize(
    ("known", "doubted"),
    [
        (("سوسن طعمة", "person", 0), ("طعمة", "person", 1)),  # the family name of a person found whole
        (("بالدو", "organization", 0), ("بالدو", "organization", 1)),
        (("رمادة", "place", 0), ("ولرمادة", "place", 0)),  # with clitics
    ],
)
def test_found_again(known: tuple[str, str, int], doubted: tuple[str, str, int]) -> None:
    page = read_page(TEXT)
    have, want = span(page, *known), span(page, *doubted)
    assert found_again(page, [have], doubts(page, LEAST_CHANCE + 0.1, want)) == sorted([have, want])
    assert found_again(page, [have], doubts(page, LEAST_CHANCE - 0.1, want)) == [have]  # the tagger must see something in it


def test_nothing_new() -> None:
    page = read_page(TEXT)
    have = span(page, "سوسن طعمة", "person")
    assert found_again(page, [], doubts(page, 0.4, have)) == []
    assert found_again(page, [have], doubts(page, 0.9, have)) == [have]  # what is tagged stays as it is
    other = span(page, "شركة", "organization")
    assert found_again(page, [have], doubts(page, 0.4, other)) == [have]  # no name of the page
    empty = read_page("")
    assert found_again(empty, [], np.zeros((0, len(NAMES)), np.float32)) == []


def test_given_names_do_not_stand_for_people() -> None:
    """Of «سوسن طعمة» only the family name returns alone."""
    page = read_page("سوسن طعمة هنا. وهناك سوسن أخرى.")
    have, first = span(page, "سوسن طعمة", "person"), span(page, "سوسن", "person", 1)
    assert found_again(page, [have], doubts(page, 0.4, first)) == [have]


@pytest.mark.parametrize("row", rows("compound_places"), ids=lambda row: row["first"] + " " + row["second"])
def test_places_of_two_words_are_whole(row: dict[str, str]) -> None:
    page = read_page(f"وصل الوفد إلى {row['first']} {row['second']} مساء.")
    whole = (3, 5, "place")
    assert completed(page, [(3, 4, "place")]) == completed(page, [(4, 5, "place")]) == [whole]
    assert completed(page, [whole]) == [whole]
    assert completed(page, [(3, 4, "organization")]) == [(3, 4, "organization")]


def test_two_places_stay_two() -> None:
    page = read_page("في المدينة المنورة وحدها")
    assert completed(page, [(1, 2, "place"), (2, 3, "place")]) == [(1, 2, "place"), (2, 3, "place")]
