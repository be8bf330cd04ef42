"""Which names of a page are one organisation, what kind it is, and the class noun that says so."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from newsie.entities.countries import alpha2, country_names, demonym_at, is_country, plain, unsure_demonyms
from newsie.entities.names import without_article
from newsie.entities.variants import alike, same_words, skeleton
from newsie.lexicons import rows
from newsie.ner.recognizer import Name
from newsie.text.characters import fold
from newsie.text.clitics import proclitic_length
from newsie.text.page import Page

_ALSO_APART = frozenset({"وزاره", "منظمه", "هييه"})
_PREPOSITIONS = frozenset({"في", "من", "لدي", "ب", "ل"})
_LONGEST_ACRONYM = 6
#: Of all bodies whose names begin alike, so many of the last named are compared: time stays linear on any page.
MOST_COMPARED = 64


@dataclass(frozen=True, slots=True)
class OrganizationName:
    """A name as organisations are compared: its words without the class noun, countries as «@RU»; the noun; the kind that it says."""

    words: tuple[str, ...]
    head: str | None
    kind: str | None
    known: str | None


@cache
def heads() -> dict[str, dict[str, str]]:
    """Class nouns of organisations by their folded form."""
    found: dict[str, dict[str, str]] = {}
    for row in rows("class_nouns"):
        if row["type"] == "organization":
            found.setdefault(fold(row["noun"]), row)
    return found


@cache
def _known() -> dict[str, tuple[str, str]]:
    return {plain(name): (row["id"], row["kind"]) for row in rows("entities_organizations") for name in row["names"].split("|")}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in _known() if " " in name)


def _known_by_first_word(word: str) -> bool:
    return without_article(word) in _first_words()


def known_kind(name: str) -> str | None:
    """The kind of an organisation that the lexicon knows by name («الكرملين»)."""
    found = _known().get(plain(name))
    return found[1] if found else None


@lru_cache(1 << 15)
def organization_name(text: str) -> OrganizationName:
    """Take an organisation's name apart.

    >>> organization_name("وزارة الخارجية الروسية").words == organization_name("الخارجية الروسية").words
    True
    """
    known = _known().get(plain(text))
    folded = fold(text).replace("-", " ").split()
    words = plain(" ".join(_without_preposition(word) if i else word for i, word in enumerate(folded) if word not in _PREPOSITIONS)).split()
    row = heads().get(words[0]) if words else None
    marked = tuple(_countries_marked(words))
    apart = row is not None and (row["inside"] == "no" or words[0] in _ALSO_APART) and any(not word.startswith("@") for word in marked[1:])
    kind = known[1] if known else row["kind"] if row else None
    return OrganizationName(marked[1:] if apart else marked, row["noun"] if row else None, kind, known[0] if known else None)


def _without_preposition(word: str) -> str:
    """«للطاقة» and «الطاقة», «لكرة» and «كرة», «بكوريا» and «كوريا» meet."""
    if word[0] not in "لب" or not (cut := proclitic_length(word)):
        return word
    return word[cut:].removeprefix("ل") if word.startswith("لل") else word[cut:]


def _countries_marked(words: Sequence[str]) -> Iterable[str]:
    """The words with each country and each of its adjectives as its code: «السوري», «سوريا» → «@SY»."""
    i = 0
    while i < len(words):
        code = None
        length = 1
        for length in (3, 2, 1):
            code = country_names().get(" ".join(words[i : i + length])) if i + length <= len(words) else None
            if code:
                break
        if code is None and (found := demonym_at(words, i)) and len(found[0]) == 1:
            (code,), length = found
        if code is not None and is_country(code) and words[i] not in unsure_demonyms():
            yield "@" + alpha2(code)
            i += length
        else:
            yield words[i]
            i += 1


def country_of(name: OrganizationName) -> str | None:
    """The country that an organisation's name says, if it says just one."""
    codes = {word[1:] for word in name.words if word.startswith("@")}
    return codes.pop() if len(codes) == 1 else None


