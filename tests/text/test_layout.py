"""Paragraphs and datelines: tables, and the integrity of the phrases they rest on."""

from __future__ import annotations

import pytest

from newsie.lexicons import rows
from newsie.text.layout import lay_out

HEADLINE = "افتتاح سوق الحرف في المدينة القديمة"
STORY = "افتتح المحافظ سامي علوان أمس سوق الحرف في المدينة القديمة، بحضور عدد كبير من الحرفيين والتجار والزوار."
LINES = [
    ("دمشق-سانا", "dateline"),
    ("واس - الرياض", "dateline"),
    ("لندن: «الشرق الأوسط»", "dateline"),
    ("أبوظبي - سكاي نيوز عربية", "dateline"),
    ("الرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس", "dateline"),
    ("دبي، الإمارات العربية المتحدة (CNN) --", "dateline"),
    ("كتب: سامي علوان", "credit"),
    ("تصوير: ليلى منصور", "credit"),
    ("بقلم سامي علوان", "credit"),
    ("المصدر: وكالات", "credit"),
    ("(أ ف ب)", "credit"),
    ("فرانس 24/ أ ف ب", "credit"),
    ("* نقلا عن «الحياة»", "credit"),
    ("https://example.org/a", "boilerplate"),
    ("تابعونا على فيسبوك", "boilerplate"),
    ("اقرأ أيضا: أسعار الذهب اليوم", "boilerplate"),
    ("قد يهمك/ أسعار الذهب اليوم", "boilerplate"),
    ("شاهد.. أسعار الذهب اليوم", "boilerplate"),
    ("جميع الحقوق محفوظة لدار علوان", "boilerplate"),
    ("للتواصل عبر واتساب: 0944 123 456", "boilerplate"),
    ("عبر إرسال كلمة اشتراك على الرقم / 0940000000", "boilerplate"),
    ("...المزيد", "boilerplate"),
    ("----------", "boilerplate"),
    ("× × ×", "boilerplate"),
    ("إقبال واسع", "subheadline"),
    ("«إقبال واسع»", "subheadline"),
    ("نائب في المجلس: تنسيق الجهود في السوق يعجل في عودة الحرفيين إلى المدينة القديمة كلها وفي عودة الزوار", "subheadline"),
    ("وصل الزوار منذ الصباح.", "body"),
    ("وأكد التجار أن الإقبال كان أوسع من السنوات الماضية كلها وأن الأسعار لم تتغير كثيرا هذا العام", "body"),
    ("بلغ الرقم القياسي 33 هدفا في موسم 1993-1994 ولم يتغير.", "body"),
    ("قال الناطق باسم الحزب الاشتراكي إن 1200 شخص وصلوا.", "body"),
]


@pytest.mark.parametrize(("line", "kind"), LINES)
def test_line(line: str, kind: str) -> None:
    layout = lay_out(f"{HEADLINE}\n{line}\n{STORY} {STORY}\n{STORY}")
    assert [paragraph.kind for paragraph in layout.paragraphs] == ["headline", kind, "body", "body"]


def test_dateline_below_a_second_headline() -> None:
    layout = lay_out(f"{HEADLINE}\n{STORY}\nافتتاح معرض الكتاب في العاصمة\nبيروت: «الحياة»\n{STORY}")
    assert [paragraph.kind for paragraph in layout.paragraphs] == ["headline", "body", "subheadline", "dateline", "body"]


DATELINES = [
    ("القاهرة - رويترز - ", "قال الوزير نعم."),
    ("القاهرة – «الحياة»: ", "قال الوزير نعم."),
    ("دبي، الإمارات العربية المتحدة (CNN) -- ", "قال الوزير نعم."),
    ("(CNN)-- ", "قال الوزير نعم."),
    ("بيروت (رويترز) - ", "قال الوزير نعم."),
    ("واشنطن 25 مايو (رويترز) - ", "قال الوزير نعم."),
    ("واشنطن، (أ. ف. ب.) - ", "قال الوزير نعم."),
    ("موسكو/ 25 أيار/ نوفوستي/ ", "قال الوزير نعم."),
    ("عمان- بترا- ", "قال الوزير نعم."),
    ("الرياض – واس : ", "قال الوزير نعم."),
    ("باريس ـ أ.ف.ب: ", "قال الوزير نعم."),
    ("دبي – العربية.نت: ", "قال الوزير نعم."),
    ("لندن: «الشرق الأوسط» ", "قال الوزير نعم."),
    ("دمشق-سانا ", "قال الوزير نعم."),
    ("الخرطوم 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس ", "قال الوزير نعم."),
    ("باريس - ", "قال الوزير نعم."),
    ("", "باريس: لا عودة إلى الوراء."),
    ("", "قال الوزير - بحسب رويترز - نعم."),
    ("", "وقالت وكالة رويترز للأنباء - في تقرير - نعم."),
    ("", "من المقرر أن تدشن بي بي سي - في لندن - مركزا."),
    ("", "وكتبت مذيعة «دويتشه فيله»، ليلى منصور، تقول: نعم."),
    ("", "فاز الفريق 3-1 بحسب رويترز."),
    ("", "«العربية.نت» رصدت الحادثة."),
]


@pytest.mark.parametrize(("dateline", "story"), DATELINES)
def test_inline_dateline(dateline: str, story: str) -> None:
    text = f"{HEADLINE}\n{dateline}{story} {STORY}"
    layout = lay_out(text)
    body = layout.paragraphs[1]
    assert (text[body.start : body.inner], body.kind) == (dateline, "body")
    assert (layout.dateline is None) == (dateline == "")
    if layout.dateline is not None:
        assert text[slice(*layout.dateline)] == dateline.rstrip(" -–:/")


HEADLINES = [
    (f"{HEADLINE}\n{STORY}", None, True),
    (f"{HEADLINE}\n{STORY}", HEADLINE, True),
    (f"{HEADLINE}\n{STORY}", f"{HEADLINE} | صحيفة علوان", True),
    ("افتتاح سوق الحرف\u00a0في المدينة القديمه\n" + STORY, HEADLINE, True),
    (f"{STORY}\n{STORY}", None, False),
    (f"{STORY}\n{STORY}", HEADLINE, False),
    ("وصل الوفد أمس إلى المدينة\n" + STORY, HEADLINE, False),
    (STORY, None, False),
    (f"دمشق-سانا\n{STORY}", None, False),
    (f"-----\n{STORY}", None, False),
    ("", None, False),
]


@pytest.mark.parametrize(("text", "title", "expected"), HEADLINES)
def test_headline(text: str, title: str | None, expected: bool) -> None:
    layout = lay_out(text, title)
    assert (layout.title is not None) == expected
    assert expected == (bool(layout.paragraphs) and layout.paragraphs[0].kind == "headline")


def test_phrases_are_sound() -> None:
    where = {
        "boilerplate": {"start", "marked", "whole", "any"},
        "service": {"any"},
        "credit": {"start", "cited", "whole"},
        "outlet": {"any", "agency", "quoted"},
        "city": {"any"},
        "prose": {"any"},
    }
    found = [(row["phrase"], row["kind"], row["where"]) for row in rows("layout")]
    assert all(place in where[kind] and phrase.strip() == phrase for phrase, kind, place in found)
    assert len(found) == len(set(found))
    stops = [(row["word"], row["kind"]) for row in rows("text_stops")]
    assert {kind for _, kind in stops} == {"letter", "domain", "title"}
    assert len(stops) == len(set(stops))
