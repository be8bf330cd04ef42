"""Where clitics begin and end: words, names and function words, and the integrity of the table and the model."""

from __future__ import annotations

from itertools import pairwise

import pytest

from newsie.lexicons import rows
from newsie.text import clitic_model
from newsie.text.clitics import function_words, proclitic_length, segment, stem

WHOLE = (
    "وزير وزارة وكالة وفد وقت وطن ورشة ولاية والي وجه وضع وحدة واشنطن وليد وائل وهران بيان بيت بلاد بنك برلمان بعد بين بيروت بغداد بوتين بلير بايدن "
    "فلسطين فريق فرنسا فيلم فصل فتح فيصل فؤاد كتاب كتب كلية كرة كيري كوشنر كندا كلينتون لبنان لجنة لقاء لافروف لندن ليبيا لغة سلطة سوريا سيناء سلمان "
    "سياسة سيارة سفير فوق كذا مدينة قوات رئيس شركة وجيه نزيه مياه اتجاه شبه فقه بنغلادش بي لكن كما بينما عندما ربما مهما لماذا هناك"
)
SPLIT = [
    "و|قال", "ف|قال", "و|روسيا", "ب|الرياض", "ل|لرياض", "و|ل|روسيا", "و|لبنان", "و|واشنطن", "و|وزير", "و|بيان", "ب|بيروت", "ل|لبنان", "و|ب|الرياض",
    "و|ل|لأمم", "ك|رئيس", "س|يقول", "و|س|يعلن", "كتاب|هم", "رئيس|ه", "بلاد|نا", "قول|ه", "و|قول|ه", "وزارت|ه", "حكومت|ها", "أصدقائ|ه", "علي|ه", "إلي|ها",
    "لدي|هم", "ب|ه", "ل|ها", "من|ه", "عن|ها", "أن|ه", "ل|أن", "ب|أن|ها", "و|هو", "ف|هو", "و|لم", "و|قد", "ف|قد", "و|لا", "ل|هذا", "و|الذي", "ل|ذلك",
    "و|في", "و|من", "لكن|ه", "و|لكن", "كل|ها", "بعض|هم", "سأل|ها", "و|أكد", "ب|اسم", "ب|شأن", "ل|لحكومة", "و|السعودية", "ب|السعودية",
]  # fmt: skip


@pytest.mark.parametrize("word", WHOLE.split())
def test_whole(word: str) -> None:
    assert segment(word) == ((), ())


@pytest.mark.parametrize("pieces", SPLIT)
def test_split(pieces: str) -> None:
    word = pieces.replace("|", "")
    cuts = segment(word)
    bounds = [0, *cuts.proclitics, *cuts.enclitics, len(word)]
    assert "|".join(word[a:b] for a, b in pairwise(bounds)) == pieces


LENGTHS = [
    ("وزير", 0), ("وروسيا", 1), ("بالرياض", 1), ("للرياض", 1), ("ولروسيا", 2), ("لـروسيا", 2), ("وَبِالرِّيَاضِ", 4), ("و\u200fقال", 2), ("قال", 0),
    ("CNN", 0), ("25", 0), ("و", 0), ("", 0), ("«", 0), ("وباول", 1), ("ولسامي", 2), ("ﻭقال", 1),
]  # fmt: skip


@pytest.mark.parametrize(("surface", "expected"), LENGTHS)
def test_proclitic_length(surface: str, expected: int) -> None:
    assert proclitic_length(surface) == expected


STEMS = [("للرياض", "الرياض"), ("وللأمم", "الأمم"), ("ولروسيا", "روسيا"), ("كتابهم", "كتاب"), ("لها", "ل"), ("وزير", "وزير"), ("بالرِّياض", "الرِّياض")]


@pytest.mark.parametrize(("surface", "expected"), STEMS)
def test_stem(surface: str, expected: str) -> None:
    assert stem(surface) == expected


def test_table_is_sound() -> None:
    for row in rows("clitics_words"):
        assert all(p == "-" or p in clitic_model.PROCLITICS for p in row["proclitics"].split(" ")), row
        assert all(e == "-" or e in clitic_model.ENCLITICS for e in row["enclitics"].split(" ")), row
    assert all(len(word) > 1 for word in function_words())


def test_model_is_sound() -> None:
    model = clitic_model.load()
    assert len(model.evidence.zipf) == len(model.cuts) > 200_000
    for word, cuts in list(model.cuts.items())[::997]:
        bounds = [0, *cuts.proclitics, *cuts.enclitics, len(word)]
        assert bounds == sorted(set(bounds)), word
    small = clitic_model.CliticModel(clitic_model.Evidence({"قال": 5.0}, {"علوان": 1.0}), {"قال": clitic_model.WHOLE}, {"a": 0.5})
    assert small.analyse("قال").stem == "قال"
