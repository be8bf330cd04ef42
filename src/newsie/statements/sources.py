"""What the words of a source show: the noun that they begin with, the names in them, and whether these are who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from newsie.lexicons import word_class
from newsie.statements.voices import covered, nouns

OF_A_PERSON = word_class("needs_person")
RELATIVES = word_class("relative")
PEOPLE = frozenset(word for word, row in nouns().items() if row["type"] == "person")
GROUPS = frozenset(word for word, row in nouns().items() if row["type"] == "group" and row["kind"] != "document")
DOCUMENTS = frozenset(word for word, row in nouns().items() if row["kind"] == "document")
BODIES = frozenset(word for word, row in nouns().items() if row["type"] == "organization")
PLACES = frozenset(word for word, row in nouns().items() if row["type"] == "place")


@dataclass(frozen=True)
class Source:
    """What the words of a source show."""

    first: int
    end: int
    words: tuple[str, ...]
    names: tuple[int, ...]
    definite: bool
    construct: bool
    headline: bool
    pronoun: bool
    gender: str
    joined: bool

    @cached_property
    def head(self) -> str:
        """The noun that a description begins with."""
        return self.words[0] if self.words else ""

    @cached_property
    def of_a_person(self) -> bool:
        """Whether the head is a body or people that a person only stands beside: of «إدارة الرئيس فلان» not he speaks."""
        return self.several or self.head in BODIES or self.head in GROUPS or (self.head in OF_A_PERSON and self.head not in PEOPLE)

    @cached_property
    def several(self) -> bool:
        """Whether the head is a plural that lost its ن to what follows: «محامو فلان», «مستشاري فلان»."""
        return len(self.words) > 1 and not self.definite and len(self.head) > 4 and (self.head.endswith("و") or (self.head.endswith("ي") and self.head[:-1] in PEOPLE))

    @cached_property
    def meant(self) -> frozenset[str]:
        """The words of roles that the head, a general word, covers."""
        return covered().get(self.head, frozenset())

    @cached_property
    def different(self) -> frozenset[str]:
        """Its words, each once."""
        return frozenset(self.words)

    @cached_property
    def shape(self) -> list[float]:
        """What is the same for every candidate, as numbers."""
        head, single = self.head, len(self.words) == 1
        kinds = [head in PEOPLE, head in GROUPS, head in DOCUMENTS, head in BODIES, head in PLACES]
        return [*map(float, (self.definite, self.construct, self.headline, self.pronoun, *kinds, bool(self.names), single, len(self.names) > 1, self.joined, self.several))]
