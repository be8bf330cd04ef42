"""The command line under fire: output that is whole or not there, runs that are interrupted, readers that go away, disks that are full."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import newsie
from newsie.outputs import Kept, part_of, resume, whole_file

TEXT = "قال رئيس الاتحاد مازن قبلان إن الدوري سينطلق في موعده."
NEWSIE = [sys.executable, "-m", "newsie"]
TOO_SLOW = 120  # seconds, on a machine that does much else

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")


def heeding_interrupts() -> None:
    """Run in the child: a suite that was started in the background ignores SIGINT, and its children would too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def run(*args: str, given: bytes = b"", **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*NEWSIE, *args], input=given, capture_output=True, check=False, timeout=TOO_SLOW, **options)


def records(path: Path, count: int, text: str = TEXT) -> Path:
    path.write_text("".join(json.dumps({"id": f"n{n}", "text": f"{text} {n}"}) + "\n" for n in range(count)), encoding="utf-8")
    return path


def ids(path: Path) -> list[str | None]:
    return [newsie.Article.model_validate_json(line).id for line in path.read_bytes().splitlines()]


def until(there: Callable[[], object]) -> None:
    end = time.monotonic() + TOO_SLOW
    while not there():
        assert time.monotonic() < end
        time.sleep(0.01)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextlib.contextmanager
def reading(source: Path, output: Path, *more: str) -> Any:
    """A run that has written its first article and still has thousands before it, in a process group of its own."""
    process = subprocess.Popen(
        [*NEWSIE, "extract", str(source), "-o", str(output), *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=heeding_interrupts
    )
    part = part_of(output)
    try:
        until(lambda: (part.exists() and part.stat().st_size > 2000) or process.poll() is not None)
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_a_file_has_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("old")
    target.chmod(0o640)
    with pytest.raises(FileNotFoundError), whole_file(target) as path:
        path.write_text("new") and path.rename(tmp_path / "gone" / "out")
    assert (target.read_text(), list(tmp_path.iterdir())) == ("old", [target])
    (link := tmp_path / "link").symlink_to(target)
    with whole_file(link) as path:
        path.write_text("new")
        assert target.read_text() == "old"
    assert (target.read_text(), link.is_symlink(), target.stat().st_mode & 0o777) == ("new", True, 0o640)
    with pytest.raises(FileNotFoundError), whole_file(target, keep=True) as path:
        path.write_text("newer") and path.rename(tmp_path / "gone" / "out")
    assert (target.read_text(), part_of(target).read_text()) == ("new", "newer")
    with whole_file(Path("/dev/null")) as path:
        assert path == Path("/dev/null")


def test_what_is_kept_is_known_by_id_and_text_as_often_as_it_is_there() -> None:
    kept = Kept()
    for article in (("a", "x"), ("a", "x"), (None, "x"), ("None", "y"), ("a", "\ud800")):
        kept.add(*article)
    assert len(kept) == 5
    assert [kept.take("a", "x") for _ in range(3)] == [True, True, False]
    assert [kept.take(None, "x"), kept.take(None, "x"), kept.take(None, "y"), kept.take("", "x"), kept.take("a", "\ud800")] == [True, False, False, False, True]
    assert len(kept) == 1


def test_a_half_line_is_dropped_and_a_foreign_file_is_not_touched(tmp_path: Path) -> None:
    out, line = tmp_path / "out.jsonl", json.dumps({"id": "a", "text": "x"}).encode() + b"\n"
    assert len(resume(out)) == 0
    part_of(out).write_bytes(line + line[:-5])
    assert len(resume(out)) == 1
    assert part_of(out).read_bytes() == line
    part_of(out).unlink()
    out.write_bytes(line + line)
    assert len(resume(out)) == 2
    assert out.read_bytes() == part_of(out).read_bytes() == line + line
    for foreign in (b'{"id": "b"}\n', b"[1]\n", b"\xff\n", b"\n", b"[" * 100_000 + b"\n"):
        part_of(out).write_bytes(line + foreign + line)
        with pytest.raises(newsie.InputError, match="line 2 is no article"):
            resume(out)
        assert part_of(out).read_bytes() == line + foreign + line


@pytest.mark.parametrize(
    ("sent", "code", "more"),
    [
        (signal.SIGINT, 130, ()),
        pytest.param(signal.SIGINT, 130, ("--processes", "2"), marks=pytest.mark.slow),
        pytest.param(signal.SIGTERM, 143, ("--processes", "2"), marks=pytest.mark.slow),
        pytest.param(signal.SIGKILL, -9, (), marks=pytest.mark.slow),
    ],
)
def test_a_stopped_run_goes_on_and_loses_or_repeats_nothing(tmp_path: Path, sent: signal.Signals, code: int, more: tuple[str, ...]) -> None:
    """Stopped at its first article, resumed over a shorter file so that the test is short: first what was there, then the rest."""
    source, out = records(tmp_path / "in.jsonl", 20_000), tmp_path / "out.jsonl"
    with reading(source, out, *more) as process:
        if sent is signal.SIGINT:
            os.killpg(process.pid, sent)  # as a terminal sends it, to the worker processes too
        else:
            process.send_signal(sent)
        said = process.communicate(timeout=TOO_SLOW)[1].decode()
        assert process.returncode == code, said
    assert not out.exists()
    assert "Traceback" not in said
    if code > 0:
        assert sent.name in said
        assert "--resume" in said
    part = part_of(out)
    done = len(part.read_bytes().splitlines())
    part.write_bytes(part.read_bytes() + b'{"schema_version":"1.0","id":"n')
    records(source, done + 3)
    again = run("extract", str(source), "-o", str(out), "--resume")
    assert again.returncode == 0, again.stderr
    assert ids(out) == [f"n{n}" for n in range(done + 3)]
    assert not part.exists()
    if code < 0:
        whole = tmp_path / "whole.jsonl"
        run("extract", str(source), "-o", str(whole))
        assert whole.read_bytes() == out.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("wait", [0.0, 0.05, 0.1, 0.2, 0.4])
def test_an_interrupt_while_the_processes_start_is_quiet_too(tmp_path: Path, wait: float) -> None:
    source = records(tmp_path / "in.jsonl", 2000)
    process = subprocess.Popen(
        [*NEWSIE, "extract", str(source), "-j", "2", "-f", "csv", "-o", str(tmp_path / "out.csv")], stderr=subprocess.PIPE, start_new_session=True, preexec_fn=heeding_interrupts
    )
    until(lambda: len(children(process.pid)) >= 2)
    time.sleep(wait)
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=TOO_SLOW)[1].decode()
    assert process.returncode == 130
    assert "Traceback" not in said
    assert sorted(tmp_path.iterdir()) == [source]  # CSV cannot be gone on with: nothing is left


