"""Headlines that name their speaker by a description, and those that only look so."""

from __future__ import annotations

import pytest

from newsie.statements.draft import Draft
from newsie.statements.headlines import described_speakers, without_labels
from newsie.statements.pieces import COLON
from newsie.text.page import Page, read_page

BODY = "\n\nافتتح الوزير الجسر صباح اليوم بحضور أهالي المدينة وعدد من المهندسين."


def found(headline: str) -> list[tuple[str, str]]:
    page = read_page(headline + BODY)
    return [(words(page, d), page.tokens.surface(*d.contents[0])) for d in described_speakers(page, [])]


def words(page: Page, draft: Draft) -> str:
    assert draft.source is not None
    return page.tokens.surface(*draft.source)


@pytest.mark.parametrize(
    ("headline", "source", "content"),
    [
        ("برلماني لبناني: الجسر سيفتح في الخريف", "برلماني لبناني", "الجسر سيفتح في الخريف"),
        ("مصادر أمنية: الطريق مغلق حتى الغد", "مصادر أمنية", "الطريق مغلق حتى الغد"),
        ("وزير النقل: «الجسر سيفتح في الخريف»", "وزير النقل", "الجسر سيفتح في الخريف"),
        ('خبير اقتصادي لـ"المسار": الأسعار ستنخفض قريبا', 'خبير اقتصادي لـ"المسار"', "الأسعار ستنخفض قريبا"),
    ],
)
def test_described_speakers(headline: str, source: str, content: str) -> None:
    assert found(headline) == [(source, content)]


@pytest.mark.parametrize(
    "headline",
    [
        "رمادة: افتتاح الجسر الجديد اليوم",  # a place as a label
        "شاهد: لحظة افتتاح الجسر الجديد",  # watch
        "وزير النقل يؤكد: الجسر سيفتح في الخريف",  # the verb is the cue: for the tagger
        "دراسة: القهوة تفيد الذاكرة",  # documents are left to the tagger
        "وزير النقل: لا",  # too short
        "افتتاح الجسر الجديد في رمادة",
    ],
)
def test_no_speaker(headline: str) -> None:
    assert found(headline) == []


def test_a_headline_by_itself() -> None:
    page = read_page("خبير اقتصادي: الأسعار ستنخفض قريبا")
    assert len(list(described_speakers(page, []))) == 1


def test_what_the_tagger_found_stays() -> None:
    page = read_page("برلماني لبناني: الجسر سيفتح في الخريف" + BODY)
    known = Draft([(3, 7)])
    assert list(described_speakers(page, [known])) == []


@pytest.mark.parametrize(
    ("headline", "source"),
    [
        ("برلماني لبناني: الجسر سيفتح في الخريف", "برلماني لبناني"),  # the tagger saw the colon but not who stands before it
        ("الأمطار في رمادة: المدينة تستعد لعام جديد", None),
    ],
)
def test_a_colon_without_a_speaker(headline: str, source: str | None) -> None:
    page = read_page(headline + BODY)
    colon = page.tokens.words.index(":")
    drafts = list(without_labels(page, [Draft([(colon + 1, page.paragraphs[0][1])], (colon, colon + 1), COLON)]))
    assert [words(page, d) for d in drafts] == ([source] if source else [])
