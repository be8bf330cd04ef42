"""Who a source means where rules decide: those named together and counted, the one holder of a role; and what is denied."""

from __future__ import annotations

import pytest

from newsie.entities import resolve_entities
from newsie.ner.recognizer import Name
from newsie.schema.entities import EntityKind
from newsie.statements.candidates import Candidates
from newsie.statements.draft import Draft
from newsie.statements.extract import _negated
from newsie.statements.pieces import reading
from newsie.text.page import Page, read_page
from newsie.training.examples import cover


def tokens(page: Page, words: str, nth: int = 0) -> tuple[int, int]:
    """The tokens of the `nth` place that has these words."""
    at = -1
    for _ in range(nth + 1):
        at = page.text.index(words, at + 1)
    return cover(page, at, at + len(words))


def candidates(page: Page, *names: tuple[str, EntityKind]) -> Candidates:
    found = []
    for words, label in names:
        first, last = tokens(page, words)
        found.append(Name(first, last, page.tokens.starts[first], page.tokens.ends[last - 1], label, 1.0))
    return Candidates(page, found, resolve_entities(page, found))


@pytest.mark.parametrize(
    ("text", "source", "meant"),
    [
        ("التقى سامر حداد نظيره رامي الشامي. قال الأول إن الجسر جاهز.", "الأول", "سامر حداد"),
        ("التقى سامر حداد نظيره رامي الشامي. قال الأول إن الجسر جاهز، ورأى الثاني أن العمل طويل.", "الثاني", "رامي الشامي"),
        ("التقى سامر حداد نظيره رامي الشامي. قال الثالث إن الجسر جاهز.", "الثالث", None),  # there are only two
        ("وصل سامر حداد. ثم وصل رامي الشامي. قال الأول إن الجسر جاهز.", "الأول", None),  # not named together
        ("التقى سامر حداد نظيره رامي الشامي. قال الفريق الأول إن الجسر جاهز.", "الفريق الأول", None),
    ],
)
def test_counted(text: str, source: str, meant: str | None) -> None:
    page = read_page(text)
    known = candidates(page, ("سامر حداد", "person"), ("رامي الشامي", "person"))
    voice = known.counted(known.source(*tokens(page, source)))
    assert (None if voice is None else known.voices[voice].name) == meant


@pytest.mark.parametrize(
    ("text", "source", "several"),
    [
        ("قال محامو سامر حداد إن الجسر جاهز.", "محامو سامر حداد", True),
        ("نصح مستشاري سامر حداد بالانتظار.", "مستشاري سامر حداد", True),
        ("قال المحامي سامر حداد إن الجسر جاهز.", "المحامي سامر حداد", False),
        ("قال وزير النقل سامر حداد إن الجسر جاهز.", "وزير النقل سامر حداد", False),
    ],
)
def test_plurals_in_construct(text: str, source: str, several: bool) -> None:
    page = read_page(text)
    known = candidates(page, ("سامر حداد", "person"))
    assert known.source(*tokens(page, source)).several is several


@pytest.mark.parametrize(
    ("text", "cue", "negated"),
    [
        ("لم يقل الوزير إن الجسر جاهز.", "يقل", True),
        ("ولا يؤكد الوزير أن الجسر جاهز.", "يؤكد", True),
        ("ما يقول الوزير إن الجسر جاهز.", "يقول", True),
        ("أثار الجسر ما تقول المدينة إنه خوف.", "تقول", False),  # what it says
        ("نفى الوزير أن الجسر جاهز.", "نفى", True),
        ("قال الوزير إن الجسر جاهز.", "قال", False),
    ],
)
def test_negated(text: str, cue: str, negated: bool) -> None:
    page = read_page(text)
    at = tokens(page, cue)
    assert _negated(page, Draft([(at[1], len(page.tokens))], at, reading(page, *at))) is negated
