"""The possible speakers of a page and what is known of each: name, kind, gender, number, the words that describe it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from newsie.entities import Entities
from newsie.entities.names import clean, without_article
from newsie.lexicons import rows, word_class
from newsie.ner.recognizer import Name
from newsie.schema.statements import SpeakerKind
from newsie.text.characters import fold
from newsie.text.clitics import proclitic_length, stem
from newsie.text.page import Page

_KINDS: dict[str, SpeakerKind] = {"person": "person", "organization": "organization", "place": "place"}
_MASCULINE_PLACES = frozenset(map(fold, "العراق لبنان الأردن المغرب اليمن السودان الاتحاد".split()))
_BREAKS = word_class("relative") | frozenset("،,(؛")
_PLURALS = ("ون", "ين", "اء")


@dataclass
class Voice:
    """Somebody or something that can speak; `places` are the tokens where the page names it.

    `sort` is an organisation's kind in the schema («media», «company»).
    """

    name: str
    kind: SpeakerKind
    entity: int | None = None
    gender: str = ""
    number: str = "s"
    words: frozenset[str] = frozenset()
    places: list[int] = field(default_factory=list)
    tokens: tuple[int, int] | None = None
    sort: str = ""


@cache
def covered() -> dict[str, frozenset[str]]:
    """For each general word of `role_classes.tsv`, folded, the words of roles that it covers."""
    return {fold(row["word"]): frozenset(fold(w) for w in row["covers"].split()) for row in rows("role_classes")}


@cache
def nouns() -> dict[str, dict[str, str]]:
    """Class nouns by their folded form."""
    out: dict[str, dict[str, str]] = {}
    for row in rows("class_nouns"):
        out.setdefault(fold(row["noun"]), row)
    return out


def plain_words(page: Page, first: int, end: int) -> list[str]:
    """The words of a token range folded, without clitics and article, as roles are compared."""
    tokens = page.tokens
    out = []
    for i in range(first, end):
        word = tokens.words[i]
        if word[0].isalnum():
            out.append(without_article(fold(stem(word))))
    return out


def gender_of_words(words: Sequence[str]) -> str:
    """The gender that the first word of a description shows: by the lexicon, else by its ending."""
    if not words:
        return ""
    row = nouns().get(words[0])
    if row:
        return row["gender"]
    return "f" if words[0].endswith(("ه", "ات")) else "m"


def number_of_words(first: str) -> str:
    """Plural for sound masculine plurals and human broken plurals, else singular."""
    word = fold(first)
    word = word[2:] if word.startswith("ال") else word
    row = nouns().get(word)
    if row is not None:
        return "p" if row["type"] == "group" and row["kind"] == "people" else "s"
    return "p" if len(word) > 4 and word.endswith(_PLURALS) else "s"


def entity_voices(page: Page, names: Sequence[Name], entities: Entities) -> list[Voice]:
    """A voice for each entity of a page, in the entities' order."""
    out = []
    for number, entity in enumerate(entities.known):
        words: set[str] = set()
        gender = ""
        for role in entity.roles:
            words.update(plain_words(page, role.first, role.end))
            gender = gender or role.gender
        for n in entity.names:
            name = names[n]
            if entity.label == "person":
                continue
            words.update(plain_words(page, name.first, name.last))
            if name.first and (before := plain_words(page, name.first - 1, name.first)) and before[0] in nouns():
                words.add(before[0])
                gender = gender or nouns()[before[0]]["gender"]
        if entity.label == "organization":
            gender = gender or gender_of_words(fold(entity.name).split())
        elif entity.label == "place":
            gender = "m" if fold(entity.name) in _MASCULINE_PLACES else "f"
        spots = [names[n].first for n in entity.names]
        out.append(Voice(entity.name, _KINDS[entity.label], number, gender, "s", frozenset(words), spots, sort=entity.kind or ""))
    return out


def described(page: Page, first: int, end: int) -> Voice:
    """A voice without a name: its description, without an attached preposition and up to a relative clause or an aside, is its name."""
    folded = page.tokens.folded
    end = next((i for i in range(first + 1, end) if folded[i] in _BREAKS and folded[i - 1] not in word_class("preposition")), end)
    start = page.tokens.starts[first]
    start += proclitic_length(page.text[start : page.tokens.ends[first]])
    text = clean(page.text[start : page.tokens.ends[end - 1]])
    if text.startswith("ل") and page.text[start - 1 : start] == "ل":
        text = "ا" + text  # «للخبير»: the article written into the preposition comes back
    words = plain_words(page, first, end)
    return Voice(text, "unnamed", None, gender_of_words(words), number_of_words(page.tokens.words[first]), frozenset(words), [first], (first, end))
