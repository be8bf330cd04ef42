"""Where models are looked for, what is said where there are none, and how they are fetched: offline, and from a server on this machine."""

from __future__ import annotations

import functools
import hashlib
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner

import newsie
from newsie.cli import app
from newsie.engines.places import OFFERS, places
from newsie.errors import ExtraNotInstalled, InputError, ModelCorrupt, ModelNotFound

run = CliRunner()
needs_stanza = pytest.mark.skipif(find_spec("stanza") is None, reason="needs Stanza: pip install torch 'newsie[stanza]'")
needs_camel = pytest.mark.skipif(find_spec("camel_tools") is None, reason="needs CAMeL Tools: pip install torch 'newsie[camel]'")


# ---- wrong names

WRONG = [
    ({"ner": "telepathy"}, '"embedded" or "stanza" or "camel", or a list of different ones, not \'telepathy\''),
    ({"ner": []}, "not []"),
    ({"ner": ["embedded", "embedded"]}, "different ones"),
    ({"ner": ["embedded", 3]}, "or a list"),
    ({"tokens": "camel"}, 'tokens must be "embedded" or "stanza"'),
    ({"tokens": True}, "keep_tokens=True"),
    ({"morphology": "stanza"}, 'morphology must be "embedded" or "camel"'),
    ({"ner": ["embedded", "camel"], "combine": "best"}, 'combine must be "union" or "vote"'),
    ({"ner": "camel", "stanza_dir": "x"}, "nothing uses it"),
    ({"ner": "embedded", "camel_dir": "x"}, "nothing uses it"),
    ({"stanza_dir": "x", "camel_dir": "y"}, "were both given"),
]


@pytest.mark.parametrize(("options", "said"), WRONG, ids=[str(n) for n in range(len(WRONG))])
def test_wrong_options_are_named(options: dict[str, object], said: str) -> None:
    with pytest.raises(InputError) as caught:
        newsie.load(**options)
    assert said in str(caught.value)


def test_the_defaults_can_be_said() -> None:
    text = "قال سامر حداد إن الجسر سيفتح."
    assert newsie.load(ner="embedded", tokens="embedded", morphology="embedded")(text) == newsie.load()(text) == newsie.load(ner=["embedded"])(text)


# ---- no extra, no model

ASKED = [
    ({"ner": "stanza"}, "stanza"),
    ({"tokens": "stanza"}, "stanza"),
    ({"ner": "camel"}, "camel"),
    ({"morphology": "camel"}, "camel"),
    ({"ner": ["embedded", "camel"]}, "camel"),
]


