"""Which keys of people and organisations from many articles are one's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from newsie.entities.names import NameParts, name_parts
from newsie.entities.roles import role_words
from newsie.entities.variants import alike, native, same_parts, skeleton
from newsie.text.characters import fold

if TYPE_CHECKING:
    from newsie.entities.merging import Tally

#: Parts an organisation's key from its kind: «الجزيرة» is a channel and a club.
KIND = "\t"
#: A lone family name is the one person's who is named this many times as often as all others of the name together.
_DOMINANT = 5
#: A skeleton as short as this joins too much.
_SHORT = 4


def cluster_people(tallies: Mapping[str, Tally]) -> list[list[str]]:
    """Groups of keys, the commonest full name first in each; keys of links («=Q42») draw in what aligns with their names.

    The commonest names are taken first, so the result does not depend on the order of the articles. Time grows with the number of people of one
    family name, not with that of all people.
    """
    return _PeopleClusters(tallies).groups()


class _PeopleClusters:
    def __init__(self, tallies: Mapping[str, Tally]) -> None:
        self.tallies = tallies
        self.parts = {key: name_parts(max(t.names, key=lambda n: (t.names[n], n)) if key.startswith("=") else _main_name(t)) for key, t in tallies.items()}
        self.members: list[list[str]] = []
        self._by_last: dict[str, list[int]] = {}

    def groups(self) -> list[list[str]]:
        ordered = sorted(self.tallies, key=lambda key: (not key.startswith("="), -self.tallies[key].articles.count, key))
        lone = [key for key in ordered if len(self.parts[key].pieces) < 2]
        for key in ordered:
            if len(self.parts[key].pieces) > 1:
                group = self._fitting(key)
                if group is None:
                    self._open(key)
                else:
                    self.members[group].append(key)
        full = len(self.members)
        for key in lone:
            group = self._lone(key, full)
            if group is None:
                self._open(key)
            else:
                self.members[group].append(key)
        return self.members

    def _open(self, key: str) -> None:
        group = len(self.members)
        self.members.append([key])
        for word in {skeleton(word) for word in (self.parts[key].pieces or ("",))[-1:]}:
            self._by_last.setdefault(word, []).append(group)

    def _fitting(self, key: str) -> int | None:
        parts = self.parts[key]
        fitting = [g for g in self._by_last.get(skeleton(parts.pieces[-1]), ()) if self._same(key, parts, self.members[g][0])]
        return max(fitting, key=lambda g: (self.tallies[self.members[g][0]].articles.count, -g)) if fitting else None

    def _same(self, key: str, parts: NameParts, other: str) -> bool:
        theirs = self.parts[other]
        if key.startswith("=") or not same_parts(parts, theirs):
            return False
        if len(parts.pieces) == len(theirs.pieces):
            return True
        if not alike(parts.pieces[0], theirs.pieces[0]) or not alike(parts.pieces[-1], theirs.pieces[-1]):
            return False
        # «محمد عبد الله» is the shorter name of many: a native name cut short has to share a role with the full one.
        return not all(map(native, parts.pieces if len(parts.pieces) < len(theirs.pieces) else theirs.pieces)) or bool(self._said(key) & self._said(other))

    def _said(self, key: str) -> set[str]:
        """The countries, bodies and telling words of titles of a person's roles."""
        said: set[str] = set()
        for title, organization, nationality in self.tallies[key].roles:
            said.update(fold(word) for word in title.split()[1:] if fold(word) not in role_words("status"))
            said.update(x for x in (organization, nationality) if x)
        return said

    def _lone(self, key: str, full: int) -> int | None:
        """The person that a lone family name means: the one who outweighs all others of the name."""
        word = self.parts[key].pieces[0] if self.parts[key].pieces else ""
        fitting = [g for g in self._by_last.get(skeleton(word), ()) if alike(word, self.parts[self.members[g][0]].pieces[-1])]
        same = [g for g in fitting if g >= full]
        named = sorted((g for g in fitting if g < full), key=lambda g: (-self._weight(g), g))
        if named and self._weight(named[0]) >= _DOMINANT * sum(map(self._weight, named[1:])):
            return named[0]
        return same[0] if same else None

    def _weight(self, group: int) -> int:
        return sum(self.tallies[key].articles.count for key in self.members[group])


def _main_name(tally: Tally) -> str:
    return max(tally.names, key=lambda name: (tally.names[name], len(name), name))


def cluster_organizations(tallies: Mapping[str, Tally]) -> list[list[str]]:
    """Groups of keys, the commonest first in each: spellings of foreign names joined, a name without a kind with the commonest kind of that name."""
    kinds: dict[str, dict[str, list[str]]] = {}
    for key in sorted(tallies, key=lambda key: (-tallies[key].articles.count, key)):
        name, _, kind = key.partition(KIND)
        plain = " ".join(word if native(word) or not word.isalpha() else skeleton(word) for word in name.split())
        kinds.setdefault(plain if len(plain) > _SHORT else name, {}).setdefault(kind, []).append(key)
    found = []
    for of_kind in kinds.values():
        unknown = of_kind.pop("", [])
        groups = list(of_kind.values())
        if groups:
            groups[0].extend(unknown)
        else:
            groups.append(unknown)
        found.extend(groups)
    return found
