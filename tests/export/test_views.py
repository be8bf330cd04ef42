"""The notebook's views: what they show, that they stay small, and that nothing in an article can break out of them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given

import newsie
from made_articles import HOSTILE_ARTICLE, MADE
from newsie import Article, Cue, Person, Span, Speaker, Statement
from newsie.export.html import LARGEST
from newsie.export.table import render_table
from newsie.lexicons import rows
from strategies import texts

NLP = newsie.load()
ALLOWED = {"div", "style", "p", "mark", "ol", "li", "span", "blockquote", "bdi"}


class Reader(HTMLParser):
    """Elements, their attributes, and the text of paragraphs; fails where tags do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.stack: list[str] = []
        self.shown: list[str] = []
        self.feed(html)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        if "p" in self.stack:
            self.shown.append(data)


def check(html: str) -> Reader:
    read = Reader(html)
    assert read.tags <= ALLOWED
    assert read.attributes <= {"class", "dir", "lang", "data-n", "data-l"}
    assert len(html.encode()) < 50_000
    assert html.startswith('<div class="newsie" dir="rtl" lang="ar">')
    return read


def test_the_text_is_all_there_with_labels() -> None:
    html = MADE._repr_html_()
    assert "".join(check(html).shown) == MADE.text.replace("\n", "")
    for label in ("شخص", "جهة", "مكان", "زمن"):
        assert f'data-l="{label}"' in html
    assert '<mark class="organization" data-l="جهة">وزارة النقل</mark>' in html


def test_each_statement_stands_beside_its_paragraph_under_its_speakers_name() -> None:
    rows = MADE._repr_html_().split('<div class="row')[1:]
    cards = [re.findall(r'<span class="nr">(\d)</span><span class="who[^>]*>([^<]+)<', row) for row in rows]
    assert cards == [[], [("1", "سامر حداد"), ("2", "ليلى منصور"), ("3", "المدير")], [("4", "غير محدد")]]
    assert re.search(r'ليلى منصور.*?<ol><li><span class="nr">3', rows[1])  # the nested one inside the one that quotes it
    assert "وزير النقل وزارة النقل" in rows[1]


def test_a_nested_mark_lies_inside_the_outer_one() -> None:
    html = MADE._repr_html_()
    assert re.search(r'<mark class="say" data-n="2">(?:(?!</mark></mark>).)*<mark class="say in" data-n="3">العمل توقف</mark>، ولن نعود</mark>', html)
    assert html.count('data-n="4"') == 1  # two pieces, one number


def test_light_and_dark_are_both_styled() -> None:
    html = MADE._repr_html_()
    for needle in ("prefers-color-scheme:dark", "[data-jp-theme-light=false]", ".vscode-dark"):
        assert needle in html


def test_statement_speaker_and_person() -> None:
    statement, speaker, person = MADE.statements[0], MADE.speakers[0], MADE.people[0]
    for view, words in (
        (statement, ("سامر حداد", "الجسر سيفتح", "غير مباشر", "أمس", "مذكور باسمه")),
        (speaker, ("سامر حداد", "شخص", "وزير النقل وزارة النقل")),
        (person, ("سامر حداد", "وزير النقل", "حداد", "2×")),
    ):
        html = view._repr_html_()
        check(html)
        assert all(word in html for word in words)
    assert "غير محدد" in MADE.statements[3]._repr_html_()


def test_hostile_text_is_inert() -> None:
    for view in (HOSTILE_ARTICLE, *HOSTILE_ARTICLE.statements, *HOSTILE_ARTICLE.speakers, *HOSTILE_ARTICLE.people):
        html = view._repr_html_()
        check(html)
        assert "<script" not in html
        assert "<img" not in html
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", html)


@given(texts)
def test_any_text_gives_a_sound_view(text: str) -> None:
    check(NLP(text)._repr_html_())


def test_a_long_or_dense_article_stays_small() -> None:
    text = "قال سامر: نعم. " * 8000
    content = tuple(Span(start=i, end=i + 3, text=text[i : i + 3]) for i in range(0, 6000, 3))
    dense = tuple(Statement(id=f"s{i}", text=c.text, content=(c,), kind="direct", cue=Cue(**c.model_dump(), lemma="قال", act="say")) for i, c in enumerate(content))
    article = Article(id="long", text=text, statements=dense)
    assert len(article._repr_html_().encode()) < LARGEST
    huge = "ق" * 100_000
    for view in (Speaker(id="1", name=huge, kind="person"), Person(id="1", name=huge), Statement(id="1", text=huge, content=(Span(start=0, end=1, text="ق"),), kind="direct")):
        assert len(view._repr_html_().encode()) < 50_000


def test_a_cycle_of_nested_statements_ends() -> None:
    a, b = (Statement(id=i, text="نص", content=(Span(start=0, end=2, text="نص"),), kind="direct", nested_in=j) for i, j in (("a", "b"), ("b", "a")))
    check(Article(id="x", text="نص", statements=(a, b))._repr_html_())


def test_every_act_has_a_label() -> None:
    labelled = {row["code"] for row in rows("labels") if row["group"] == "act"}
    acts = {row["act"] for name in ("reporting", "reporting_phrases") for row in rows(name)} - {"-", ""}
    assert acts <= labelled
    assert all(row["label"] for row in rows("labels"))


def test_a_date_behind_an_arabic_word_is_isolated() -> None:
    """Else the bidi algorithm orders it day first."""
    assert "<bdi>المسار</bdi> · <bdi>2020-02-03</bdi>" in MADE._repr_html_()
    table = render_table(MADE)
    assert "\u2068أمس\u2069 = 2020-02-02" in table
    assert "\u2069 · \u20682020-02-03\u2069" in table
