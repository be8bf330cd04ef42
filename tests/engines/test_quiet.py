"""Loading and using an engine changes nothing in the process, goes to no network, writes no file outside the temporary folder, and prints nothing."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

CODE = """
import logging, os, random, sys, tempfile, threading, warnings
import numpy

allowed = tempfile.gettempdir()
def guard(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise RuntimeError(f"refused: {event} {args}")
    if event == "open" and isinstance(args[0], str) and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        if not os.path.abspath(args[0]).startswith((allowed, "/dev/", "/proc/")) and "__pycache__" not in args[0]:
            raise RuntimeError(f"refused: {event} {args}")
    if event == "os.mkdir" and not os.path.abspath(args[0]).startswith(allowed) and "__pycache__" not in args[0]:
        raise RuntimeError(f"refused: {event} {args}")
sys.addaudithook(guard)

def state():
    import torch
    return {
        "environment": dict(os.environ),
        "root": (logging.root.level, list(logging.root.handlers), logging.root.disabled, logging.root.manager.disable),
        "levels": {name: logging.getLogger(name).level for name in ("stanza", "transformers", "huggingface_hub", "camel_tools", "newsie")},
        "handlers": {name: list(logging.getLogger(name).handlers) for name in ("stanza", "transformers", "huggingface_hub", "camel_tools", "newsie")},
        "filters": list(warnings.filters),
        "random": [hash(repr(x)) for x in (random.getstate(), numpy.random.get_state(), torch.get_rng_state().tolist())],
        "threads": (torch.get_num_threads(), torch.get_num_interop_threads(), threading.active_count()),
        "torch": (torch.is_grad_enabled(), torch.get_default_dtype(), torch.are_deterministic_algorithms_enabled()),
        "bars": transformers.utils.logging.is_progress_bar_enabled(),
        "streams": (sys.stdout, sys.stderr, sys.excepthook),
        "locale": sys.getrecursionlimit(),
    }

if THEIRS:  # a program that uses the libraries itself, and has set them as it likes
    import stanza, torch, transformers
    logging.getLogger("stanza").setLevel(logging.DEBUG)
    torch.set_num_threads(2)
else:
    import torch, transformers
import transformers.utils.logging
transformers.utils.logging.set_verbosity_info()
random.seed(1); numpy.random.seed(2); torch.manual_seed(3)
import newsie
before = state()
nlp = newsie.load(**OPTIONS)
loaded = state()
article = nlp("قال سامر حداد في زهران إن الجسر سيفتح.")
after = state()
for name in before:
    assert before[name] == loaded[name], ("load", name, before[name], loaded[name])
    assert before[name] == after[name], ("use", name, before[name], after[name])
assert article.mentions
"""


def quietly(options: str, theirs: bool, tmp_path: Path) -> None:
    code = CODE.replace("THEIRS", str(theirs)).replace("OPTIONS", options)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path / "home"), "TMPDIR": tempfile.gettempdir()},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout == ""
    assert [line for line in done.stderr.splitlines() if "DEBUG" not in line] == []
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("theirs", [False, True])
def test_stanza(stanza_dir: Path, tmp_path: Path, theirs: bool) -> None:
    quietly(f"dict(ner='stanza', tokens='stanza', stanza_dir={str(stanza_dir)!r})", theirs, tmp_path)


@pytest.mark.parametrize("theirs", [False, True])
def test_camel(camel_dir: Path, tmp_path: Path, theirs: bool) -> None:
    quietly(f"dict(ner='camel', morphology='camel', camel_dir={str(camel_dir)!r})", theirs, tmp_path)


def test_torch_runs_one_thread(stanza_dir: Path, camel_dir: Path) -> None:
    """Both engines run with one OpenMP thread while the program keeps its two."""
    code = f"""
import torch
torch.set_num_threads(2)
import newsie
nlp = newsie.load(ner=["stanza", "camel"], stanza_dir={str(stanza_dir)!r}, camel_dir={str(camel_dir)!r})
seen = set()
torch.nn.modules.module.register_module_forward_pre_hook(lambda *_: seen.add(torch.get_num_threads()))
nlp("قال سامر حداد في زهران إن الجسر سيفتح.")
print(sorted(seen), torch.get_num_threads())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split("\n")[0] == "[1] 2", done.stdout + done.stderr[-2000:]


def test_a_program_can_still_use_camel_tools_itself(camel_dir: Path, tmp_path: Path) -> None:
    """Its own `pretrained()` finds the models in CAMELTOOLS_DATA after newsie has imported the library offline."""
    code = """
import newsie
newsie.load(ner="camel", morphology="camel")
from camel_tools.data import CT_DATA_DIR
from camel_tools.disambig.mle import MLEDisambiguator
from camel_tools.ner import NERecognizer
assert NERecognizer.pretrained().predict_sentence(["قال", "سامر"])
assert MLEDisambiguator.pretrained().disambiguate(["قالت"])[0].analyses[0].analysis["gen"] == "f"
print(CT_DATA_DIR)
"""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "CAMELTOOLS_DATA": str(camel_dir)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert done.stdout.strip() == str(camel_dir), done.stderr[-2000:]
