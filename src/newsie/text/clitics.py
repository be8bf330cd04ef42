"""The clitics of a word: which of its first letters are conjunctions and prepositions, which of its last a pronoun.

The split is that of the Universal Dependencies treebanks of Arabic (PUD, PADT): the conjunctions و and ف, the
prepositions ب, ل and ك, the future س and the pronouns are words of their own; the article stays with its noun,
contracted «للرياض» too (ل + لرياض). Function words are decided by a table, `lexicons/clitics_words.tsv`, all other
words by `clitic_model`.
"""

from __future__ import annotations

from functools import cache

from newsie.lexicons import rows
from newsie.text.characters import LETTERS, bare, code_points, fold_with_offsets
from newsie.text.clitic_model import WHOLE, Analysis, Cuts, cuts_of, load
from newsie.text.tokens import Tokens

__all__ = ["Cuts", "cuts_at", "function_words", "proclitic_length", "segment", "stem"]

_LETTERS = frozenset(map(chr, code_points(LETTERS)))
_LONGEST_WORD = 24
_MOST_REMEMBERED = 100_000
_remembered: dict[str, Cuts] = {}


def segment(surface: str) -> Cuts:
    """Where the proclitics of a token end and where its enclitic begins, in characters of the token as it is written.

    A mark or tatweel stays with the letter before it: «لـروسيا» is cut after the tatweel. A token that is no
    Arabic word has no cuts.

    >>> segment("ولروسيا"), segment("وزير"), segment("كتابهم")
    (Cuts(proclitics=(1, 2), enclitics=()), Cuts(proclitics=(), enclitics=()), Cuts(proclitics=(), enclitics=(4,)))
    """
    known = _remembered.get(surface)
    if known is None:
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        known = _remembered[surface] = _segment(surface)
    return known


def cuts_at(tokens: Tokens, i: int) -> Cuts:
    """The cuts of a token on its page: those that came with the tokens, else `segment`'s."""
    return tokens.cuts.get(i, WHOLE) if tokens.cuts is not None else segment(tokens.text[tokens.starts[i] : tokens.ends[i]])


def proclitic_length(surface: str) -> int:
    """How many characters of conjunctions and prepositions stand before a word's stem or article: 2 in «ولروسيا», 0 in «وزير»."""
    before = segment(surface).proclitics
    return before[-1] if before else 0


def stem(surface: str) -> str:
    """A word without its clitics, as it is written, except that «للرياض» gives back its article: «الرياض»."""
    cuts = segment(surface)
    first = cuts.proclitics[-1] if cuts.proclitics else 0
    found = surface[first : cuts.enclitics[0] if cuts.enclitics else len(surface)]
    contracted = first and bare(surface[:first])[-1:] == "ل" and bare(found).startswith("ل") and not cuts.enclitics
    return "ا" + found if contracted and len(bare(found)) > 2 else found


def _segment(surface: str) -> Cuts:
    word = bare(surface)
    if not 1 < len(word) <= _LONGEST_WORD or not _LETTERS.issuperset(word):
        return WHOLE
    cuts = function_words().get(word) or load().cut(word)
    return cuts if word == surface or cuts is WHOLE else _in_original(cuts, surface)


def _in_original(cuts: Cuts, surface: str) -> Cuts:
    """Offsets in a bare word as offsets in the writing; a cut inside one written character, a ligature, is none."""
    at = fold_with_offsets(surface).offsets
    before, after = ([at[cut] for cut in side if at[cut] != at[cut - 1]] for side in cuts)
    return Cuts(tuple(before), tuple(after))


@cache
def function_words() -> dict[str, Cuts]:
    """The table of function words: each bare word with its cuts."""
    found: dict[str, Cuts] = {}
    for row in rows("clitics_words"):
        for before in row["proclitics"].split(" "):
            for after in row["enclitics"].split(" "):
                analysis = Analysis(before.strip("-"), row["stem"], after.strip("-"))
                found.setdefault("".join(analysis), cuts_of(analysis))
    return found
