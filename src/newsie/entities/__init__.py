"""From names to entities: which names are the same person, organisation or place, and what is said of them."""

from newsie.entities.resolve import Entities, Known, resolve_entities

__all__ = ["Entities", "Known", "resolve_entities"]
