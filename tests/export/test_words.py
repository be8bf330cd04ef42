"""CoNLL, brat, UIMA and spaCy: formats that label words or stretches, read back by the tools that read them."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

import newsie
from made_articles import HOSTILE_ARTICLE, MADE
from newsie import Article
from newsie.export import to_brat, to_cas, to_conll, to_conllu, to_spacy, utf8_offsets, utf16_offsets
from newsie.export.words import covered, sentences_of, words_of
from strategies import texts

NLP = newsie.load()
LABELS = {"person": "PER", "organization": "ORG", "place": "LOC"}


def columns(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]


@given(texts)
def test_words_and_sentences_hold_every_token_once(text: str) -> None:
    article = NLP(text)
    words = words_of(article)
    assert all(a < b <= c < d for (a, b), (c, d) in pairwise(words))
    assert [i for sentence in sentences_of(article, words) for i in sentence] == list(range(len(words)))
    for m in article.mentions:
        where = covered(words, m)
        assert (words[where.start][0], words[where.stop - 1][1]) == (m.start, m.end)


def test_conll_gives_the_mentions_back() -> None:
    lines = columns(to_conll(MADE))
    assert all(len(line) == 2 for line in lines)
    entities: list[tuple[str, list[str]]] = []
    for form, tag in lines:
        if tag.startswith("B-"):
            entities.append((tag[2:], [form]))
        elif tag.startswith("I-"):
            entities[-1][1].append(form)
    assert [(label, " ".join(forms)) for label, forms in entities] == [(LABELS[m.label], m.text) for m in MADE.mentions]
    assert to_conll(MADE).count("\n\n") == len(MADE.sentences)


def test_seqeval_reads_conll() -> None:
    scheme = pytest.importorskip("seqeval.scheme")
    get_entities = pytest.importorskip("seqeval.metrics.sequence_labeling").get_entities
    tags = [[line.split("\t")[1] for line in sentence.split("\n")] for sentence in to_conll(MADE).strip().split("\n\n")]
    assert [label for sentence in tags for label, _, _ in get_entities(sentence)] == [LABELS[m.label] for m in MADE.mentions]
    scheme.Entities(tags, scheme.IOB2)


@pytest.mark.parametrize("article", [MADE, HOSTILE_ARTICLE], ids=["made", "hostile"])
def test_pyconll_reads_conllu(article: Article, tmp_path: Path) -> None:
    pyconll = pytest.importorskip("pyconll")
    path = tmp_path / "a.conllu"
    path.write_text(to_conllu(article), encoding="utf-8")
    read = pyconll.load_from_file(str(path)) if hasattr(pyconll, "load_from_file") else pyconll.conllu.conllu.load_from_file(path)
    tokens = [token for sentence in read for token in sentence.tokens] if hasattr(read[0], "tokens") else [token for sentence in read for token in sentence]
    spans = [(int(_one(token.misc["Start"])), int(_one(token.misc["End"]))) for token in tokens]
    assert spans == words_of(article)
    assert [token.form for token in tokens] == [article.text[a:b] for a, b in spans]


def _one(value: object) -> str:
    return str(next(iter(value))) if isinstance(value, set | frozenset | list | tuple) else str(value)


def test_conllu_holds_statements_cues_and_speakers() -> None:
    text = to_conllu(MADE)
    assert "# statement = s3 | indirect | المدير" in text
    misc = [line[9].split("|") for line in columns(text)]
    assert all(len(line) == 10 for line in columns(text))
    for name, first in (("Statement=B-s4", 1), ("StatementInside=B-s3", 1), ("Cue=B-s2", 1), ("Source=B-s1", 1)):
        assert sum(name in cells for cells in misc) == first, name
    inside = "".join(line[1] for line, cells in zip(columns(text), misc, strict=True) if any(cell.endswith("-s4") and cell.startswith("Statement=") for cell in cells))
    assert inside == MADE.statements[3].text.replace(" … ", "").replace(" ", "")


def test_brat_annotations_hold_the_text_that_they_say() -> None:
    for article in (MADE, HOSTILE_ARTICLE):
        text, ann = to_brat(article)
        assert text == article.text
        ids = [line.split("\t")[0] for line in ann.splitlines()]
        assert len(set(ids)) == len(ids)
        for line in ann.split("\n")[:-1]:
            kind, rest = line[0], line.split("\t", 1)[1]
            if kind == "T":
                where, words = rest.split("\t")
                parts = [tuple(map(int, part.split())) for part in where.split(" ", 1)[1].split(";")]
                assert " ".join(text[a:b] for a, b in parts) == words
            if kind in "EA":
                assert set(re.findall(r"\b[TE]\d+\b", rest)) <= set(ids)
    assert "Nested1:E3" in ann or "Nested1:E3" in to_brat(MADE)[1]
    assert re.search(r"Content \d+ \d+;\d+ \d+\t", to_brat(MADE)[1])


def test_cassis_reads_the_cas_back(tmp_path: Path) -> None:
    cassis = pytest.importorskip("cassis")
    cas = to_cas(MADE)
    for name, write, read in (("a.xmi", cas.to_xmi, cassis.load_cas_from_xmi), ("a.json", cas.to_json, cassis.load_cas_from_json)):
        path = tmp_path / name
        write(path)
        with path.open("rb") as stream:
            again = read(stream, typesystem=cas.typesystem) if name.endswith("xmi") else read(stream)
        assert again.sofa_string == MADE.text
        names = again.select("de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity")
        assert [(n.begin, n.end, n.value, n.identifier) for n in names] == [(m.start, m.end, LABELS[m.label], m.entity_id) for m in sorted(MADE.mentions, key=lambda m: m.start)]
        said = [a for a in again.select("webanno.custom.Statement") if a.part == "content" and a.statement == "s4"]
        assert [a.get_covered_text() for a in said] == [part.text for part in MADE.statements[3].content]
        assert {a.speaker for a in again.select("webanno.custom.Statement") if a.statement == "s3"} == {"المدير"}
    # On disk offsets are UTF-16 units: behind the emoji one more than code points.
    first = MADE.statements[0].start
    assert f'begin="{first + 1}"' in (tmp_path / "a.xmi").read_text(encoding="utf-8")


@pytest.mark.parametrize("article", [MADE, HOSTILE_ARTICLE], ids=["made", "hostile"])
def test_spacy_keeps_text_entities_and_statements(article: Article) -> None:
    spacy = pytest.importorskip("spacy")
    doc = to_spacy(article)
    stored = spacy.tokens.DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (again,) = spacy.tokens.DocBin().from_bytes(stored).get_docs(doc.vocab)
    assert again.text == article.text
    assert [(e.start_char, e.end_char, e.label_) for e in again.ents] == [(m.start, m.end, LABELS[m.label]) for m in article.mentions]
    parts = [(part.start, part.end, s.id, s.kind) for s in article.statements for part in s.content]
    assert [(p.start_char, p.end_char, p.id_, p.label_) for p in again.spans["statements"]] == parts
    assert again.user_data["speakers"] == {s.id: s.speaker.name if s.speaker else None for s in article.statements}


def test_spacy_holds_any_text() -> None:
    pytest.importorskip("spacy")
    import spacy

    vocab = spacy.blank("ar").vocab

    @given(texts)
    def check(text: str) -> None:
        if text:
            assert to_spacy(NLP(text), vocab).text == text

    check()


@given(texts)
def test_offsets_convert_to_utf16_and_utf8(text: str) -> None:
    wide, bytes_ = utf16_offsets(text), utf8_offsets(text)
    assert len(wide) == len(bytes_) == len(text) + 1
    for at in range(0, len(text) + 1, 7):
        assert wide[at] == len(text[:at].encode("utf-16-le")) // 2
        assert bytes_[at] == len(text[:at].encode())
