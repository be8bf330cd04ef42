"""The entity stage: names of one page gathered into people, organisations and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsie.entities.countries import demonyms
from newsie.entities.names import NameParts, clean, name_parts, pieces, without_article
from newsie.entities.organizations import OrganizationsOnPage, country_of, heads, known_kind, organization_name
from newsie.entities.people import PeopleOnPage
from newsie.entities.places import PlaceFacts, candidates, head_kind, locate, place_words
from newsie.entities.roles import RoleSpan, roles_of
from newsie.entities.variants import is_native_name, native, sounds
from newsie.ner.recognizer import SURE, Name
from newsie.schema.entities import EntityKind
from newsie.text.characters import fold
from newsie.text.page import Page

if TYPE_CHECKING:
    from newsie.entities.gazetteer import Gazetteer


@dataclass
class Known:
    """An entity as the stages work with it: the names that mention it, by their numbers on the page, and what is known of it."""

    label: EntityKind
    names: list[int] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    roles: list[RoleSpan] = field(default_factory=list)
    gender: str = ""
    kind: str | None = None
    class_noun: str | None = None
    country: str | None = None
    facts: PlaceFacts | None = None
    links: tuple[str, ...] = ()
    main: str | None = None

    @property
    def name(self) -> str:
        """A person's fullest form on the page, what the page most often calls an organisation or place."""
        return self.main or max(self.forms, key=lambda form: (len(pieces(form)), form.count(" "), len(form)))


@dataclass
class Entities:
    """The entities of a page in order of first mention; `of[n]` is the number of the entity that name `n` mentions."""

    known: list[Known]
    of: list[int]


def resolve_entities(page: Page, names: Sequence[Name], gazetteer: Gazetteer | None = None) -> Entities:
    """Gather the names of a page into people, organisations and places, and say what is known of each.

    `gazetteer` holds a user's own names; what it finds is in `Known.links`.
    """
    texts = [_written(page, name) for name in names]
    numbers: dict[str, list[int]] = {"person": [], "organization": [], "place": []}
    for n, name in enumerate(names):
        numbers[name.label].append(n)
    people = PeopleOnPage(page, names, [name_parts(text) for text in texts])
    organizations = OrganizationsOnPage(page, names, texts)
    known: list[Known] = []
    for group in people.gather(numbers["person"]):
        sure = _without_overlong([n for n in group if names[n].score >= SURE] or group, people.parts)
        fullest = max(len(people.parts[n].pieces) for n in sure)
        main = _most_frequent(names, texts, [n for n in sure if len(people.parts[n].pieces) == fullest])
        known.append(_person(page, names, Known("person", group, _forms(texts, group), main=main)))
    for group in organizations.gather(numbers["organization"]):
        known.append(_organization(organizations, Known("organization", group, _forms(texts, group), main=_most_frequent(names, texts, group))))
    known.extend(_places(page, names, texts, numbers["place"]))
    known.sort(key=lambda entity: entity.names[0])
    of = [-1] * len(names)
    for number, entity in enumerate(known):
        for n in entity.names:
            of[n] = number
        if gazetteer is not None:
            entity.links = gazetteer.links(entity.forms, entity.label, entity.kind)
    return Entities(known, of)


def _without_overlong(group: Sequence[int], parts: Sequence[NameParts]) -> list[int]:
    """The names of a person without those that ran on past the family name that another full name ends with («شاكيري المولود»)."""
    ends = Counter(parts[n].pieces[-1] for n in group)
    families = {parts[n].pieces[-1] for n in group if len(parts[n].pieces) > 1}
    return [n for n in group if ends[parts[n].pieces[-1]] > 1 or families.isdisjoint(parts[n].pieces[:-1])] or list(group)


def _written(page: Page, name: Name) -> str:
    """A name as it is shown; of «باسم», whose first letter was taken for a preposition, all letters."""
    start = page.tokens.starts[name.first]
    if name.label == "person" and start < name.start and is_native_name(fold(page.tokens.words[name.first])):
        rest = page.text[name.start : page.tokens.ends[name.first]]
        return clean(page.text[(name.start if is_native_name(fold(rest)) else start) : name.end])
    return clean(page.text[name.start : name.end])


def _forms(texts: Sequence[str], group: Sequence[int]) -> list[str]:
    return list(dict.fromkeys(texts[n] for n in group))


def _most_frequent(names: Sequence[Name], texts: Sequence[str], group: Sequence[int]) -> str:
    """The form that sure names most often have, of several the fullest; a class noun alone («الاتحاد») only where there is no other."""
    counts: dict[str, int] = {}
    for n in group:
        counts[texts[n]] = counts.get(texts[n], 0) + (names[n].score >= SURE)
    return max(counts, key=lambda form: (" " in form or fold(form).removeprefix("ال") not in heads(), counts[form], form.count(" "), len(form)))


def _person(page: Page, names: Sequence[Name], entity: Known) -> Known:
    shown = {"m": 0, "f": 0}
    for n in entity.names:
        roles, gender = roles_of(page, names, n)
        entity.roles.extend(roles)
        if gender:
            shown[gender] += 1
    # A title can be masculine for a woman too («عضو», «سفير»); a feminine form is never a man's.
    titled = {role.gender for role in entity.roles if role.gender}
    if titled or any(shown.values()):
        entity.gender = "f" if "f" in titled or shown["f"] > shown["m"] else "m"
    return entity


def _organization(page: OrganizationsOnPage, entity: Known) -> Known:
    read = [organization_name(form) for form in entity.forms]
    before = [page.noun_before(n) for n in entity.names]
    entity.class_noun = next((name.head for name in read if name.head), None) or next((noun for noun, _ in before if noun), None)
    entity.kind = (
        next((kind for form in entity.forms if (kind := known_kind(form))), None)
        or next((name.kind for name in read if name.kind), None)
        or next((kind for _, kind in before if kind), None)
    )
    entity.country = next((code for name in read if (code := country_of(name))), None)
    return entity


def _places(page: Page, names: Sequence[Name], texts: Sequence[str], numbers: Sequence[int]) -> list[Known]:
    found = {n: locate(texts[n]) for n in numbers}
    open_names = [n for n in numbers if found[n] is None and len(candidates(texts[n])) > 1]
    if open_names:
        near = {facts.country for facts in found.values() if facts is not None} | _adjectives(page)
        for n in open_names:
            found[n] = locate(texts[n], near, _noun_before(page, names[n]))
    groups: dict[object, list[int]] = {}
    for n in numbers:
        facts = found[n]
        key: object = facts.id if facts else tuple(word if native(word) else sounds(word) for word in place_words(texts[n]))
        groups.setdefault(key, []).append(n)
    out = []
    for group in groups.values():
        facts = found[group[0]]
        entity = Known("place", group, _forms(texts, group), facts=facts, main=_most_frequent(names, texts, group))
        entity.kind = facts.kind if facts else next((kind for n in group if (kind := _noun_before(page, names[n]))), None)
        entity.country = (facts.country or None) if facts else None
        out.append(entity)
    return out


def _noun_before(page: Page, name: Name) -> str | None:
    return head_kind(page.tokens.words[name.first - 1]) if name.first else None


def _adjectives(page: Page) -> set[str]:
    """The countries that adjectives of a page name («اللبنانية»)."""
    found = (demonyms().get(without_article(word)) for word in set(page.tokens.folded))
    return {next(iter(codes)) for codes in found if codes and len(codes) == 1}
