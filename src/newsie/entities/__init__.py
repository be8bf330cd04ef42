"""From names to entities: which names are the same person, organisation or place, and what is said of them."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from newsie.entities.resolve import Entities, Known, resolve_entities

if TYPE_CHECKING:
    from newsie.entities.gazetteer import Entry as Entry
    from newsie.entities.gazetteer import Gazetteer as Gazetteer
    from newsie.entities.merged import Merged as Merged
    from newsie.entities.merging import Merger as Merger
    from newsie.entities.merging import merge as merge

__all__ = ["Entities", "Entry", "Gazetteer", "Known", "Merged", "Merger", "merge", "resolve_entities"]

#: What a pipeline without a gazetteer never needs is imported when it is asked for.
_HOMES = {"Entry": "gazetteer", "Gazetteer": "gazetteer", "Merged": "merged", "Merger": "merging", "merge": "merging"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'newsie.entities' has no attribute {name!r}")
    return getattr(importlib.import_module(f"newsie.entities.{_HOMES[name]}"), name)
