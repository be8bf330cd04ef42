"""What `import newsie` costs and offers."""

from __future__ import annotations

import doctest
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import newsie
from conftest import SEED

HEAVY = ("torch", "stanza", "camel_tools", "pandas", "pyarrow", "fasttext", "trafilatura")


def run(code: str, **env: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **env}, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_public_name_is_there_and_listed() -> None:
    for name in newsie.__all__:
        assert getattr(newsie, name) is not None
    assert {"load", "extract", "Pipeline", "Document", "Article", "Statement", "Speaker", "NewsieError"} <= set(newsie.__all__)
    assert dir(newsie) == newsie.__all__
    with pytest.raises(AttributeError, match="nothing_such"):
        newsie.nothing_such  # noqa: B018


def test_import_is_light() -> None:
    out = run(f"import sys, newsie; print([m for m in {HEAVY!r} if m in sys.modules])")
    assert out.strip() == "[]"


def test_reading_an_article_needs_nothing_heavy_no_network_and_writes_no_file() -> None:
    """Every socket, and every file opened to be written, is refused by an audit hook while newsie loads and reads."""
    code = f"""
import sys
def guard(event, args):
    if event.startswith("socket.") or (event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")):
        raise RuntimeError(f"refused: {{event}} {{args}}")
text = open({str(SEED)!r}, encoding="utf-8").read()
sys.dont_write_bytecode = True
sys.addaudithook(guard)
import newsie
article = newsie.extract(text)
assert article.statements
print([m for m in {HEAVY!r} if m in sys.modules])
"""
    assert run(code).strip() == "[]"


def test_import_and_first_article_are_quick() -> None:
    """Not a benchmark: a wide bound on CPU time that only a mistake (an eager import, a table built at load) would pass."""
    out = run("import time; t = time.process_time(); import newsie; print(time.process_time() - t)")
    assert float(out) < 0.3
    code = f"""
import time
text = open({str(SEED)!r}, encoding="utf-8").read()
t = time.process_time()
import newsie
newsie.load()(text)
print(time.process_time() - t)
"""
    assert float(run(code, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")) < 1.5


def test_extract_is_load_and_call(nlp: newsie.Pipeline) -> None:
    text = "وقال المدير سامي حداد أمس إن العمل بدأ."
    assert newsie.extract(text, published="2020-02-02", id="a") == nlp(text, published="2020-02-02", id="a")


def test_doctests() -> None:
    failed, tried = doctest.testmod(newsie)
    assert tried
    assert not failed


def test_py_typed_ships() -> None:
    assert Path(newsie.__file__).with_name("py.typed").exists()


def test_no_clock(nlp: newsie.Pipeline) -> None:
    """Without a publication day, relative dates stay relative, today and tomorrow."""
    before = nlp("أعلنت الشركة أمس أنها ستفتح فرعا.")
    time.sleep(0.01)
    assert before == nlp("أعلنت الشركة أمس أنها ستفتح فرعا.")
    assert [d.value for d in before.dates] == ["day:-1"]