class OrganizationsOnPage:
    """Gathers the organisations of one page, the fullest names first."""

    def __init__(self, page: Page, names: Sequence[Name], texts: Sequence[str]) -> None:
        self.page = page
        self.names = names
        self.texts = texts
        self.groups: list[list[int]] = []
        self._leaders: list[OrganizationName] = []
        self._by_first: dict[str, list[int]] = {}
        self._by_known: dict[str, int] = {}
        self._by_initials: dict[str, int] = {}
        self._seen: dict[tuple[str, str | None], int] = {}

    def gather(self, numbers: Iterable[int]) -> list[list[int]]:
        """Groups of the names `numbers` of the page, each group one organisation."""
        read = {n: self._read(n) for n in numbers}
        for n in sorted(read, key=lambda n: (-len(read[n].words), n)):
            name = read[n]
            kind = name.kind or self.noun_before(n)[1]
            key = (self.texts[n], kind)
            generic = len(name.words) == 1 and name.head is not None
            group = None if generic else self._seen.get(key)
            if group is None:
                group = self._find(n, name, kind)
            if group is None:
                group = self._open(n, OrganizationName(name.words, name.head, kind, name.known))
            insort(self.groups[group], n)
            self._seen.setdefault(key, group)
            if name.known:
                self._by_known.setdefault(name.known, group)
        self._join_acronyms(read)
        return [sorted(group) for group in self.groups if group]

    def _read(self, n: int) -> OrganizationName:
        """A name taken apart; «سوريا الديمقراطية» behind «قوات» is known by both together."""
        name = organization_name(self.texts[n])
        first = self.names[n].first
        if name.known is None and first and _known_by_first_word(before := self.page.tokens.folded[first - 1]):
            whole = organization_name(f"{before} {self.texts[n]}")
            return whole if whole.known else name
        return name

    def noun_before(self, n: int) -> tuple[str | None, str | None]:
        """The class noun that stands before name `n` («صحيفة» before «الغارديان») and the kind that it says."""
        first = self.names[n].first
        while first > 0 and self.page.tokens.words[first - 1] in ('"', "«", "“", "("):
            first -= 1
        if not first or self.page.sentence_of[first - 1] != self.page.sentence_of[self.names[n].first]:
            return None, None
        word = self.page.tokens.folded[first - 1]
        for form in (word, word[proclitic_length(word) :], word[1:]):
            row = heads().get(form) or heads().get(form.removeprefix("ال"))
            if row is not None:
                return (row["noun"], row["kind"]) if row["inside"] == "no" or row["noun"] == "منظمة" else (None, None)
        return None, None

    def _open(self, n: int, name: OrganizationName) -> int:
        group = len(self.groups)
        self.groups.append([])
        self._leaders.append(name)
        if name.words:
            self._by_first.setdefault(skeleton(name.words[0]), []).append(group)
        words = [w for w in plain(self.texts[n]).split() if w]
        if len(words) > 2:
            self._by_initials.setdefault("".join(w[0] for w in words), group)
        return group

    def _find(self, n: int, name: OrganizationName, kind: str | None) -> int | None:
        if name.known in self._by_known:
            return self._by_known[name.known or ""]
        if not name.words:
            return None
        near = [g for g in self._by_first.get(skeleton(name.words[0]), [])[-MOST_COMPARED:] if self._can_be(name, kind, self._leaders[g])]
        equal = [g for g in near if same_words(name.words, self._leaders[g].words)]
        if equal:
            return max(equal, key=lambda g: self._recency(g, n))
        longer = [g for g in near if _part_of(name, self._leaders[g])]
        if longer and (len(longer) == 1 or name.head is not None):
            return max(longer, key=lambda g: self._recency(g, n))
        if len(name.words) == 1 and len(name.words[0]) <= _LONGEST_ACRONYM:
            return self._by_initials.get(name.words[0])
        return None

    @staticmethod
    def _can_be(name: OrganizationName, kind: str | None, leader: OrganizationName) -> bool:
        if kind is not None and leader.kind is not None and kind != leader.kind:
            return False
        return name.known is None or leader.known is None or name.known == leader.known

    def _recency(self, group: int, n: int) -> tuple[bool, int]:
        named = self.groups[group]
        at = bisect_left(named, n)
        return at > 0, named[at - 1] if at else -named[0]

    def _join_acronyms(self, read: dict[int, OrganizationName]) -> None:
        """«قوات سوريا الديمقراطية (قسد)»: a short name alone in brackets behind a long one is the same body."""
        of = {n: g for g, group in enumerate(self.groups) for n in group}
        tokens = self.page.tokens
        for n in sorted(read):
            if n + 1 not in of or of[n] == of[n + 1]:
                continue
            one, other = self.names[n], self.names[n + 1]
            # A quotation mark may stand inside the brackets.
            between = [w for w in tokens.words[one.last : other.first] if w not in '"«“']
            behind = next((w for w in tokens.words[other.last : other.last + 2] if w not in '"»”'), "")
            short, long = sorted((read[n], read[n + 1]), key=lambda name: len(name.words))
            if between == ["("] and behind == ")" and len(short.words) == 1 < len(long.words) and not long.known:
                kept, left = of[n], of[n + 1]
                self.groups[kept].extend(self.groups[left])
                of.update(dict.fromkeys(self.groups[left], kept))
                self.groups[left] = []


def _part_of(short: OrganizationName, whole: OrganizationName) -> bool:
    """Whether a name is a fuller one cut short: «الاتحاد المصري» of «الاتحاد المصري لكرة القدم», «اتحاد الكرة المصري» too."""
    if len(short.words) >= len(whole.words) or not alike(short.words[0], whole.words[0]):
        return False
    if short.known is not None and whole.known != short.known:
        # A body that is known by its short name is not every longer one: «مجلس الأمن», «مجلس الأمن القومي».
        return False
    return all(word in whole.words or any(alike(word, other) for other in whole.words) for word in short.words[1:])
