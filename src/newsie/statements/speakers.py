"""Who is speaking: each statement's candidates are weighed in text order, the speakers found so far among the evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsie.entities.names import clean
from newsie.ner.recognizer import SURE
from newsie.statements.candidates import NEW, NOBODY, Candidates
from newsie.statements.draft import Draft
from newsie.statements.ranker import Ranker
from newsie.statements.voices import Voice, described

#: How many statements back the evidence reaches. Longer than an article; it keeps the time of a book linear.
_REMEMBERED = 300


class SpeakerResolver:
    """Finds the speaker of each draft of one page."""

    def __init__(self, candidates: Candidates, ranker: Ranker) -> None:
        self.page = candidates.page
        self.candidates = candidates
        self._ranker = ranker

    @property
    def voices(self) -> list[Voice]:
        """Everybody and everything that can speak on the page; a draft's `speaker` is a number into it."""
        return self.candidates.voices

    def resolve(self, drafts: Sequence[Draft]) -> None:
        """Set `speaker`, `resolution` and `continues` of every draft, in text order."""
        learn_genders(self.candidates, drafts)
        done: list[Draft] = []
        for draft in drafts:
            self.answer(draft, done)
            done.append(draft)
        self._call_as_cited(done)

    def answer(self, draft: Draft, done: Sequence[Draft]) -> None:
        """Set the speaker of one draft, given those before it."""
        if draft.cue is None and draft.source is None and not draft.outer:
            if done:  # a quotation with no reporting clause of its own goes on with the last speaker
                draft.speaker, draft.resolution, draft.continues, draft.chance = done[-1].speaker, "elided", done[-1], done[-1].chance
        elif draft.source is not None:
            self._from_source(draft, done[-_REMEMBERED:])
        else:
            self._from_silence(draft, done[-_REMEMBERED:], "elided")

    def _call_as_cited(self, done: Sequence[Draft]) -> None:
        """An organisation or place that speaks is called what its sources most often call it; a person keeps the full name."""
        candidates = self.candidates
        cited: dict[int, Counter[str]] = {}
        for draft in done:
            if draft.source is None or draft.speaker is None or self.voices[draft.speaker].kind not in ("organization", "place"):
                continue
            for n in dict.fromkeys(candidates.name_of[draft.source[0] : draft.source[1]]):
                if n >= 0 and candidates.entities.of[n] == draft.speaker and candidates.names[n].score >= SURE:
                    name = candidates.names[n]
                    cited.setdefault(draft.speaker, Counter())[clean(self.page.text[name.start : name.end])] += 1
        for voice, forms in cited.items():
            self.voices[voice].name = max(forms, key=lambda form: (forms[form], len(form)))

    def _from_source(self, draft: Draft, done: Sequence[Draft]) -> None:
        assert draft.source is not None
        source = self.candidates.source(*draft.source)
        choice = self.candidates.of_source(source, done)
        best = self.candidates.role_holder(source) if len(source.words) > 1 else self.candidates.counted(source)
        if best is None:
            chances = self._ranker.chances("source", [self.candidates.source_features(source, c, done) for c in choice])
            draft.chance = float(chances.max())
            best = choice[int(chances.argmax())]
        if best == NEW and source.pronoun:
            self._from_silence(draft, done, "pronoun")
            return
        if best == NEW:
            self.voices.append(described(self.page, *draft.source))
            best = len(self.voices) - 1
        inside = any(self.candidates.entities.of[n] == best for n in source.names)
        draft.speaker = best
        draft.resolution = "explicit" if inside or self.voices[best].places[0] == draft.source[0] else "pronoun" if source.pronoun else "role"

    def _from_silence(self, draft: Draft, done: Sequence[Draft], how: str) -> None:
        choice = self.candidates.of_silence(draft, done)
        chances = self._ranker.chances("silence", [self.candidates.silence_features(draft, c, done) for c in choice])
        draft.chance = float(chances.max())
        best = choice[int(chances.argmax())]
        if best == NOBODY:
            return
        draft.speaker, draft.resolution = best, how
        earlier = [d for d in done if d.speaker == best and d.outer is draft.outer]
        draft.continues = earlier[-1] if earlier else None


def learn_genders(candidates: Candidates, drafts: Sequence[Draft]) -> None:
    """A verb before its named subject shows the subject's gender: «قالت ميركل»."""
    for draft in drafts:
        r = draft.report
        if draft.source and draft.cue and r and r.form in ("perfect", "imperfect") and r.number == "s" and r.gender and draft.source[0] >= draft.cue[1]:
            source = candidates.source(*draft.source)
            people = [n for n in source.names if candidates.names[n].label == "person"]
            if people and (source.names[0] == people[0]) and candidates.names[people[0]].last >= source.end - 1:
                candidates.voices[candidates.entities.of[people[0]]].gender = r.gender
