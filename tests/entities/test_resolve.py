"""The entity stage on pages whose names are given."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.naming import entities, marked, records
from newsie.entities import resolve_entities
from newsie.entities.records import entity_ids, entity_records
from newsie.ner.recognizer import name_at
from newsie.schema.entities import EntityKind
from newsie.text.page import read_page


def forms(text: str, label: str = "person") -> list[set[str]]:
    """The forms of each entity of one label."""
    return [set(entity.forms) for entity in entities(text).known if entity.label == label]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("[p:العطار] يرد. قال [p:سامر العطار] إن الأمر انتهى. وأضاف [p:العطار].", [{"العطار", "سامر العطار"}]),
        ("قال [p:سامر العطار] ثم قالت [p:لينا العطار] شيئا.", [{"سامر العطار"}, {"لينا العطار"}]),
        ("قال [p:سامر العطار] ثم قالت [p:لينا العطار]. وأكدت [p:العطار] ذلك.", [{"سامر العطار"}, {"لينا العطار", "العطار"}]),
        ("التقى [p:جون فيشر] بالوزير [p:مارك فيشر]. وقال الوزير [p:فيشر] إنه راض.", [{"جون فيشر"}, {"مارك فيشر", "فيشر"}]),
        ("[p:سامر عباس] ([p:أبو سالم]) وصل. وقال [p:أبو سالم].", [{"سامر عباس", "أبو سالم"}]),
        ("[p:سامر عباس] الملقب بـ\"[p:الصقر]\" وصل.", [{"سامر عباس", "الصقر"}]),
        ("[p:عبد الله بن خالد العطار] وصل. و[p:عبدالله العطار] غادر.", [{"عبد الله بن خالد العطار", "عبدالله العطار"}]),
        ("[p:برونو لو مير] وصل. وقال [p:لومير].", [{"برونو لو مير", "لومير"}]),
        ("[p:برونو لومير] وصل. وقال [p:لو مير].", [{"برونو لومير", "لو مير"}]),
        ("[p:ديفيد زوكربيرغ] و[p:زوكربرج].", [{"ديفيد زوكربيرغ", "زوكربرج"}]),
    ],
)  # fmt: skip
def test_people(text: str, people: list[set[str]]) -> None:
    assert forms(text) == people


@pytest.mark.parametrize(
    ("text", "organizations"),
    [
        ("[o:وزارة الخارجية الروسية] نفت. و[o:الخارجية الروسية] أكدت.", [{"وزارة الخارجية الروسية", "الخارجية الروسية"}]),
        ("[o:وزارة الخارجية الروسية] نفت. و[o:وزارة الخارجية التركية] أكدت.", [{"وزارة الخارجية الروسية"}, {"وزارة الخارجية التركية"}]),
        ("[o:قوات سوريا الديمقراطية] تقدمت. وقالت [o:قسد] إنها بخير.", [{"قوات سوريا الديمقراطية", "قسد"}]),
        ("[o:الاتحاد السوداني لكرة القدم] قرر. و[o:الاتحاد السوداني] أعلن. و[o:اتحاد الكرة السوداني].",
         [{"الاتحاد السوداني لكرة القدم", "الاتحاد السوداني", "اتحاد الكرة السوداني"}]),
        ("[o:مركز الواحة للدراسات] ([o:مود]) نشر. وقال [o:مود].", [{"مركز الواحة للدراسات", "مود"}]),
        ("صحيفة [o:الأفق] كتبت. ونادي [o:الأفق] فاز.", [{"الأفق"}, {"الأفق"}]),
        ("وكالة [o:سانا] ذكرت. و[o:SANA] نقلت.", [{"سانا", "SANA"}]),
        ("[o:مجلس الأمن القومي الأمريكي] اجتمع. و[o:مجلس الأمن] قرر.", [{"مجلس الأمن القومي الأمريكي"}, {"مجلس الأمن"}]),
        ("[o:حركة حماس] و[o:حماس]", [{"حركة حماس", "حماس"}]),
        ("[o:غولدمان ساكس] و[o:جولدمان ساكس]", [{"غولدمان ساكس", "جولدمان ساكس"}]),
    ],
)  # fmt: skip
def test_organizations(text: str, organizations: list[set[str]]) -> None:
    assert forms(text, "organization") == organizations


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("في [l:سوريا] و[l:سورية] و[l:الجمهورية العربية السورية].", [{"سوريا", "سورية", "الجمهورية العربية السورية"}]),
        ("[l:الولايات المتحدة] و[l:أميركا] و[l:أمريكا].", [{"الولايات المتحدة", "أميركا", "أمريكا"}]),
        ("[l:إنجلترا] لعبت مع [l:ويلز].", [{"إنجلترا"}, {"ويلز"}]),
        ("[l:موسكو] و[l:روسيا].", [{"موسكو"}, {"روسيا"}]),
    ],
)  # fmt: skip
def test_places(text: str, places: list[set[str]]) -> None:
    assert forms(text, "place") == places


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[p:سامر العطار المولود] في رمادة. وقال [p:سامر العطار] إنه سعيد.", "سامر العطار"),
        ("[p:العطار المولود] في رمادة. وقال [p:سامر العطار] إنه سعيد. وأضاف [p:العطار].", "سامر العطار"),
        ("قال [p:خالد سامر العطار] إنه سعيد. وأضاف [p:سامر العطار].", "خالد سامر العطار"),  # longer before the family name, not behind it
        ("قال [p:سامر العطار] إنه سعيد. وأضاف [p:سامر].", "سامر العطار"),
    ],
)
def test_a_name_ends_with_the_family_name(text: str, name: str) -> None:
    """A name that was found a word too long names nobody, where the right one is found too."""
    assert name in {entity.name for entity in entities(text).known}
    assert not any(entity.name.endswith("المولود") for entity in entities(text).known if name in entity.forms)


def test_a_person_record() -> None:
    people, _, _ = records("قال وزير الخارجية الروسي [p:إيغور سمولين] إن الأمر انتهى. وأضاف [p:سمولين].")
    (person,) = people
    assert person.name == "إيغور سمولين"
    assert person.aliases == ("سمولين",)
    assert person.key == "ايغور سمولين"
    assert person.gender == "m"
    assert [(role.title, role.nationality) for role in person.roles] == [("وزير الخارجية", "RU")]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("قالت [p:لينا العطار]، المتحدثة باسم وزارة الصحة اللبنانية، إن العدد زاد.", [("المتحدثة", "وزارة الصحة اللبنانية", "LB")]),
        ("[p:سامر العطار] (مدير مركز الواحة) حذر.", [("مدير", "مركز الواحة", None)]),
        ("أكد [p:سامر العطار] رئيس لجنة الأمل أن الأمر انتهى.", [("رئيس", "لجنة الأمل", None)]),
        ("كتب محامي النجم البرازيلي [p:سامر العطار] رسالة.", [("النجم", None, "BR")]),
        ("التقى [p:سامر العطار] وزير الطاقة [p:خالد الفهد].", []),
        ("اجتمع الوزير مع [p:سامر العطار].", []),
        ("نفى المتحدث باسم الرئيس [p:سامر العطار] الخبر.", [("الرئيس", None, None)]),
        ("نفى المتحدث باسم الحكومة [p:سامر العطار] الخبر.", [("المتحدث", "الحكومة", None)]),
        ("وقف أمام [p:سامر العطار].", []),
        ("قال مدرب [o:ريال مدريد] [p:سامر العطار] إنه سعيد.", [("مدرب", "ريال مدريد", None)]),
    ],
)  # fmt: skip
def test_roles(text: str, titles: list[tuple[str, str | None, str | None]]) -> None:
    people, _, _ = records(text)
    assert [(role.title, role.organization, role.nationality) for role in people[0].roles] == titles


@pytest.mark.parametrize(
    ("text", "gender"),
    [("قالت [p:نور العطار] إنها راضية.", "f"), ("قال [p:نور العطار] إنه راض.", "m"), ("وصل وفد [p:نور العطار].", None), ("المديرة [p:نور العطار] وصلت.", "f")],
)  # fmt: skip
def test_gender(text: str, gender: str | None) -> None:
    assert records(text)[0][0].gender == gender


@pytest.mark.parametrize(
    ("text", "kind", "noun", "country"),
    [
        ("[o:وزارة الصحة اللبنانية]", "ministry", "وزارة", "LB"),
        ("صحيفة [o:الأفق] كتبت", "media", "صحيفة", None),
        ("[o:الجيش السوري]", "army", "جيش", "SY"),
        ("[o:جامعة الواحة]", "university", "جامعة", None),
        ("[o:الناتو]", "alliance", None, None),
        ("نادي [o:الأفق]", "club", "نادي", None),
        ("حزب [o:الأفق]", "party", "حزب", None),
        ("[o:كتائب الأفق]", "armed_group", "كتائب", None),
        ("شركة [o:الأفق]", "company", "شركة", None),
        ("[o:الحكومة البريطانية]", "government", "حكومة", "GB"),
        ("[o:منظمة الصحة العالمية]", "international", "منظمة", None),
    ],
)  # fmt: skip
def test_an_organization_record(text: str, kind: str, noun: str | None, country: str | None) -> None:
    _, (organization,), _ = records(text)
    assert (organization.kind, organization.class_noun, organization.country_code) == (kind, noun, country)


def test_a_place_record() -> None:
    _, _, places = records("[l:القاهرة] - التقى الوفدان في [l:طرابلس] وعادا إلى [l:حلب] في [l:سوريا].")
    cairo, tripoli, aleppo, syria = places
    assert (cairo.dateline, cairo.country_code, cairo.kind, cairo.geoname_id) == (True, "EG", "capital", 360630)
    assert (tripoli.country_code, tripoli.latitude, tripoli.dateline) == (None, None, False)
    assert (aleppo.country_code, round(aleppo.latitude or 0)) == ("SY", 36)
    assert (syria.kind, syria.country_code, syria.latitude) == ("country", "SY", None)


@pytest.mark.parametrize(("text", "country"), [("[l:طرابلس] اللبنانية", "LB"), ("[l:طرابلس] في [l:ليبيا]", "LY"), ("[l:طرابلس] بين [l:ليبيا] و[l:لبنان]", None)])
def test_the_page_decides_between_two_cities(text: str, country: str | None) -> None:
    assert records(text)[2][0].country_code == country


def test_every_name_has_one_entity() -> None:
    """Names and entities agree, in order of first mention."""
    found = entities("[p:سامر العطار] في [l:حلب] مع [o:قسد]، وقال [p:العطار] إن [l:حلب] بخير.")
    assert found.of == [0, 1, 2, 0, 1]
    assert [entity.names for entity in found.known] == [[0, 3], [1, 4], [2]]


def test_a_first_letter_is_no_preposition() -> None:
    assert forms("قال [p:باسم العطار] ولكن [p:باسم] صمت.") == [{"باسم العطار", "باسم"}]


def test_no_names() -> None:
    assert entities("لا أحد هنا.").known == []


_WORDS = 'قال سامر العطار بن عبد أبو وزير الخارجية الروسي ( ) " ، . في حلب قسد SANA آل المعروف لندن ـ 3 # _'.split()


@given(st.data())
def test_any_names_on_any_page(data: st.DataObject) -> None:
    """Whatever a recogniser marks, each name has one entity of its label, in order of first mention, and a record."""
    words = data.draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=40))
    page = read_page(" ".join(words))
    names = []
    at = 0
    while at < len(page.tokens):
        length = data.draw(st.integers(0, 3))
        label: EntityKind = data.draw(st.sampled_from(("person", "organization", "place")))
        if length and (name := name_at(page, at, min(at + length, len(page.tokens)), label, 1.0)) is not None:
            names.append(name)
        at += max(length, 1)
    found = resolve_entities(page, names)
    assert [entity.names[0] for entity in found.known] == sorted({min(entity.names) for entity in found.known})
    assert sorted(n for entity in found.known for n in entity.names) == list(range(len(names)))
    assert all(n in found.known[number].names and found.known[number].label == names[n].label for n, number in enumerate(found.of))
    people, organizations, places = entity_records(page, names, found, entity_ids(found))
    assert len(people) + len(organizations) + len(places) == len(found.known)
    assert all(page.text[span.start : span.end] == span.text for entity in (*people, *organizations, *places) for span in entity.mentions)


def test_time_is_linear() -> None:
    """Many people and bodies of one name, each named often, take no more time a name than few."""

    def seconds(count: int) -> float:
        letters = "بتثجحخدذرز"
        ends = [letters[n % 10] + letters[n // 10 % 10] + letters[n // 100 % 10] for n in range(count)]
        people = " ".join(f"[p:محمد {end}ان] ثم [p:محمد] و[o:مجلس {end[:2]}ان]" for end in ends)
        page, names = marked(people)
        start = time.perf_counter()
        resolve_entities(page, names)
        return (time.perf_counter() - start) / count

    seconds(100)
    assert seconds(1600) < 8 * seconds(200)
