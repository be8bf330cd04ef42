"""What is one token: tables of (text, tokens) for each kind."""

from __future__ import annotations

import pytest

from newsie.text.characters import bare, fold, fold_with_offsets, has_arabic
from newsie.text.tokens import Kind, tokenize
from newsie.text.view import public_tokens

WORDS = [
    ("قال الوزير نعم", "قال|الوزير|نعم"),
    ("وبالرياض", "وبالرياض"),
    ("كَتَبَ الوَلَدُ", "كَتَبَ|الوَلَدُ"),
    ("الرئيـــس وصل", "الرئيـــس|وصل"),
    ("لـروسيا", "لـروسيا"),
    ("بـ «الرواد»", "بـ|«|الرواد|»"),
    ("الـ53 عاما", "الـ|53|عاما"),
    ("عام 1437هـ", "عام|1437|هـ"),
    ("المملكةـ تؤكد", "المملكة|ـ|تؤكد"),
    ("والـ «عيد»", "والـ|«|عيد|»"),
    ("قال\u00a0نعم", "قال|نعم"),
    ("\u200fقال\u200f نعم\u200e.", "قال|نعم|."),
    ("مي\u200cخواهم", "مي\u200cخواهم"),
    ("گوگل وپاريس وڤيينا", "گوگل|وپاريس|وڤيينا"),
    ("صلى ﷺ", "صلى|ﷺ"),
    ("ﻗﺎﻝ", "ﻗﺎﻝ"),
    ("Путин и ΑΒΓ", "Путин|и|ΑΒΓ"),
    ("شركة Samsung Display", "شركة|Samsung|Display"),
    ("طائرة F-16 وطائرة إف-16", "طائرة|F-16|وطائرة|إف|-|16"),
    ("O'Neil و AT&T", "O'Neil|و|AT&T"),
    ("cafe\u0301 مفتوح", "cafe\u0301|مفتوح"),
    ("الثاني/نوفمبر", "الثاني|/|نوفمبر"),
]
NUMBERS = [
    ("25 أيار 2016", "25|أيار|2016"),
    ("25/5/2016", "25/5/2016"),
    ("2016-05-24", "2016-05-24"),
    ("٣٫٥ مليون", "٣٫٥|مليون"),
    ("۳٫۵ مليون", "۳٫۵|مليون"),
    ("1,234,567 ليرة", "1,234,567|ليرة"),
    ("١٬٢٣٤ ليرة", "١٬٢٣٤|ليرة"),
    ("بنسبة 6.5%", "بنسبة|6.5|%"),
    ("بنسبة ٦٫٥٪", "بنسبة|٦٫٥|٪"),
    ("من 10-15 شخصا", "من|10-15|شخصا"),
    ("موسم 2017–2018", "موسم|2017–2018"),
    ("الساعة 12:30", "الساعة|12:30"),
    ("فاز 3-1.", "فاز|3-1|."),
    ("عام 2016م", "عام|2016|م"),
    ("بلغ 25.", "بلغ|25|."),
    ("3.\u200f6 مليون", "3.\u200f6|مليون"),
]
ABBREVIATIONS = [
    ("د. سامي علوان", "د.|سامي|علوان"),
    ("د.سامي", "د.|سامي"),
    ("(أ.ف.ب)", "(|أ.|ف.|ب|)"),
    ("أ. ف. ب", "أ.|ف.|ب"),
    ("عام 300 ق.م", "عام|300|ق.|م"),
]
ADDRESSES = [
    ("راجع https://example.org/a?b=1.", "راجع|https://example.org/a?b=1|."),
    ("(www.example.com)", "(|www.example.com|)"),
    ("على example.net/x اليوم", "على|example.net/x|اليوم"),
    ("اكتب إلى a.b@example.net، شكرا", "اكتب|إلى|a.b@example.net|،|شكرا"),
    ("غرد @handle_1 قائلا", "غرد|@handle_1|قائلا"),
    ("العربية.نت", "العربية|.|نت"),
]
MARKS = [
    ("سورية.وقال", "سورية|.|وقال"),
    ("الوزير:الطيران", "الوزير|:|الطيران"),
    ("واشنطن“لقد", "واشنطن|“|لقد"),
    ("انتهى.. وبدأ", "انتهى|..|وبدأ"),
    ("انتهى… وبدأ", "انتهى|…|وبدأ"),
    ("نعم،، لا", "نعم|،|،|لا"),
    ("لماذا؟! قال", "لماذا|؟|!|قال"),
    ("((الرواد))", "((|الرواد|))"),
    ("<<الرواد>>", "<<|الرواد|>>"),
    ("''نعم''", "''|نعم|''"),
    ("``نعم''", "``|نعم|''"),
    ("„نعم“ و‹لا›", "„|نعم|“|و|‹|لا|›"),
    ("「نعم」", "「|نعم|」"),
    ("[نعم]", "[|نعم|]"),
    ("رائع 👍🏽 جدا", "رائع|👍🏽|جدا"),
    ("عائلة 👨‍👩‍👧", "عائلة|👨‍👩‍👧"),
    ("حب ❤️!", "حب|❤️|!"),
]


