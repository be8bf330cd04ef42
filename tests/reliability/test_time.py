"""Long texts of many statements, speakers, names and marks: time grows with the length, whatever there is much of."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

import newsie

pytestmark = pytest.mark.slow
_LETTERS = "ابتثجحخدرزسشصضطعغفقكلمنهوي"
_SMALL, _LARGE = 16_000, 128_000
Namer = Callable[[], str]

SENTENCES: dict[str, Callable[[int, Namer], str]] = {
    "speakers": lambda n, name: f"قال {name()} إن الأمر انتهى. ",
    "ministers": lambda n, name: f"وقال وزير الخارجية {name()} إن بلاده ترحب بالقرار. ",
    "one sentence without an end": lambda n, name: f"وقال {name()} إن الأمر انتهى ",
    "one paragraph of quotations": lambda n, name: f"«نعم {n}»، قال {name()}، ",
    "nested quotations": lambda n, name: f"قال «قال {name()} «نعم»» ",
    "quotations left open": lambda n, name: f"قال {name()}: «الأمر ",
    "dates": lambda n, name: f"في {n % 28 + 1} أيار {1950 + n % 90} ومنذ الاثنين الماضي ",
    "people who share a name": lambda n, name: f"قال محمد {name()} إن محمد ",
    "organisations": lambda n, name: f"قالت شركة {name()} في بيان لوزارة {name()} إن بيروت وافقت. ",
    "paragraphs": lambda n, name: f"قال {name()} نعم\n",
    "wishes not to be named": lambda n, name: "قال مصدر طلب عدم الكشف عن هويته إن الأمر انتهى أمس. ",
    "roles": lambda n, name: f"رئيس وزير مدير عام نائب {name()} ",
    "quotations without a speaker": lambda n, name: "«لن نعود إلى الوراء أبدا»\n",
}


@pytest.mark.parametrize("much", SENTENCES)
def test_time_grows_with_the_length(nlp: newsie.Pipeline, much: str) -> None:
    """Eight times the text takes at most sixteen times the processor time; a square would take 64 times."""
    rng = random.Random(1)

    def name() -> str:
        return "".join(rng.choices(_LETTERS, k=4)) + " ال" + "".join(rng.choices(_LETTERS, k=5))

    text = "".join(SENTENCES[much](n, name) for n in range(_LARGE // 15))[:_LARGE]
    assert len(text) == _LARGE

    def seconds(text: str) -> float:
        began = time.process_time()
        nlp(text)
        return time.process_time() - began

    nlp("".join(SENTENCES[much](n, name) for n in range(50)))  # what is loaded when it is first needed is loaded
    small = seconds(text[:_SMALL])  # before the rest: to either, most of its words are new
    assert seconds(text[_SMALL:] + text[:_SMALL]) < 16 * small
