"""Coverage-guided fuzzing with atheris (libFuzzer): inputs grow towards code that none has reached yet.

    pip install atheris . && python -m benchmarks.fuzz extract|json|gold -max_total_time=600 [CORPUS_FOLDER …]

extract  any text through the pipeline and every law, and each format of `newsie extract`
json     any bytes as JSON: `Article.model_validate_json`, `Document.from_json`, the lines that `newsie extract` reads
gold     any bytes as the gold article of `newsie evaluate`

What is raised on purpose (`InputError`, pydantic's ValidationError) is an answer; anything else ends the run with the input that made it.
Options behind the target are libFuzzer's (https://llvm.org/docs/LibFuzzer.html). atheris has wheels for CPython on Linux and macOS.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Callable
from copy import deepcopy
from json import dumps, loads
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import atheris

with atheris.instrument_imports(include=["newsie"]):
    import newsie
    from newsie.evaluation import evaluate, read_gold
    from newsie.export.stream import RENDERERS, writer

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from benchmarks.laws import broken

ALPHABET = "ابتدرسعقكلمنهويةأإءئى 0125٣«»\"'“”‘’()[]<>.,،؛:؟!-–/\n\r\u2028\u200f\u202e\u0640\u0651\ud83d\U0001f600aZ@#_%\x00\ufeff"
WORDS = [
    "قال ", "وأضاف ", "إن ", "أن ", "الوزير ", "سامر حداد ", "وزير ", "في بيروت ", "أمس ", "الاثنين ", "25 أيار 2016 ", "وفق ", "بحسب ", "«", "»", ": ", ". ", "\n\n", "مصدر ",
    "له ", "وقالت ", "مشيرا إلى ", "متسائلا ", "نفسه ", "العام الماضي ", "قبل ", "بعد ", "مئة ", "وكالة ", "رويترز ",
    "طلب عدم الكشف عن هويته ", "في تصريح ", "https://a.example/ ", "سي.إن.إن ",
]  # fmt: skip
ODD: list[Any] = [None, True, -1, 0, 3, 10**30, 1.5, float("nan"), "", "x", "direct", "2020-02-30", "\ud800", [], {}, [[]], {"a": 1}, [None, None], [0, 9], [[5, 2]], [[0, 10**12]]]
_nlp = newsie.load()
_formats = tuple(RENDERERS)


def text_of(data: bytes) -> str:
    """A text that is spelt by the fuzzer: a byte a word or a letter of news, so that it need not learn UTF-8 first."""
    return "".join(ALPHABET[b] if b < len(ALPHABET) else WORDS[(b - len(ALPHABET)) % len(WORDS)] for b in data)


def _article() -> dict[str, Any]:
    return dict(loads(_nlp("قالت الوزيرة ليلى منصور لوكالة رويترز أمس إن «سامر حداد قال إن الأمر انتهى».\n\nوأضافت أن بيروت وافقت.", id="x").model_dump_json()))


_gold: dict[str, Any] = {
    "id": "g", "text": "قال رئيس الاتحاد مازن قبلان إن الدوري سينطلق في موعده.", "published": "2020-01-01", "entities": [{"start": 16, "end": 27, "label": "PER"}],
    "speakers": [{"id": "a", "names": ["مازن قبلان"], "kind": "unnamed"}], "statements": [{"content": [[31, 53]], "kind": "indirect", "speaker": "a"}],
}  # fmt: skip


def edited(record: dict[str, Any], data: bytes) -> bytes:
    """A record as JSON in which bytes have replaced, removed or copied values; the fuzzer need not learn JSON first."""
    record = loads(dumps(record))
    for at in range(0, min(len(data) - 3, 80), 4):
        places: list[tuple[Any, Any]] = []
        waiting: list[Any] = [record]
        while waiting:
            node = waiting.pop()
            inner = list(node.items()) if isinstance(node, dict) else list(enumerate(node))
            places += [(node, key) for key, _ in inner]
            waiting += [value for _, value in inner if isinstance(value, dict | list)]
        if not places:
            break
        node, key = places[(data[at] * 256 + data[at + 1]) % len(places)]
        if data[at + 2] < 200:
            node[key] = deepcopy(ODD[data[at + 3] % len(ODD)])
        elif data[at + 2] < 230 and isinstance(node, dict):
            del node[key]
        elif isinstance(node, list) and len(places) < 300:
            node.append(loads(dumps(node[key])))
    return dumps(record).encode("utf-8", "surrogatepass")


def extract(data: bytes) -> None:
    """The first byte chooses between spelt text and UTF-8, the second the format."""
    text = text_of(data[2:]) if data[:1] < b"\xc0" else data[2:].decode("utf-8", "replace")
    article = _nlp(text, published="2018-02-18", id=text[:8], outlet=text[8:20], url=text[20:40])
    if wrong := broken(article, text):
        raise AssertionError(wrong)
    format = _formats[data[1] % len(_formats) if len(data) > 1 else 0]
    with contextlib.suppress(UnicodeEncodeError, PydanticSerializationError), writer(format, io.StringIO()) as write:  # half a surrogate pair
        write(article)


def json(data: bytes) -> None:
    """Bytes that are no article, no document and no line give the errors that are promised."""
    if data[:1] < b"\xc0":
        data = edited(_whole, data[1:])
    with contextlib.suppress(ValidationError):
        article = newsie.Article.model_validate_json(data)
        assert newsie.Article.model_validate_json(article.model_dump_json()) == article
        _ = [s.speaker for s in article.statements]
    with contextlib.suppress(newsie.InputError, UnicodeDecodeError):
        newsie.Document.from_json(data.decode("utf-8-sig"))
    _lines(data)


def _lines(data: bytes) -> None:
    """The command line's reader of files."""
    from newsie.inputs import Inputs

    with tempfile.NamedTemporaryFile(suffix=(".txt", ".jsonl")[len(data) % 2], dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as file:
        file.write(data)
        file.flush()
        with contextlib.redirect_stderr(io.StringIO()):
            for _, document in Inputs({"outlet": "x", "published": None}, 1000).documents([file.name]):
                assert isinstance(document, newsie.Document | Exception)


def gold(data: bytes) -> None:
    """A folder with these bytes as its only article."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        Path(folder, "a.json").write_bytes(data if data[:1] >= b"\xc0" else edited(_gold, data[1:]))
        with contextlib.suppress(newsie.InputError):
            evaluate((_nlp(document), record) for document, record in read_gold(folder)).to_json()


_whole = _article()
TARGETS: dict[str, Callable[[bytes], None]] = {"extract": extract, "json": json, "gold": gold}


def main() -> None:
    """Fuzz the target that the first argument names."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(__doc__)
    target = TARGETS[sys.argv[1]]
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
