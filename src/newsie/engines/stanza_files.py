"""The model files of a folder of Stanza: as Stanza downloads them, or as its trainers save them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from newsie.errors import ModelCorrupt

_SUFFIX = {"tokenize": "tokenizer", "mwt": "mwt_expander", "ner": "nertagger", "pretrain": "pretrain", "forward_charlm": "forward", "backward_charlm": "backward"}
_WITH = {"tokenize": ("tokenize", "mwt", "forward_charlm"), "ner": ("ner", "tokenize", "pretrain", "forward_charlm", "backward_charlm")}


@dataclass(frozen=True)
class StanzaFiles:
    """The model files of one folder; None for what it has not."""

    folder: Path
    tokenize: Path | None = None
    mwt: Path | None = None
    ner: Path | None = None
    pretrain: Path | None = None
    forward_charlm: Path | None = None
    backward_charlm: Path | None = None


def wanted(needed: Collection[str]) -> str:
    """What was looked for, for a message."""
    return ", ".join(f"a {_SUFFIX[name]} ({name}/*.pt or *{_SUFFIX[name]}*.pt)" for name in needed)


def find_files(folder: Path, needed: Collection[str]) -> StanzaFiles | None:
    """The models of a folder that "tokenize" and "ner" need and use; None where one of those needed is not there.

    Looked for in `folder/ar` or `folder`, each kind in a folder of its own (ner/*.pt) or side by side under the names that the trainers
    give. Of several of a kind that which Stanza's index (resources.json) names as the default is taken, else the first by name; a
    trainer's checkpoint never.

    Raises `ModelCorrupt` where the index is no JSON.
    """
    root = folder / "ar" if (folder / "ar").is_dir() else folder
    chosen = _defaults(folder)
    found: dict[str, Path] = {}
    for kind in dict.fromkeys(kind for name in needed for kind in _WITH[name]):
        paths = sorted((root / kind).glob("*.pt")) or sorted(root.glob(f"*{_SUFFIX[kind]}*.pt"))
        paths = [path for path in paths if not path.stem.endswith("checkpoint")]
        if paths:
            found[kind] = next((path for path in paths if path.stem == chosen.get(kind)), paths[0])
    return StanzaFiles(folder, **found) if all(name in found for name in needed) else None


def _defaults(folder: Path) -> dict[str, str]:
    """The packages that Stanza's own index names as the default, by kind of model."""
    index = folder / "resources.json"
    if not index.is_file():
        return {}
    try:
        arabic = json.loads(index.read_text(encoding="utf-8")).get("ar", {})
        default = {name: package for name, package in arabic.get("packages", {}).get("default", {}).items() if isinstance(package, str)}
        for needed in arabic.get("ner", {}).get(default.get("ner", ""), {}).get("dependencies", []):
            default[needed.get("model", "")] = needed.get("package", "")
    except (ValueError, AttributeError) as fault:
        raise ModelCorrupt(f"{index} is no index of Stanza ({fault}): download the models again with: newsie models download stanza") from fault
    return default
