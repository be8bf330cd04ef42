"""A role taken apart: the title, the body that it is held in, and the country that it is of.

«وزير الخارجية الروسي» is the title «وزير الخارجية» of Russia, «المتحدثة باسم وزارة الخارجية الروسية» the title «المتحدثة» in «وزارة الخارجية
الروسية». Where a role names a part of a body and the body («نائب رئيس لجنة الدفاع في مجلس الدوما»), the body is the employer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache

from newsie.entities.countries import alpha2, country_names, demonym_at, is_country, unsure_demonyms, written_names
from newsie.entities.names import without_article
from newsie.entities.organizations import heads, known_kind
from newsie.entities.places import candidates
from newsie.entities.roles import role_words, title_word, titles
from newsie.lexicons import rows
from newsie.schema.entities import Role
from newsie.text.characters import bare, fold
from newsie.text.clitics import proclitic_length, stem

_MARKS = '،,؛"«»“”()[]'
_CONJUNCTION = "و"
#: Organisations whose country is the country of those who speak for them.
_OF_A_STATE = frozenset("ministry government army agency court embassy security".split())


@cache
def _ranks() -> frozenset[str]:
    """Titles that begin a second role behind a first: «وزير الصحة الدكتور», «المتحدث باسم الجيش العميد»."""
    nouns = [row["noun"] for row in rows("class_nouns") if row["type"] == "person" and row["kind"] in ("title", "rank")]
    return frozenset("ال" + fold(noun) for noun in [*nouns, "أمير", "أميرة", "ملك", "ملكة"])


@lru_cache(1 << 14)
def _plain(word: str) -> str:
    return without_article(fold(stem(word)))


def read_role(phrase: str, organizations: Collection[tuple[int, int]] = (), countries: Collection[str] = ()) -> tuple[Role, ...]:
    """The roles that a phrase names; «نائب رئيس الوزراء ووزير الدفاع» names two.

    phrase: the words of the role as the article writes them. organizations: ranges of its words (parted by white space) that are known to
    name organisations; the lexicon finds others by their class nouns. countries: codes of countries that the page names, for
    adjectives that are other words too.

    >>> [(role.title, role.nationality) for role in read_role("وزير الخارجية الروسي")]
    [('وزير الخارجية', 'RU')]
    """
    return _read_role(phrase, tuple(organizations), frozenset(countries) & _unsure_countries())


@cache
def _unsure_countries() -> frozenset[str]:
    return frozenset(row["code"] for row in rows("entities_countries") if row["unsure"])


@lru_cache(1 << 14)
def _read_role(phrase: str, organizations: tuple[tuple[int, int], ...], countries: frozenset[str]) -> tuple[Role, ...]:
    written = phrase.split()
    words = [bare(word).strip(_MARKS) for word in written]
    found: list[Role] = []
    for first, end in _parts(written, words):
        inner = [(max(a, first) - first, min(b, end) - first) for a, b in organizations if a < end and b > first]
        role = _RolePhrase(words[first:end], inner, countries).read()
        if role is not None and role not in found:
            found.append(role)
    return tuple(found)


def _parts(written: Sequence[str], words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The ranges of the single roles of a phrase."""
    first = 0
    for i in range(1, len(words)):
        new = words[i].startswith(_CONJUNCTION) and fold(words[i]) not in titles() and proclitic_length(words[i]) == 1 and title_word(words[i]) is not None
        after_mark = written[i - 1].endswith(("،", "؛", ",")) and title_word(words[i]) is not None
        rank = fold(words[i]) in _ranks() and fold(words[i - 1]) not in role_words("honorific") and (i > 1 or fold(words[0]).startswith("ال"))
        if new or after_mark or rank:
            yield first, i
            first = i
    if words:
        yield first, len(words)


