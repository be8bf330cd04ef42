"""Models fetched from their publishers, by the libraries' own downloaders; nothing else in newsie goes to the network."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from newsie.engines.camel import find_morphology, find_tagger
from newsie.engines.camel_data import CATALOGUE, import_data, set_folder
from newsie.engines.places import OFFERS, Engine
from newsie.engines.quiet import need, unchanged
from newsie.engines.stanza_files import find_files
from newsie.errors import ModelNotFound


def present(engine: Engine, folder: Path) -> bool:
    """Whether a folder has all that newsie can use of an engine."""
    if engine == "stanza":
        return find_files(folder, ("tokenize", "ner")) is not None
    return find_tagger(folder) is not None and find_morphology(folder) is not None


def download(engine: Engine, folder: Path) -> None:
    """Fetch the models of an engine into a folder.

    Raises `ExtraNotInstalled` without the library, `ModelNotFound` where the publisher cannot be reached, and says where the files can be
    got by hand.
    """
    need("stanza" if engine == "stanza" else "camel_tools", f"downloading models of {engine}", engine)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with unchanged():
            if engine == "stanza":
                _stanza(folder)
            else:
                _camel(folder)
    except Exception as fault:  # requests, huggingface_hub and camel_tools have an error each for a network that is not there
        with suppress(OSError):
            folder.rmdir()  # only an empty one can be
        reason = f"{type(fault).__name__}: {str(fault).partition(chr(10))[0]}".rstrip(": ")
        raise ModelNotFound(
            f"the models of {engine} could not be fetched ({reason}). On a machine with a network run: newsie models download {engine}; "
            f"copy the folder that it names here, and give it as {engine}_dir or in NEWSIE_MODELS. Their source is {source(engine)}"
        ) from fault
    if not present(engine, folder):
        raise ModelNotFound(f"the download of {engine} ended, and {folder} still lacks a model: run it again, or get it from {source(engine)}")


def source(engine: Engine) -> str:
    """Where an engine's models come from."""
    return next(offer.source for offer in OFFERS if offer.engine == engine)


def _stanza(folder: Path) -> None:
    import stanza

    stanza.download("ar", model_dir=str(folder), processors="tokenize,mwt,ner", logging_level="ERROR")


def _camel(folder: Path) -> None:
    import_data(folder)
    import camel_tools.data as data
    from camel_tools.data import catalogue
    from camel_tools.data.downloader import HTTPDownloader

    before, known = catalogue.CT_DATA_DIR, data.CATALOGUE
    try:
        set_folder(folder)
        HTTPDownloader.download(catalogue.CATALOGUE_URL, folder / CATALOGUE)
        offered: Any = catalogue.Catalogue.load_catalogue(folder / CATALOGUE)
        for offer in OFFERS:
            if offer.engine == "camel":
                offered.download_package(offer.name)
    finally:
        set_folder(before)
        data.CATALOGUE = known
