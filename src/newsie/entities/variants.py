"""Whether two names can be one: word by word, with the freedom that transliteration takes and native names do not.

A foreign name comes to Arabic in several spellings (ترامب, ترمب; زوكربيرغ, زوكربيرج): letters for one sound change places and long
vowels come and go. In a native name the vowels tell people apart (محمد, محمود), so it has to agree to the letter. Strings as
wholes are never compared: «محمود عباس» and «محمد عباس» are 95 % alike. RapidFuzz decides only within an aligned pair of long words.
"""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from newsie.entities.names import NameParts, name_parts
from newsie.lexicons import rows

#: Letters that one foreign sound is written with.
_SOUNDS = str.maketrans({"غ": "ك", "ج": "ك", "ق": "ك", "ط": "ت", "ث": "س", "ص": "س", "ض": "د", "ذ": "ز", "ظ": "ز"})
_VOWELS = dict.fromkeys(map(ord, "اوي"))
_NATIVE_LETTERS = frozenset("عحضظصذ")
_LONG_WORD, _REMEMBERED = 6, 1 << 16


def sounds(word: str) -> str:
    """A folded word with one letter for each foreign sound: «بيونج» and «بيونغ» meet."""
    return word.translate(_SOUNDS)


@cache
def _native_names() -> frozenset[str]:
    return frozenset(row["name"].removeprefix("ال") for row in rows("entities_native_names"))


def is_native_name(word: str) -> bool:
    """Whether a folded word, its article aside, is in the list of native names."""
    return word.removeprefix("ال") in _native_names()


@lru_cache(_REMEMBERED)
def native(word: str) -> bool:
    """Whether a folded word is a native name: known as one, compound, or written with letters that foreign names do not need."""
    return word in _native_names() or word.startswith(("عبدال", "ابو")) or not _NATIVE_LETTERS.isdisjoint(word)


@lru_cache(_REMEMBERED)
def skeleton(word: str) -> str:
    """What every spelling of a foreign word shares, and a native one keeps: its consonants by sound; short words stay whole."""
    sounds = word.translate(_SOUNDS)
    rest = sounds[1:].translate(_VOWELS).replace("ء", "")
    found = sounds[0] + "".join(c for c, before in zip(rest, " " + rest, strict=False) if c != before)
    return found if len(found) > 2 else sounds


@lru_cache(_REMEMBERED)
def alike(a: str, b: str) -> bool:
    """Whether two folded words can be spellings of one name.

    >>> alike("ترامب", "ترمب"), alike("محمد", "محمود")
    (True, False)
    """
    if a == b or a.removeprefix("ال") == b.removeprefix("ال"):
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    if a.rstrip("ء") == b.rstrip("ء"):
        # «هيفا» is «هيفاء», but «علا» is a woman and «علاء» a man.
        return "علا" not in (a, b)
    if native(a) or native(b):
        return False
    one, other = a.translate(_SOUNDS), b.translate(_SOUNDS)
    if one == other:
        return True
    # The last vowel is part of the name: «روبرت» and «روبرتو» are two.
    if _last_vowel(a) != _last_vowel(b) or one[0] != other[0]:
        return False
    if skeleton(a) == skeleton(b) and len(skeleton(a)) > 2:
        return Levenshtein.distance(one, other) <= 2
    return min(len(a), len(b)) >= _LONG_WORD and Levenshtein.distance(one, other, score_cutoff=1) <= 1 and one[-3:] != "سكي"


def _last_vowel(word: str) -> str:
    return {"ا": "ا", "ه": "ا", "و": "و", "ي": "ي"}.get(word[-1], "")


def words_alike(a: NameParts, i: int, b: NameParts, j: int) -> bool:
    """Whether a word of one name and a word of another can be spellings of one."""
    one, other = a.pieces[i], b.pieces[j]
    if one.removeprefix("ال") == other.removeprefix("ال"):
        return True
    # «سهى» is written «سها» too; «رامي» and «راما» are two.
    if one[:-1] == other[:-1] and ((a.maqsuras[i] and other[-1] == "ا") or (b.maqsuras[j] and one[-1] == "ا")):
        return True
    if a.tied[i] == other or b.tied[j] == one:
        return True
    # A family name with the article is native: «الجبير» is not «الجابر».
    return not (a.articles[i] or b.articles[j]) and alike(one, other)


def aligned(short: NameParts, whole: NameParts) -> int | None:
    """The place in `whole` where `short` begins, if its words stand there in order; None where they do not.

    A father stays a father: «محمد بن سلمان» is not in «محمد بن نايف بن سلمان», nor «عبد العزيز آل سعود» in «سلمان بن عبد العزيز آل سعود».
    """
    first: int | None = None
    at = -1
    for i in range(len(short.pieces)):
        before = at
        at = next((j for j in range(before + 1, len(whole.pieces)) if words_alike(short, i, whole, j)), -1)
        if at < 0 or (i and short.fathers[i] and whole.fathers[at] and at != before + 1):
            return None
        if first is None:
            first = at
    if first and len(short.pieces) > 1 and whole.fathers[first] and not short.fathers[0]:
        return None
    return first


def same_person(a: str, b: str) -> bool:
    """Whether two names can be one person's: one holds the words of the other, in order.

    Two people who share a family name stay two where both first names are given; a family name, a first name or a kunya
    alone goes with every fuller name that has it.

    >>> same_person("سيرغي لافروف", "لافروڤ"), same_person("محمود عباس", "محمد عباس")
    (True, False)
    """
    return same_parts(name_parts(a), name_parts(b))


def same_parts(a: NameParts, b: NameParts) -> bool:
    """`same_person` of names taken apart."""
    if a.pieces == b.pieces or (len(a.pieces) != len(b.pieces) and _joined(a) == _joined(b)):
        return True
    short, whole = (a, b) if len(a.pieces) <= len(b.pieces) else (b, a)
    return bool(short.pieces) and aligned(short, whole) is not None


def _joined(parts: NameParts) -> str:
    return "".join(parts.pieces).translate(_SOUNDS)


def same_words(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names of organisations or places agree word by word, foreign spellings aside."""
    return len(a) == len(b) and all(alike(x, y) for x, y in zip(a, b, strict=True))