@pytest.mark.slow
def test_a_killed_worker_costs_no_article(tmp_path: Path) -> None:
    source, out = records(tmp_path / "in.jsonl", 300), tmp_path / "out.jsonl"
    with reading(source, out, "--processes", "2") as process:
        for child in children(process.pid):
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(child, signal.SIGKILL)
                break
        said = process.communicate(timeout=TOO_SLOW)[1].decode()
        assert process.returncode == 0, said
    assert said == ""
    assert ids(out) == [f"n{n}" for n in range(300)]


@pytest.mark.slow
def test_a_reader_that_goes_away_ends_the_run(tmp_path: Path) -> None:
    source = records(tmp_path / "in.jsonl", 20_000)
    for command in ("extract", "show"):
        done = subprocess.run(
            ["bash", "-c", f"'{sys.executable}' -m newsie {command} '{source}' | head -n 1; exit ${{PIPESTATUS[0]}}"], capture_output=True, check=False, timeout=TOO_SLOW
        )
        assert (done.returncode, done.stdout.count(b"\n"), done.stderr) == (141, 1, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    source = records(tmp_path / "in.jsonl", 3)
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*NEWSIE, "extract", str(source)], stdout=full, stderr=subprocess.PIPE, check=False, timeout=TOO_SLOW)
    assert (done.returncode, done.stderr) == (1, b"newsie: No space left on device\n")
    done = run("extract", str(source), "-o", "/dev/full")
    assert (done.returncode, done.stderr) == (1, b"newsie: No space left on device\n")


