"""The shipped model files: listed truly, checked before use, and a damaged one named."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import newsie
from newsie import shipped
from newsie.about import shipped_models
from newsie.network.model import FORMAT, load_network
from newsie.shipped import MANIFEST, SCHEMAS, verify
from newsie.training.manifest import MODELS, main, manifest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the model files."""
    for path in (*(MODELS / name for name in SCHEMAS), MODELS / MANIFEST):
        shutil.copy(path, tmp_path)
    return tmp_path


def test_the_manifest_is_true() -> None:
    """After a model file is replaced: python -m newsie.training.manifest."""
    assert (MODELS / MANIFEST).read_text(encoding="utf-8") == manifest()
    assert all(fault is None for _, fault in verify())
    assert {model.path.name for model in shipped_models()} == set(SCHEMAS)
    assert SCHEMAS["embedded.npz"] == FORMAT


def test_the_command_writes_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / MANIFEST).unlink()
    assert main(["--check", "--folder", str(folder)]) == 1
    assert main(["--folder", str(folder)]) == 0
    assert main(["--check", "--folder", str(folder)]) == 0
    assert "up to date" in capsys.readouterr().out
    assert not list(folder.glob("*.part"))


def swap(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)


def no_schema(folder: Path, name: str) -> None:
    listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    listed["files"][name]["schema"] = 99
    (folder / MANIFEST).write_text(json.dumps(listed), encoding="utf-8")


def read(path: Path) -> None:
    if path.name == "embedded.npz":
        load_network(path)
    elif path.name == "speakers.npz":
        with np.load(path, allow_pickle=False) as file:
            assert all(file[array] is not None for array in file.files)


DAMAGES: dict[str, Callable[[Path, str], object]] = {
    "truncated": lambda folder, name: os.truncate(folder / name, 1000),
    "empty": lambda folder, name: os.truncate(folder / name, 0),
    "foreign": lambda folder, name: (folder / name).write_bytes(b"\x80\x04something else" * 50),
    "foreign, of the same size": lambda folder, name: (folder / name).write_bytes(bytes((folder / name).stat().st_size)),
    "one byte": lambda folder, name: swap(folder / name, (folder / name).stat().st_size // 2),
    "another version": no_schema,
    "another's": lambda folder, name: shutil.copy(folder / next(other for other in SCHEMAS if other != name), folder / name),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", SCHEMAS)
def test_a_damaged_file_is_named(folder: Path, name: str, damage: str) -> None:
    DAMAGES[damage](folder, name)
    with pytest.raises(newsie.ModelCorrupt, match=name.replace(".", r"\.")), shipped.shipped(name, folder) as path:
        read(path)
    assert [path.name for path, fault in verify(folder) if fault is not None] == [name]


@pytest.mark.parametrize("listed", ["", "[]", "{}", '{"files": []}', '{"files": {"embedded.npz": 7}}', "[" * 10_000])
def test_a_damaged_list_is_named(folder: Path, listed: str) -> None:
    (folder / MANIFEST).write_text(listed, encoding="utf-8")
    with pytest.raises(newsie.ModelCorrupt, match=r"manifest\.json"), shipped.shipped("embedded.npz", folder):
        pass


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "speakers.npz").unlink()
    with pytest.raises(newsie.ModelNotFound, match=r"speakers\.npz"), shipped.shipped("speakers.npz", folder):
        pass
    (folder / MANIFEST).unlink()
    with pytest.raises(newsie.ModelNotFound, match=r"manifest\.json"), shipped.shipped("embedded.npz", folder):
        pass


def test_any_changed_byte_is_noticed_or_changes_nothing(folder: Path) -> None:
    """Bytes that no reader looks at (times, attributes) may change; what is read is what was shipped."""
    rng, path = random.Random(1), folder / "speakers.npz"
    whole = path.read_bytes()
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files}
    noticed = 0
    for _ in range(200):
        path.write_bytes(whole)
        swap(path, rng.randrange(len(whole)))
        try:
            with shipped.shipped("speakers.npz", folder) as checked, np.load(checked, allow_pickle=False) as file:
                assert all(np.array_equal(file[name], array) for name, array in arrays.items())
        except newsie.ModelCorrupt:
            noticed += 1
    assert noticed > 150


def test_no_pickle_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "objects.npz"
    np.savez(path, card=np.array([{"a": 1}], dtype=object))
    with pytest.raises(newsie.ModelCorrupt, match=r"objects\.npz"):
        load_network(path)
    assert not [source for source in Path(newsie.__file__).parent.rglob("*.py") if "allow_pickle=True" in source.read_text(encoding="utf-8")]


def test_the_check_costs_next_to_nothing() -> None:
    def seconds() -> float:
        began = time.process_time()
        with shipped.shipped("embedded.npz"):
            return time.process_time() - began

    assert min(seconds() for _ in range(5)) < 0.02


def test_a_damaged_installation_ends_in_one_line(tmp_path: Path) -> None:
    package = tmp_path / "newsie"
    shutil.copytree(Path(newsie.__file__).parent, package, ignore=shutil.ignore_patterns("training", "__pycache__"))
    os.truncate(package / "models/embedded.npz", 100_000)
    done = subprocess.run([sys.executable, "-m", "newsie", "extract", "-"], input=b"x", capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"embedded.npz" in done.stderr
    assert b"reinstall newsie" in done.stderr
    assert done.stderr.count(b"\n") == 1
