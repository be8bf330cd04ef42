"""Where the models of an engine may lie, in the order in which they are looked for, and what can be downloaded from whom."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, TypeVar

from newsie.errors import InputError, ModelNotFound

Engine = Literal["stanza", "camel"]
Folder = str | os.PathLike[str] | None
Found = TypeVar("Found")
VARIABLE: dict[Engine, str] = {"stanza": "STANZA_RESOURCES_DIR", "camel": "CAMELTOOLS_DATA"}
_RESOURCES_VERSION = re.compile(r"""__resources_version__\s*=\s*["']([^"']+)""")


@dataclass(frozen=True)
class Offer:
    """Models that their publisher offers: what they are, how large (bytes), under which licence, from where."""

    engine: Engine
    name: str
    what: str
    publisher: str
    size: int
    licence: str
    source: str
    at_most: bool = False


_NYU = "CAMeL Lab, New York University Abu Dhabi"
_CAMEL_DATA = "https://github.com/CAMeL-Lab/camel-tools-data"
#: As the publishers' own catalogues state it: CAMeL Tools' catalogue-1.6.json; for Stanza the size of its whole Arabic package 1.10,
#: of which only the parts named are fetched (its catalogue gives no sizes).
OFFERS = (
    Offer("stanza", "ar", "tokenizer and multi-word expander (UD Arabic-PADT), names (AQMAR), with the vectors that they need",
          "Stanford NLP Group", 459_000_000, "Apache-2.0", "https://huggingface.co/stanfordnlp/stanza-ar", at_most=True),
    Offer("camel", "ner-arabert", "names: AraBERT fine-tuned on ANERcorp", _NYU, 541_609_492, "AraBERT", _CAMEL_DATA),
    Offer("camel", "disambig-mle-calima-msa-r13", "morphology: the likeliest analysis of each word", _NYU, 88_724_611, "GPL v2", _CAMEL_DATA),
    Offer("camel", "morphology-db-msa-r13", "morphology: the lexicon behind it", _NYU, 40_488_318, "GPL v2", _CAMEL_DATA),
)  # fmt: skip


def engine_named(name: str) -> Engine:
    """The name of an engine that has models of its own; raises `InputError` for any other."""
    for engine in VARIABLE:
        if name == engine:
            return engine
    raise InputError(f"the engine must be {' or '.join(VARIABLE)}, not {name!r}")


def places(engine: Engine, given: Folder = None) -> list[tuple[str, Path]]:
    """Folders to look in, each with the reason: the argument alone where there is one, else environment and default."""
    if given is not None:
        return [(f"the argument {engine}_dir", Path(given).expanduser())]
    found = []
    if own := os.environ.get("NEWSIE_MODELS"):
        found.append(("NEWSIE_MODELS", Path(own).expanduser() / engine))
    if theirs := os.environ.get(VARIABLE[engine]):
        found.append((VARIABLE[engine], Path(theirs).expanduser()))
    elif default := _default(engine):
        found.append((f"the default of {engine}", default))
    return found


def search(engine: Engine, given: Folder, look: Callable[[Path], Found | None], wanted: str) -> Found:
    """The first find in the places of an engine; raises `ModelNotFound` that says where was looked for what, and which command gets it."""
    looked = places(engine, given)
    for _, folder in looked:
        found = look(folder)
        if found is not None:
            return found
    where = "; ".join(f"{folder} ({reason}{'' if folder.is_dir() else ', no such folder'})" for reason, folder in looked) or "no folder"
    unset = [name for name in ("NEWSIE_MODELS", VARIABLE[engine]) if given is None and not os.environ.get(name)]
    raise ModelNotFound(
        f"no {engine} models on this machine: looked for {wanted} in {where}{f'; not set: {chr(44).join(unset)}' if unset else ''}. "
        f"Get them with: newsie models download {engine} (or name a folder that has them: {engine}_dir=…)"
    )


def target(engine: Engine, given: Folder = None) -> Path:
    """Where a download goes: the folder given, NEWSIE_MODELS, the library's own variable, or its default folder.

    Raises `ModelNotFound` where none of them is known.
    """
    known = places(engine, given)
    if not known:
        raise ModelNotFound(f"{engine} is not installed and NEWSIE_MODELS is not set, so there is no folder for its models: pip install 'newsie[{engine}]'")
    return known[0][1]


def _default(engine: Engine) -> Path | None:
    """The folder that the library itself would use; None where that cannot be told because it is not installed."""
    if engine == "camel":
        return Path.home() / ("AppData/Roaming/camel_tools" if sys.platform == "win32" else ".camel_tools")
    package = find_spec("stanza")
    if package is None or package.origin is None or find_spec("platformdirs") is None:
        return None
    from platformdirs import user_cache_dir

    # Stanza is not imported for it: that takes seconds, and its folder's name is all that is asked.
    version = _RESOURCES_VERSION.search(Path(package.origin).with_name("_version.py").read_text(encoding="utf-8"))
    return Path(user_cache_dir("stanza", "StanfordNLP", version[1])) / "resources" if version else None
