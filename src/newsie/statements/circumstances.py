"""How a statement was made: in what or where (venue), when (time), about what (topic), and that its source would not be named.

They are looked for in the clause that reports: the words of the cue's sentence around it up to the contents beside it,
without those that are cue, source, addressee or medium.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from newsie.lexicons import rows, word_class
from newsie.lexicons.reporting import complementisers, look_up
from newsie.statements.draft import Draft, Range
from newsie.text.characters import fold
from newsie.text.page import Page
from newsie.text.tokens import Kind

_LONGEST, _LONGEST_TOPIC = 14, 6
_BESIDE = 50  # contents and cues on either side among which those that bound a clause are looked for
_WITH_TOPIC = ("characterize", "accuse", "criticize", "praise", "blame", "opine")


def _class(name: str) -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in rows("circumstances") if row["class"] == name)


_OCCASIONS, _SITES, _LEADS, _PLACE_LEADS, _WILL, _WITHHOLD, _REVEAL, _IDENTITY, _CLAUSE_VERBS = map(
    _class, ("occasion", "site", "lead", "place_lead", "will", "withhold", "reveal", "identity", "clause_verb")
)
_INFORMANTS, _OUTLETS, _REFUSE = map(_class, ("informant", "outlet", "refuse"))
_PLATFORMS = _class("platform") | _SITES
_WRITING_LEADS = frozenset(map(fold, ("على", "عبر")))  # «المدرب على منصة …»: where he writes is no part of who he is
_RELATIVES = word_class("relative")
_LEAD_OF = {form: word for word in _LEADS | _PLACE_LEADS for form in (word, "و" + word, "ف" + word)}


def wishes(page: Page) -> list[Range]:
    """Where a source asks not to be named, on the whole page: «طلب عدم الكشف عن هويته», «لم يذكر اسمه»."""
    folded, found = page.tokens.folded, []
    for i in [i for i, word in enumerate(folded) if word in _OPENS_WISH]:
        for k in range(i + 1, min(i + 7, len(folded))):
            if _identity(folded[k]) and any(_bare(w) in _REVEAL for w in folded[i + 1 : k]):
                found.append((next((j for j in range(i - 1, max(0, i - 4) - 1, -1) if _has_base(folded[j], _WILL)), i), k + 1))
                break
    return sorted(found)


def trim_sources(page: Page, drafts: Sequence[Draft], anonymous: Sequence[Range]) -> None:
    """Cut from sources what is not theirs: the wish not to be named, the outlet spoken to («المصدر لوكالة …»), the platform written on.

    `anonymous` are the page's `wishes`.
    """
    folded, words = page.tokens.folded, page.tokens.words
    for draft in drafts:
        if draft.source is None:
            continue
        first, end = draft.source
        wish = bisect_right(anonymous, (first + 1,))
        end = min(end, anonymous[wish][0]) if wish < len(anonymous) else end
        if end - first > 1 and _bare(folded[first]) in _INFORMANTS:
            told = (i for i in range(first + 1, min(end, first + 4)) if folded[i][:1] == "ل" and folded[i][1:] in _OUTLETS)
            end = next(told, end)
        end = next((i for i in range(first + 1, end - 1) if folded[i] in _WRITING_LEADS and _bare(folded[i + 1]) in _PLATFORMS), end)
        while end - first > 1 and (not words[end - 1][0].isalnum() or folded[end - 1] in _RELATIVES):
            end -= 1
        draft.source = (first, end) if end != draft.source[1] else draft.source


def add_circumstances(page: Page, drafts: Sequence[Draft], dates: Sequence[tuple[int, int]], anonymous: Sequence[Range]) -> list[Draft]:
    """Fill in the circumstances of each draft that has a cue; `dates` are the page's expressions of time as offsets of characters, `anonymous` its `wishes`.

    Returns the drafts without those whose content is no more than the wish not to be named.
    """
    times = [_tokens_of(page, *span) for span in dates]
    drafts = [d for d in drafts if not any(d.end <= end for _, end in _beginning(anonymous, d.first - _LONGEST, d.first + 1))]
    in_sentence = _by_sentence(page, drafts)
    for draft in drafts:
        if draft.cue is None:
            continue
        beside = in_sentence[page.sentence_of[draft.cue[0]]]
        at = bisect_left(beside, draft.cue[0], key=lambda entry: entry[1][0])
        clause = _Clause(page, draft, beside[max(0, at - _BESIDE) : at + _BESIDE], times)
        draft.time = clause.time()
        draft.venue = clause.venue()
        draft.anonymity = next((r for r in _beginning(anonymous, clause.first, clause.end) if r[1] <= clause.end), None)
        draft.topic = clause.topic()
    return drafts


def _by_sentence(page: Page, drafts: Sequence[Draft]) -> dict[int, list[tuple[Draft, Range]]]:
    """The contents and cues that begin or end in each sentence, in text order."""
    found: dict[int, list[tuple[Draft, Range]]] = {}
    for draft in drafts:
        for span in (*draft.contents, *([draft.cue] if draft.cue is not None else ())):
            for sentence in {page.sentence_of[span[0]], page.sentence_of[span[1] - 1]}:
                found.setdefault(sentence, []).append((draft, span))
    for entries in found.values():
        entries.sort(key=lambda entry: entry[1])
    return found


def _beginning(ranges: Sequence[Range], least: int, end: int) -> Sequence[Range]:
    """Those of the ranges, which come in text order, that begin from `least` up to, not including, `end`."""
    return ranges[bisect_left(ranges, (least,)) : bisect_left(ranges, (end,))]


def _tokens_of(page: Page, start: int, end: int) -> Range:
    first = max(0, bisect_right(page.tokens.starts, start) - 1)
    return first, bisect_left(page.tokens.starts, end)


class _Clause:
    """The reporting clause of one draft: `first` to `end` in tokens, `taken` those that have a part in it already."""

    def __init__(self, page: Page, draft: Draft, beside: Sequence[tuple[Draft, Range]], times: Sequence[Range]) -> None:
        assert draft.cue is not None
        self.page, self.draft, self.cue = page, draft, draft.cue
        first, end = page.sentences[page.sentence_of[draft.cue[0]]]
        if draft.outer is not None:
            bounds = next((r for r in draft.outer.contents if r[0] <= draft.cue[0] < r[1]), (first, end))
            first, end = max(first, bounds[0]), min(end, bounds[1])
        for other, (low, high) in beside:
            if other.outer is draft.outer:
                if high <= draft.cue[0]:
                    first = max(first, high)
                elif low >= draft.cue[1]:
                    end = min(end, low)
        self.first, self.end = first, end
        quoted = page.quotation_of
        self.times = {t: n for n, t in enumerate(_beginning(times, first, end), bisect_left(times, (first,))) if t[1] <= end and quoted[t[0]] == quoted[self.cue[0]]}
        mine = [draft.cue, *(r for r in (draft.source, draft.addressee, draft.medium) if r is not None)]
        self.taken = {i for low, high in mine for i in range(low, high)}

    def time(self) -> int | None:
        """The number of the expression of time in the clause that stands nearest to the cue, behind the subject or right before it."""
        begin = min(self.cue[0], self.draft.source[0] if self.draft.source and self.draft.source[0] >= self.first else self.cue[0])
        fitting = [t for t in self.times if not self.taken & set(range(*t)) and (t[0] >= begin or begin - t[1] <= 1)]
        nearest = min(fitting, key=lambda t: (max(t[0] - self.cue[1], self.cue[0] - t[1]), t), default=None)
        return None if nearest is None else self.times[nearest]

    def venue(self) -> Range | None:
        """The phrase that says in what, on what or before whom it was said."""
        folded = self.page.tokens.folded
        for i in range(self.first, self.end - 1):
            word = _LEAD_OF.get(folded[i])
            if word is None or i in self.taken:
                continue
            head = _bare(folded[i + 1])
            named = i + 1 not in self.taken and (head in _OCCASIONS or head in _PLATFORMS)
            if (word in _LEADS and named and (head in _PLATFORMS or word != "علي" or head == "هامش")) or (word in _PLACE_LEADS and self.page.tokens.kinds[i + 1] == Kind.WORD):
                return i, i + 2 if folded[i + 1] in _SITES else self._phrase_end(i + 2)
        return None

    def _phrase_end(self, at: int) -> int:
        """Where a phrase ends: at a mark, a part of the clause, a time, a verb that reports, a relative or a complementiser."""
        tokens = self.page.tokens
        times = {t[0] for t in self.times}
        last = min(self.end, at + _LONGEST)
        while at < last and at not in self.taken and at not in times:
            word = tokens.folded[at]
            quoted = tokens.kinds[at] == Kind.QUOTE
            if (tokens.kinds[at] in (Kind.MARK, Kind.DOTS) and tokens.words[at] not in ("(", ")")) or word in _RELATIVES or word in complementisers() or _begins_clause(word):
                break
            if not quoted and any(r.form in ("perfect", "imperfect") and r.grade != "C" for r in look_up(tokens.words[at])):
                break
            at += 1
        closings = self.page.closings
        while (tokens.kinds[at - 1] == Kind.QUOTE and at - 1 not in closings) or tokens.folded[at - 1] in word_class("preposition") or tokens.words[at - 1] in ("ل", "ب", "("):
            at -= 1
        return at

    def topic(self) -> Range | None:
        """What is judged or who is accused: the words between cue and subject and the content («وصف الاتفاق بأنه»)."""
        report = self.draft.report
        if report is None or report.act not in _WITH_TOPIC:
            return None
        first = max([self.cue[1], *(r[1] for r in (self.draft.source, self.draft.addressee) if r is not None and self.first <= r[0] < self.draft.first)])
        end = self.draft.first
        if self.cue[0] > end or not 0 < end - first <= _LONGEST_TOPIC:
            return None
        while end > first and self.page.tokens.words[end - 1] in complementisers():
            end -= 1
        kinds = set(self.page.tokens.kinds[first:end])
        if end == first or not kinds <= {Kind.WORD, Kind.LATIN, Kind.NUMBER} or self.page.tokens.folded[first] in word_class("preposition"):
            return None
        if end == first + 1 and self.page.tokens.folded[first].startswith("ب"):
            return None  # «انتقد بشدة …» says how
        return None if any(t[0] < end and t[1] > first for t in self.times) else (first, end)


def _bare(word: str) -> str:
    """A noun without article, or with its pronoun cut («حسابه», «هويته»)."""
    plain = word[2:] if word.startswith("ال") and len(word) > 4 else word[1:] if word.startswith("لل") and len(word) > 4 else word
    if plain in _OCCASIONS or plain in _PLATFORMS or plain in _REVEAL:
        return plain
    for tail in ("هما", "ها", "هم", "هن", "ه"):
        if plain.endswith(tail) and len(plain) > len(tail) + 1:
            stem = plain[: -len(tail)]
            for form in (stem, stem[:-1] + "ه" if stem.endswith("ت") else stem):
                if form in _OCCASIONS or form in _PLATFORMS:
                    return form
    return plain


def _begins_clause(word: str) -> bool:
    """Whether a word is a verb that tells more of an occasion, its pronoun aside: «نشرته», «ألقاها»."""
    for tail in ("", "ها", "ه", "هم", "وا"):
        stem = word[: len(word) - len(tail)] if word.endswith(tail) else ""
        if stem in _CLAUSE_VERBS or (stem.endswith("ا") and stem[:-1] + "ي" in _CLAUSE_VERBS):
            return True
    return False


def _identity(word: str) -> bool:
    """Whether a word is what is withheld, with its pronoun or article: «هويته», «اسمه», «الاسم», «أسمائهم»."""
    plain = word[2:] if word.startswith("ال") else word
    stems = {fold(w)[:-1] if fold(w).endswith("ه") else fold(w) for w in ("هوية", "اسم", "أسماء")} | {"اسمائ"}
    return plain in _IDENTITY or any(plain.startswith(stem) and plain[len(stem) :] in ("ه", "ها", "هم", "هما", "هن", "ته", "تها", "تهم", "تهما", "تهن") for stem in stems)


@cache
def _inflected(bases: frozenset[str]) -> frozenset[str]:
    """What `bases` can be in the text: «طلب», «طلبت», «رفضوا», «مفضلا», «وشريطة»."""
    tails = ("", "وا", "ت", "ا", "ه", "ين", "ن", "تا")
    return frozenset(before + base + tail for before in ("", "و", "ف") for base in bases for tail in tails)


def _has_base(word: str, bases: frozenset[str]) -> bool:
    """Whether a word is one of `bases`, inflected."""
    return word in _inflected(bases)


#: Every word that can begin the wish not to be named: looked up once a token, where taking each apart would cost more than reading the page.
_OPENS_WISH = _inflected(_REFUSE) | {before + word for word in _WITHHOLD for before in ("", "و", "ف")}
