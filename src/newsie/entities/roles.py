"""What an article says a person is: the title before the name, or the apposition behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from newsie.lexicons import rows
from newsie.ner.recognizer import Name
from newsie.text.characters import fold
from newsie.text.clitics import proclitic_length
from newsie.text.page import Page
from newsie.text.tokens import Kind

_LONGEST_ROLE = 14
_STOPS = frozenset(map(fold, "أن إن قال وقال أكد الذي التي الذين كان كانت قد لقد إنه أنه لكن ثم هو هي و".split()))


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A role as token range, with the gender that its title shows."""

    first: int
    end: int
    gender: str


@cache
def titles() -> dict[str, str]:
    """Folded titles and offices, with and without article, and the gender each shows."""
    out: dict[str, str] = {}
    for row in rows("class_nouns"):
        if row["type"] == "person":
            for form in (row["noun"], "ال" + row["noun"]):
                out[fold(form)] = row["gender"]
    return out


def title_of(page: Page, i: int) -> str | None:
    """The gender of the title that token `i` is («وزير», «والوزيرة»), None where it is none."""
    word = page.tokens.folded[i]
    known = titles()
    if word in known:
        return known[word]
    surface = page.text[page.tokens.starts[i] : page.tokens.ends[i]]
    cut = proclitic_length(surface)
    rest = fold(surface[cut:])
    if cut and rest.startswith("ل") and surface[cut - 1] == "ل":
        rest = "ا" + rest
    return known.get(rest) if cut else None


def roles_of(page: Page, names: Sequence[Name], n: int) -> list[RoleSpan]:
    """The roles that stand by name `n`: «وزير الخارجية الروسي سيرغي لافروف», «دومينيك راب، الوزير البريطاني»."""
    name = names[n]
    sentence = page.sentences[page.sentence_of[name.first]]
    out = []
    before = _before(page, names, n, sentence[0])
    if before is not None:
        out.append(before)
    after = _after(page, names, n, sentence[1])
    if after is not None:
        out.append(after)
    return out


def _before(page: Page, names: Sequence[Name], n: int, least: int) -> RoleSpan | None:
    tokens = page.tokens
    first = names[n].first
    if first - 1 >= least and tokens.words[first - 1] == "،":
        first -= 1
    people = {i for m in (n - 1,) if m >= 0 and names[m].label == "person" for i in range(names[m].first, names[m].last)}
    best: RoleSpan | None = None
    for i in range(first - 1, max(least, first - _LONGEST_ROLE) - 1, -1):
        if i in people or tokens.folded[i] in _STOPS or tokens.kinds[i] in (Kind.MARK, Kind.DOTS):
            break
        gender = title_of(page, i)
        if gender is not None:
            best = RoleSpan(i, first, gender)
    return best


def _after(page: Page, names: Sequence[Name], n: int, most: int) -> RoleSpan | None:
    tokens = page.tokens
    at = names[n].last
    if at + 1 >= most or tokens.words[at] not in ("،", ",", "(", "-"):
        return None
    gender = title_of(page, at + 1)
    if gender is None:
        return None
    end = at + 2
    while end < min(most, at + _LONGEST_ROLE) and tokens.kinds[end] not in (Kind.MARK, Kind.DOTS) and tokens.folded[end] not in _STOPS:
        end += 1
    return RoleSpan(at + 1, end, gender)