class _RolePhrase:
    """One role's words and what is found in them."""

    def __init__(self, words: Sequence[str], organizations: Collection[tuple[int, int]], countries: Collection[str]) -> None:
        words = [_without_clitics(words[0]), *words[1:]]
        while len(words) > 1 and fold(words[0]) in role_words("honorific"):
            words = words[1:]
            organizations = [(a - 1, b - 1) for a, b in organizations]
        self.words = [word for word in words if word]
        self.plain = [_plain(word) for word in self.words]
        self.folded = [fold(word) for word in self.words]
        self.ranges = {a: b for a, b in organizations if a > 0}
        self.countries = countries
        self.nationality: str | None = None
        self.taken: set[int] = set()

    def read(self) -> Role | None:
        """The role, None where no title is left."""
        if not self.words:
            return None
        start = self._organization_start()
        title_end = start if start is not None else len(self.words)
        organization = None
        if start is not None:
            end = self._organization_end(start)
            organization = self._organization(start, end)
            self._adjectives(end, len(self.words))
            title = self._title(title_end) + [w for i, w in enumerate(self.words) if i >= end and i not in self.taken and self.folded[i] in role_words("status")]
        else:
            title = self._title(title_end)
        if self.nationality is None and organization is not None:
            self.nationality = self._of_state(organization)
        text = " ".join(title)
        return Role(title=text, organization=organization, nationality=self.nationality) if text else None

    # -- the organisation ----------------------------------------------------------------------------

    def _is_head(self, i: int) -> bool:
        """Whether an organisation's name begins at word `i`."""
        if i in self.ranges:
            return True
        word = self.plain[i]
        if self.folded[i] in role_words("status") and not (i + 1 < len(self.plain) and demonym_at(self.plain, i + 1)):
            # «الرئيس المنتخب» was elected, «مدرب المنتخب السعودي» has a team.
            return False
        if self.folded[i] in ("باسم", "بإسم") or title_word(self.words[i]) is not None:
            return word in heads() and self.folded[i].startswith(("ب", "ل")) and word not in self.folded
        return word in heads() or any(known_kind(" ".join([_plain_first(self.words[i]), *self.words[i + 1 : i + n]])) for n in (1, 2, 3))

    def _office_end(self) -> int:
        """Where the words end that make one office with the title: «رئيس مجلس الوزراء», «ولي العهد»."""
        end = 1
        while end < len(self.words):
            if self.folded[end] in titles() and end not in self.ranges:
                end += 1
                continue
            length = next((n for n in (3, 2, 1) if " ".join(self.folded[end : end + n]) in role_words("office")), 0)
            if not length or (end in self.ranges and end + length < self.ranges[end]):
                break
            end += length
        return end

    def _organization_start(self) -> int | None:
        first = self._office_end()
        part: int | None = None
        for i in range(first, len(self.words)):
            if not self._is_head(i):
                continue
            if part is not None:
                # A part of a body, then the body behind «في» or «ب».
                if self.folded[i - 1] in role_words("posting") or self._attached(i):
                    return i
                continue
            if (self.plain[i] in role_words("part") and i not in self.ranges) or self._before_preposition(i):
                part = i
                continue
            return i
        return part

    def _before_preposition(self, i: int) -> bool:
        """Whether a body at `i` is followed by the body that it belongs to."""
        end = self.ranges.get(i, i + 1)
        return self.plain[i] in role_words("part") and any(self.folded[j - 1] in role_words("posting") and self._is_head(j) for j in range(end + 1, len(self.words)))

    def _attached(self, i: int) -> bool:
        return self.folded[i][0] in "بل" and proclitic_length(self.words[i]) > 0

    def _organization_end(self, start: int) -> int:
        """The organisation goes to the end of the role, without adjectives and words of status that agree with the title."""
        end = len(self.words)
        least = max(self.ranges.get(start, start + 1), start + 1)
        feminine = (heads().get(self.plain[start]) or {"gender": ""})["gender"]
        i = start + 1
        while i < end:
            if i >= least and self.folded[i] in role_words("status"):
                return i
            found = demonym_at(self.plain, i)
            if i >= least and found and feminine and i == end - self._status_behind(i + found[1]) - found[1] and not self._agrees(i, feminine):
                return i
            if i >= least and i + 1 < end and self._posted(i, end):
                return i
            i += 1
        return end

    def _posted(self, i: int, end: int) -> bool:
        """Whether «إلى سوريا», «في العراق» behind the name of a body is where the office is held."""
        if self.folded[i] in ("الي", "لدي"):
            return True
        return self.folded[i] == "في" and not self._is_head(i + 1) and bool(candidates(" ".join(self.words[i + 1 : end])))

    def _status_behind(self, i: int) -> int:
        return sum(1 for word in self.folded[i:] if word in role_words("status"))

    def _agrees(self, i: int, gender: str) -> bool:
        return self.folded[i].endswith(("ه", "ات")) == (gender == "f")

    def _organization(self, start: int, end: int) -> str:
        return " ".join([_plain_first(self.words[start]), *self.words[start + 1 : end]])

    def _of_state(self, organization: str) -> str | None:
        row = heads().get(without_article(fold(organization.split()[0])))
        if row is None or row["kind"] not in _OF_A_STATE:
            return None
        words = organization.split()
        plain = [_plain(word) for word in words]
        return next((code for i in range(1, len(plain)) if (code := self._country(words, plain, i)[0])), None)

    # -- the title -----------------------------------------------------------------------------------

    def _title(self, end: int) -> list[str]:
        """The words of the title before `end`; its country is taken out, and a preposition at its end."""
        self._adjectives(1, end)
        kept = [i for i in range(end) if i not in self.taken]
        if end < len(self.words):
            while len(kept) > 1 and self.folded[kept[-1]] in role_words("of"):
                kept.pop()
        else:
            kept = self._without_posting(kept)
        return [self.words[i] for i in kept]

    def _without_posting(self, kept: list[int]) -> list[int]:
        """Without «في دمشق» at the end: the place of a posting is no part of the title."""
        for at, i in enumerate(kept):
            if at and self.folded[i] in role_words("posting") and at + 1 < len(kept):
                place = " ".join(self.words[j] for j in kept[at + 1 :])
                if candidates(place):
                    return kept[:at]
            if at and self.folded[i] in role_words("posting") and at + 1 == len(kept):
                return kept[:at]
        return kept

    def _adjectives(self, first: int, end: int) -> None:
        """Take out the adjective of the title's country, or the country itself behind the title: «سفير فرنسا»."""
        i = first
        while i < end:
            code, length = self._country(self.words, self.plain, i)
            governed = self.folded[i - 1] in role_words("posting") or (self._attached(i) and self.words[i][0] in "بل" and country_names().get(self.plain[i]) is not None)
            if code and i + length <= end and not governed:
                self.nationality = self.nationality or code
                self.taken.update(range(i, i + length))
            i += length if code else 1

    def _country(self, words: Sequence[str], plain: Sequence[str], i: int) -> tuple[str | None, int]:
        for length in (3, 2, 1):
            code = country_names().get(" ".join(plain[i : i + length])) if i + length <= len(plain) else None
            if code and is_country(code) and (length > 1 or fold(stem(words[i])) in written_names()):
                return alpha2(code), length
        found = demonym_at(plain, i)
        if found is None or len(found[0]) > 1:
            return None, found[1] if found else 1
        (code,), length = found
        unsure = plain[i] in unsure_demonyms() and code not in self.countries
        return (None, length) if unsure or not is_country(code) else (alpha2(code), length)


def _without_clitics(word: str) -> str:
    return word if fold(word) in titles() else _plain_first(word)


def _plain_first(word: str) -> str:
    """A word without an attached preposition, its article kept: «للأمم» → «الأمم», «بوزارة» → «وزارة»."""
    cut = proclitic_length(word)
    if not cut:
        return word
    rest = word[cut:]
    return "ا" + rest if word[cut - 1] == "ل" and rest.startswith("ل") else rest
