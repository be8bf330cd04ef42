"""The circumstances of statements: sentences whose pieces are marked by hand, and what is found around them."""

from __future__ import annotations

import pytest

from newsie.dates import find_dates_on
from newsie.lexicons import rows
from newsie.statements.assemble import assemble
from newsie.statements.circumstances import add_circumstances, trim_sources, wishes
from newsie.text.page import read_page
from statements.test_assemble import marked

# text, venue, time, topic, anonymity; "" where there is none. The first statement is meant.
CASES = [
    ("q[قالت] s[ليلى حداد]، الأربعاء، c[إن المصابين غادروا].", "", "الأربعاء", "", ""),
    ("q[أوضح] s[خالد النجار] في تصريح m[لإذاعة محلية] c[أن المنخفض مستمر].", "في تصريح", "", "", ""),
    ("q[قال] s[إريك هانسن]، خلال مؤتمر صحفي مشترك مع نظيره الأردني في عمان، c[إن المحادثات بناءة].", "خلال مؤتمر صحفي مشترك مع نظيره الأردني في عمان", "", "", ""),
    ("وq[قال] s[الجيش] في بيان نقله m[التلفزيون الرسمي] c[إن الحدود آمنة].", "في بيان", "", "", ""),
    ("q[قال] s[المدرب] في تغريدة على حسابه، مساء الخميس، c[إن الفريق جاهز].", "في تغريدة على حسابه", "مساء الخميس", "", ""),
    ('وq[كتب] s[المدرب] على تويتر: "c[نصل غدا إلى العاصمة]".', "على تويتر", "", "", ""),
    ('"c[لن نتراجع عن قرارنا]"، q[قال] s[فادي منصور] a[للصحافيين] أمام مقر الوزارة.', "أمام مقر الوزارة", "", "", ""),
    ("وفي كلمة له يوم الأحد، q[دعا] s[الرئيس] c[إلى الهدوء].", "في كلمة له", "يوم الأحد", "", ""),
    ("وعلى هامش المعرض، q[أعلن] s[المدير] c[أن الشركة ستتوسع].", "على هامش المعرض", "", "", ""),
    ("q[وصفت] s[الصحيفة] الاتفاق c[بأنه تاريخي].", "", "", "الاتفاق", ""),
    ("وq[اتهم] s[الحزب] الحكومة c[بتجاهل المعلمين].", "", "", "الحكومة", ""),
    ("وq[وصفه] s[الوزير] c[بأنه تاريخي].", "", "", "", ""),
    ("وq[قالت] s[مصادر طبية] طلبت عدم الكشف عن هويتها c[إن المستشفى يعمل].", "", "", "", "طلبت عدم الكشف عن هويتها"),
    ("وq[أكد] s[المصدر]، الذي رفض ذكر اسمه، c[أن المفاوضات متعثرة].", "", "", "", "رفض ذكر اسمه"),
    ("وq[قال] s[مسؤول] لم يكشف عن اسمه c[إن الطريق مغلق].", "", "", "", "لم يكشف عن اسمه"),
    # What happens in the content is no circumstance of its telling.
    ("q[قال] s[سامر العطار] c[إن الوزراء اجتمعوا الأربعاء في مؤتمر صحفي].", "", "", "", ""),
    ("وصل الوفد الاثنين إلى المدينة واستقبله المحافظ، وq[قال] s[سامر العطار] c[إن الزيارة ناجحة].", "", "", "", ""),
    # A date in a quotation that names a thing tells no time.
    ('q[قال] s[سامر العطار] على هامش معرض "بناء 2018" c[إن السوق تنمو].', 'على هامش معرض "بناء 2018"', "", "", ""),
]


@pytest.mark.parametrize(("given", "venue", "time", "topic", "anonymity"), CASES)
def test_circumstances(given: str, venue: str, time: str, topic: str, anonymity: str) -> None:
    page, pieces = marked(given)
    dates = find_dates_on(page, None)
    drafts = add_circumstances(page, assemble(page, pieces), [(d.start, d.end) for d in dates], wishes(page))
    draft = drafts[0]

    def words(span: tuple[int, int] | None) -> str:
        return page.tokens.surface(*span).removeprefix("و") if span else ""

    got = words(draft.venue), dates[draft.time].text if draft.time is not None else "", words(draft.topic), words(draft.anonymity)
    assert got == (venue, time, topic, anonymity)


@pytest.mark.parametrize(
    ("given", "source"),
    [
        ("q[قال] s[مسؤول، فضل عدم ذكر اسمه،] m[لوكالة الأنباء] c[إن الاتفاق جاهز].", "مسؤول"),
        ("وq[أكد] s[المصدر، الذي رفض الكشف عن اسمه]، c[أن المفاوضات متعثرة].", "المصدر"),
        ("وq[أضاف] s[المصدر لوكالة الأنباء المحلية] c[أن السفينة أبحرت].", "المصدر"),
        ('وq[كتب] s[المدرب على منصة "أثير"]: "c[نصل غدا]".', "المدرب"),
        ("وq[قال] s[المتحدث باسم وزارة النقل] c[إن الطريق مفتوح].", "المتحدث باسم وزارة النقل"),
        ("وq[قال] s[الرئيس التنفيذي لشبكة المدار] c[إن البث عاد].", "الرئيس التنفيذي لشبكة المدار"),
    ],
)
def test_sources_are_trimmed(given: str, source: str) -> None:
    page, pieces = marked(given)
    drafts = assemble(page, pieces)
    trim_sources(page, drafts, wishes(page))
    assert drafts[0].source is not None
    assert page.tokens.surface(*drafts[0].source) == source


def test_a_wish_alone_is_no_statement() -> None:
    page, pieces = marked("وq[طلب] s[المصدر] c[عدم الكشف عن هويته].")
    assert add_circumstances(page, assemble(page, pieces), [], wishes(page)) == []


def test_the_lexicon_is_sound() -> None:
    """Every class is one that the module asks for, no row stands twice, and each wish is found in a sentence of its own."""
    table = [(row["word"], row["class"]) for row in rows("circumstances")]
    assert len(table) == len(set(table))
    known = "occasion platform site lead place_lead will withhold refuse reveal identity clause_verb informant outlet".split()
    assert {kind for _, kind in table} == set(known)
    for word, kind in table:
        if kind == "will":
            assert wishes(read_page(f"وقالت مصادر {word} عدم الكشف عن هويتها إن العمل بدأ.")), word
        if kind == "occasion":
            page, pieces = marked(f"وq[قال] s[المدير] في {word} جديد c[إن العمل بدأ].")
            assert add_circumstances(page, assemble(page, pieces), [], wishes(page))[0].venue, word
        if kind in ("platform", "site"):
            page, pieces = marked(f"وq[قال] s[المدير] على {word} c[إن العمل بدأ].")
            assert add_circumstances(page, assemble(page, pieces), [], wishes(page))[0].venue, word
