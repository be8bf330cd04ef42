"""The recipes of docs/scaling.md, as they stand, in a process of their own: each engine gives what the pipeline gives, bad rows included."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import newsie
from conftest import ROOT

pytestmark = pytest.mark.scale

ROWS = 60
#: The heading of each recipe, and the module without which it cannot run.
ENGINES = {"Spark": "pyspark", "Ray Data": "ray", "Dask": "dask", "Polars": "polars", "DuckDB": "duckdb"}
TEXTS = [
    "قال وزير النقل سامر حداد أمس إن الجسر سيفتح. وأضاف: «لن نتأخر».",
    "",
    "وبحسب مصادر وزارة النقل، فإن الكلفة بلغت مليونا، كما أن بيروت وافقت.",
    "Weather report, nothing Arabic.",
]


def recipe(heading: str) -> str:
    page = (ROOT / "docs/scaling.md").read_text(encoding="utf-8")
    (block,) = re.findall(rf"^### {heading}\n.*?^```py\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    return str(block)


def skip_without(module: str) -> None:
    if importlib.util.find_spec(module) is None or importlib.util.find_spec("pyarrow") is None:
        pytest.skip(f"needs the extra '{module.removeprefix('py')}' ({module} is not installed)")
    if module == "pyspark" and shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Spark needs Java 17, and there is no java on the path")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sixty articles in three row groups, one of them null."""
    import pyarrow as pa
    from pyarrow import parquet

    texts = [*(TEXTS[n % len(TEXTS)] for n in range(ROWS - 1)), None]
    table = pa.table({"text": texts, "id": [f"{n:03}" for n in range(ROWS)], "published": ["2020-02-03"] * ROWS, "other": list(range(ROWS))})
    parquet.write_table(table, tmp_path / "articles.parquet", row_group_size=ROWS // 3)
    return tmp_path


@pytest.mark.parametrize("heading", ENGINES)
def test_the_recipe_gives_what_the_pipeline_gives(heading: str, request: pytest.FixtureRequest, nlp: newsie.Pipeline) -> None:
    skip_without(ENGINES[heading])
    folder: Path = request.getfixturevalue("folder")
    script = folder / "recipe.py"
    script.write_text(recipe(heading), encoding="utf-8")
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run([sys.executable, str(script)], cwd=folder, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]

    from pyarrow import parquet

    from newsie.arrow import from_table

    (written,) = folder.glob("read-*")
    read = parquet.read_table(written).sort_by("id")
    errors = read.column("error").to_pylist()
    assert errors == [None] * (ROWS - 1) + ["InputError: the text is null"]
    assert list(from_table(read)) == [nlp(TEXTS[n % len(TEXTS)], id=f"{n:03}", published="2020-02-03") for n in range(ROWS - 1)]
