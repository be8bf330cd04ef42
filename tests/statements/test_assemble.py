"""Pieces put together: tables of sentences whose pieces are marked by hand, and the statements that they make.

c[…] content, q[…] cue, s[…] source, a[…] addressee, m[…] medium. No weights are needed for any of it.
"""

from __future__ import annotations

import re

import pytest

from newsie.entities import resolve_entities
from newsie.ner.recognizer import Name
from newsie.statements.assemble import assemble, within
from newsie.statements.draft import Draft
from newsie.statements.kinds import kind_of
from newsie.statements.pieces import Piece
from newsie.text.page import Page, read_page
from newsie.training.examples import cover

_LABELS = {"c": "content", "q": "cue", "s": "source", "a": "addressee", "m": "medium"}


def marked(given: str) -> tuple[Page, list[Piece]]:
    """A page from a marked text, and its pieces in text order."""
    text, spans, stack, at = "", [], [], 0
    for match in re.finditer(r"([cqsam])\[|\]|[^\[\]]", given):
        if match[0].endswith("["):
            stack.append((_LABELS[match[1]], len(text)))
        elif match[0] == "]":
            label, start = stack.pop()
            spans.append((start, len(text), label))
        else:
            text += match[0]
        at = match.end()
    assert at == len(given)
    page = read_page(text)
    return page, sorted((Piece(*cover(page, s, e), label, 1.0) for s, e, label in spans), key=lambda p: (p.first, -p.end))


def shown(page: Page, draft: Draft) -> tuple[str, str, str]:
    """A draft as (contents joined by … , cue, source)."""
    words = " … ".join(page.tokens.surface(*c) for c in draft.contents)
    return words, page.tokens.surface(*draft.cue) if draft.cue else "", page.tokens.surface(*draft.source) if draft.source else ""


CASES = [
    # a quotation takes the cue right before it, where the tagger marked none
    ('غادر المدير القاعة قائلا إن "c[لا شيء يستحق التعليق]".', [("لا شيء يستحق التعليق", "قائلا", "")]),
    ('كتب على الجدار "c[لا شيء يستحق التعليق]".', [("لا شيء يستحق التعليق", "", "")]),
    # to see somebody is to say nothing; to think something is
    ("q[رأى] s[الحارس] c[رجلا يقفز من فوق السور].", []),
    ("q[رأى] s[الحارس] أن c[السور عال].", [("السور عال", "رأى", "الحارس")]),
    ("ترى اللجنة في c[التأخير خطأ] لأنها q[ترى].", [("التأخير خطأ", "ترى", "")]),
    # a saying that nobody is said to have said
    ("q[القول] c[إن الأزمة انتهت] مبالغة.", []),
    ("q[قال] s[وزير الطاقة سامر العطار] c[إن بلاده سترفع إنتاجها].", [("بلاده سترفع إنتاجها", "قال", "وزير الطاقة سامر العطار")]),
    ("s[وزيرة الصحة منى الخطيب] q[قالت] c[إن الجرعات تكفي].", [("الجرعات تكفي", "قالت", "وزيرة الصحة منى الخطيب")]),
    ('"c[لن نتراجع]"، q[قال] s[رئيس النقابة فادي منصور] a[للصحافيين].', [("لن نتراجع", "قال", "رئيس النقابة فادي منصور")]),
    (
        '"c[نحن مستعدون للحوار]"، q[قال] s[المبعوث رامي الشامي]، "c[لكننا لن نقبل شروطا]".',
        [("نحن مستعدون للحوار … لكننا لن نقبل شروطا", "قال", "المبعوث رامي الشامي")],
    ),
    (
        "q[قال] s[مازن قبلان] c[إن الدوري سينطلق]، q[مضيفا] c[أن الملاعب جاهزة]. q[وتابع]: \"c[لن يكون هناك تأجيل]\".",
        [("الدوري سينطلق", "قال", "مازن قبلان"), ("الملاعب جاهزة", "مضيفا", ""), ("لن يكون هناك تأجيل", "وتابع", "")],
    ),
    ("c[بلغ عدد المتضررين ألفي أسرة]، q[بحسب] s[وزارة الشؤون الاجتماعية].", [("بلغ عدد المتضررين ألفي أسرة", "بحسب", "وزارة الشؤون الاجتماعية")]),
    (
        "q[قال] s[الأول] c[إن الاتفاق قريب]، بينما q[رأى] s[الثاني] c[أن الخلافات باقية].",
        [("الاتفاق قريب", "قال", "الأول"), ("الخلافات باقية", "رأى", "الثاني")],
    ),
    ("s[هانسن]q[:] c[المفاوضات مستمرة]\n\nوصل المبعوث إلى العاصمة أمس.", [("المفاوضات مستمرة", ":", "هانسن")]),
    ("q[قال] s[الوزير]: «c[سنعود غدا.]\n«c[وهذا وعد]».", [("سنعود غدا … وهذا وعد", "قال", "الوزير")]),
    ("q[قال] s[قائد الإطفاء]: \"c[لا نعرف السبب]\". \"c[سنصدر تقريرا]\".", [("لا نعرف السبب … سنصدر تقريرا", "قال", "قائد الإطفاء")]),
    ("c[كلام بلا قائل ولا علامات]", []),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), CASES)
