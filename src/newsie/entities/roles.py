"""What an article says a person is: the title before the name, or the apposition behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from newsie.entities.names import without_article
from newsie.lexicons import rows
from newsie.lexicons.reporting import look_up
from newsie.ner.recognizer import Name
from newsie.text.characters import bare, fold
from newsie.text.clitics import proclitic_length, stem
from newsie.text.page import Page
from newsie.text.tokens import Kind

_LONGEST_ROLE = 14
_STOPS = frozenset(map(fold, "أن إن قال وقال أكد الذي التي الذين كان كانت قد لقد إنه أنه لكن ثم هو هي و كما فيما بينما حيث إذ".split()))
#: Prepositions that a role may hold, if a title, its adjective or its complement stands before them.
_WITHIN = frozenset(map(fold, "في لدى إلى عن باسم لشؤون بشأن".split()))
_OUTSIDE = frozenset(map(fold, "من على بين قبل مع ضد حول بعد خلال عند منذ حيال تجاه عبر أمام وفق وفقا بحسب حسب بسبب بدون دون سوى نحو".split()))
_COPULAS = frozenset(map(fold, "وهو وهي هو هي".split()))


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
                out.setdefault(fold(form), row["gender"])
    # Without hamza «إمام» is «أمام», a preposition.
    del out["امام"]
    return out


@cache
def role_words(kind: str) -> frozenset[str]:
    """The folded words or phrases of one class of `entities_role_words.tsv`."""
    return frozenset(fold(row["word"]) for row in rows("entities_role_words") if row["class"] == kind)


@lru_cache(1 << 15)
def title_word(surface: str) -> str | None:
    """The gender of the title that a word is, clitics aside, as it is written («وزير», «والوزيرة»); None where it is none."""
    word = fold(surface)
    known = titles()
    if word in known:
        if bare(surface).endswith("ه") and any(r.form == "perfect" for r in look_up(bare(surface)[:-1])):
            return None  # «طالبه» is «he asked him»
        # «شقيقه» is his brother, though it folds to «شقيقة».
        return known.get(word[:-1], known[word]) if bare(surface).endswith("ه") else known[word]
    cut = proclitic_length(surface)
    rest = fold(surface[cut:])
    if cut and rest.startswith("ل") and surface[cut - 1] == "ل":
        rest = "ا" + rest
    return known.get(rest) if cut else None


def title_of(page: Page, i: int) -> str | None:
    """The gender of the title that token `i` is («وزير», «والوزيرة»), None where it is none."""
    return title_word(page.text[page.tokens.starts[i] : page.tokens.ends[i]])


@lru_cache(1 << 15)
def verb_gender(word: str) -> str | None:
    """The gender that a verb of reporting shows of a single subject; the empty string for any other of its forms, None for no verb."""
    if title_word(word) is not None:
        return None
    verbs = [r for r in look_up(word) if r.form in ("perfect", "imperfect")]
    if not verbs:
        return None
    return verbs[0].gender if verbs[0].number == "s" and verbs[0].person == "3" else ""


@lru_cache(1 << 15)
def _plain_word(word: str) -> str:
    return without_article(fold(stem(word)))


def title_words(page: Page, first: int, end: int) -> frozenset[str]:
    """The titles in a token range, without clitics and article."""
    return frozenset(_plain_word(page.tokens.words[i]) for i in range(first, end) if title_of(page, i) is not None)


def roles_of(page: Page, names: Sequence[Name], n: int) -> tuple[list[RoleSpan], str]:
    """The roles that stand by name `n`, and the gender that the verb before them shows.

    «قال وزير الخارجية الروسي سيرغي لافروف», «دومينيك راب، الوزير البريطاني», «قالت المستشارة ميركل».
    """
    before = before_role(page, names, n)
    found = [role for role in (before, _after(page, names, n)) if role is not None]
    return found, _verb_before(page, names[n], before)


def _verb_before(page: Page, name: Name, role: RoleSpan | None) -> str:
    at = (role.first if role else name.first) - 1
    if at < 0 or name.start > page.tokens.starts[name.first] or page.sentence_of[at] != page.sentence_of[name.first]:
        return ""
    return verb_gender(page.tokens.words[at]) or ""


def before_role(page: Page, names: Sequence[Name], n: int) -> RoleSpan | None:
    """The role that ends where name `n` begins."""
    tokens = page.tokens
    least = page.sentences[page.sentence_of[names[n].first]][0]
    first = names[n].first
    if names[n].start > tokens.starts[first]:
        return None
    if first - 1 >= least and tokens.words[first - 1] in ("،", '"', "«", "“"):
        first -= 1
    floor = max(least, first - _LONGEST_ROLE)
    floor = max([floor, *(names[m].last for m in range(max(0, n - 4), n) if names[m].label == "person")])
    inside = {i for m in range(max(0, n - 3), n) for i in range(names[m].first, names[m].last)}
    found: list[int] = []
    crossed = False
    for i in range(first - 1, floor - 1, -1):
        word = tokens.folded[i]
        if i in inside:
            crossed = False
            if title_of(page, i) is not None:
                found.append(i)
            continue
        if tokens.kinds[i] == Kind.QUOTE:
            continue
        if word in _STOPS or word in _OUTSIDE or tokens.kinds[i] in (Kind.MARK, Kind.DOTS):
            break
        if title_of(page, i) is not None:
            found.append(i)
        elif (crossed and not word.startswith("ال")) or verb_gender(tokens.words[i]) is not None:
            # What stands before «في», «إلى» is a title or its adjective; a verb or a bare noun is no part of the role.
            break
        crossed = word in _WITHIN
    if not found:
        return None
    begin = found[-1]
    for_another = next((i for i in range(begin + 1, first - 1) if tokens.folded[i] == "باسم" and title_of(page, i + 1) is not None), None)
    if for_another is not None:
        # «المتحدث باسم الرئيس فلان»: the president is named, not who speaks for him.
        begin = for_another + 1
        found = [i for i in found if i >= begin]
    if len(found) > 1 and _plain_word(tokens.words[begin]) in role_words("relation") and tokens.folded[found[-2]].startswith("ال"):
        # «محامي النجم فلان»: the star is named.
        begin = found[-2]
    elif begin == first - 1 and tokens.folded[begin] in role_words("relation") and not bare(tokens.words[begin]).endswith("ه"):
        # «ابنة فلان» says nothing of the man himself.
        return None
    return RoleSpan(begin, first, title_of(page, begin) or "")


def _after(page: Page, names: Sequence[Name], n: int) -> RoleSpan | None:
    tokens = page.tokens
    at = names[n].last
    most = min(page.sentences[page.sentence_of[names[n].first]][1], at + _LONGEST_ROLE + 2)
    if at < most and tokens.words[at] in ('"', "»", "”", ")"):
        at += 1
    marked = at < most and tokens.words[at] in ("،", ",", "(", "-", "–")
    first = at + marked
    if marked and first < most and tokens.folded[first] in _COPULAS:
        first += 1
    if first >= most:
        return None
    gender = title_of(page, first)
    if gender is None or tokens.folded[first] not in titles() or (not marked and tokens.folded[first].startswith("ال")):
        return None
    inside = {i for m in range(n + 1, min(n + 4, len(names))) if names[m].label != "person" for i in range(names[m].first, names[m].last)}
    end = first + 1
    while end < most and (end in inside or (_goes_on(page, end) and (end - 1 not in inside or tokens.folded[end].startswith("ال") or tokens.folded[end] in _WITHIN))):
        end += 1  # behind an organisation only its adjective or place goes on with the role
    behind = next((names[m].first for m in range(n + 2, min(n + 5, len(names))) if names[m].label == "person"), end)
    end = min(end, behind)
    if n + 1 < len(names) and names[n + 1].label == "person" and names[n + 1].first <= end:
        # «التقى فلان وزير الخارجية فلانا»: the role is that of the name behind it; «نجل الرئيس فلان» keeps what is before.
        if not marked:
            return None
        end = min(end, names[n + 1].first)
    return RoleSpan(first, end, gender) if end > first else None


def _goes_on(page: Page, i: int) -> bool:
    tokens = page.tokens
    if tokens.kinds[i] in (Kind.MARK, Kind.DOTS, Kind.QUOTE) or tokens.folded[i] in _STOPS or tokens.folded[i] in _OUTSIDE:
        return False
    return verb_gender(tokens.words[i]) is None
