"""Who is speaking: from the source's words, or, where there is none, from what was said before and how the cue agrees."""

from __future__ import annotations

from collections.abc import Sequence

from newsie.entities import Entities
from newsie.entities.roles import title_of
from newsie.ner.recognizer import Name
from newsie.statements.draft import Draft
from newsie.lexicons.reporting import Report
from newsie.statements.voices import Voice, covered, described, entity_voices, nouns, plain_words
from newsie.text.characters import fold
from newsie.text.page import Page

_PRONOUNS = frozenset(map(fold, "هو هي هما هم هن الأخير الأخيرة نفسه نفسها الذي التي الذين".split()))
_THESE = frozenset(map(fold, "هؤلاء هم الذين".split()))
_SAME = frozenset(map(fold, "نفسه نفسها ذاته ذاتها المذكور المذكورة السابق الحالي الجديد".split()))
#: Nouns that need a person behind them: of «محامي ترامب» the lawyer speaks.
_OF_A_PERSON = frozenset(
    map(
        fold,
        "محامي محامية محامو زوجة زوج والد والدة شقيق شقيقة ابن ابنة نجل كريمة أرملة خطيبة خطيب صديق صديقة مستشار مستشارة مساعد مساعدة باسم عم خال جد جدة أسرة عائلة حملة محاميو فريق إدارة حكومة وكيل سكرتير مكتب".split(),
    )
)
_PREPOSITIONS = frozenset(map(fold, "في من إلى على عن مع ضد حول بين لدى بشأن بعد قبل خلال عند نحو منذ حيال تجاه عبر أمام وفق بحسب".split()))
_PEOPLE_NOUNS = frozenset(word for word, row in nouns().items() if row["type"] in ("person", "group"))


