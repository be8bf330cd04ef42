"""A user's own names with their ids: «سيرغي لافروف» is Q58217, whichever way an article spells him."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from newsie.entities.countries import country_code
from newsie.entities.names import NameParts, clean, name_parts
from newsie.entities.organizations import OrganizationName, organization_name
from newsie.entities.places import place_words
from newsie.entities.variants import same_parts, same_words, skeleton
from newsie.errors import InputError
from newsie.schema.entities import EntityKind

_KINDS: dict[str, EntityKind] = {
    "person": "person", "per": "person", "organization": "organization", "organisation": "organization", "org": "organization",
    "place": "place", "location": "place", "loc": "place",
}  # fmt: skip
_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that a user knows: its ids (one or more, of any scheme), its name and other names, and its kind, None for any."""

    ids: tuple[str, ...]
    name: str
    aliases: tuple[str, ...] = ()
    kind: EntityKind | None = None


class Gazetteer:
    """Names with ids that the entity stage looks up; nothing is fetched from anywhere.

    A person is found by the full name in any spelling (فلاديمير بوتين, فلاديمر بوتن), with names between or without; by a lone family
    name only where the entry lists it as a name or alias, for a family name can be anybody's. Organisations are found without
    their class noun («قناة الجزيرة», «الجزيرة»), countries by every variant. Where two entries fit equally well, neither is taken.

    >>> gazetteer = Gazetteer([Entry(("acme-1",), "سامر العطار", kind="person")])
    >>> gazetteer.links(["سامر العطار"], "person")
    ('acme-1',)
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._exact: dict[tuple[EntityKind, tuple[str, ...]], set[int]] = {}
        self._near: dict[tuple[EntityKind, str], set[int]] = {}
        for number, entry in enumerate(self.entries):
            if not entry.ids or not clean(entry.name):
                raise InputError(f"gazetteer entry {number + 1} has no id or no name: {entry!r}")
            for kind in (entry.kind,) if entry.kind else ("person", "organization", "place"):
                for form in (entry.name, *entry.aliases):
                    self._enter(kind, form, number)

    def _enter(self, kind: EntityKind, form: str, number: int) -> None:
        for key in _keys(kind, form):
            self._exact.setdefault((kind, key), set()).add(number)
            for word in (key[0], key[-1]):
                self._near.setdefault((kind, skeleton(word)), set()).add(number)

    def __len__(self) -> int:
        return len(self.entries)

    @classmethod
    def from_file(cls, path: str | PathLike[str]) -> Gazetteer:
        """Read a gazetteer: `.jsonl`, `.json` or `.ndjson` as JSON lines, anything else as TSV.

        Each line has `id` and `name`, and may have `aliases` and `kind` (person, organization, place). In TSV a header names the columns and
        «|» parts several ids or aliases; without a header the columns are id, name, kind, aliases. In JSON `id` and `aliases` may be lists.

        Raises `InputError` for a line without id or name, with a kind that there is not, or that is no JSON; `OSError` for a file that can't be read.
        """
        return cls.from_jsonl(path) if Path(path).suffix.lower() in (".jsonl", ".json", ".ndjson") else cls.from_tsv(path)

    @classmethod
    def from_tsv(cls, path: str | PathLike[str]) -> Gazetteer:
        """Read tab-separated lines; see `from_file`."""
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader((line for line in file if line.strip() and not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))
        columns = ["id", "name", "kind", "aliases"]
        if lines and {"id", "name"} <= set(lines[0]):
            columns = lines.pop(0)
        return cls(_entry(dict(zip(columns, line, strict=False)), f"{path}, entry {n}") for n, line in enumerate(lines, 1))

    @classmethod
    def from_jsonl(cls, path: str | PathLike[str]) -> Gazetteer:
        """Read JSON lines; see `from_file`."""
        return cls(_json_entries(Path(path)))

    def links(self, forms: Sequence[str], kind: EntityKind, class_kind: str | None = None) -> tuple[str, ...]:
        """The ids of the one entry that the forms of an entity mean; empty where there is none, or more than one.

        forms: what an article calls the entity, as it writes it. kind: person, organization or place. class_kind: what the class noun of an
        organisation says («club»), so that a club is not linked to the channel of its name.
        """
        if kind == "person":
            forms = _telling(forms)
        for found in (self._by_key(forms, kind), self._by_likeness(forms, kind)):
            if kind == "organization":
                found = {number for number in found if self._compatible(number, forms, class_kind)}
            if found:
                ids = {self.entries[number].ids for number in found}
                return ids.pop() if len(ids) == 1 else ()
        return ()

    def _compatible(self, number: int, forms: Sequence[str], class_kind: str | None) -> bool:
        entry = self.entries[number]
        theirs = {kind for name in (entry.name, *entry.aliases) if (kind := organization_name(clean(name)).kind)}
        ours = {class_kind} if class_kind else {kind for form in forms if (kind := organization_name(clean(form)).kind)}
        return not theirs or not ours or bool(theirs & ours)

    def _by_key(self, forms: Sequence[str], kind: EntityKind) -> set[int]:
        """Entries with the very key of a form; of several forms the fullest that is known decides."""
        for form in sorted(forms, key=lambda form: (-len(form.split()), form)):
            found = [numbers for key in _keys(kind, form) if (numbers := self._exact.get((kind, key)))]
            if found:
                return set.union(*found)
        return set()

    def _by_likeness(self, forms: Sequence[str], kind: EntityKind) -> set[int]:
        found: set[int] = set()
        for form in forms:
            near = {n for key in _keys(kind, form) for word in (key[0], key[-1]) for n in self._near.get((kind, skeleton(word)), ())}
            found.update(n for n in near if any(_alike(kind, form, other) for other in (self.entries[n].name, *self.entries[n].aliases)))
        return found


def _keys(kind: EntityKind, form: str) -> list[tuple[str, ...]]:
    if kind == "person":
        return [name_parts(form).pieces]
    if kind == "place":
        code = country_code(form)
        return [("@" + code,)] if code else [place_words(form)] if place_words(form) else []
    read = organization_name(clean(form))
    return [key for key in (("#" + read.known,) if read.known else (), read.words) if key]


def _alike(kind: EntityKind, form: str, other: str) -> bool:
    if kind == "person":
        return _full_alike(name_parts(form), name_parts(other))
    if kind == "place":
        return same_words(place_words(form), place_words(other))
    return _organizations_alike(organization_name(clean(form)), organization_name(clean(other)))


def _telling(forms: Sequence[str]) -> list[str]:
    """Without the parts of a person's full name: the family name of one man says nothing where his first name is known."""
    parts = {form: name_parts(form) for form in forms}
    full = [p for p in parts.values() if len(p.pieces) > 1]
    return [form for form, p in parts.items() if len(p.pieces) > 1 or not any(same_parts(p, other) for other in full)]


