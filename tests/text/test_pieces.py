"""Another tokenizer's words laid against the letters of a token."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsie.text.pieces
from newsie.text.characters import bare
from newsie.text.pieces import LONGEST_SHOWN, cuts_from, piece_ends, shown
from strategies import arabic_words

CASES = [
    ("وللرياض", "و ل الرياض", [1, 2]), ("مدرستهم", "مدرسة هم", [5]), ("فيها", "في ها", [2]), ("بيوتهم", "بيوت هم", [4]), ("سيفتح", "س يفتح", [1]),
    ("وبحسب", "و ب حسب", [1, 2]), ("مستواه", "مستوى ه", [5]), ("أصدقائها", "أصدقاء ها", [6]), ("كتاب", "كتاب", []), ("له", "ل ه", [1]), ("عما", "عن ما", [1]),
]  # fmt: skip


@pytest.mark.parametrize(("token", "words", "expected"), CASES)
def test_ends(token: str, words: str, expected: list[int]) -> None:
    assert piece_ends(token, words.split()) == expected


MARKED = [("وَلِلرِّياض", [1, 2], (2, 4), ()), ("سـيفتح", [1], (2,), ()), ("بيوتهـم", [4], (), (4,)), ("وبيوتهم", [1, 5], (1,), (5,)), ("كتاب", [], None, None)]


@pytest.mark.parametrize(("surface", "ends", "before", "after"), MARKED)
def test_cuts_in_the_writing(surface: str, ends: list[int], before: tuple[int, ...] | None, after: tuple[int, ...] | None) -> None:
    cuts = cuts_from(surface, bare(surface), ends)
    assert (tuple(cuts) if cuts else (None, None)) == (before, after)


@given(arabic_words, st.lists(st.text("وبلكهامن؟ab", max_size=6), min_size=1, max_size=10))
def test_ends_lie_inside_and_rise_whatever_the_words(token: str, words: list[str]) -> None:
    ends = piece_ends(bare(token) or "ا", words)
    assert ends == sorted(set(ends))
    assert all(0 < end < len(bare(token) or "ا") for end in ends)
    cuts = cuts_from(token, bare(token), ends)
    if cuts:
        flat = [*cuts.proclitics, *cuts.enclitics]
        assert flat == sorted(set(flat))
        assert all(0 < cut < len(token) for cut in flat)


@given(st.text(min_size=1, max_size=80))
def test_what_is_shown_keeps_its_length(word: str) -> None:
    assert len(shown(word)) == min(len(word), LONGEST_SHOWN)
    assert shown(word).isprintable()


def test_doctests() -> None:
    assert doctest.testmod(newsie.text.pieces).failed == 0
