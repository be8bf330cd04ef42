"""Articles made by hand, so that no export's test depends on what a model finds."""

from __future__ import annotations

import datetime

from newsie import Article, Cue, DateExpression, Mention, Organization, Person, Place, Role, Sentence, Span, Speaker, Statement

TEXT = (
    "حداد: المشروع 😀 سيبدأ قريبا\n\n"
    "قال وزير النقل سامر حداد أمس إن الجسر سيفتح. وأضافت ليلى منصور للصحفيين: «قال لي المدير إن العمل توقف، ولن نعود».\n"
    "وبحسب مصادر وزارة النقل، فإن الكلفة بلغت مليونا، كما أن بيروت وافقت.\n"
)
HOSTILE = "قال <script>alert(1)</script> سامر\u202e إن «</script><img src=x onerror=alert(2)>\u2066 الأمر & انتهى\u2028\x00».\n=1+1 \u202d{{7*7}}"


def span(text: str, words: str, after: int = 0) -> dict[str, object]:
    """Where `words` first stand behind `after`."""
    start = text.index(words, after)
    return {"start": start, "end": start + len(words), "text": words}


def make(**changes: object) -> Article:
    """The article of TEXT: direct, indirect, mixed; nested, in two pieces, without a speaker."""
    t = TEXT
    second = t.index("ليلى")
    role = Role(title="وزير النقل", organization="وزارة النقل")
    fields: dict[str, object] = {
        "id": "made-1",
        "text": t,
        "published": datetime.date(2020, 2, 3),
        "outlet": "المسار",
        "url": "https://example.org/1",
        "title": Span(**span(t, "حداد: المشروع 😀 سيبدأ قريبا")),
        "mentions": (
            Mention(**span(t, "حداد"), label="person", entity_id="p1", score=0.9),
            Mention(**span(t, "سامر حداد"), label="person", entity_id="p1", score=0.9),
            Mention(**span(t, "ليلى منصور"), label="person", entity_id="p2", score=0.9),
            Mention(**span(t, "وزارة النقل"), label="organization", entity_id="o1", score=0.8),
            Mention(**span(t, "بيروت"), label="place", entity_id="l1", score=0.7),
        ),
        "people": (
            Person(id="p1", name="سامر حداد", aliases=("حداد",), key="سامر حداد", roles=(role,), mentions=(Span(**span(t, "حداد")), Span(**span(t, "سامر حداد")))),
            Person(id="p2", name="ليلى منصور", key="ليلي منصور", gender="f"),
        ),
        "organizations": (Organization(id="o1", name="وزارة النقل", key="وزاره نقل", kind="ministry"),),
        "places": (Place(id="l1", name="بيروت", key="بيروت", country_code="LB"),),
        "dates": (DateExpression(**span(t, "أمس"), value="2020-02-02", kind="date", granularity="day", earliest="2020-02-02", latest="2020-02-02", anchor="2020-02-03"),),
        "speakers": (
            Speaker(id="sp1", name="سامر حداد", kind="person", entity_id="p1", role=role),
            Speaker(id="sp2", name="ليلى منصور", kind="person", entity_id="p2"),
            Speaker(id="sp3", name="المدير", kind="unnamed"),
        ),
        "statements": (
            Statement(
                id="s1", text="الجسر سيفتح", content=(Span(**span(t, "الجسر سيفتح")),), kind="indirect", cue=Cue(**span(t, "قال"), lemma="قال", act="say"),
                source=Span(**span(t, "وزير النقل سامر حداد")), speaker_id="sp1", resolution="explicit", time=Span(**span(t, "أمس")), confidence=0.9,
            ),
            Statement(
                id="s2", text="قال لي المدير إن العمل توقف، ولن نعود", content=(Span(**span(t, "قال لي المدير إن العمل توقف، ولن نعود")),), kind="direct",
                cue=Cue(**span(t, "أضافت"), lemma="أضاف", act="add"), source=Span(**span(t, "ليلى منصور")), speaker_id="sp2", resolution="explicit",
            ),
            Statement(
                id="s3", text="العمل توقف", content=(Span(**span(t, "العمل توقف")),), kind="indirect", cue=Cue(**span(t, "قال", second), lemma="قال", act="say"),
                source=Span(**span(t, "المدير", second)), speaker_id="sp3", nested_in="s2", negated=True,
            ),
            Statement(
                id="s4", text="الكلفة بلغت مليونا … أن بيروت وافقت", content=(Span(**span(t, "الكلفة بلغت مليونا")), Span(**span(t, "أن بيروت وافقت"))), kind="mixed",
                cue=Cue(**span(t, "بحسب"), lemma="بحسب", act="according_to"), source=Span(**span(t, "مصادر وزارة النقل")),
            ),
        ),
        "sentences": (
            Sentence(**span(t, "حداد: المشروع 😀 سيبدأ قريبا"), paragraph=0),
            Sentence(**span(t, "قال وزير النقل سامر حداد أمس إن الجسر سيفتح."), paragraph=1),
            Sentence(**span(t, "وأضافت ليلى منصور للصحفيين: «قال لي المدير إن العمل توقف، ولن نعود»."), paragraph=1),
            Sentence(**span(t, "وبحسب مصادر وزارة النقل، فإن الكلفة بلغت مليونا، كما أن بيروت وافقت."), paragraph=2),
        ),
    }  # fmt: skip
    return Article.model_validate({**fields, **changes})


def make_hostile() -> Article:
    """An article whose text, names, outlet and address try to break out of wherever they are written."""
    t = HOSTILE
    content = span(t, t[t.index("</script><img") : t.index("».")])
    bad = "<img src=x onerror=alert(3)>\u202e"
    return Article(
        id="</script><script>alert(4)</script>",
        text=t,
        outlet='"><script>alert(5)</script>',
        url="javascript:alert(6)",
        title=Span(**span(t, t.split("\n")[0])),
        people=(Person(id="p1", name=bad, aliases=(bad + "2",), roles=(Role(title=bad),)),),
        mentions=(Mention(**span(t, "سامر"), label="person", entity_id="p1", score=1.0),),
        speakers=(Speaker(id="sp1", name=bad, kind="person", entity_id="p1", role=Role(title="=cmd|' /C calc'!A0")),),
        statements=(
            Statement(id="s1<b>", text=content["text"], content=(Span(**content),), kind="direct", cue=Cue(**span(t, "قال"), lemma="<i>", act="</script>"), speaker_id="sp1"),
            Statement(id="s2", text="=1+1", content=(Span(**span(t, "=1+1")),), kind="indirect"),
        ),
    )


MADE, HOSTILE_ARTICLE = make(), make_hostile()
