"""Who could be speaking: the candidates for a statement's speaker, and what speaks for each, as numbers.

Two questions are asked. Where the statement has a source, who is meant by its words: an entity of the page, an unnamed
voice heard before, or a new one. Where it has none, who goes on speaking: agreement with the cue, the speakers before, the
subject of the sentence.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from newsie.entities import Entities
from newsie.entities.roles import title_of
from newsie.lexicons import word_class
from newsie.ner.recognizer import Name
from newsie.statements.draft import Draft, Range
from newsie.statements.mentions import Mentions
from newsie.statements.sources import BODIES, DOCUMENTS, GROUPS, OF_A_PERSON, PEOPLE, RELATIVES, Source
from newsie.statements.voices import Voice, entity_voices, gender_of_words, nouns, plain_words
from newsie.text.characters import fold
from newsie.text.page import Page

NEW, NOBODY = -1, -2
# How many candidates are considered: those that the words describe, the last speakers, those named last. Beyond them the right one is hardly ever.
_DESCRIBED, _SPOKE_LAST, _NAMED_LAST = 5, 4, 5
_CALLED = 12  # voices named last among which the one is looked for that a head calls so
_NEAR = 500  # tokens of a sentence considered on either side: some texts never end one

_PRONOUNS, _SAME, _PREPOSITIONS = map(word_class, ("pronoun", "same", "preposition"))
_ORDINALS = {word: place for place, name in enumerate(("first", "second", "third")) for word in word_class(name)}
_COUNTED_BACK = 3  # sentences
_TELLING_SORTS = ("media", "company", "club", "party", "university", "army", "ministry")  # of a government there are many on a page


class Candidates:
    """The voices of one page and the features of each as a speaker."""

    def __init__(self, page: Page, names: Sequence[Name], entities: Entities) -> None:
        self.page = page
        self.names = names
        self.entities = entities
        self.voices: list[Voice] = entity_voices(page, names, entities)
        self._mentions = Mentions(self.voices)
        self.name_of = [-1] * len(page.tokens)
        for n, name in enumerate(names):
            self.name_of[name.first : name.last] = [n] * (name.last - name.first)
        self._sources: dict[tuple[int, int], Source] = {}
        self._known: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        self._spoke: tuple[Sequence[Draft], int, list[int], list[Range]] = ([], 0, [], [])
        self._nearest: tuple[Source | None, int | None] = (None, None)

    def source(self, first: int, end: int) -> Source:
        """Read the words of a source, the first time that they are asked for."""
        found = self._sources.get((first, end))
        if found is None:
            found = self._sources[first, end] = self._read(first, end)
        return found

    def _read(self, first: int, end: int) -> Source:
        page, folded = self.page, self.page.tokens.folded
        end = next((i for i in range(first + 1, end) if folded[i] in RELATIVES), end)  # a relative clause says nothing of who it is
        words = tuple(w for w in plain_words(page, first, end) if w not in _SAME)
        inside = tuple(dict.fromkeys(n for n in self.name_of[first:end] if n >= 0))
        head = next((i for i in range(first, end) if folded[i] not in _SAME), first)
        definite = folded[head].startswith(("ال", "لل", "بال", "وال", "فال", "ولل"))
        construct = end - head > 1 and folded[head + 1].startswith("ال") and not definite
        kind = page.layout.paragraphs[page.paragraph_of[first]].kind
        pronoun = folded[first] in _PRONOUNS and end - first <= 2
        return Source(first, end, words, inside, definite, construct, kind in ("headline", "subheadline"), pronoun, gender_of_words(words), self._joined(inside))

    # -- a source's words --------------------------------------------------------------------------

    def of_source(self, source: Source, done: Sequence[Draft]) -> list[int]:
        """Voices that a source could mean, `NEW` last."""
        named = [self.entities.of[n] for n in source.names]
        fitting = self._mentions.described_by(source.meant | {source.head}, _DESCRIBED)
        before = self._last_speakers(done, 2 if named else _SPOKE_LAST)
        recent = [] if named else self._mentions.recent(source.first, _NAMED_LAST)  # a source with a name seldom means another that it does not point to
        return [*dict.fromkeys([*named, *fitting, *before, *recent]), NEW]

    def source_features(self, source: Source, candidate: int, done: Sequence[Draft]) -> list[float]:
        """What speaks for a voice as the meaning of a source, in the order of `training.speakers`."""
        if candidate == NEW:
            one = [1.0, *source.shape, min(len(source.words), 6) / 6]
            return one + [0.0] * (_SOURCE_WIDTH - len(one))
        voice = self.voices[candidate]
        inside = [n for n in source.names if self.entities.of[n] == candidate]
        where = self._in_source(source, inside[0]) if inside else [0.0] * 10
        rest = source.words[1:]
        known = self._known_words(voice)
        found = sum(w in known for w in rest)
        shared = len(source.different & known)
        match = [
            source.head in voice.words,
            not source.meant.isdisjoint(voice.words),
            found / len(rest) if rest else 0.0,
            bool(rest) and not found,
            not rest,
            voice.kind == "unnamed" and source.head in voice.words and voice.words.issuperset(rest),
            shared / max(1, len(source.different) + len(known) - shared),
        ]
        kinds = [voice.kind == "person", voice.kind == "organization", voice.kind == "place", voice.kind == "unnamed"]
        fits = [kinds[0] and source.head in PEOPLE, kinds[1] and source.head in BODIES, kinds[3] and source.head in GROUPS]
        fits += [self._is_such(source, voice), candidate == self._nearest_such(source)]
        gender = [bool(source.gender and voice.gender == source.gender), bool(source.gender and voice.gender and voice.gender != source.gender)]
        told = [*match, *fits, *gender]
        # What matters of a description without a name is another thing than of a name: the two are told apart.
        apart = [0.0] * len(told) if source.names else told
        return [0.0, *source.shape, 0.0, bool(inside), *where, *match, *kinds, *fits, *gender, *self._standing(candidate, source.first, done), *apart]

    @staticmethod
    def _is_such(source: Source, voice: Voice) -> bool:
        """Whether a voice is what the head of a source calls it: «الصحيفة», and it is one."""
        if source.head in voice.words or not source.meant.isdisjoint(voice.words):
            return True
        return voice.kind == "organization" and voice.sort in _TELLING_SORTS and nouns().get(source.head, {}).get("kind") == voice.sort

    def _nearest_such(self, source: Source) -> int | None:
        """The voice named last before a source that is what its head says."""
        if self._nearest[0] is not source:
            near = self._mentions.recent(source.first, _CALLED)
            self._nearest = (source, next((v for v in near if self._is_such(source, self.voices[v])), None))
        return self._nearest[1]

    def _known_words(self, voice: Voice) -> frozenset[str]:
        """The words of a voice's roles and of its name."""
        found = self._known.get(id(voice))
        if found is None or found[0] is not voice.words:
            found = self._known[id(voice)] = (voice.words, voice.words | frozenset(fold(voice.name).split()))
        return found[1]

    def _joined(self, names: Sequence[int]) -> bool:
        """Whether a source joins several names by «و»: together they are one speaker."""
        page = self.page
        for n in names[1:]:
            name = self.names[n]
            lead = page.text[page.tokens.starts[name.first] : name.start] or page.tokens.words[name.first - 1][:1]
            if lead.startswith("و"):
                return True
        return False

    def _in_source(self, source: Source, n: int) -> list[float]:
        name = self.names[n]
        folded = self.page.tokens.folded
        before = plain_words(self.page, source.first, name.first)
        after = folded[name.last] if name.last < source.end else ""
        return [
            n == source.names[0],
            n == source.names[-1],
            not before,
            min(len(before), 6) / 6,
            name.first > source.first and (fold(self.page.tokens.words[name.first - 1]) in OF_A_PERSON or (name.label == "person" and source.of_a_person)),
            any(w in PEOPLE or w in GROUPS for w in before),
            "باسم" in folded[source.first : name.first],
            any(w in _PREPOSITIONS for w in folded[source.first : name.first]) or name.start > self.page.tokens.starts[name.first],
            name.label == "person",
            after in ("،", ",", "(", ""),
        ]

    def role_holder(self, source: Source) -> int | None:
        """The one person whose role has every word of a description («البرلماني الروسي»); None where none or several do."""
        if source.names or not source.words or not (source.definite or source.construct or source.headline) or source.head not in PEOPLE:
            return None
        for heads in ({source.head}, source.meant):
            if holders := self._mentions.holders(heads, source.words[1:]):
                return holders[0] if len(holders) == 1 else None
        return None

    def counted(self, source: Source) -> int | None:
        """The one that «الأول», «الثانية» means: of those named together in the nearest sentence before that names several."""
        if source.names or len(source.words) != 1 or (place := _ORDINALS.get(self.page.tokens.folded[source.end - 1])) is None:
            return None
        here = self.page.sentence_of[source.first]
        for first, end in reversed(self.page.sentences[max(0, here - _COUNTED_BACK) : here + 1]):
            named = dict.fromkeys(self.entities.of[n] for n in self.name_of[first : min(end, source.first)] if n >= 0 and self.names[n].label != "place")
            if len(named) > 1:
                return list(named)[place] if place < len(named) else None
        return None

    # -- a source left out -------------------------------------------------------------------------

    def of_silence(self, draft: Draft, done: Sequence[Draft]) -> list[int]:
        """Voices that could go on speaking, `NOBODY` last."""
        at = draft.cue[0] if draft.cue else draft.first
        sentence = self.page.sentences[self.page.sentence_of[at]]
        near = self.name_of[max(sentence[0], at - _NEAR) : min(sentence[1], at + _NEAR)]
        here = [self.entities.of[n] for n in near if n >= 0]
        voices = [*self._last_speakers(done, _SPOKE_LAST), *here[:_NAMED_LAST], *self._mentions.recent(at, _NAMED_LAST)]
        return [*dict.fromkeys(voices), NOBODY]

    @staticmethod
    def _last_speakers(done: Sequence[Draft], most: int) -> list[int]:
        """The speakers of the last statements, the last first."""
        return list(islice((d.speaker for d in reversed(done) if d.speaker is not None), most))

    def silence_features(self, draft: Draft, candidate: int, done: Sequence[Draft]) -> list[float]:
        """What speaks for a voice as the speaker of a statement without source."""
        report = draft.report
        form = report.form if report else ""
        at = draft.cue[0] if draft.cue else draft.first
        sentence = self.page.sentence_of[at]
        begin = max(self.page.sentences[sentence][0], at - _NEAR)
        shape = [
            form in ("perfect", "imperfect"),
            form == "participle",
            form in ("masdar", "noun"),
            form.startswith("attribution"),
            draft.cue is None,
            at == begin,
            draft.outer is not None,
            relative := any(w in RELATIVES for w in self.page.tokens.folded[max(0, at - 3) : at]),
            report is not None and report.act == "add",
            at > begin and not DOCUMENTS.isdisjoint(plain_words(self.page, at - 1, at)),  # «أصدرت بيانا تنفي فيه …»
        ]
        if candidate == NOBODY:
            one = [1.0, *map(float, shape)]
            return one + [0.0] * (_SILENCE_WIDTH - len(one))
        voice = self.voices[candidate]
        level = [d for d in done if d.outer is draft.outer and d.speaker is not None]
        same = [d for d in level if d.cue is not None and self.page.sentence_of[d.cue[0]] == sentence]
        said = [
            bool(level) and level[-1].speaker == candidate,
            len(level) > 1 and level[-2].speaker == candidate,
            bool(same) and same[-1].speaker == candidate,
            bool(same),
            bool(same) and same[-1].speaker == candidate and form == "participle",
            bool(level) and level[-1].speaker == candidate and at == begin,
            bool(level) and self.page.paragraph_of[level[-1].first] == self.page.paragraph_of[at],
            draft.outer is not None and draft.outer.speaker == candidate,
        ]
        nearest = next(iter(self._mentions.recent(at, 1)), None) == candidate
        told = [nearest, nearest and relative, *self._leads(candidate, sentence, at)]
        agree = [False] * 4
        if report is not None and form in ("perfect", "imperfect", "participle"):
            agree = [
                bool(report.gender and voice.gender == report.gender),
                bool(report.gender and voice.gender and voice.gender != report.gender),
                report.number in ("p", "d") and voice.number != "p",
                report.person == "1",
            ]
        elif draft.cue is not None and form in ("masdar", "noun"):
            word = self.page.tokens.folded[draft.cue[1] - 1]
            shown = "f" if word.endswith("ها") else "p" if word.endswith("هم") else "m" if word.endswith("ه") else ""
            agree = [bool(shown) and voice.gender == shown, shown in ("m", "f") and bool(voice.gender) and voice.gender != shown, shown == "p" and voice.number != "p", False]
        kinds = [voice.kind == "person", voice.kind == "organization", voice.kind == "place", voice.kind == "unnamed"]
        return [0.0, *shape, *said, *told, *agree, *kinds, *self._in_sentence(candidate, begin, at), *self._standing(candidate, at, done)]

    def _leads(self, candidate: int, sentence: int, at: int) -> list[bool]:
        """Whether a voice is the first named in the sentence before a cue's, and in its paragraph."""
        out = []
        before = self.page.sentences[sentence - 1] if sentence else (0, 0)
        for first, end in (before, (self.page.paragraphs[self.page.paragraph_of[at]][0], at)):
            name = next((n for n in self.name_of[first : min(end, first + _NEAR)] if n >= 0), None)
            out.append(name is not None and self.entities.of[name] == candidate)
        return out

    def _in_sentence(self, candidate: int, begin: int, at: int) -> list[float]:
        """Where in the sentence, before the cue, a voice is named, and whether it can be the subject there."""
        places = self.voices[candidate].places
        spots = places[bisect_left(places, begin) : bisect_left(places, at)]
        if not spots:
            return [0.0] * 6
        first = spots[0]
        folded = self.page.tokens.folded
        head = first
        while head - 1 >= begin and (title_of(self.page, head - 1) is not None or folded[head - 1].startswith("ال")):
            head -= 1
        n = self.name_of[first]
        attached = n >= 0 and self.names[n].start > self.page.tokens.starts[first]
        governed = attached or (head > begin and folded[head - 1] in _PREPOSITIONS)
        quoted = self.page.quotation_of[first] >= 0
        others = {self.entities.of[m] for m in self.name_of[begin:first] if m >= 0} - {candidate}
        return [1.0, float(governed), float(not others), float(at - spots[-1] <= 3), float(head - begin <= 2), float(quoted)]

    def _standing(self, candidate: int, at: int, done: Sequence[Draft]) -> list[float]:
        """How present a voice is on the page: lately, often, as a speaker."""
        voice = self.voices[candidate]
        earlier = bisect_left(voice.places, at)
        last = voice.places[earlier - 1] if earlier else -1
        sentence_of = self.page.sentence_of
        away = sentence_of[at] - sentence_of[last] if earlier else 30
        spoke = self._speakers(done)
        rival = self._mentions.named_between(voice.kind, last, at)
        headline = bool(voice.places) and self.page.layout.paragraphs[self.page.paragraph_of[voice.places[0]]].kind == "headline"
        inside = earlier > 0 and self._spoken(last)
        return [
            float(earlier > 0),
            1 / (1 + away),
            math.log1p(len(voice.places)) / 3,
            float(candidate in spoke),
            float(bool(spoke) and spoke[-1] == candidate),
            float(rival),
            float(headline),
            float(inside),
        ]

    def _speakers(self, done: Sequence[Draft]) -> list[int]:
        """Who spoke so far; asked for each candidate of one statement."""
        if self._spoke[0] is not done or self._spoke[1] != len(done):
            lately = [span for d in done[-6:] for span in d.contents]
            self._spoke = (done, len(done), [d.speaker for d in done if d.speaker is not None], lately)
        return self._spoke[2]

    def _spoken(self, i: int) -> bool:
        """Whether a token is inside what was said lately."""
        return any(first <= i < end for first, end in self._spoke[3])


_SHAPE, _WHERE, _MATCH, _STANDING = 14, 10, 7, 8
_SOURCE_WIDTH = 1 + _SHAPE + 1 + 1 + _WHERE + _MATCH + 4 + 5 + 2 + _STANDING + (_MATCH + 5 + 2)
_SILENCE_WIDTH = 1 + 10 + 8 + 4 + 4 + 4 + 6 + _STANDING
WIDTHS = {"source": _SOURCE_WIDTH, "silence": _SILENCE_WIDTH}
