"""The command line: formats, streams, and what bad input does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import newsie
from conftest import SEED
from newsie.about import EXTRAS, shipped_models
from newsie.evaluation import evaluate, read_gold

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


@pytest.mark.parametrize("format", ["csv", "conll", "conllu", "webanno", "schema-org", "timex3"])
def test_every_other_format_writes_each_article(format: str) -> None:
    given = "\n".join(json.dumps({"id": i, "text": TEXT}) for i in "ab").encode()
    done = run("extract", "-", "--format", format, given=given)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "قبلان" in done.stdout.decode() or "\\u0642" in done.stdout.decode()
    if format in ("webanno", "schema-org"):
        assert len([json.loads(line) for line in done.stdout.splitlines()]) == 2
    if format == "csv":
        assert done.stdout.startswith(b"\xef\xbb\xbfarticle_id,")


def test_a_workbook_needs_a_file(tmp_path: Path) -> None:
    done = run("extract", "-", "--format", "xlsx", given=TEXT.encode())
    assert done.returncode == 2
    assert b"--output" in done.stderr
    target = tmp_path / "a.xlsx"
    done = run("extract", "-", "--format", "xlsx", "-o", str(target), given=TEXT.encode())
    assert target.exists() or b"newsie[excel]" in done.stderr


def test_processes_give_what_one_gives(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text("".join(json.dumps({"id": str(i), "text": TEXT}) + "\n" for i in range(3)) + "bad\n", encoding="utf-8")
    one, two = run("extract", str(many)), run("extract", str(many), "--processes", "2")
    assert one.stdout == two.stdout
    assert (one.returncode, two.returncode, two.stderr) == (1, 1, one.stderr)


def test_neither_progress_nor_colour_off_a_terminal(tmp_path: Path) -> None:
    done = run("extract", "-", "-o", str(tmp_path / "out.jsonl"), given=TEXT.encode())
    assert (done.stdout, done.stderr) == (b"", b"")
    assert b"\x1b" not in run("show", "-", given=TEXT.encode()).stdout + run("--help").stdout


def on_terminal(*args: str, **env: str) -> bytes:
    """What the command writes to a terminal of 80 columns, standard output and error together."""
    import os
    import pty
    import termios

    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, (24, 80))
    environment = {**os.environ, "TERM": "xterm", **env}
    done = subprocess.Popen([sys.executable, "-m", "newsie", *args], stdin=subprocess.DEVNULL, stdout=follower, stderr=follower, env=environment)
    os.close(follower)
    out = b""
    try:
        while chunk := os.read(leader, 65536):
            out += chunk
    except OSError:  # the other end is closed
        pass
    os.close(leader)
    assert done.wait() == 0, out
    return out


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_colour_and_progress_on_a_terminal(tmp_path: Path) -> None:
    file = tmp_path / "خبر.txt"
    file.write_text(TEXT, encoding="utf-8")
    shown = on_terminal("show", str(file)).decode()
    assert "\x1b[" in shown
    assert "\u2068" in shown  # each line stands between isolates, so that a terminal orders it by itself
    assert "\x1b[" not in on_terminal("show", str(file), NO_COLOR="1").decode()
    assert "article" in on_terminal("extract", str(file), "-o", str(tmp_path / "out.jsonl")).decode()
    assert "it/s" not in on_terminal("extract", str(file)).decode()  # a bar would run into what is read here


def test_show_says_who_says_what_under_each_paragraph(nlp: newsie.Pipeline) -> None:
    shown = run("show", "-", given=("\u202e" + TEXT + "\n\x1b[31m").encode()).stdout.decode()
    assert "مازن قبلان" in shown
    assert "\u202e" not in shown
    assert "\x1b" not in shown
    assert all(len(line) <= 120 for line in shown.splitlines())


def test_models_lists_every_shipped_file_with_its_card(tmp_path: Path) -> None:
    said = run("models").stdout.decode()
    assert all(str(model.path) in said for model in shipped_models())
    assert any(model.path.name == "embedded.npz" and model.size > 1e6 for model in shipped_models())
    (tmp_path / "a.npz").write_bytes(b"12345")
    (tmp_path / "b.json.xz").write_bytes(b"1")
    (tmp_path / "a.md").write_text("# a\n\n- **Licence**: CC BY 4.0\n", encoding="utf-8")
    (tmp_path / "__init__.py").touch()
    found = [(m.path.name, m.size, m.licence, m.card and m.card.name) for m in shipped_models(tmp_path)]
    assert found == [("a.npz", 5, "CC BY 4.0", "a.md"), ("b.json.xz", 1, None, None)]


def test_info_says_what_a_bug_report_needs() -> None:
    said = run("info").stdout.decode()
    assert newsie.__version__ in said
    assert all(name in said for name in ("python", "schema", "models", *EXTRAS))


def test_completion_is_offered() -> None:
    assert b"newsie" in subprocess.run([sys.executable, "-m", "newsie", "--show-completion", "bash"], capture_output=True, check=False).stdout
    assert {"extract", "show", "evaluate", "models", "info"} <= set(run("--help").stdout.decode().split())


NAME, SAID = (re.search(words, TEXT) for words in ("مازن قبلان", "الدوري سينطلق في موعده"))
assert NAME
assert SAID
GOLD = {
    "id": "g1", "text": TEXT, "entities": [{"start": NAME.start(), "end": NAME.end(), "label": "PER"}],
    "speakers": [{"id": "a", "names": ["مازن قبلان"], "kind": "person"}, {"id": "b", "names": ["مصدر في الاتحاد"], "kind": "unnamed"}],
    "statements": [{"content": [[SAID.start(), SAID.end()]], "kind": "indirect", "speaker": "a"}],
}  # fmt: skip


def article(**changes: object) -> newsie.Article:
    """An article that answers GOLD rightly, with changes to its only statement."""
    statement = {"id": "s1", "text": SAID[0], "content": [{"start": SAID.start(), "end": SAID.end(), "text": SAID[0]}], "kind": "indirect", "speaker_id": "x", **changes}
    speaker = {"id": "x", "name": changes.pop("name", "مازن قبلان"), "kind": "person"}
    statement.pop("name", None)
    mention = {"start": NAME.start(), "end": NAME.end(), "text": NAME[0], "label": "person", "entity_id": "p1", "score": 1.0}
    return newsie.Article.model_validate({"id": "g1", "text": TEXT, "speakers": [speaker], "statements": [statement], "mentions": [mention]})


def test_the_scorer_counts_what_is_right_and_what_is_wrong() -> None:
    def figures(mine: newsie.Article, **gold: object) -> dict[str, tuple[int, int, int]]:
        return {name.strip(): (f.hits, f.predicted, f.gold) for name, f in evaluate([(mine, {**GOLD, **gold})]).figures.items()}

    perfect = figures(article())
    assert all(hits == gold for hits, _, gold in perfect.values())
    assert perfect["who said what"] == perfect["names"] == (1, 1, 1)
    other = figures(article(name="رامي سعد"))
    assert (other["who said what"], other["statements"]) == ((0, 1, 1), (1, 1, 1))
    short = figures(article(content=[{"start": SAID.start(), "end": SAID.start() + 6, "text": SAID[0][:6]}]))
    assert short["statements"] == (0, 1, 1)
    assert figures(article(kind="direct"))["kind of the found"] == (0, 1, 1)
    assert figures(article(speaker_id=None))["who said what"] == (0, 1, 1)
    nobody = [{**GOLD["statements"][0], "speaker": None}]
    assert figures(article(speaker_id=None), statements=nobody)["who said what"] == (1, 1, 1)
    unnamed = [{**GOLD["statements"][0], "speaker": "b"}]
    assert figures(article(name="مصدر في اتحاد الكرة"), statements=unnamed)["who said what"][0] == 0
    assert figures(article(name="مصدر الاتحاد"), statements=unnamed)["who said what"][0] == 1
    assert evaluate([]).figures["names"].f1 == 0.0


def test_the_scorer_counts_by_confidence() -> None:
    sure, unsure, wrong = article(confidence=0.95), article(confidence=0.3), article(confidence=0.92, speaker_id=None)
    report = evaluate([(sure, GOLD), (unsure, GOLD), (wrong, GOLD)])
    assert [(least, band.statements, band.right) for least, band in report.bands.items() if band.statements] == [(0.9, 2, 1), (0.0, 1, 1)]
    assert "0.90 to 1.00             93.5   50.0      2" in report.to_text()
    assert [band["statements"] for band in json.loads(report.to_json())["confidence"]] == [2, 0, 0, 0, 1]


def test_evaluate_reads_a_folder_and_names_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "g1.json").write_text(json.dumps(GOLD), encoding="utf-8")
    done = run("evaluate", str(tmp_path), "--json")
    assert json.loads(done.stdout)["articles"] == 1
    assert b"who said what" in run("evaluate", str(tmp_path)).stdout
    (tmp_path / "g2.json").write_text('{"text": "x"}', encoding="utf-8")
    done = run("evaluate", str(tmp_path))
    assert done.returncode == 1
    assert b"g2.json" in done.stderr
    assert b"Traceback" not in done.stderr
    with pytest.raises(newsie.InputError, match=r"no \.json file"):
        next(read_gold(tmp_path / "none"))
    with pytest.raises(newsie.InputError, match="not that of the gold"):
        evaluate([(article(), {**GOLD, "text": "آخر"})])
    with pytest.raises(newsie.InputError, match="not in the form"):
        evaluate([(article(), {**GOLD, "statements": [{"kind": "direct"}]})])
