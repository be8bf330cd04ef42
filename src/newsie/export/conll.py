"""Words in columns: names as CoNLL-2003 writes them, and everything as CoNLL-U.

CoNLL-2003: Tjong Kim Sang & De Meulder 2003, with IOB2 tags. CoNLL-U: https://universaldependencies.org/format.html; what it has no
column for stands in MISC.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsie.export.words import iob2, sentences_of, words_of
from newsie.schema.article import Article
from newsie.schema.spans import Span

_LABELS = {"person": "PER", "organization": "ORG", "place": "LOC"}


def to_conll(article: Article) -> str:
    """Two columns: a word, a tab, and its IOB2 tag (`B-PER`, `I-ORG`, `B-LOC`, `O`); an empty line ends a sentence."""
    words = words_of(article)
    tags = _names(article, words)
    sentences = ("".join(f"{_form(article.text, words[i])}\t{tags[i]}\n" for i in sentence) for sentence in sentences_of(article, words))
    return "".join(sentence + "\n" for sentence in sentences)


def to_conllu(article: Article) -> str:
    """CoNLL-U: ten columns, of which ID, FORM and MISC are filled.

    MISC: `Start`, `End` (code points of the article), `NER` (IOB2), `Entity` (id), `Statement` (IOB2 over contents: `B-s1`; where statements
    are nested, `StatementInside` holds the inner one), `Cue` and `Source` (IOB2 with the statement's id), `SpaceAfter=No`. Comments name the
    speaker of each statement that begins in the sentence.
    """
    words = words_of(article)
    columns = dict(_columns(article, words))
    out: list[str] = []
    if article.id is not None:
        out.append(f"# newdoc id = {_line(article.id)}\n")
    begins = sorted(article.statements, key=lambda s: s.start)
    said = 0
    for number, sentence in enumerate(sentences_of(article, words), 1):
        start, end = words[sentence.start][0], words[sentence.stop - 1][1]
        out.append(f"# sent_id = {number}\n# text = {_line(article.text[start:end])}\n")
        while said < len(begins) and begins[said].start < end:
            s = begins[said]
            out.append(f"# statement = {_line(s.id)} | {s.kind} | {_line(s.speaker.name) if s.speaker else '?'}\n")
            said += 1
        for at, i in enumerate(sentence, 1):
            misc = [f"Start={words[i][0]}", f"End={words[i][1]}"]
            misc += [f"{name}={tags[i]}" for name, tags in columns.items() if tags[i] not in ("O", "")]
            if i + 1 < len(words) and words[i + 1][0] == words[i][1]:
                misc.append("SpaceAfter=No")
            out.append("\t".join((str(at), _form(article.text, words[i]), *"_______", "|".join(misc))) + "\n")
        out.append("\n")
    return "".join(out)


def _columns(article: Article, words: list[tuple[int, int]]) -> Iterator[tuple[str, list[str]]]:
    yield "NER", _names(article, words)
    yield "Entity", [tag[2:] for tag in iob2(words, ((m, m.entity_id) for m in article.mentions))]
    statements = article.statements
    outer = [(part, s.id) for s in statements if s.nested_in is None for part in s.content]
    inner = [(part, s.id) for s in statements if s.nested_in is not None for part in s.content]
    yield "Statement", _joined(words, outer)
    yield "StatementInside", _joined(words, inner)
    yield "Cue", iob2(words, [(s.cue, s.id) for s in statements if s.cue])
    yield "Source", iob2(words, [(s.source, s.id) for s in statements if s.source])


def _joined(words: list[tuple[int, int]], parts: list[tuple[Span, str]]) -> list[str]:
    """Contents, of which a later piece of the same statement goes on with `I-`."""
    tags = iob2(words, parts)
    begun: set[str] = set()
    for i, tag in enumerate(tags):
        if tag.startswith("B-"):
            if tag[2:] in begun:
                tags[i] = f"I-{tag[2:]}"
            begun.add(tag[2:])
    return tags


def _names(article: Article, words: list[tuple[int, int]]) -> list[str]:
    return iob2(words, ((m, _LABELS[m.label]) for m in article.mentions))


def _form(text: str, word: tuple[int, int]) -> str:
    return _line(text[word[0] : word[1]])


def _line(text: str) -> str:
    """A text that breaks neither a line nor a column, nor the encoding."""
    return " ".join(text.split()).encode("utf-8", "replace").decode() or "_"
