"""What the network is told of a token besides its vector: what kind of word it is, and where on the page it stands.

Word flags depend on the word alone and are kept with the vocabulary; page features are laid out in arrays for a whole page.
"""

from __future__ import annotations

import zlib
from functools import cache

import numpy as np
import numpy.typing as npt

from newsie.lexicons import rows
from newsie.lexicons.reporting import complementisers, look_up
from newsie.text.characters import fold
from newsie.text.page import Page
from newsie.text.tokens import Kind

Floats = npt.NDArray[np.float32]

#: Bits of the gazetteer that training builds: how often a word is part of a person's name, and so on.
GAZETTEER_BITS = ("name_rare", "name_some", "name_often", "given", "family", "human", "place", "city", "country", "foreign")
_LEXICON_BITS = (
    "verb_a", "verb_b", "verb_c", "participle", "masdar", "attribution", "complementiser", "feminine", "plural", "first_person",
    "organization", "place_noun", "person_title", "group", "month", "conjunction", "article", "pronoun_tail",
)  # fmt: skip
WORD_FLAGS = len(GAZETTEER_BITS) * 2 + len(_LEXICON_BITS)
AFFIX_BUCKETS = 1024
_PAGE = (
    *(kind.name for kind in Kind), "quoted", "quote_short", "quote_middle", "quote_long", "quote_first", "quote_last", "quote_opens", "quote_closes",
    "quote_nested", "quote_unclosed", "sentence_first", "sentence_last", "paragraph_first", "paragraph_last", "headline", "subheadline", "outside", "lead", "glued",
)  # fmt: skip
PAGE_FEATURES = len(_PAGE)
_AT = {name: i for i, name in enumerate(_PAGE)}


@cache
def _nouns() -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for row in rows("class_nouns"):
        table.setdefault(fold(row["noun"]), set()).add(row["type"])
    return table


def stem(word: str) -> str:
    """A word without one attached conjunction or preposition and «ال», roughly: for look-ups only, never for spans."""
    if len(word) > 3 and word[0] in "وف":
        word = word[1:]
    if word.startswith("لل") and len(word) > 4:
        return "ال" + word[2:]
    if len(word) > 3 and word[0] in "بلك":
        word = word[1:]
    return word


def word_flags(word: str, gazetteer: dict[int, int]) -> int:
    """The flags of a vocabulary key as one integer, the lowest bit first: gazetteer of the word, of its stem, lexicons."""
    inner = stem(word)
    flags = gazetteer.get(checksum(word), 0)
    if inner != word:
        flags |= gazetteer.get(checksum(inner), 0) << len(GAZETTEER_BITS)
    return flags | sum(1 << (2 * len(GAZETTEER_BITS) + _LEXICON_BITS.index(name)) for name in _lexicon_flags(word, inner))


def _lexicon_flags(word: str, inner: str) -> set[str]:
    found = set()
    for report in look_up(word):
        if report.form in ("perfect", "imperfect"):
            found.add(f"verb_{report.grade.lower()}")
            found.update({"f": ["feminine"]}.get(report.gender, []))
            found.update(["plural"] if report.number in ("p", "d") else [])
            found.update(["first_person"] if report.person == "1" else [])
        elif report.form == "participle":
            found.add("participle")
        else:
            found.add("attribution" if report.form.startswith("attribution") else "masdar")
    bare_word = word[1:] if word[:1] in "وف" and len(word) > 2 else word
    if word in complementisers() or bare_word in complementisers():
        found.add("complementiser")
    folded = fold(inner)
    types = _nouns().get(folded, set()) | (_nouns().get(folded[2:], set()) if folded.startswith("ال") else set())
    found.update({"organization": "organization", "place": "place_noun", "person": "person_title", "group": "group"}[t] for t in types)
    if word[:1] in "وف" and len(word) > 3:
        found.add("conjunction")
    if inner.startswith("ال"):
        found.add("article")
    if len(word) > 4 and word.endswith(("ه", "ها", "هم", "نا")):
        found.add("pronoun_tail")
    return found


def checksum(word: str) -> int:
    """The number under which the gazetteer keeps a word."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def affixes(word: str) -> tuple[int, int]:
    """The buckets of a word's first and last three characters."""
    return checksum("<" + word[:3]) % AFFIX_BUCKETS, checksum(word[-3:] + ">") % AFFIX_BUCKETS


def unpack_flags(flags: npt.NDArray[np.uint64]) -> Floats:
    """Flags as rows of zeros and ones."""
    octets = flags.astype("<u8").view(np.uint8).reshape(-1, 8)
    return np.unpackbits(octets, axis=1, count=WORD_FLAGS, bitorder="little").astype(np.float32)


def page_features(page: Page) -> Floats:
    """Where each token stands: [tokens, PAGE_FEATURES] of zeros and ones."""
    n = len(page.tokens)
    out = np.zeros((n, PAGE_FEATURES), np.float32)
    if n == 0:
        return out
    out[np.arange(n), np.array(page.tokens.kinds) - 1] = 1
    _mark_quotations(page, out)
    _mark_edges(page.sentences, out, "sentence")
    _mark_edges(page.paragraphs, out, "paragraph")
    body_seen = False
    for paragraph, (first, end) in zip(page.layout.paragraphs, page.paragraphs, strict=True):
        if paragraph.kind in ("headline", "subheadline"):
            out[first:end, _AT[paragraph.kind]] = 1
        elif paragraph.kind != "body":
            out[first:end, _AT["outside"]] = 1
        elif not body_seen:
            out[first:end, _AT["lead"]] = 1
            body_seen = True
    starts, ends = np.array(page.tokens.starts), np.array(page.tokens.ends)
    out[1:, _AT["glued"]] = starts[1:] == ends[:-1]
    return out


def _mark_edges(ranges: list[tuple[int, int]], out: Floats, name: str) -> None:
    firsts = [first for first, end in ranges if first < end]
    lasts = [end - 1 for first, end in ranges if first < end]
    out[firsts, _AT[f"{name}_first"]] = 1
    out[lasts, _AT[f"{name}_last"]] = 1


def _mark_quotations(page: Page, out: Floats) -> None:
    for q in page.quotations:
        size = q.end - q.first
        if size <= 0:
            continue
        out[q.first : q.end, _AT["quote_nested" if q.depth else "quoted"]] = 1
        length = "quote_short" if size <= 3 else "quote_middle" if size <= 7 else "quote_long"
        out[q.first : q.end, _AT[length]] = 1
        out[q.first, _AT["quote_first"]] = 1
        out[q.end - 1, _AT["quote_last"]] = 1
        if q.opening is not None:
            out[q.opening, _AT["quote_opens"]] = 1
        if q.closing is not None:
            out[q.closing, _AT["quote_closes"]] = 1
        else:
            out[q.first : q.end, _AT["quote_unclosed"]] = 1