@pytest.mark.parametrize(("options", "engine"), ASKED)
def test_a_missing_model_says_what_where_and_which_command(options: dict[str, str], engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if find_spec("stanza" if engine == "stanza" else "camel_tools") is None:
        with pytest.raises(ExtraNotInstalled, match=rf"pip install 'newsie\[{engine}\]'"):
            newsie.load(**options)
        pytest.skip(f"the rest needs the extra '{engine}'")
    monkeypatch.setenv("NEWSIE_MODELS", str(tmp_path / "models"))
    with pytest.raises(ModelNotFound) as caught:
        newsie.load(**options)
    said = str(caught.value)
    assert f"newsie models download {engine}" in said
    assert f"{tmp_path / 'models' / engine} (NEWSIE_MODELS, no such folder)" in said
    assert f"{engine}_dir=" in said
    assert isinstance(caught.value, LookupError)
    with pytest.raises(ModelNotFound, match="the argument"):
        newsie.load(**options, **{f"{engine}_dir": tmp_path})


@needs_stanza
def test_a_missing_model_costs_no_import_of_torch(tmp_path: Path) -> None:
    code = f"""
import sys, newsie
for options in (dict(ner="stanza"), dict(ner="camel")):
    try:
        newsie.load(**options, **{{options["ner"] + "_dir": {str(tmp_path)!r}}})
    except newsie.NewsieError:
        print([m for m in ("torch", "stanza", "camel_tools") if m in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "[]\n[]\n", done.stderr


@needs_stanza
def test_a_folder_alone_without_models(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match="newsie models download stanza"):
        newsie.load(stanza_dir=tmp_path)
    with pytest.raises(ModelNotFound, match="newsie models download camel"):
        newsie.load(camel_dir=tmp_path)
    (tmp_path / "resources.json").write_text("[")
    with pytest.raises(ModelCorrupt, match=r"resources\.json"):
        newsie.load(stanza_dir=tmp_path)


# ---- the catalogue, offline


def test_places_are_the_argument_or_environment_and_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert places("camel", tmp_path) == [("the argument camel_dir", tmp_path)]
    monkeypatch.setenv("HOME", str(tmp_path))
    assert [folder for _, folder in places("camel")] == [tmp_path / ".camel_tools"]
    monkeypatch.setenv("NEWSIE_MODELS", str(tmp_path / "own"))
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path / "theirs"))
    assert [folder for _, folder in places("camel")] == [tmp_path / "own/camel", tmp_path / "theirs"]


def test_the_list_says_what_how_large_whose_and_under_which_licence() -> None:
    for arguments in (["models"], ["models", "list"]):
        shown = run.invoke(app, arguments)
        assert shown.exit_code == 0
        assert "embedded.npz" in shown.output
        for offer in OFFERS:
            assert all(part in shown.output for part in (offer.name, offer.what, offer.licence, offer.publisher, offer.source, f"{offer.size / 1e6:.0f} MB"))


def test_the_path_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSIE_MODELS", str(tmp_path))
    for engine in ("stanza", "camel"):
        assert run.invoke(app, ["models", "path", engine]).output.strip() == str(tmp_path / engine)
    wrong = run.invoke(app, ["models", "path", "spacy"])
    assert wrong.exit_code == 1
    assert "must be stanza or camel" in wrong.output


@needs_camel
def test_camel_tools_imports_offline_with_a_catalogue_of_our_own(tmp_path: Path) -> None:
    """Without network, catalogue and home directory; its components point under CAMELTOOLS_DATA, and nothing is written."""
    code = """
import sys
def guard(event, args):
    if event.startswith("socket.getaddrinfo") or event == "socket.connect":
        raise RuntimeError(event)
sys.addaudithook(guard)
from pathlib import Path
from newsie.engines.camel_data import import_data
import_data(Path("."))
import camel_tools.data as data
print(data.CATALOGUE.get_dataset("MorphologyDB").path, data.CT_DATA_DIR)
"""
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path / "home"), "CAMELTOOLS_DATA": str(tmp_path / "data")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert done.stdout.split() == [str(tmp_path / "data/data/morphology_db/calima-msa-r13"), str(tmp_path / "data")], done.stderr
    assert list(tmp_path.iterdir()) == []


# ---- downloads


@needs_stanza
@needs_camel
@pytest.mark.slow
@pytest.mark.parametrize("engine", ["stanza", "camel"])
def test_a_download_without_network_says_so_and_leaves_nothing(engine: str, tmp_path: Path) -> None:
    dead = {"https_proxy": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}
    environment = {**os.environ, **dead, "NEWSIE_MODELS": str(tmp_path)}
    done = subprocess.run([sys.executable, "-m", "newsie", "models", "download", engine], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 1
    assert "licence" in done.stderr
    assert "could not be fetched" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address at which this machine serves it."""
    folder = tmp_path / "served"
    folder.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@needs_stanza
@pytest.mark.slow
def test_stanzas_downloader_fetches_what_newsie_then_loads(stanza_dir: Path, server: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from stanza._version import __resources_version__

    folder, address = server
    arabic: dict[str, object] = {"lang_name": "Arabic", "packages": {"default": dict.fromkeys(("tokenize", "mwt", "ner"), "tiny")}}
    for kind in ("tokenize", "mwt", "ner"):
        data = next((stanza_dir / kind).glob("*.pt")).read_bytes()
        (folder / f"ar/{kind}").mkdir(parents=True)
        (folder / f"ar/{kind}/tiny.pt").write_bytes(data)
        arabic[kind] = {"tiny": {"md5": hashlib.md5(data).hexdigest()}}
    (folder / f"resources_{__resources_version__}.json").write_text(json.dumps({"ar": arabic, "url": address + "/{lang}/{filename}"}))
    environment = {**os.environ, "NEWSIE_MODELS": str(tmp_path / "got"), "STANZA_RESOURCES_URL": address}
    done = subprocess.run([sys.executable, "-m", "newsie", "models", "download", "stanza"], capture_output=True, text=True, env=environment, check=False)
    assert done.stdout.strip() == str(tmp_path / "got/stanza"), done.stderr
    monkeypatch.setenv("NEWSIE_MODELS", str(tmp_path / "got"))
    text = "قال سامر حداد في زهران إن الجسر سيفتح."
    assert newsie.load(ner="stanza", tokens="stanza")(text).mentions == newsie.load(stanza_dir=stanza_dir)(text).mentions
    assert f"stanza: in {tmp_path / 'got/stanza'}" in run.invoke(app, ["models"]).output


@needs_camel
@pytest.mark.slow
def test_camels_downloader_fetches_what_newsie_then_loads(camel_dir: Path, server: tuple[Path, str], tmp_path: Path) -> None:
    folder, address = server
    packages = {}
    for name, place in (("ner-arabert", "ner/arabert"), ("disambig-mle-calima-msa-r13", "disambig_mle/calima-msa-r13"), ("morphology-db-msa-r13", "morphology_db/calima-msa-r13")):
        shutil.make_archive(str(folder / name), "zip", camel_dir / "data" / place)
        packages[name] = {"package_type": "http", "private": False, "version": "1", "destination": place, "url": f"{address}/{name}.zip"}
    (folder / "catalogue.json").write_text(json.dumps({"version": "1.6.0", "packages": packages, "components": {}}))
    code = f"""
from pathlib import Path
from newsie.engines.camel_data import import_data
import_data(Path("."))
from camel_tools.data import catalogue
catalogue.CATALOGUE_URL = {address + "/catalogue.json"!r}
from newsie.cli import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code, "models", "download", "camel", "--dir", str(tmp_path / "got")], capture_output=True, text=True, check=False)
    assert done.stdout.strip().endswith(str(tmp_path / "got")), done.stderr
    text = "قال سامر حداد في زهران إن الجسر سيفتح."
    assert newsie.load(camel_dir=tmp_path / "got")(text) == newsie.load(camel_dir=camel_dir)(text)