@pytest.mark.slow
def test_a_disk_that_fills_leaves_what_can_be_gone_on_with(tmp_path: Path) -> None:
    source, out = records(tmp_path / "in.jsonl", 5), tmp_path / "out.jsonl"
    full = run("extract", str(source), "-o", str(out), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000)))
    assert full.returncode == 1
    assert b"File too large" in full.stderr
    assert b"--resume" in full.stderr
    assert b"Traceback" not in full.stderr
    assert not out.exists()
    assert run("extract", str(source), "-o", str(out), "--resume").returncode == 0
    assert ids(out) == [f"n{n}" for n in range(5)]


@pytest.mark.slow
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- 2>&-", ">&- 2>&-"])
def test_closed_standard_streams(tmp_path: Path, closed: str) -> None:
    done = subprocess.run(["bash", "-c", f"'{sys.executable}' -m newsie extract - {closed}"], input=TEXT.encode(), capture_output=True, check=False, timeout=TOO_SLOW)
    assert done.returncode == (0 if closed == "2>&-" else 1)
    assert b"Traceback" not in done.stderr
    assert all(json.loads(line) for line in done.stdout.splitlines())


def test_bad_lines_are_named_and_kept_with_their_errors(tmp_path: Path) -> None:
    source, bad = tmp_path / "in.jsonl", tmp_path / "bad.jsonl"
    deep = b'{"text": ' + b"[" * 200_000
    source.write_bytes(
        b'{"text": "a", "id": "first"}\nnot json\n{"text": "\xff"}\n' + deep + b'\n{"text": "\\ud800 half", "id": "half"}\n'
        b'{"text": "' + b"x" * 60 + b'", "id": "long"}\n{"text": "a", "published": "soon"}\n{"text": "b", "id": "last"}'
    )
    done = run("extract", str(source), "--errors", str(bad), "--max-chars", "50")
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["first", "last"]
    said = done.stderr.decode()
    assert "Traceback" not in said
    kept = [json.loads(line) for line in bad.read_text(encoding="utf-8").splitlines()]
    assert [entry["line"] for entry in kept] == [2, 3, 4, 5, 6, 7]
    assert {entry["file"] for entry in kept} == {str(source)}
    assert {entry["type"] for entry in kept} == {"InputError"}
    assert [f"newsie: {source}, line {entry['line']}: {entry['error']}" for entry in kept] == said.splitlines()
    assert kept[0]["record"] == "not json"
    assert json.loads(kept[4]["record"]) == {"text": "x" * 60, "id": "long"}
    for entry, words in zip(kept, ("not JSON", "not UTF-8 at byte 10", "nested too deep", "surrogate", "more than the 50 of max_chars", "no ISO date"), strict=True):
        assert words in entry["error"]


@pytest.mark.slow
def test_what_is_longer_than_any_article_is_not_held_in_memory(tmp_path: Path) -> None:
    """A line and a file of 300 MB, with a limit of memory that they would burst."""
    line, text = tmp_path / "line.jsonl", tmp_path / "text.txt"
    for path in (line, text):
        with path.open("wb") as file:
            file.truncate(300_000_000)  # a hole: no disk is used
    with line.open("ab") as file:
        file.write(b'\n{"text": "x", "id": "after"}\n')
    limit = lambda: resource.setrlimit(resource.RLIMIT_DATA, (250_000_000, 250_000_000))  # noqa: E731
    done = run("extract", str(line), str(text), "--max-chars", "10000", preexec_fn=limit)
    assert (done.returncode, done.stderr.count(b"longer than 10,000 characters")) == (1, 2), done.stderr
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["after"]


@pytest.mark.slow
def test_a_million_blank_lines_take_no_time() -> None:
    assert run("extract", "-", given=b"\n" * 1_000_000 + TEXT.encode()).returncode == 0


def test_only_json_lines_in_a_file_resume() -> None:
    for args in (("--resume",), ("--resume", "-o", "x.csv", "-f", "csv")):
        done = run("extract", "-", *args)
        assert done.returncode == 2
        assert b"--resume" in done.stderr


@pytest.mark.slow
def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = run("extract", "-", "-o", str(tmp_path / "none" / "out.jsonl"), given=TEXT.encode())
    assert done.returncode == 1
    assert done.stderr.decode().endswith("out.jsonl.part: No such file or directory\n")


def test_info_verifies_the_model_files() -> None:
    done = run("info", "--verify")
    assert (done.returncode, done.stdout.count(b"as shipped (SHA-256)")) == (0, 3)
    assert b"SHA-256" not in run("info").stdout
