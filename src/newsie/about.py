"""What this installation is: its model files with their cards, its versions, its extras."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from newsie import __version__

_CARD = ".md"
_NOT_MODELS = (_CARD, ".py", ".pyc", "manifest.json", ".part")
#: The package by which each extra is known to be there.
EXTRAS = {
    "arrow": "pyarrow", "camel": "camel_tools", "excel": "openpyxl", "inception": "cassis", "notebook": "nbclient", "pandas": "pandas",
    "spacy": "spacy", "stanza": "stanza", "train": "torch", "web": "trafilatura",
}  # fmt: skip


class Model(NamedTuple):
    """A shipped model file; `size` in bytes; `licence` as its card's line says it."""

    path: Path
    size: int
    licence: str | None
    card: Path | None


def shipped_models(folder: Path | None = None) -> list[Model]:
    """The model files of the package (or of a folder), by name. A card is the .md file with the same first name."""
    folder = folder or Path(__file__).parent / "models"
    found = []
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.endswith(_NOT_MODELS):
            card = folder / (path.name.split(".")[0] + _CARD)
            there = card.exists()
            found.append(Model(path, path.stat().st_size, _licence(card.read_text(encoding="utf-8")) if there else None, card if there else None))
    return found


def _licence(card: str) -> str | None:
    """What the card's line «Licence: …» or row «| Licence | … |» says."""
    for line in card.splitlines():
        name, _, said = line.strip("-*_#| ").replace("|", ":").partition(":")
        if name.strip("*_ ").lower() in ("licence", "license"):
            return said.strip("*_: ") or None
    return None


def facts() -> Iterator[tuple[str, str]]:
    """Names and values, in the order to print them."""
    from newsie.schema import SCHEMA_VERSION

    yield "newsie", __version__
    yield "schema", SCHEMA_VERSION
    yield "python", f"{platform.python_version()} on {platform.platform()}"
    for package in ("numpy", "pydantic"):
        yield package, importlib.metadata.version(package)
    models = shipped_models()
    yield "models", f"{len(models)} files, {sum(m.size for m in models) / 1e6:.1f} MB, in {Path(__file__).parent / 'models'}"
    yield "extras", ", ".join(f"{name}{'' if importlib.util.find_spec(module) else ' (not installed)'}" for name, module in EXTRAS.items())