def test_assembly(given: str, expected: list[tuple[str, str, str]]) -> None:
    page, pieces = marked(given)
    assert [shown(page, draft) for draft in assemble(page, pieces)] == expected


def test_nothing_comes_from_boilerplate() -> None:
    page, pieces = marked("انتهى الاجتماع أمس في العاصمة.\n\nتابعونا على الرابط: q[قال] s[سامي] c[إن الخبر هنا]")
    assert assemble(page, pieces) == []


def test_nested_statements_keep_their_cue() -> None:
    page, pieces = marked("q[قال] s[المحامي] c[إن موكله أكد أنه كان في منزله].")
    (outer,) = assemble(page, pieces)
    inside = [
        Piece(*cover(page, page.text.index(w), page.text.index(w) + len(w)), label, 0.5) for w, label in (("موكله", "source"), ("أكد", "cue"), ("أنه كان في منزله", "content"))
    ]
    (inner,) = within(page, inside, outer)
    assert shown(page, inner) == ("أنه كان في منزله", "أكد", "موكله")
    assert inner.outer is outer


KINDS = [
    ('q[قال] s[سامي]: "c[لن نعود]".', "direct"),
    ('q[قال] s[سامي] إن "c[لن نعود إلى البيت]".', "direct"),
    ('q[قال] s[سامي] c[إنه "لن يعود إلى البيت"].', "direct"),
    ("q[قال] s[سامي] c[إنه لن يعود].", "indirect"),
    ('q[قال] s[سامي] c[إن الاتفاق "خطوة كبيرة" إلى الأمام].', "mixed"),
    ('q[قال] s[سامي] c[إن تنظيم "النور" خرج من المدينة].', "indirect"),
    ("q[قال] s[سامي] c[إن فريق «الرواد» فاز].", "indirect"),
    ("s[سامي]q[:] c[نحن جاهزون للنهائي]\n\nقال المدرب كلاما كثيرا بعد المباراة.", "direct"),
    ("q[قال] s[سامي]: c[سنعود إلى البيت].", "direct"),
    ("q[قال] s[سامي]: c[الأمر انتهى وسأعود إلى البيت].", "direct"),
    ("q[قال] s[سامي]: c[استفدنا من التجربة].", "direct"),
    ("q[قال] s[سامي]: c[لن نعود إلى البيت].", "direct"),
    ("q[قال] s[سامي]: c[العمل يحتاج سنوات وسندات].", "indirect"),  # no verbs
    ("q[قال] s[سامي]: c[نتائج الفريق جيدة].", "indirect"),
    ("q[قال] s[سامي] c[إن عملنا انتهى].", "indirect"),  # no colon
]  # fmt: skip


@pytest.mark.parametrize(("given", "kind"), KINDS)
def test_kinds(given: str, kind: str) -> None:
    page, pieces = marked(given)
    (draft,) = assemble(page, pieces)
    assert kind_of(page, draft, []) == kind
    assert resolve_entities(page, []).known == []


def test_a_name_shows_no_first_person() -> None:
    """«أثينا», «سنجار» look as if somebody spoke of himself."""
    for city in ("أثينا", "سنجار"):
        page, pieces = marked(f"q[قال] s[سامي]: c[الطريق إلى {city} مفتوح].")
        (draft,) = assemble(page, pieces)
        at = page.tokens.words.index(city)
        assert kind_of(page, draft, [Name(at, at + 1, page.tokens.starts[at], page.tokens.ends[at], "place", 1.0)]) == "indirect"
