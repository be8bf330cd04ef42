"""Text for property tests: Arabic as news copy and worse writes it, every quotation mark, and articles made of it all."""

from __future__ import annotations

from hypothesis import strategies as st

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى"
FOREIGN_LETTERS = "پچگڤژکیەۆ\ufefb\ufdfa\ufeb3"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
CONTROLS = "\u200e\u200f\u200b\u200c\u200d\u202a\u202b\u202c\u202e\u2066\u2067\u2069\ufeff\u00ad\u061c"
SPACES = [" ", " ", " ", "  ", "\u00a0", "\u2009", "\t", "\u3000"]
BREAKS = ["\n", "\n\n", "\r\n", "\u2028", "\u2029", "\x0b", "\x85"]
OPENING = ["«", "“", "„", '"', "'", "‹", "((", "<<", "‘", "``", "”", "»", "「", "〝", "❝"]
CLOSING = ["»", "”", "“", '"', "'", "›", "))", ">>", "’", "''", "»", "«", "」", "〞", "❞"]
STOPS = [".", "،", "؛", ":", "؟", "!", "..", "…", "؟!", ",", "-", "–", "ـ", "(", ")", "/", "%", "٪", "#", "_", "@", "&", "•"]
EMOJI = ["😀", "👍🏽", "🇸🇾", "❤️", "👨‍👩‍👧", "☪", "1️⃣"]
WORDS = [
    "قال", "وقالت", "أضاف", "إن", "أن", "الوزير", "وزير", "سامي", "علوان", "ليلى", "بيان", "للأمم", "ولبنان", "بالرياض", "فلسطين", "كتابهم", "وبرلين",
    "أمس", "الاثنين", "25", "أيار", "2016", "د.", "أ. ف. ب", "سي.إن.إن", "العربية.نت", "رويترز", "سانا", "CNN", "U.S.", "Reuters", "الـ", "لـ", "و",
]  # fmt: skip

_letter = st.one_of(st.sampled_from(LETTERS), st.sampled_from(LETTERS), st.sampled_from(FOREIGN_LETTERS))
_trimming = st.one_of(st.just(""), st.just(""), st.just(""), st.text(MARKS, min_size=1, max_size=2), st.sampled_from(CONTROLS))

#: A word of Arabic letters with marks, tatweel and invisible controls among them.
arabic_words = st.lists(st.tuples(_letter, _trimming).map("".join), min_size=1, max_size=9).map("".join)

#: A number with digits of one or several scripts, separators, ranges, dates, hours.
numbers = st.lists(st.text("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴", min_size=1, max_size=4), min_size=1, max_size=4).flatmap(
    lambda parts: st.sampled_from([".", ",", "٫", "٬", ":", "/", "-", "–", ""]).map(lambda mark: mark.join(parts))
)

addresses = st.sampled_from(["https://example.org/a?b=1", "www.example.com.", "a.b@example.net", "@handle_1", "#وسم_جديد", "t.co/x"])
_plain = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), arabic_words, numbers, addresses, st.sampled_from(EMOJI), st.text("abcXYZé", min_size=1, max_size=5))
_stop = st.one_of(st.just(""), st.just(""), st.just(""), st.sampled_from(STOPS), st.sampled_from(CONTROLS))
_space = st.one_of(st.sampled_from(SPACES), st.sampled_from(SPACES), st.sampled_from(["", "\u00a0\u200f"]))

#: Words with spaces and stops, some missing.
clauses = st.lists(st.tuples(_plain, _stop, _space).map("".join), min_size=1, max_size=8).map("".join)


def quoted(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A clause in quotation marks: of one pair, of two kinds, or left open at either end."""
    pairs = st.integers(0, len(OPENING) - 1).map(lambda n: (OPENING[n], CLOSING[n]))
    mixed = st.tuples(st.sampled_from([*OPENING, ""]), st.sampled_from([*CLOSING, ""]))
    return st.tuples(st.one_of(pairs, pairs, mixed), inner, st.sampled_from(["", "", " "])).map(lambda made: f"{made[0][0]}{made[2]}{made[1]}{made[2]}{made[0][1]}")


_speech = st.recursive(clauses, lambda inner: st.one_of(quoted(inner), st.tuples(inner, _space, inner).map("".join)), max_leaves=5)

#: A paragraph: clauses and quotations, nested ones too.
paragraphs = st.lists(st.tuples(_speech, st.sampled_from([". ", "، ", " ", ": ", ".\u00a0", ""])).map("".join), min_size=1, max_size=4).map("".join)

#: An article: paragraphs between all the line breaks there are.
articles = st.lists(st.tuples(paragraphs, st.sampled_from(BREAKS)).map("".join), max_size=5).map("".join)

#: Any text without lone surrogates, and any soup of the characters that have a meaning here.
hostile = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
    st.lists(st.sampled_from([*OPENING, *CLOSING, *STOPS, *BREAKS, *SPACES, *CONTROLS, *MARKS, *EMOJI, "ق", "1", "a"]), max_size=60).map("".join),
)

#: What a user may hand over: mostly articles, now and then anything at all.
texts = st.one_of(articles, articles, paragraphs, hostile)
