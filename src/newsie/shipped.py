"""The model files that come with the package, checked against their manifest before they are used.

`models/manifest.json` says of each file the version of its form, its size and its SHA-256; `python -m newsie.training.manifest` writes it. To
hash 18 MB at every start would cost up to a tenth of a second where the processor has no instructions for it, so of an .npz file, which is a
ZIP archive, the size and the archive's directory are compared at load: the directory holds the CRC-32 of every member, and `zipfile` compares
that with the bytes as it unpacks them, so that all that is read is checked and nothing is read twice. `verify` hashes the files whole
(`newsie info --verify`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from newsie.errors import ModelCorrupt, ModelNotFound

MANIFEST = "manifest.json"
#: The version of each file's form that this newsie reads; it is raised where an older newsie could not read the file, or would misread it.
SCHEMAS = {"clitics.json.xz": 1, "embedded.npz": 3, "speakers.npz": 3}


@contextmanager
def shipped(name: str, folder: Path | None = None) -> Iterator[Path]:
    """The path of a model file of the package (or of a folder), checked quickly; what fails while it is read is said with that path.

    Raises `ModelNotFound` where there is none, `ModelCorrupt` where it is damaged, foreign, or of another version than this newsie's.
    """
    with as_file(files("newsie.models")) as package:
        path = (folder or package) / name
        try:
            _check(path, whole=path.suffix != ".npz")
            yield path
        except (ModelCorrupt, ModelNotFound):
            raise
        except FileNotFoundError:
            raise ModelNotFound(f"no model file at {path}: reinstall newsie") from None
        except Exception as fault:  # a damaged file makes its readers fail in every way there is
            raise corrupt(path, f"{type(fault).__name__}: {fault}") from fault


def verify(folder: Path | None = None) -> Iterator[tuple[Path, ModelCorrupt | ModelNotFound | None]]:
    """Each model file of the package (or of a folder), hashed whole, and what is wrong with it (None: nothing)."""
    with as_file(files("newsie.models")) as package:
        for name in SCHEMAS:
            path = (folder or package) / name
            try:
                _check(path, whole=True)
                yield path, None
            except FileNotFoundError:
                yield path, ModelNotFound(f"no model file at {path}: reinstall newsie")
            except ModelCorrupt as fault:
                yield path, fault


def corrupt(path: Path, why: str) -> ModelCorrupt:
    """The error for a model file that cannot be used."""
    return ModelCorrupt(f"{path} is no newsie model or is damaged ({why}): reinstall newsie")


def entry(path: Path) -> dict[str, Any]:
    """What the manifest says of a file."""
    return {"schema": SCHEMAS[path.name], "size": path.stat().st_size, "sha256": _whole(path), "directory": _directory(path) if path.suffix == ".npz" else None}


def _check(path: Path, *, whole: bool) -> None:
    said, size = _manifest(path.with_name(MANIFEST)).get(path.name), path.stat().st_size
    if not isinstance(said, dict):
        raise corrupt(path, f"{MANIFEST} does not name it")
    if said.get("schema") != SCHEMAS[path.name]:
        raise ModelCorrupt(f"{path} is of version {said.get('schema')}, and this newsie reads version {SCHEMAS[path.name]}: reinstall newsie")
    if said.get("size") != size:
        raise corrupt(path, f"{size:,} bytes, not {said.get('size'):,}")
    if not whole and said.get("directory") != _directory(path):
        raise corrupt(path, f"its contents are not those in {MANIFEST}")
    if whole and said.get("sha256") != _whole(path):
        raise corrupt(path, f"its SHA-256 is not that in {MANIFEST}")


def _manifest(path: Path) -> dict[str, Any]:
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))["files"]
    except FileNotFoundError:
        raise ModelNotFound(f"no list of the model files at {path}: reinstall newsie") from None
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise corrupt(path, f"{type(fault).__name__}: {fault}") from fault
    return listed if isinstance(listed, dict) else {}


def _whole(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _directory(path: Path) -> str:
    """A digest of an archive's directory: the name, size and CRC-32 of each member."""
    with ZipFile(path) as archive:
        members = [(member.filename, member.file_size, member.CRC) for member in archive.infolist()]
    return hashlib.sha256(json.dumps(members).encode()).hexdigest()
