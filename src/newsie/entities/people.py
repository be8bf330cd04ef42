"""Which names of a page are one person."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from functools import cache

from newsie.entities.names import NameParts
from newsie.entities.roles import before_role, title_words
from newsie.entities.variants import same_parts, skeleton, words_alike
from newsie.lexicons import rows
from newsie.ner.recognizer import Name
from newsie.text.characters import fold
from newsie.text.page import Page

#: Of all people who share a word of their names, so many of the last named are compared: time stays linear on any page.
MOST_COMPARED = 64
#: How surely a lone word means a person: by the family name, by the kunya or first name, by a name between.
_FAMILY, _FIRST, _MIDDLE = 3, 2, 1


@cache
def _alias_words() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in rows("entities_aliases"))


class PeopleOnPage:
    """Gathers the people of one page, full names first, so that «لافروف» in the headline finds the «سيرغي لافروف» of the body."""

    def __init__(self, page: Page, names: Sequence[Name], parts: Sequence[NameParts]) -> None:
        self.page = page
        self.names = names
        self.parts = parts
        self.groups: list[list[int]] = []
        self._leaders: list[NameParts] = []
        self._by_parts: dict[tuple[str, ...], int] = {}
        self._by_word: dict[str, list[int]] = {}
        self._spots: dict[tuple[int, str], list[int]] = {}
        self._titles_known: dict[int, frozenset[str]] = {}

    def gather(self, numbers: Iterable[int]) -> list[list[int]]:
        """Groups of the names `numbers` of the page, each group one person."""
        ordered = sorted(numbers, key=lambda n: (-len(self.parts[n].pieces), n))
        for n in ordered:
            parts = self.parts[n]
            lone = len(parts.pieces) == 1
            # A lone word is looked up anew each time: the last person of that name before it is the one meant.
            group = None if lone else self._by_parts.get(parts.pieces)
            if group is None:
                group = self._lone(n) if lone else self._part_of_full(n)
            if group is None:
                group = self._open(parts)
            self.groups[group].append(n)
            self._by_parts.setdefault(parts.pieces, group)
            for word in parts.pieces:
                insort(self._spots.setdefault((group, skeleton(word)), []), n)
        self._join_aliases(ordered)
        return [sorted(group) for group in self.groups if group]

    def _open(self, parts: NameParts) -> int:
        group = len(self.groups)
        self.groups.append([])
        self._leaders.append(parts)
        for word in filter(None, parts.pieces + parts.tied):
            known = self._by_word.setdefault(skeleton(word), [])
            if group not in known:
                known.append(group)
        return group

    def _part_of_full(self, n: int) -> int | None:
        parts = self.parts[n]
        near = {g for word in (parts.pieces[0], parts.pieces[-1]) for g in self._by_word.get(skeleton(word), [])[-MOST_COMPARED:]}
        fitting = [g for g in near if same_parts(parts, self._leaders[g])]
        return max(fitting, key=lambda g: self._recency(g, n, parts.pieces[-1])) if fitting else None

    def _lone(self, n: int) -> int | None:
        parts = self.parts[n]
        word = parts.pieces[0]
        near = {g for form in (word, parts.tied[0]) if form for g in self._by_word.get(skeleton(form), [])[-MOST_COMPARED:]}
        ranked = [(self._rank(parts, self._leaders[g]), g) for g in sorted(near)]
        ranked = [(rank, g) for rank, g in ranked if rank]
        if len(ranked) < 2:
            return ranked[0][1] if ranked else None
        titles = self._titles(n)
        return max(ranked, key=lambda r: (bool(titles & self._titles_of(r[1])) if titles else False, r[0], *self._recency(r[1], n, word)))[1]

    @staticmethod
    def _rank(lone: NameParts, leader: NameParts) -> int:
        last = len(leader.pieces) - 1
        if words_alike(lone, 0, leader, last):
            return _FAMILY
        if words_alike(lone, 0, leader, 0):
            return _FIRST
        return _MIDDLE if any(words_alike(lone, 0, leader, i) for i in range(1, last)) else 0

    def _recency(self, group: int, n: int, word: str) -> tuple[bool, int]:
        """Whether the group was named with a word before name `n`, and how near."""
        spots = self._spots.get((group, skeleton(word)), [n])
        at = bisect_left(spots, n)
        return at > 0, spots[at - 1] if at else -spots[0]

    def _titles(self, n: int) -> frozenset[str]:
        role = before_role(self.page, self.names, n)
        return title_words(self.page, role.first, role.end) if role else frozenset()

    def _titles_of(self, group: int) -> frozenset[str]:
        """The titles that stand before a person's full names, which are all gathered when the first lone word is looked up."""
        if group not in self._titles_known:
            full = [m for m in self.groups[group] if len(self.parts[m].pieces) > 1]
            self._titles_known[group] = frozenset().union(*map(self._titles, full))
        return self._titles_known[group]

    def _join_aliases(self, ordered: Iterable[int]) -> None:
        """«محمود عباس (أبو مازن)», «فلان الملقب بأبي علي»: the second name is the first person's."""
        of = {n: g for g, group in enumerate(self.groups) for n in group}
        for n in sorted(ordered):
            if n + 1 in of and of[n] != of[n + 1] and self._alias_between(n):
                kept, left = of[n], of[n + 1]
                self.groups[kept].extend(self.groups[left])
                of.update(dict.fromkeys(self.groups[left], kept))
                self.groups[left] = []

    def _alias_between(self, n: int) -> bool:
        at, until = self.names[n].last, self.names[n + 1].first
        between = self.page.tokens.folded[at:until]
        if between == ["("]:
            after = self.names[n + 1].last
            closed = after < len(self.page.tokens) and self.page.tokens.words[after] == ")"
            return closed and self.parts[n + 1].pieces[0].startswith(("ابو", "ام"))
        return 0 < len(between) <= 4 and any(word in _alias_words() for word in between) and not any(word in ".؛" for word in between)
