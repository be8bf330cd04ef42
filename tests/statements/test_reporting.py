"""The lexicon of words that report: every form of every verb, and look-ups through clitics."""

from __future__ import annotations

import pytest

from newsie.lexicons import rows, word_class
from newsie.lexicons.reporting import complementisers, look_up, table

GRADES, ACT = {"A", "B", "C"}, r"[a-z_]+"

# (form, lemma, form's name, gender, number)
FORMS = [
    ("قال", "قال", "perfect", "m", "s"),
    ("قالت", "قال", "perfect", "f", "s"),
    ("قالا", "قال", "perfect", "m", "d"),
    ("قالتا", "قال", "perfect", "f", "d"),
    ("قالوا", "قال", "perfect", "m", "p"),
    ("قلن", "قال", "perfect", "f", "p"),
    ("يقول", "قال", "imperfect", "m", "s"),
    ("تقول", "قال", "imperfect", "f", "s"),
    ("يقولون", "قال", "imperfect", "m", "p"),
    ("يقل", "قال", "imperfect", "m", "s"),
    ("قائلا", "قال", "participle", "m", "s"),
    ("قائلة", "قال", "participle", "f", "s"),
    ("نفت", "نفى", "perfect", "f", "s"),
    ("نفوا", "نفى", "perfect", "m", "p"),
    ("ينفون", "نفى", "imperfect", "m", "p"),
    ("نافيا", "نفى", "participle", "m", "s"),
    ("نافية", "نفى", "participle", "f", "s"),
    ("دعت", "دعا", "perfect", "f", "s"),
    ("دعوا", "دعا", "perfect", "m", "p"),
    ("يدعون", "دعا", "imperfect", "m", "p"),
    ("داعيا", "دعا", "participle", "m", "s"),
    ("داعين", "دعا", "participle", "m", "p"),
    ("رأوا", "رأى", "perfect", "m", "p"),
    ("أشرن", "أشار", "perfect", "f", "p"),
    ("مشيرين", "أشار", "participle", "m", "p"),
    ("استبعدتا", "استبعد", "perfect", "f", "d"),
    ("تنبؤوا", "تنبأ", "perfect", "m", "p"),
    ("مدعية", "ادعى", "participle", "f", "s"),
]

# (token as written, lemma of a reading it must have)
TOKENS = [
    ("وقال", "قال"), ("فقالت", "قال"), ("وأضاف", "أضاف"), ("واضاف", "أضاف"), ("اكد", "أكد"), ("واكدت", "أكد"), ("سيعلن", "أعلن"), ("وسيعلن", "أعلن"),
    ("موضحاً", "أوضح"), ("موضحًا", "أوضح"), ("ومضيفا", "أضاف"), ("بقوله", "قال"), ("قولها", "قال"), ("اتهمته", "اتهم"), ("يصفها", "وصف"), ("نفاه", "نفى"),
    ("دعوته", "دعا"), ("أبلغتنا", "أبلغ"), ("تصريحات", "تصريح"), ("بحسب", "بحسب"), ("ووفقا", "وفقا"), ("وفقًا", "وفقا"), ("حسبما", "حسبما"), ("طبقاً", "طبقا"),
]  # fmt: skip

NO_REPORTS = ["كتاب", "مدرسة", "ذهب", "البيت", "وزير", "لبنان", "المهاجرين", "إن", "والمدينة"]


@pytest.mark.parametrize(("form", "lemma", "kind", "gender", "number"), FORMS)
def test_forms(form: str, lemma: str, kind: str, gender: str, number: str) -> None:
    assert (lemma, kind, gender, number) in {(r.lemma, r.form, r.gender, r.number) for r in table()[form]}


@pytest.mark.parametrize(("token", "lemma"), TOKENS)
def test_tokens(token: str, lemma: str) -> None:
    from newsie.text.characters import bare

    assert lemma in {r.lemma for r in look_up(bare(token))}


@pytest.mark.parametrize("token", NO_REPORTS)
def test_other_words_do_not_report(token: str) -> None:
    assert not [r for r in look_up(token) if r.grade == "A"]


@pytest.mark.parametrize("row", rows("reporting"), ids=lambda row: row["perfect"])
def test_every_verb_is_whole_and_reached(row: dict[str, str]) -> None:
    """Each entry has its parts, a known grade, frames, and its principal forms find it."""
    assert row["grade"] in GRADES
    assert row["act"].replace("_", "").isalpha()
    assert row["frames"]
    assert row["imperfect"][0] == "ي"
    for form, kind in ((row["perfect"], "perfect"), (row["perfect"] + "ت", "perfect"), (row["imperfect"], "imperfect"), (row["participle"] + "ا", "participle")):
        if form in table():
            assert any(r.form in (kind, "masdar", "participle", "perfect", "imperfect") for r in table()[form])
    assert row["perfect"] in {r.lemma for r in look_up(row["perfect"])}
    assert row["perfect"] in {r.lemma for r in look_up(row["imperfect"])}
    for masdar in row["masdar"].split():
        assert row["perfect"] in {r.lemma for r in look_up(masdar)}


@pytest.mark.parametrize("row", rows("reporting_phrases"), ids=lambda row: row["phrase"])
def test_every_phrase_is_of_a_known_kind(row: dict[str, str]) -> None:
    assert row["kind"] in {"attribution", "attribution_clause", "noun", "complementiser", "interrogative", "narrator"}
    if row["kind"] in ("attribution", "attribution_clause", "noun"):
        assert row["lemma"] in {r.lemma for r in look_up(row["phrase"])}


def test_complementisers_are_found_without_hamza() -> None:
    assert {"أن", "ان", "إنه", "انه", "بأنها", "بانها", "فإن"} <= complementisers()


def test_closed_classes() -> None:
    assert "في" in word_class("preposition")
    with pytest.raises(KeyError, match="no class"):
        word_class("nothing")
