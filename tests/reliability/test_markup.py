"""Every export that is HTML or XML, with every field of an article hostile: nothing gets out of where it is written, nothing is fetched."""

from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest

from newsie import Article, Cue, DateExpression, Mention, Organization, Person, Place, Role, Sentence, Span, Speaker, Statement
from newsie.export.stream import RENDERERS, writer

BREAKS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "\"'><svg/onload=alert(1)>",
    "' onmouseover='alert(1)' x='",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "//evil.example/x.js",
    "<!-- <script> ",
    "--><![CDATA[ ]]><?php ?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "&lt;b&gt; &#0; &#x202e; &amp",
    "\u202eمقلوب\u2066\u2069\u200f",
    "\x00\x01\x08\x0b\x0c\x1b[31m\x7f\x85\ufffe\uffff",
    "\ud800 نصف \udfff",
    "\u2028\u2029\r\n\r",
    "{{7*7}} ${7*7} {style} {script_hash} %s",
    "</textarea></title></noscript></template><plaintext>",
]
_VOID = {"meta", "br", "img", "input", "link", "hr"}
_OF_A_VIEW = {"div", "style", "p", "ol", "li", "span", "mark", "bdi", "blockquote", "b", "i", "small", "ul", "br", "sup"}


def hostile(words: str) -> Article:
    """An article all of whose free fields are `words`."""
    text = f"قال {words} إن {words} غدا.\n\n{words}"
    first = text.index(words)
    second = text.index(words, first + 1)
    span = {"start": first, "end": first + len(words), "text": words}
    later = {"start": second, "end": second + len(words), "text": words}
    tomorrow = text.index("غدا")
    role = Role(title=words, organization=words)
    return Article(
        id=words,
        text=text,
        outlet=words,
        url=words,
        title=Span(**span),
        dateline=Span(**span),
        mentions=(Mention(**span, label="person", entity_id=words, score=1.0),),
        people=(Person(id=words, name=words, key=words, aliases=(words, words + "2"), roles=(role,), mentions=(Span(**span),)),),
        organizations=(Organization(id=words + "o", name=words, key=words, mentions=(Span(**span),)),),
        places=(Place(id=words + "p", name=words, key=words, mentions=(Span(**span),)),),
        dates=(
            DateExpression(
                start=tomorrow, end=tomorrow + 3, text="غدا", value="2020-01-02", kind="date", granularity="day", earliest="2020-01-02", latest="2020-01-02"
            ),
        ),
        speakers=(Speaker(id=words, name=words, kind="person", entity_id=words, role=role),),
        statements=(
            Statement(
                id=words, text=words, content=(Span(**later),), kind="direct", cue=Cue(**span, lemma=words, act=words), source=Span(**span), addressee=Span(**span),
                medium=Span(**span), venue=Span(**span), time=Span(start=tomorrow, end=tomorrow + 3, text="غدا"), speaker_id=words,
            ),
        ),
        sentences=(Sentence(start=0, end=len(text), text=text, paragraph=0),),
    )  # fmt: skip


class Page(HTMLParser):
    """Collects what a browser would make of a page; fails where its tags do not pair."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self._open: list[str] = []
        self._script: dict[str, str | None] | None = None
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "script":
            self._script = dict(attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        self._script = None

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self.scripts.append((self._script, data))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def inert(page: Page) -> None:
    """No code in an attribute, and nothing that is fetched or followed."""
    for name, value in page.attributes:
        assert not name.startswith("on"), name
        assert name not in ("src", "srcset", "href", "action", "formaction", "poster", "background", "xlink:href", "srcdoc", "style"), (name, value)


def written(format: str, article: Article) -> str:
    target = io.StringIO(newline="")
    with writer(format, target) as write:
        write(article)
        write(article)
    return target.getvalue()


@pytest.mark.parametrize("words", BREAKS, ids=range(len(BREAKS)))
def test_views_in_a_notebook(words: str) -> None:
    article = hostile(words)
    for view in (article, *article.statements, *article.speakers, *article.people):
        html = view._repr_html_()
        page = Page(html)
        inert(page)
        assert set(page.tags) <= _OF_A_VIEW
        assert page.tags.count("style") == 1
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]", html)
        assert not re.search(r"url\(|@import|https?:", html)


@pytest.mark.parametrize("words", BREAKS, ids=range(len(BREAKS)))
def test_the_report(words: str) -> None:
    html = written("html", hostile(words))
    page = Page(html)
    inert(page)
    assert len(page.scripts) == page.tags.count("script") == 4  # labels, two articles, the script
    assert [json.loads(data)["text"] for kind, data in page.scripts if kind.get("class") == "article"] == [
        hostile(words).text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    ] * 2
    assert [kind for kind, _ in page.scripts if kind.get("type") != "application/json"] == [{}]
    plain = Page(written("html", hostile("كلمة")))
    assert (page.tags, page.attributes) == (plain.tags, plain.attributes)
    html.encode()


@pytest.mark.parametrize("words", BREAKS, ids=range(len(BREAKS)))
def test_timeml(words: str) -> None:
    article = hostile(words)
    for given in (article, article.model_copy(update={"dates": tuple(d.model_copy(update={"value": words}) for d in article.dates)})):
        xml = RENDERERS["timex3"](given)
        root = ElementTree.fromstring(xml.encode())
        assert {element.tag for element in root.iter()} <= {"TimeML", "DOCID", "DCT", "TEXT", "TIMEX3"}
        assert "".join(root.find("TEXT").itertext()) == re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", article.text)  # type: ignore[union-attr]
        assert xml.count("<!") == 0


@pytest.mark.parametrize("words", BREAKS, ids=range(len(BREAKS)))
def test_json_inside_a_page(words: str) -> None:
    """JSON-LD is meant for a <script> of somebody's page: as the command line writes it, it stays inside."""
    for format in ("schema-org", "webanno"):
        if "\ud800" in words:
            continue
        lines = written(format, hostile(words)).rstrip("\n").split("\n")
        assert all(json.loads(line) for line in lines)
        page = Page(f'<script type="application/ld+json">{lines[0]}</script>')
        assert json.loads(page.scripts[0][1]) == json.loads(lines[0])
        assert len(page.tags) == 1


@pytest.mark.parametrize("words", BREAKS, ids=range(len(BREAKS)))
def test_xmi(words: str) -> None:
    pytest.importorskip("cassis")
    from newsie.export.uima import to_cas

    ElementTree.fromstring(to_cas(hostile(words)).to_xmi().encode())


@pytest.mark.parametrize("words", BREAKS, ids=range(len(BREAKS)))
def test_a_workbook(words: str, tmp_path: Any) -> None:
    pytest.importorskip("openpyxl")
    import zipfile

    from newsie.export.spreadsheets import write_excel

    write_excel(hostile(words), tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        for name in book.namelist():
            root = ElementTree.fromstring(book.read(name))
            assert not [element for element in root.iter() if element.tag.endswith(("}f", "}hyperlink"))]
            assert 'TargetMode="External"' not in book.read(name).decode()
