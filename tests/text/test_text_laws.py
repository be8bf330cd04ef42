"""Laws of the text stage: for any text at all, and for the worst ones in time linear in their length."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given

from newsie.text.characters import CONTROLS, bare, code_points, fold, fold_with_offsets
from newsie.text.clitics import proclitic_length, segment
from newsie.text.layout import lay_out
from newsie.text.page import Page, read_page
from newsie.text.tokens import Kind, tokenize
from newsie.text.view import outlines, public_tokens
from strategies import arabic_words, texts

INVISIBLE = frozenset(map(chr, code_points(CONTROLS)))


@given(texts)
def test_folding_is_idempotent_and_maps_back(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert fold(fold(text)) == fold(text)
    assert bare(bare(text)) == bare(text)
    assert len(folded.offsets) == len(folded.text)
    assert folded.offsets == sorted(folded.offsets)
    assert all(character in fold(text[at]) for character, at in zip(folded.text, folded.offsets, strict=True))


@given(texts)
def test_tokens_cover_all_that_shows(text: str) -> None:
    tokens = tokenize(text)
    covered = set()
    last = 0
    for start, end, word, kind in zip(tokens.starts, tokens.ends, tokens.words, tokens.kinds, strict=True):
        assert last <= start < end
        assert word
        assert Kind(kind)
        assert not any(character.isspace() for character in text[start:end])
        covered.update(range(start, end))
        last = end
    assert all(at in covered or character.isspace() or character in INVISIBLE for at, character in enumerate(text))


@given(texts)
def test_paragraphs_and_sentences_part_the_tokens(text: str) -> None:
    page = read_page(text)
    spans = [(p.start, p.inner, p.end) for p in page.layout.paragraphs]
    assert all(start <= inner <= end for start, inner, end in spans)
    assert all(before[2] <= after[0] for before, after in pairwise(spans))
    for ranges in (page.paragraphs, page.sentences):
        assert [i for first, end in ranges for i in range(first, end)] == list(range(len(page.tokens)))
    assert all(first < end for first, end in page.sentences)
    ends = {end for _, end in page.paragraphs}
    assert ends <= {end for _, end in page.sentences} | {0}


@given(texts)
def test_quotations_nest_and_stay_in_their_sentence(text: str) -> None:
    page = read_page(text)
    starts = {first for first, _ in page.sentences}
    for n, q in enumerate(page.quotations):
        assert q.first <= q.end <= len(page.tokens)
        assert q.opening is None or (q.opening < q.first and page.tokens.kinds[q.opening] == Kind.QUOTE)
        assert q.closing is None or (q.closing == q.end and page.tokens.kinds[q.closing] == Kind.QUOTE)
        assert q.opening is not None or q.continues
        if q.closing is not None:
            assert not starts.intersection(range(q.first + 1, q.closing))
        for other in page.quotations[n + 1 :]:
            assert other.first >= q.end or other.end <= q.end
    assert page.quotations == sorted(page.quotations, key=lambda q: (q.first, -q.end))


@given(texts)
def test_public_tokens_anchor_and_segments_part_them(text: str) -> None:
    tokens = tokenize(text)
    for token in public_tokens(tokens):
        assert text[token.start : token.end] == token.text
        if token.segments:
            assert "".join(segment.text for segment in token.segments) == token.text
            assert token.segments[0].start == token.start
            assert all(a.end == b.start for a, b in pairwise(token.segments))
            assert all(segment.text for segment in token.segments)
    assert sum(end - start for start, end, _, _ in outlines(tokens)) == sum(e - s for s, e in zip(tokens.starts, tokens.ends, strict=True))


@given(arabic_words)
def test_cuts_fall_inside_the_word(word: str) -> None:
    cuts = segment(word)
    bounds = [0, *cuts.proclitics, *cuts.enclitics, len(word)]
    assert bounds == sorted(set(bounds))
    assert 0 <= proclitic_length(word) < len(word)
    assert all(unicodedata.category(word[cut]) != "Mn" for cut in bounds[1:-1])


@given(texts)
def test_reading_again_gives_the_same(text: str) -> None:
    assert read_page(text) == read_page(text)
    assert isinstance(read_page(text, text[:40]), Page)


def test_nothing_to_read() -> None:
    for text in ("", " ", "\n\n", "\u200f", "\u00a0\u2028\u2029"):
        page = read_page(text)
        assert not page.tokens.starts
        assert not page.sentences
        assert lay_out(text).title is None


HOSTILE = [
    '"',
    "«",
    "'",
    "((",
    "» ",
    ". ",
    "..",
    "ـ",
    "و",
    "وبال" * 8 + " ",
    "1/",
    "a.",
    "a-",
    "http://",
    "@a",
    "https://a.",
    "أ.",
    "سي.",
    "\n",
    "\u200f",
    ": ",
    "- ",
    "🏽",
    "(CNN) - \n",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    """A long run of any one thing takes no more than a few times what a text of its length takes."""
    text = piece * (300_000 // len(piece))
    begin = time.process_time()
    page = read_page(text)
    list(outlines(page.tokens))
    assert time.process_time() - begin < 6.0
