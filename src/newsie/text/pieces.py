"""Words between newsie and another tokenizer: how a word is shown to it, and its pieces of a word laid against the letters of the token."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from newsie.text.characters import fold, fold_with_offsets
from newsie.text.clitic_model import Cuts

_PROCLITICS = frozenset("وفبلكس")
_LONGEST_WORD = 64
#: Longer words are shown to an engine by their beginning.
LONGEST_SHOWN = 48
_MOST_WORDS = 8


def piece_ends(token: str, words: Sequence[str]) -> list[int]:
    """Where in a token each of its words but the last ends; words may be respelt and need not add up to the token.

    The cuts are those at which the pieces differ least from the words (Levenshtein): «للرياض» as ل + الرياض is cut behind its first
    letter, «مدرستهم» as مدرسة + هم before its last two. A word for which no letter is left gets no cut.

    >>> piece_ends("وللرياض", ["و", "ل", "الرياض"]), piece_ends("مدرستهم", ["مدرسة", "هم"])
    ([1, 2], [5])
    """
    if len(token) > _LONGEST_WORD or len(words) > _MOST_WORDS or sum(map(len, words)) > 2 * _LONGEST_WORD:
        return []
    joined = [character for word in words for character in fold(word) or word]
    bounds = [0]
    for word in words:
        bounds.append(bounds[-1] + len(fold(word) or word))
    letters = [fold(character) or character for character in token]
    # The usual table of edit distances between all words joined and the token, walked back to where each word's end fell.
    table = [list(range(len(letters) + 1))]
    for i, character in enumerate(joined, 1):
        row = [i]
        for j, letter in enumerate(letters, 1):
            row.append(min(table[-1][j - 1] + (character != letter), table[-1][j] + 1, row[-1] + 1))
        table.append(row)
    ends: dict[int, int] = {}
    i, j = len(joined), len(letters)
    wanted = set(bounds[1:-1])
    while i:
        if i in wanted:
            ends.setdefault(i, j)
        if j and table[i][j] == table[i - 1][j - 1] + (joined[i - 1] != letters[j - 1]):
            i, j = i - 1, j - 1
        elif table[i][j] == table[i - 1][j] + 1:
            i -= 1
        else:
            j -= 1
    return sorted({end for end in ends.values() if 0 < end < len(token)})


def cuts_from(surface: str, word: str, ends: Sequence[int]) -> Cuts | None:
    """The cuts of a token as it is written, from ends of pieces in its bare form; None where none is left.

    Leading pieces of one letter that can be clitics are proclitics; whatever else is cut off stands behind the stem.
    """
    ends = [end for end in ends if 0 < end < len(word)]
    if word != surface:
        at = fold_with_offsets(surface).offsets
        if len(at) != len(word):
            return None
        ends = [at[end] for end in ends if at[end] != at[end - 1]]
    before = 0
    for start, end in pairwise([0, *ends]):
        if fold(surface[start:end]) not in _PROCLITICS:
            break
        before += 1
    return Cuts(tuple(ends[:before]), tuple(ends[before:])) if ends else None


def shown(word: str) -> str:
    """A bare word as an engine is given it: not too long, and without a character that is white space or nothing to it."""
    word = word[:LONGEST_SHOWN]
    return word if word.isprintable() else "".join(c if c.isprintable() else "?" for c in word)
