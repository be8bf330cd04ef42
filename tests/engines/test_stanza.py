"""The real Stanza inside newsie: names, clitics and sentences in exact offsets of the original text."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import newsie
from newsie.errors import ModelCorrupt, ModelNotFound
from newsie.text.page import read_page

pytestmark = pytest.mark.slow
TEXT = "قال سامر حداد في زهران إن الجسر سيفتح. وأضاف نديم لازار أن العمل بدأ فعاد السكان إلى بيوتهم.\n\nولردينة تاريخ طويل، ولوزارة الجسور فيها فرع."


def named(article: newsie.Article) -> list[tuple[str, str]]:
    return [(m.text, m.label) for m in article.mentions]


def test_names_are_found_with_their_kinds_and_without_clitics(stanza_nlp: newsie.Pipeline) -> None:
    found = named(stanza_nlp(TEXT))
    for name in [("سامر حداد", "person"), ("زهران", "place"), ("نديم لازار", "person"), ("وزارة الجسور", "organization")]:
        assert name in found


def test_words_of_multi_word_tokens_are_segments_with_offsets(stanza_nlp: newsie.Pipeline) -> None:
    article = stanza_nlp(TEXT)
    assert article.tokens is not None
    cut = {token.text: [part.text for part in token.segments] for token in article.tokens if token.segments}
    assert cut["سيفتح"] == ["س", "يفتح"]
    assert cut["وأضاف"] == ["و", "أضاف"]
    assert cut["بيوتهم"] == ["بيوت", "هم"]
    assert all(article.text[part.start : part.end] == part.text for token in article.tokens for part in token.segments)


def test_sentences_are_stanzas_but_never_inside_a_quotation(stanza_nlp: newsie.Pipeline) -> None:
    article = stanza_nlp("بدأ العمل صباحا. وأضاف سامر حداد: «بدأ العمل. وعاد السكان. بدأ العمل». كان الطقس باردا.")
    assert article.sentences[0].text == "بدأ العمل صباحا."
    (quoted,) = [s.text for s in article.sentences if "«" in s.text]
    assert quoted.count("بدأ العمل") == 2


MARKED = [
    ("قال سـامر حـداد في زهران إن الجسر سيفتح.", "سـامر حـداد"),
    ("قال سَامِر حَدّاد في زهران إن الجسر سيفتح.", "سَامِر حَدّاد"),
    ("قال \u202bسامر\u202c \u200fحداد\u200f في زهران إن الجسر سيفتح.", "سامر\u202c \u200fحداد"),
    ("قال سا\u200cمر   حداد\u00a0في زهران إن الجسر سيفتح.", "سا\u200cمر   حداد"),
    ("😀 قال سامر حداد 👍🏽 في زهران إن الجسر سيفتح.", "سامر حداد"),
]


@pytest.mark.parametrize(("text", "name"), MARKED)
def test_marks_and_controls_inside_names_move_no_offset(stanza_nlp: newsie.Pipeline, text: str, name: str) -> None:
    found = {m.text for m in stanza_nlp(text).mentions if m.label == "person"}
    assert name in found


def test_a_tagger_alone_reads_newsies_tokens(stanza_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "ar_x_nertagger.pt").symlink_to(next((stanza_dir / "ner").glob("*.pt")))
    nlp = newsie.load(stanza_dir=tmp_path)
    assert ("سامر حداد", "person") in named(nlp(TEXT))
    with pytest.raises(ModelNotFound, match=r"a tokenizer \(tokenize/\*\.pt"):
        newsie.load(tokens="stanza", stanza_dir=tmp_path)


def test_a_folder_alone_asks_for_all_that_it_has(stanza_dir: Path, stanza_nlp: newsie.Pipeline) -> None:
    assert newsie.load(stanza_dir=stanza_dir, keep_tokens=True)(TEXT) == stanza_nlp(TEXT)


def test_tokens_alone_leave_the_names_to_the_package(stanza_dir: Path, nlp: newsie.Pipeline) -> None:
    article = newsie.load(tokens="stanza", stanza_dir=stanza_dir, keep_tokens=True)(TEXT)
    assert article.tokens is not None
    assert "سيفتح" in {token.text for token in article.tokens if token.segments}
    assert set(named(article)) & set(named(nlp(TEXT)))


@pytest.mark.parametrize("variable", ["NEWSIE_MODELS", "STANZA_RESOURCES_DIR"])
def test_a_folder_in_the_environment_is_enough(stanza_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    """In the layout of Stanza's own downloads: ar/tokenize/*.pt and so on."""
    (tmp_path / "stanza").mkdir()
    (tmp_path / "stanza/ar").symlink_to(stanza_dir)
    monkeypatch.setenv(variable, str(tmp_path if variable == "NEWSIE_MODELS" else tmp_path / "stanza"))
    assert ("سامر حداد", "person") in named(newsie.load(ner="stanza")(TEXT))


def test_many_pages_in_a_batch_and_in_processes(stanza_nlp: newsie.Pipeline) -> None:
    texts = [TEXT, "", TEXT[:40], "…", TEXT * 3] * 4
    single = [stanza_nlp(text) for text in texts]
    assert list(stanza_nlp.pipe(texts, batch_size=7)) == single
    assert list(stanza_nlp.pipe(texts, batch_size=3, processes=2)) == single


def test_a_batch_of_pages_is_read_as_each_alone(stanza_nlp: newsie.Pipeline) -> None:
    recognizer = stanza_nlp._recognizer
    pages = [read_page(text) for text in (TEXT, "", TEXT[:50])]
    assert recognizer.recognize(pages) == [recognizer.recognize([page])[0] for page in pages]


def test_it_is_pickled_without_its_weights(stanza_nlp: newsie.Pipeline) -> None:
    assert len(pickle.dumps(stanza_nlp._recognizer)) < 5_000


@pytest.mark.parametrize("kind", ["ner", "tokenize", "mwt"])
def test_damaged_models_say_so(stanza_dir: Path, tmp_path: Path, kind: str) -> None:
    for other in ("ner", "tokenize", "mwt"):
        (tmp_path / other).mkdir()
        whole = next((stanza_dir / other).glob("*.pt"))
        data = whole.read_bytes()
        (tmp_path / other / whole.name).write_bytes(data[: len(data) // 2] if other == kind else data)
    with pytest.raises(ModelCorrupt, match=str(tmp_path)):
        newsie.load(ner="stanza", tokens="stanza", stanza_dir=tmp_path)
