"""README and docs do what they show: every block of Python and every newsie command runs, and what is made from the code is up to date."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newsie
from conftest import ROOT, SEED

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXT = "قال سامر حداد إن الجسر سيفتح. وأضاف: «لن نتأخر»."


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the documentation's commands run: an article, two articles, gold."""
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    lines = [{"id": n, "text": TEXT, "published": "2020-02-03", "outlet": "المسار"} for n in "12"]
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (tmp_path / "gold").mkdir()
    (example,) = blocks(ROOT / "docs/accuracy.md", "json")
    (tmp_path / "gold/a1.json").write_text(example, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.name)
def test_python_blocks_run(page: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The blocks of a page run one after another in one namespace; one that needs an extra that is not here is passed over."""
    space: dict[str, Any] = {}
    missing = []
    for number, block in enumerate(blocks(page, "python"), 1):
        try:
            exec(compile(block, f"{page.name}, block {number}", "exec"), space)
        except ImportError as fault:
            missing.append(f"block {number}: {fault}")
    capsys.readouterr()
    if len(missing) == number:
        pytest.skip("; ".join(missing))


def test_commands_of_the_docs_run(folder: Path) -> None:
    """Each line of a `sh` block in the docs, as it stands, in a shell that has newsie. (README's are run by CI, word for word.)"""
    shell = shutil.which("bash")
    if shell is None:
        pytest.skip("needs bash")
    (folder / "bin").mkdir()
    command = folder / "bin/newsie"
    command.write_text(f'#!{shell}\nexec "{sys.executable}" -m newsie "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = {**os.environ, "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}"}
    lines = {line for name in ("command-line.md", "engines.md", "accuracy.md", "README.ar.md") for block in blocks(ROOT / "docs" / name, "sh") for line in block.splitlines()}
    assert any("newsie evaluate" in line for line in lines)
    for line in sorted(lines):
        done = subprocess.run([shell, "-o", "pipefail", "-c", line], capture_output=True, env=environment, check=False)
        assert done.returncode == 0, f"{line}\n{done.stderr.decode()}"
    assert (folder / "report.html").stat().st_size > 10_000


def test_readme_shows_what_its_command_prints() -> None:
    """Refresh it with: python docs/generate.py readme"""
    (shown,) = blocks(ROOT / "README.md", "text")
    if not shown.strip():
        pytest.skip("README's output is not filled in yet: python docs/generate.py readme")
    done = subprocess.run([sys.executable, "-m", "newsie", "extract", "--format", "table", str(SEED)], capture_output=True, check=True)
    assert shown.rstrip() == done.stdout.decode().rstrip(), "python docs/generate.py readme"


def test_generated_pages_are_up_to_date() -> None:
    """Refresh them with: python docs/generate.py all"""
    done = subprocess.run([sys.executable, str(ROOT / "docs/generate.py"), "all", "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_gold_of_the_documentation_is_sound() -> None:
    (example,) = blocks(ROOT / "docs/accuracy.md", "json")
    gold = json.loads(example)
    spans = [(e["start"], e["end"]) for e in gold["entities"]] + [tuple(part) for s in gold["statements"] for part in s["content"]]
    assert [gold["text"][a:b] for a, b in spans] == ["سامر حداد", "الجسر سيفتح"]


# ---- the tour


def cells() -> Iterator[str]:
    notebook = json.loads((ROOT / "docs/tour.ipynb").read_text(encoding="utf-8"))
    yield from ("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")


def test_the_tour_runs_from_top_to_bottom(capsys: pytest.CaptureFixture[str]) -> None:
    """Without Jupyter: each cell as a script, the views of what it ends on drawn."""
    space: dict[str, Any] = {}
    for cell in cells():
        body = ast.parse(cell).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        try:
            exec(compile(ast.Module(body, []), "cell", "exec"), space)
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), space) if last else None
        except newsie.ExtraNotInstalled:
            continue
        if hasattr(value, "_repr_html_"):
            assert value._repr_html_()
    assert space["article"].statements


def test_the_tour_runs_in_jupyter_in_a_minute() -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    pytest.importorskip("pandas")
    notebook = nbformat.read(ROOT / "docs/tour.ipynb", as_version=4)
    nbformat.validate(notebook)
    began = time.perf_counter()
    nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    assert time.perf_counter() - began < 60
    views = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs if 'dir="rtl"' in str(output.get("data", {}).get("text/html", ""))]
    assert len(views) >= 3
    assert not [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs if output.get("name") == "stderr"]


def test_the_site_builds(tmp_path: Path) -> None:
    pytest.importorskip("material")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", str(ROOT / ".mkdocs.yml"), "-d", str(tmp_path / "site")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site/schema/index.html").exists()
