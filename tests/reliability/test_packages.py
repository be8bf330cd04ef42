"""What is published: the wheel and the sdist, built, looked into, and installed into an environment that has nothing else."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import newsie
from conftest import ROOT

pytestmark = pytest.mark.slow
TEXT = "قال رئيس الاتحاد مازن قبلان إن الدوري سينطلق في موعده."
PACKAGE = ROOT / "src/newsie"


def environment(folder: Path, *packages: str) -> Path:
    """The Python of a fresh environment with packages from the index."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = subprocess.run([str(python), "-m", "pip", "install", "--quiet", *packages], capture_output=True, text=True, check=False)
    if done.returncode and ("No matching distribution" in done.stderr or "Connection" in done.stderr) and "build" in packages:
        pytest.skip("no index of packages in reach")
    assert done.returncode == 0, done.stderr
    return python


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("built")
    python = environment(folder / "tools", "build")
    subprocess.run([str(python), "-m", "build", "--outdir", str(folder), str(ROOT)], check=True, capture_output=True)
    return folder


def published() -> set[str]:
    """The files of the package that are meant to be published."""
    return {
        str(path.relative_to(PACKAGE.parent))
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.parent != PACKAGE / "training/labels" and not path.name.endswith(".part")
    }


def test_the_wheel_holds_the_package_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        metadata = archive.read(next(name for name in archive.namelist() if name.endswith("/METADATA"))).decode()
    assert names == published()
    assert {"newsie/py.typed", "newsie/models/embedded.npz", "newsie/models/manifest.json", "newsie/lexicons/reporting.tsv", "newsie/export/report.js"} <= names
    assert f"Version: {newsie.__version__}" in metadata
    assert "License-Expression: Apache-2.0" in metadata


def test_the_sdist_holds_what_builds_the_wheel(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {name.removeprefix("src/") for name in names if name.startswith("src/")} == published()
    assert {name for name in names if not name.startswith("src/")} == {"pyproject.toml", "README.md", "LICENSE", "PKG-INFO", ".gitignore"}


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_it_reads_an_article_where_nothing_else_is_installed(built: Path, tmp_path: Path, kind: str) -> None:
    (package,) = built.glob(kind)
    python = environment(tmp_path / "fresh", str(package))

    def run(*args: str) -> str:
        return subprocess.run([str(python), "-I", *args], input=TEXT, capture_output=True, text=True, check=True, cwd=tmp_path, encoding="utf-8").stdout

    assert newsie.Article.model_validate_json(run("-m", "newsie", "extract", "-")) == newsie.extract(TEXT)
    assert run("-m", "newsie", "info", "--verify").count("as shipped (SHA-256)") == 3
    assert run("-m", "pip", "check").strip() == "No broken requirements found."
    assert str(tmp_path) in run("-c", "import newsie; print(newsie.__file__)")
