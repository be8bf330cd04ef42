"""CAMeL Tools' catalogue of data, imported offline.

Importing `camel_tools.data` reads a catalogue, goes to the network where it is missing, and makes a folder in the home directory;
so it is imported here with a catalogue at hand and with the home directory out of the way.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from newsie.engines.quiet import environment

#: Where CAMeL Tools keeps what newsie can use, as its catalogue has it, so that its own `pretrained()` finds a folder without one.
_COMPONENTS = {
    "NamedEntityRecognition": ("arabert", "ner/arabert"),
    "MorphologyDB": ("calima-msa-r13", "morphology_db/calima-msa-r13"),
    "DisambigMLE": ("calima-msa-r13", "disambig_mle/calima-msa-r13"),
}
CATALOGUE = "catalogue.json"


def import_data(models: Path) -> None:
    """Import `camel_tools.data` without network and without a write, whatever catalogue there is; `models` may hold one.

    Afterwards its paths are those that it would have set itself, so that a program's own use of CAMeL Tools goes on as ever.
    """
    if "camel_tools.data" in sys.modules:
        return
    home = Path.home() / ("AppData/Roaming/camel_tools" if sys.platform == "win32" else ".camel_tools")
    theirs = Path(os.environ["CAMELTOOLS_DATA"]).expanduser().absolute() if os.environ.get("CAMELTOOLS_DATA") else home
    with TemporaryDirectory(prefix="newsie-camel-") as offline:
        (Path(offline) / CATALOGUE).write_text(json.dumps(offline_catalogue()), encoding="utf-8")
        with environment(CAMELTOOLS_DATA=offline, HOME=offline, USERPROFILE=offline):
            import camel_tools.data as data
            from camel_tools.data import catalogue
    catalogue.CT_DATA_PATH_DEFAULT = home
    set_folder(theirs)
    kept = next((folder / CATALOGUE for folder in (theirs, models) if (folder / CATALOGUE).is_file()), None)
    data.CATALOGUE = catalogue.Catalogue.load_catalogue(kept) if kept else _rebased(data.CATALOGUE, catalogue, theirs)


def set_folder(folder: Path) -> None:
    """Where CAMeL Tools reads and writes its data from now on."""
    import camel_tools.data as data
    from camel_tools.data import catalogue

    catalogue.CT_DATA_DIR = data.CT_DATA_DIR = folder
    catalogue.CT_VERSIONS_PATH = folder / "versions.json"


def _rebased(empty: Any, catalogue: Any, folder: Path) -> Any:
    """The offline catalogue with its paths under a folder."""
    components = {
        name: catalogue.ComponentEntry(name, default, {default: catalogue.DatasetEntry(default, name, folder / "data" / path)})
        for name, (default, path) in _COMPONENTS.items()
    }  # fmt: skip
    return catalogue.Catalogue(empty.version, {}, components)


def offline_catalogue() -> dict[str, Any]:
    """A catalogue with which CAMeL Tools imports where it has none: no package to fetch, each component at its place under data/."""
    components = {name: {"default": default, "datasets": {default: {"path": path}}} for name, (default, path) in _COMPONENTS.items()}
    return {"version": "1.6.0", "packages": {}, "components": components}
