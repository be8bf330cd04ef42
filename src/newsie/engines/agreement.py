"""What the morphology of a reporting word says of its subject: lemma, gender and number, for the speaker to agree with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from newsie.lexicons.reporting import Form, Report
from newsie.statements.draft import Draft
from newsie.text.characters import bare, fold
from newsie.text.page import Page
from newsie.text.tokens import Kind

_GENDERS, _NUMBERS, _PERSONS = frozenset("mf"), frozenset("sdp"), frozenset("123")


class Analyzer(Protocol):
    """Knows words: CAMeL Tools' disambiguator does."""

    def analysis(self, word: str) -> dict[str, str]:
        """The likeliest analysis of a word as CAMeL's features lex, pos, gen, num, per, asp; empty where there is none."""
        ...


class Agreement:
    """Reads the cues of statements anew with a morphological analyser."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer

    def lemma(self, word: str) -> str | None:
        """The lemma of a bare word, without vowel signs; None where there is no analysis."""
        return _lemma(self._analyzer.analysis(word)) or None

    def refine(self, page: Page, drafts: Sequence[Draft]) -> None:
        """Give each draft the reading of its cue's verb or participle that the analyser finds.

        A cue that newsie's lexicon does not know gets a reading of its own. One that it knows keeps its lemma and act, and takes gender,
        number and person from the analysis where both mean the same verb.
        """
        for draft in drafts:
            if draft.cue is not None:
                draft.report = self._reading(page, *draft.cue, draft.report)

    def _reading(self, page: Page, first: int, end: int, known: Report | None) -> Report | None:
        for i in range(first, end):
            if page.tokens.kinds[i] != Kind.WORD:
                continue
            found = self._analyzer.analysis(page.tokens.words[i])
            lemma, form = _lemma(found), _form(found)
            if known is None and form is not None and lemma:
                return _agreeing(Report(lemma, "say", "B", form), found)
            if known is not None and known.form in ("perfect", "imperfect", "participle") and lemma:
                # A participle's own lemma is not its verb's, so it is enough that it is none of a verb.
                same = fold(lemma) == fold(known.lemma) if form is not None else known.form == "participle"
                if same:
                    return _agreeing(known, found)
        return known


def _agreeing(report: Report, found: dict[str, str]) -> Report:
    gender, number, person = found.get("gen", ""), found.get("num", ""), found.get("per", "")
    return replace(
        report,
        gender=gender if gender in _GENDERS else report.gender,
        number=number if number in _NUMBERS else report.number,
        person=person if person in _PERSONS else report.person,
    )


def _lemma(found: dict[str, str]) -> str:
    """CAMeL's lemma «قال-ُ_1» as a bare word."""
    return bare(found.get("lex", "").partition("_")[0].partition("-")[0])


def _form(found: dict[str, str]) -> Form | None:
    if found.get("pos") != "verb":
        return None
    return "perfect" if found.get("asp") == "p" else "imperfect"
