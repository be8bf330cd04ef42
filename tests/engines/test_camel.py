"""The real CAMeL Tools inside newsie: its labels have no offsets, newsie's names have."""

from __future__ import annotations

import json
import pickle
import random
from importlib.util import find_spec
from pathlib import Path

import pytest

import newsie
from engines.sentences import sentences
from engines.tiny import make_bert
from newsie.errors import ModelCorrupt, ModelNotFound
from newsie.ner.tags import names_on, spans
from newsie.text.page import read_page

pytestmark = [pytest.mark.slow, pytest.mark.skipif(find_spec("camel_tools") is None, reason="needs CAMeL Tools: pip install torch 'newsie[camel]'")]
TEXT = "قال سامر حداد في زهران إن الجسر سيفتح. وأضاف نديم لازار أن العمل بدأ فعاد السكان إلى بيوتهم.\n\nولردينة تاريخ طويل، ولوزارة الجسور فيها فرع."


def surfaces() -> list[list[str]]:
    return [["".join(pieces) for pieces, _ in sentence] for sentence in sentences()[:40]]


def test_labels_are_those_of_the_real_recognizer(camel_nlp: newsie.Pipeline) -> None:
    """`NERecognizer.predict` on the same words gives the same labels, though newsie's batches are narrower."""
    tagger = camel_nlp._recognizer._tagger
    ours = [[label for label, _ in tags] for tags in tagger.tags(surfaces())]
    assert ours == tagger.model().predict(surfaces())
    assert len({label for labels in ours for label in labels}) > 3


def test_names_are_its_labels_on_the_pages_own_tokens(camel_nlp: newsie.Pipeline) -> None:
    page = read_page(TEXT)
    predicted = camel_nlp._recognizer._tagger.model().predict([page.tokens.words[first:end] for first, end in page.sentences])
    found = [span for labels, (first, _) in zip(predicted, page.sentences, strict=True) for span in spans([(label, 1.0) for label in labels], first)]
    names = camel_nlp._recognizer.recognize([page])[0]
    assert names
    assert [(n.first, n.last, n.start, n.end, n.label) for n in names] == [(n.first, n.last, n.start, n.end, n.label) for n in names_on(page, found)]
    assert all(0 < name.score <= 1 for name in names)


def test_no_label_is_lost_in_a_sentence_longer_than_the_model(camel_nlp: newsie.Pipeline) -> None:
    """2,000 words without a stop: ten times what BERT reads at once; the last has a label as the first has."""
    words = [word for sentence in surfaces() for word in sentence if word not in ".؟!"] * 8
    assert len(words) > 2000
    (tags,) = camel_nlp._recognizer._tagger.tags([words])
    assert len(tags) == len(words)
    article = camel_nlp(" ".join(words))
    assert max(m.end for m in article.mentions) > 0.98 * len(article.text)


def test_a_model_with_fewer_positions_is_read_in_shorter_parts(tmp_path: Path) -> None:
    make_bert(tmp_path, positions=40)
    article = newsie.load(ner="camel", camel_dir=tmp_path)(" ".join(word for sentence in surfaces() for word in sentence if word != "."))
    assert article.mentions


ODD = ["\u200f", "\ufe0f", "\ud800", "\x00", "\u0301", "ـ", "[SEP]", "ا" * 5000, "😀", "\ufdfa", "https://a.example/x?y=1"]


def test_words_that_are_nothing_to_bert_keep_the_labels_behind_them_in_place(camel_nlp: newsie.Pipeline) -> None:
    tagger = camel_nlp._recognizer._tagger
    (tags,) = tagger.tags([[*ODD, "سامر", "حداد"]])
    assert len(tags) == len(ODD) + 2
    for odd in ODD:
        article = camel_nlp(f"قال سامر{odd}حداد {odd} في زهران")
        assert all(article.text[m.start : m.end] == m.text for m in article.mentions)


def test_what_else_is_in_a_batch_changes_nothing(camel_nlp: newsie.Pipeline) -> None:
    pages = [read_page(text) for text in (TEXT, "", TEXT[:50], TEXT * 4)]
    recognizer = camel_nlp._recognizer
    assert recognizer.recognize(pages) == [recognizer.recognize([page])[0] for page in pages]