@pytest.mark.parametrize(("text", "expected"), WORDS + NUMBERS + ABBREVIATIONS + ADDRESSES + MARKS)
def test_tokens(text: str, expected: str) -> None:
    tokens = tokenize(text)
    assert [tokens.surface(i, i + 1) for i in range(len(tokens))] == expected.split("|")


KINDS = [
    ("https://example.org", Kind.URL),
    ("a@example.org", Kind.EMAIL),
    ("@handle", Kind.HANDLE),
    ("٣٫٥", Kind.NUMBER),
    ("وبالرياض", Kind.WORD),
    ("Reuters", Kind.LATIN),
    ("..", Kind.DOTS),
    ("«", Kind.QUOTE),
    ("☪", Kind.EMOJI),
    ("؟", Kind.MARK),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kinds(text: str, kind: Kind) -> None:
    assert tokenize(text).kinds == [kind]


PUBLIC = [
    ("#سوق_الحرف مفتوح", [("#سوق_الحرف", "hashtag", "#|سوق|_|الحرف"), ("مفتوح", "word", "")]),
    ("# وحده", [("#", "punctuation", ""), ("وحده", "word", "وحد|ه")]),
    ("ولروسيا", [("ولروسيا", "word", "و|ل|روسيا")]),
    ("للرياض", [("للرياض", "word", "ل|لرياض")]),
    ("د. سامي", [("د.", "abbreviation", ""), ("سامي", "word", "")]),
    ("«نعم»", [("«", "quote", ""), ("نعم", "word", ""), ("»", "quote", "")]),
]


@pytest.mark.parametrize(("text", "expected"), PUBLIC)
def test_public_tokens(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = public_tokens(tokenize(text))
    assert [(token.text, token.kind, "|".join(s.text for s in token.segments)) for token in found] == expected
    assert all(text[token.start : token.end] == token.text for token in found)


BARE = [("كَتَبَ", "كتب"), ("الرئيـــس", "الرئيس"), ("٢٠١٦", "2016"), ("۲۰۱۶", "2016"), ("ﻻ", "لا"), ("أن", "أن"), ("على", "على"), ("قا\u200fل", "قال")]


@pytest.mark.parametrize(("text", "expected"), BARE)
def test_bare(text: str, expected: str) -> None:
    assert bare(text) == expected


FOLDED = [("أإآٱ", "اااا"), ("الإمَـارات", "الامارات"), ("مدرسة", "مدرسه"), ("على", "علي"), ("مؤتمر", "موتمر"), ("Reuters", "reuters"), ("گوگل", "كوكل")]


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected
    folded = fold_with_offsets(text)
    assert folded.text == expected
    assert all(fold(text[at]) for at in folded.offsets)


@pytest.mark.parametrize(("text", "expected"), [("abc", False), ("12،", False), ("aب", True), ("ﻻ", True)])
def test_has_arabic(text: str, expected: bool) -> None:
    assert has_arabic(text) is expected
