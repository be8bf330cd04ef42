"""The command line: formats, streams, and what bad input does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import newsie
from conftest import SEED

TEXT = "قال رئيس الاتحاد مازن قبلان إن الدوري سينطلق في موعده."


def run(*args: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "newsie", *args], input=given, capture_output=True, check=False)


def lines(done: subprocess.CompletedProcess[bytes]) -> list[newsie.Article]:
    return [newsie.Article.model_validate_json(line) for line in done.stdout.splitlines()]


def test_version() -> None:
    assert run("--version").stdout.decode().strip() == f"newsie {newsie.__version__}"


def test_a_text_file(nlp: newsie.Pipeline, seed_text: str) -> None:
    done = run("extract", str(SEED), "--published", "2016-05-24", "--outlet", "SANA")
    assert done.returncode == 0
    assert lines(done) == [nlp(seed_text, id=SEED.stem, published="2016-05-24", outlet="SANA")]


def test_standard_input_is_text_or_json_lines(nlp: newsie.Pipeline) -> None:
    assert lines(run("extract", "-", given=TEXT.encode())) == [nlp(TEXT)]
    records = [{"id": "1", "text": TEXT, "published": "2020-01-05"}, {"id": "2", "text": "نص آخر", "category": "x"}]
    done = run("extract", "-", "--outlet", "المسار", given="\n".join(json.dumps(r, ensure_ascii=False) for r in records).encode())
    assert [(a.id, a.outlet, str(a.published)) for a in lines(done)] == [("1", "المسار", "2020-01-05"), ("2", "المسار", "None")]


def test_bad_lines_and_files_are_named_and_the_others_come_out(tmp_path: Path) -> None:
    good, bad, mixed = tmp_path / "good.txt", tmp_path / "bad.txt", tmp_path / "mixed.jsonl"
    good.write_text(TEXT, encoding="utf-8")
    bad.write_bytes(TEXT.encode("windows-1256"))
    mixed.write_bytes(b'{"text": "\xd9\x86\xd8\xb5", "id": "ok"}\n{"id": "no text"}\nnot json\n\n{"text": "\xff"}\n')
    done = run("extract", str(bad), str(mixed), str(tmp_path / "none.txt"), str(good))
    said = done.stderr.decode()
    assert done.returncode == 1
    assert [a.id for a in lines(done)] == ["ok", "good"]
    for part in ("bad.txt: not UTF-8", "mixed.jsonl, line 2", 'no string "text"', "mixed.jsonl, line 3", "not JSON", "mixed.jsonl, line 5", "none.txt"):
        assert part in said
    assert "Traceback" not in said


@pytest.mark.parametrize("given", [b"", b"   \n\t\n", b"Only English here.", "١٢٣ ، ؟".encode(), b"\xef\xbb\xbf"])
def test_empty_input_gives_an_empty_article(given: bytes) -> None:
    done = run("extract", "-", given=given)
    assert done.returncode == 0
    (article,) = lines(done)
    assert (article.text, article.statements) == (given.decode("utf-8-sig"), ())


def test_formats(nlp: newsie.Pipeline) -> None:
    given = TEXT.encode()
    assert json.loads(run("extract", "-", "--format", "json", given=given).stdout) == [json.loads(nlp(TEXT).model_dump_json())]
    table = run("extract", "-", "--format", "table", given=given).stdout.decode()
    assert "مازن قبلان" in table
    page = run("extract", "-", "--format", "html", given=given).stdout.decode()
    assert page.startswith("<!doctype html>")
    assert 'dir="rtl"' in page
    assert page.rstrip().endswith("</html>")
    assert run("extract", "-", "--format", "xml", given=given).returncode == 2


def test_output_file(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert run("extract", "-", "-o", str(target), given=TEXT.encode()).returncode == 0
    assert newsie.Article.model_validate_json(target.read_text(encoding="utf-8")).text == TEXT


def test_a_bad_published_is_said_once_an_article() -> None:
    done = run("extract", "-", "--published", "soon", given=TEXT.encode())
    assert done.returncode == 1
    assert b"is no ISO date" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text((json.dumps({"text": TEXT}) + "\n") * 400, encoding="utf-8")
    done = subprocess.run(["bash", "-c", f"'{sys.executable}' -m newsie extract '{many}' | head -n 1"], capture_output=True, check=False)
    assert done.stdout.count(b"\n") == 1
    assert b"Traceback" not in done.stderr
