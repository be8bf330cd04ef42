"""Where the voices of a page are named and what describes them, so that finding candidates takes no longer on a long page."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Sequence
from itertools import islice

from newsie.statements.voices import Voice

_FURTHEST = 2000  # mentions looked through in either direction: more than an article has


class Mentions:
    """An index of voices; those that are appended to the list later are taken up when it is next asked.

    A voice's `places` must be in text order.
    """

    def __init__(self, voices: Sequence[Voice]) -> None:
        self._voices = voices
        self._known = 0
        self._spots: list[tuple[int, int]] = []  # place and minus the voice's number: of two named at one place the first comes first from behind
        self._of_kind: dict[str, list[int]] = {}
        self._of_word: dict[str, list[int]] = {}

    def recent(self, at: int, most: int) -> list[int]:
        """The `most` voices whose last mention before a token is nearest, then those only named later, the nearest first."""
        self._take_up()
        here = bisect_left(self._spots, (at, -len(self._voices)))
        found: dict[int, None] = {}
        for _, v in reversed(self._spots[max(0, here - _FURTHEST) : here]):
            if len(found) == most:
                return list(found)
            found[-v] = None
        for _, v in sorted((spot, -v) for spot, v in self._spots[here : here + _FURTHEST]):
            if len(found) == most:
                break
            if self._voices[v].places[0] >= at:
                found[v] = None
        return list(found)

    def described_by(self, words: Collection[str], most: int) -> list[int]:
        """The first `most` voices that one of the words describes."""
        self._take_up()
        return sorted({v for word in words for v in self._of_word.get(word, ())[:most]})[:most]

    def holders(self, heads: Collection[str], rest: Sequence[str]) -> list[int]:
        """People that one of `heads` and all of `rest` describe; no more than two are looked for."""
        self._take_up()
        rarest = min((self._of_word.get(word, []) for word in rest), key=len, default=None)
        pool = rarest if rarest is not None else sorted({v for word in heads for v in self._of_word.get(word, ())[:_FURTHEST]})
        people = (v for v in pool if self._voices[v].kind == "person" and not self._voices[v].words.isdisjoint(heads) and self._voices[v].words.issuperset(rest))
        return list(islice(people, 2))

    def named_between(self, kind: str, after: int, before: int) -> bool:
        """Whether a voice of a kind is named behind token `after` and before token `before`."""
        self._take_up()
        spots = self._of_kind.get(kind, [])
        return bisect_left(spots, after + 1) < bisect_left(spots, before)

    def _take_up(self) -> None:
        for v in range(self._known, len(self._voices)):
            voice = self._voices[v]
            for spot in voice.places:
                insort(self._spots, (spot, -v))
                insort(self._of_kind.setdefault(voice.kind, []), spot)
            for word in voice.words:
                self._of_word.setdefault(word, []).append(v)
        self._known = len(self._voices)