def _full_alike(a: NameParts, b: NameParts) -> bool:
    """A lone word stands for a lone word only: half a name is no evidence of a person."""
    return (len(a.pieces) > 1) == (len(b.pieces) > 1) and same_parts(a, b)


def _organizations_alike(a: OrganizationName, b: OrganizationName) -> bool:
    return (a.kind is None or b.kind is None or a.kind == b.kind) and bool(a.words) and same_words(a.words, b.words)


def _json_entries(path: Path) -> Iterator[Entry]:
    with path.open(encoding="utf-8-sig") as file:
        for n, line in enumerate(file, 1):
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError as fault:
                    raise InputError(f"{path}, line {n} is no JSON: {fault}") from fault
                if not isinstance(row, dict):
                    raise InputError(f"{path}, line {n} is no JSON object")
                yield _entry(row, f"{path}, line {n}")


def _entry(row: dict[str, Any], where: str) -> Entry:
    kind = str(row.get("kind") or row.get("label") or "").strip().lower()
    if kind and kind not in _KINDS:
        raise InputError(f"{where}: kind must be person, organization or place, not {kind!r}")
    ids, names = _several(row.get("id")), _several(row.get("name"))
    if not ids or not names:
        raise InputError(f"{where}: an entry needs an id and a name")
    return Entry(ids, names[0], (*names[1:], *_several(row.get("aliases"))), _KINDS.get(kind))


def _several(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else str(value if value is not None else "").split(_SEPARATOR)
    return tuple(text for item in items if (text := str(item).strip()))
