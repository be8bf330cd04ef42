"""The tiny models that the tests of the engines share, each made once a session or found in the cache."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

import newsie
from engines.tiny import cache_folder, make_bert, make_morphology, train_stanza


@pytest.fixture(scope="session")
def stanza_dir() -> Path:
    """Stanza's tokenizer, multi-word expander and tagger, trained on the tests' sentences."""
    if find_spec("stanza") is None:
        pytest.skip("needs Stanza: pip install torch 'newsie[stanza]'")
    folder = cache_folder()
    if not folder.is_dir():
        train_stanza(folder)
    return folder


@pytest.fixture(scope="session")
def camel_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random BERT tagger and a morphology of a few verbs."""
    if find_spec("camel_tools") is None:
        pytest.skip("needs CAMeL Tools: pip install torch 'newsie[camel]'")
    folder = tmp_path_factory.mktemp("camel")
    make_bert(folder)
    return make_morphology(folder)


@pytest.fixture(scope="session")
def stanza_nlp(stanza_dir: Path) -> newsie.Pipeline:
    return newsie.load(ner="stanza", tokens="stanza", stanza_dir=stanza_dir, keep_tokens=True)


@pytest.fixture(scope="session")
def camel_nlp(camel_dir: Path) -> newsie.Pipeline:
    return newsie.load(ner="camel", camel_dir=camel_dir, keep_tokens=True)


@pytest.fixture(autouse=True)
def no_models_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever models this machine has, a test sees only those that it names."""
    for name in ("NEWSIE_MODELS", "STANZA_RESOURCES_DIR", "CAMELTOOLS_DATA"):
        monkeypatch.delenv(name, raising=False)