class SpeakerResolver:
    """Finds the speaker of each draft of one page, in text order."""

    def __init__(self, page: Page, names: Sequence[Name], entities: Entities) -> None:
        self.page = page
        self.names = names
        self.entities = entities
        self.voices = entity_voices(page, names, entities)
        self.name_of = [-1] * len(page.tokens)
        for n, name in enumerate(names):
            self.name_of[name.first : name.last] = [n] * (name.last - name.first)

    def resolve(self, drafts: Sequence[Draft]) -> None:
        """Set `speaker` (a number into `voices`) and `resolution` of every draft."""
        self._learn_genders(drafts)
        done: list[Draft] = []
        for draft in drafts:
            if draft.source is not None:
                self._from_source(draft, done)
            if draft.speaker is None:
                self._from_before(draft, done)
            done.append(draft)

    def _learn_genders(self, drafts: Sequence[Draft]) -> None:
        """A verb before its named subject shows the subject's gender: «قالت ميركل»."""
        for draft in drafts:
            r = draft.report
            if draft.source and r and r.form in ("perfect", "imperfect") and r.number == "s" and r.gender and draft.cue and draft.source[0] >= draft.cue[1]:
                n = self._head_name(*draft.source)
                if n is not None and self.names[n].label == "person":
                    self.voices[self.entities.of[n]].gender = r.gender

    # -- from the source ---------------------------------------------------------------------------

    def _from_source(self, draft: Draft, done: Sequence[Draft]) -> None:
        assert draft.source is not None
        first, end = draft.source
        if self.page.tokens.folded[first] in _PRONOUNS and end - first <= 2:
            self._from_before(draft, done)
            draft.resolution = "pronoun" if draft.speaker is not None else "unresolved"
            return
        n = self._head_name(first, end)
        if n is not None:
            draft.speaker = self.entities.of[n]
            draft.resolution = "explicit"
            return
        found = self._role_holder(draft, first, end) if self.page.tokens.folded[first] not in _THESE else None
        if found is None:
            found = self._described_before(first, end, done)
        if found is not None:
            draft.speaker, draft.resolution = found, "role"
            return
        self.voices.append(described(self.page, first, end))
        draft.speaker, draft.resolution = len(self.voices) - 1, "explicit"

    def _head_name(self, first: int, end: int) -> int | None:
        """The name that a source is: a person, else an organisation or place that no «المتحدث باسم» or «مصدر في» stands before."""
        inside = sorted({n for n in self.name_of[first:end] if n >= 0})
        people = [n for n in inside if self.names[n].label == "person" and not self._complement(n, first)]
        if people:
            return people[0]
        if not inside:
            return None
        head = inside[0]
        before = plain_words(self.page, first, self.names[head].first)
        if any(word in _PEOPLE_NOUNS or word in ("باسم", "بعض", "احد", "عدد") for word in before) or len(before) > 3:
            return None
        if any(word in _PREPOSITIONS for word in self.page.tokens.folded[first : self.names[head].first]):
            return None
        return head if self.names[head].label != "person" else None

    def _complement(self, n: int, first: int) -> bool:
        """Whether a person only completes another noun: «محامي ترامب»."""
        at = self.names[n].first
        return at > first and fold(self.page.tokens.words[at - 1]) in _OF_A_PERSON

    def _role_holder(self, draft: Draft, first: int, end: int) -> int | None:
        """The named entity that a description means: «الوزير التركي», «الصحيفة», in headlines «برلماني روسي» too."""
        words = [w for w in plain_words(self.page, first, end) if w not in _SAME]
        if not words or not self._definite(draft, first, end):
            return None
        head, rest = words[0], words[1:]
        heads = covered().get(head, frozenset()) | {head}
        best: tuple[int, int, int] | None = None
        for number, voice in enumerate(self.voices[: len(self.entities.known)]):
            if not (heads & voice.words) or (voice.kind == "person") != (head in _PEOPLE_NOUNS or head in covered()):
                continue
            matched = sum(word in voice.words or word in fold(voice.name).split() for word in rest)
            if rest and matched * 2 < len(rest):
                continue
            before = [spot for spot in voice.places if spot <= first]
            rank = (matched, int(head in voice.words), max(before) if before else -min(voice.places) - 1)
            best_rank = best and (best[0], best[1])
            if best is None or (rank[0], rank[2]) > best_rank:
                best = (rank[0], rank[2], number)
        return best[2] if best else None

    def _definite(self, draft: Draft, first: int, end: int) -> bool:
        folded = self.page.tokens.folded
        kind = self.page.layout.paragraphs[self.page.paragraph_of[first]].kind
        if kind in ("headline", "subheadline") or folded[first].startswith(("ال", "لل", "بال", "وال", "فال")):
            return True
        return end - first > 1 and folded[first + 1].startswith("ال") and folded[first] in _PEOPLE_NOUNS

    def _described_before(self, first: int, end: int, done: Sequence[Draft]) -> int | None:
        """The unnamed voice that was described before with the same head: «المصدر» after «مصدر أمني»."""
        words = plain_words(self.page, first, end)
        if not words:
            return None
        head = words[0]
        rest = {w for w in words[1:] if w not in _SAME}
        these = self.page.tokens.folded[first] in _THESE
        for draft in reversed(done):
            if draft.speaker is None:
                continue
            voice = self.voices[draft.speaker]
            if voice.kind == "unnamed" and (these or (head in voice.words and rest <= voice.words)):
                return draft.speaker
        return None

    # -- from what came before ---------------------------------------------------------------------

    def _from_before(self, draft: Draft, done: Sequence[Draft]) -> None:
        if draft.cue is None:
            if done and not draft.outer:
                draft.speaker, draft.resolution, draft.continues = done[-1].speaker, "elided", done[-1]
            return
        sentence = self.page.sentence_of[draft.cue[0]]
        level = [d for d in done if d.outer is draft.outer and d.speaker is not None]
        same = [d for d in level if d.cue is not None and self.page.sentence_of[d.cue[0]] == sentence and d.cue[0] < draft.cue[0]]
        if same and self._agrees(draft.report, same[-1].speaker):
            draft.speaker, draft.resolution, draft.continues = same[-1].speaker, "elided", same[-1]
            return
        subject = self._subject(draft, sentence)
        if subject is not None:
            draft.speaker, draft.resolution = subject, "elided"
            return
        for earlier in reversed(level[-4:]):
            if self._agrees(draft.report, earlier.speaker):
                draft.speaker, draft.resolution, draft.continues = earlier.speaker, "elided", earlier
                return

    def _agrees(self, report: Report | None, speaker: int | None) -> bool:
        if report is None or speaker is None or report.form not in ("perfect", "imperfect", "participle") or report.person == "1":
            return speaker is not None
        voice = self.voices[speaker]
        if report.number in ("p", "d"):
            return voice.number == "p" or voice.kind in ("organization", "unnamed")
        if voice.number == "p" and report.form != "participle":
            return False
        return not report.gender or not voice.gender or report.gender == voice.gender

    def _subject(self, draft: Draft, sentence: int) -> int | None:
        """The first agreeing person or organisation before the cue in its sentence that no preposition governs."""
        assert draft.cue is not None
        begin = self.page.sentences[sentence][0]
        tokens = self.page.tokens
        seen: set[int] = set()
        for i in range(begin, draft.cue[0]):
            n = self.name_of[i]
            if n < 0 or n in seen:
                continue
            seen.add(n)
            name = self.names[n]
            at = name.first
            while at - 1 > begin and (title_of(self.page, at - 1) is not None or tokens.folded[at - 1].startswith("ال")):
                at -= 1
            if name.start > tokens.starts[name.first] or (at > begin and tokens.folded[at - 1] in _PREPOSITIONS):
                continue
            speaker = self.entities.of[n]
            if name.label == "place" and i > begin + 1:
                continue
            if self._agrees(draft.report, speaker):
                return speaker
        return None
