"""The entity stage: names of one page gathered into people, organisations and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from newsie.entities.names import clean, pieces
from newsie.entities.roles import RoleSpan, roles_of
from newsie.ner.recognizer import Name
from newsie.schema.entities import EntityKind
from newsie.text.page import Page


@dataclass
class Known:
    """An entity as the stages work with it: the names that mention it, by their numbers on the page, and its roles."""

    label: EntityKind
    names: list[int] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    roles: list[RoleSpan] = field(default_factory=list)
    gender: str = ""

    @property
    def name(self) -> str:
        """The fullest form that the page gives."""
        return max(self.forms, key=lambda form: (form.count(" "), len(form)))


@dataclass
class Entities:
    """The entities of a page in order of first mention; `of[n]` is the number of the entity that name `n` mentions."""

    known: list[Known]
    of: list[int]


def resolve_entities(page: Page, names: Sequence[Name]) -> Entities:
    """Gather the names of a page; people by their full and partial names, the others by their folded form."""
    texts = [clean(page.text[name.start : name.end]) for name in names]
    keys = [pieces(text) for text in texts]
    known: list[Known] = []
    of = [-1] * len(names)
    by_key: dict[tuple[str, tuple[str, ...]], int] = {}

    def enter(n: int, entity: int) -> None:
        of[n] = entity
        by_key.setdefault((names[n].label, keys[n]), entity)
        known[entity].names.append(n)
        if texts[n] not in known[entity].forms:
            known[entity].forms.append(texts[n])

    # Whole names first, so that «لافروف» in the headline finds the «سيرغي لافروف» of the body.
    for n in sorted(range(len(names)), key=lambda n: (names[n].label == "person" and len(keys[n]) == 1, n)):
        label, key = names[n].label, keys[n]
        entity = by_key.get((label, key))
        if entity is None and label == "person":
            entity = _person(key, names[n].first, known, names, keys)
        if entity is None:
            entity = len(known)
            known.append(Known(label))
        enter(n, entity)
    order = sorted(range(len(known)), key=lambda e: min(known[e].names))
    place = {old: new for new, old in enumerate(order)}
    entities = Entities([known[e] for e in order], [place[e] for e in of])
    for entity in entities.known:
        entity.names.sort()
        if entity.label == "person":
            for n in entity.names:
                entity.roles.extend(roles_of(page, names, n))
    return entities


def _person(key: tuple[str, ...], at: int, known: list[Known], names: Sequence[Name], keys: Sequence[tuple[str, ...]]) -> int | None:
    """The person that a partial name means: whose full name holds its words in order; of several, the one last named before."""
    fitting: list[tuple[bool, int, int]] = []
    for number, entity in enumerate(known):
        if entity.label == "person":
            for n in entity.names:
                if _part_of(key, keys[n]) or _part_of(keys[n], key):
                    before = names[n].first <= at
                    fitting.append((before, names[n].first if before else -names[n].first, number))
    return max(fitting)[2] if fitting else None


def _part_of(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether the words of one name stand in order in another, and it is shorter or as long."""
    if not part or len(part) > len(whole):
        return False
    rest = iter(whole)
    return all(word in rest for word in part) and (len(part) > 1 or part[0] in (whole[0], whole[-1]) or len(part[0]) > 3)
