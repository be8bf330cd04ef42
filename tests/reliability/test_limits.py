"""What is too long is said, and what is very long takes its share of time and memory and no more."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import newsie
from newsie.pipeline import Pipeline

TEXT = "قال رئيس النادي ماهر عواد إن الموسم يبدأ غدا."


def limited(nlp: Pipeline, max_chars: int | None) -> Pipeline:
    """The same pipeline with another limit."""
    return Pipeline(nlp._recognizer, nlp._statements, max_chars=max_chars)


def test_a_text_over_the_limit_is_an_error_that_says_what_to_do(nlp: Pipeline) -> None:
    small = limited(nlp, len(TEXT))
    assert small(TEXT) == nlp(TEXT)
    with pytest.raises(newsie.InputError, match=rf"the text of 'long' has {len(TEXT) + 1} characters, more than the {len(TEXT)} of max_chars.*newsie\.load\(max_chars=…\)"):
        small(TEXT + "!", id="long")
    with pytest.raises(newsie.InputError, match=r"^the text has"):
        small(TEXT + "!")
    first, fault, last = small.pipe([TEXT, TEXT + "!", ""], errors="return")
    assert (first, last) == (nlp(TEXT), nlp(""))
    assert isinstance(fault, newsie.InputError)


def test_by_default_ten_million_characters_are_read(nlp: Pipeline) -> None:
    assert nlp._max_chars == 10_000_000
    with pytest.raises(newsie.InputError, match="10,000,001 characters"):
        nlp("\n" * 10_000_001)
    assert limited(nlp, None)("\n" * 20).statements == ()


_MEASURE = """
import json, resource, sys, time
import newsie
article = sys.stdin.read()
nlp = newsie.load()
nlp(article)
text = (article + "\\n\\n") * max(1, round(float(sys.argv[1]) * 1e6 / len(article.encode())))
began = time.process_time()
found = nlp(text)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
print(json.dumps({"MB": len(text.encode()) / 1e6, "seconds": time.process_time() - began, "peak": peak, "statements": len(found.statements), "same": found.text == text}))
"""


@pytest.mark.slow
def test_ten_megabytes_take_linear_time_and_bounded_memory(seed_text: str) -> None:
    """Processor time and peak memory of one text of 1 and of 10 MB, each in a process of its own (docs/reliability.md)."""
    pytest.importorskip("resource")

    def measured(size: float) -> dict[str, float]:
        done = subprocess.run([sys.executable, "-c", _MEASURE, str(size)], input=seed_text, capture_output=True, text=True, check=True)
        found: dict[str, float] = json.loads(done.stdout)
        print(found)
        assert found["same"]
        return found

    one, ten = measured(1), measured(10)
    assert ten["seconds"] / ten["MB"] < 1.6 * one["seconds"] / one["MB"]
    assert ten["peak"] < 400 * ten["MB"]
    assert ten["statements"] > 9 * one["statements"]