def test_many_pages_in_processes(camel_nlp: newsie.Pipeline) -> None:
    texts = [TEXT, "", "…", TEXT[:60]] * 3
    single = [camel_nlp(text) for text in texts]
    assert list(camel_nlp.pipe(texts, batch_size=5)) == single
    assert list(camel_nlp.pipe(texts, batch_size=2, processes=2)) == single
    assert len(pickle.dumps(camel_nlp._recognizer)) < 5_000


def test_a_bert_folder_itself_and_the_environment_are_enough(camel_dir: Path, camel_nlp: newsie.Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = camel_nlp(TEXT).mentions
    assert newsie.load(ner="camel", camel_dir=camel_dir / "data/ner/arabert")(TEXT).mentions == expected
    monkeypatch.setenv("CAMELTOOLS_DATA", str(camel_dir))
    assert newsie.load(ner="camel")(TEXT).mentions == expected
    assert newsie.load(camel_dir=camel_dir)(TEXT).mentions == expected


def test_damaged_and_foreign_models_say_so(tmp_path: Path) -> None:
    bert = make_bert(tmp_path / "a")
    weights = bert / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ModelCorrupt, match="cannot be read"):
        newsie.load(ner="camel", camel_dir=tmp_path / "a")
    make_bert(tmp_path / "b", labels=["POSITIVE", "NEGATIVE"])
    with pytest.raises(ModelCorrupt, match="NEGATIVE, POSITIVE"):
        newsie.load(ner="camel", camel_dir=tmp_path / "b")
    (make_bert(tmp_path / "c") / "vocab.txt").unlink()
    with pytest.raises(ModelNotFound, match=r"vocab\.txt"):
        newsie.load(ner="camel", camel_dir=tmp_path / "c")


# ---- morphology

NOVEL = "دندنت ليلى منصور أن الجسر سيفتح. وأضافت: «لن نتأخر»."


def test_a_verb_that_the_lexicon_does_not_know_gets_lemma_gender_and_number(camel_dir: Path) -> None:
    from newsie.engines.agreement import Agreement
    from newsie.engines.camel import camel_morphology
    from newsie.statements.draft import Draft

    agreement = Agreement(camel_morphology(camel_dir))
    page = read_page("ودندنت ليلى أن الجسر سيفتح. دندنوا. تقول. قال.")
    drafts = [Draft([(3, 5)], cue=(i, i + 1)) for i, word in enumerate(page.tokens.words) if word in ("ودندنت", "دندنوا", "تقول", "قال")]
    agreement.refine(page, drafts)
    reports = [draft.report for draft in drafts]
    assert [(r.lemma, r.form, r.gender, r.number, r.person) for r in reports if r] == [
        ("دندن", "perfect", "f", "s", "3"), ("دندن", "perfect", "m", "p", "3"), ("قال", "imperfect", "f", "s", "3"), ("قال", "perfect", "m", "s", "3"),
    ]  # fmt: skip


def test_morphology_reads_the_pipelines_cues(camel_dir: Path, nlp: newsie.Pipeline) -> None:
    with_camel = newsie.load(morphology="camel", camel_dir=camel_dir)
    text = "قالت ليلى منصور إن الجسر سيفتح. وقال سامر حداد إن العمل بدأ."
    assert [(s.cue and s.cue.lemma, s.speaker and s.speaker.name) for s in with_camel(text).statements] == [("قال", "ليلى منصور"), ("قال", "سامر حداد")]
    assert with_camel(NOVEL).text == NOVEL


def test_morphology_without_a_word_model_and_damaged_data(camel_dir: Path, tmp_path: Path) -> None:
    whole = (camel_dir / "data/morphology_db/calima-msa-r13/morphology.db").read_text(encoding="utf-8")
    (tmp_path / "morphology.db").write_text(whole, encoding="utf-8")
    assert newsie.load(morphology="camel", camel_dir=tmp_path)(NOVEL).text == NOVEL
    (tmp_path / "model.json").write_text("{")
    with pytest.raises(ModelCorrupt, match="cannot be read"):
        newsie.load(morphology="camel", camel_dir=tmp_path)
    (tmp_path / "model.json").write_text(json.dumps({}))
    dice = random.Random(3)
    for _ in range(10):  # a line of the file spoilt
        lines = whole.splitlines()
        lines[dice.randrange(len(lines))] = "x"
        (tmp_path / "morphology.db").write_text("\n".join(lines), encoding="utf-8")
        with pytest.raises(ModelCorrupt):
            newsie.load(morphology="camel", camel_dir=tmp_path)
