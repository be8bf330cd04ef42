"""The words that report, in every form they take, and what each says about itself.

`reporting.tsv` gives four principal parts a verb; the forms are inflected here by the verb's shape (sound, hollow,
defective, doubled). A look-up takes a bare token without its conjunction («وأكدت» is asked for as «أكدت») and also
finds spellings without hamza and with an object pronoun («اتهمته», «يصفها»).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from newsie.lexicons import rows
from newsie.text.characters import fold

Form = Literal["perfect", "imperfect", "participle", "masdar", "attribution", "attribution_clause", "noun", "colon"]
_FORMS: dict[str, Form] = {form: form for form in get_args(Form)}
PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "ني", "نا", "ك", "كم")
_CONJUNCTIONS = "وف"


@dataclass(frozen=True, slots=True)
class Report:
    """One reading of a form: gender and number are those of the subject that the form agrees with ("" where it shows none)."""

    lemma: str
    act: str
    grade: str
    form: Form
    gender: str = ""
    number: str = ""
    person: str = "3"
    frames: tuple[str, ...] = ()


def _perfect(lemma: str) -> Iterator[tuple[str, str, str, str]]:
    """Forms of the perfect with gender, number and person, from the third person masculine singular."""
    stem = lemma[:-1]
    if lemma[-1] in "ىا" and len(lemma) > 2:
        weak = "و" if lemma[-1] == "ا" else "ي"
        yield from ((lemma, "m", "s", "3"), (stem + "ت", "f", "s", "3"), (stem + weak + "ا", "m", "d", "3"), (stem + "تا", "f", "d", "3"))
        yield from ((stem + "وا", "m", "p", "3"), (stem + weak + "ن", "f", "p", "3"), (stem + weak + "ت", "", "s", "1"), (stem + weak + "نا", "", "p", "1"))
        return
    short = lemma[:-2] + lemma[-1] if lemma[-2] == "ا" and len(lemma) <= 4 else lemma
    if lemma[-2:-1] == "ا" and lemma.startswith("است"):
        short = lemma[:-2] + lemma[-1]
    yield from ((lemma, "m", "s", "3"), (lemma + "ت", "f", "s", "3"), (lemma + "ا", "m", "d", "3"), (lemma + "تا", "f", "d", "3"))
    yield from ((_plural(lemma, "وا"), "m", "p", "3"), (short + "ن", "f", "p", "3"), (short + "ت", "", "s", "1"), (short + "نا", "", "p", "1"))


def _plural(stem: str, ending: str) -> str:
    """A stem that ends in a hamza on alif takes it on a waw before «وا»: تنبأ → تنبؤوا (also written تنبأوا)."""
    return stem[:-1] + "ؤ" + ending if stem.endswith("أ") and len(stem) > 3 else stem + ending


def _imperfect(lemma: str) -> Iterator[tuple[str, str, str, str]]:
    """Forms of the imperfect from the third person masculine singular «يقول», the jussive's among them."""
    rest = lemma[1:]
    weak = rest[-1] in "ىيو" and len(rest) > 2
    base = rest[:-1] if weak else rest
    short = base if weak else (rest[:-2] + rest[-1] if len(rest) > 2 and rest[-2] in "ويا" else rest)
    dual = {"ى": base + "ي", "ي": rest, "و": rest}[rest[-1]] if weak else rest
    for stem in {rest, short}:
        yield from (("ي" + stem, "m", "s", "3"), ("ت" + stem, "f", "s", "3"), ("أ" + stem, "", "s", "1"), ("ن" + stem, "", "p", "1"))
    for ending in ("ان", "ا"):
        yield from (("ي" + dual + ending, "m", "d", "3"), ("ت" + dual + ending, "f", "d", "3"))
    for ending in ("ون", "وا"):
        yield "ي" + base + ending, "m", "p", "3"
    yield "ي" + (dual if weak else short) + "ن", "f", "p", "3"


def _participle(lemma: str) -> Iterator[tuple[str, str, str]]:
    """The participle as an adverb (accusative, «مضيفا», both spellings of the tanwin) and bare, with gender and number."""
    base = lemma + "ي" if _defective(lemma) else lemma
    yield lemma, "m", "s"
    for form in (base + "ا", base + "اً", base + "ًا"):
        yield form, "m", "s"
    for form in (base + "ة", base + "ةً"):
        yield form, "f", "s"
    stem = lemma if _defective(lemma) else base
    yield from ((stem + "ين", "m", "p"), (stem + "ون", "m", "p"), (base + "ان", "m", "d"), (base + "تين", "f", "d"), (base + "ات", "f", "p"))


def _defective(participle: str) -> bool:
    """Participles of defective verbs lose their last radical in the nominative: داع, ناف, مدل."""
    return participle in _DEFECTIVE


_DEFECTIVE = frozenset("راو حاك مدل ماض قاض مسم مدع متباه ناف داع موص متمن مترج مبد مثن معز مشتك محتف عاز راء شاك خاش ناع مرتئ متنبئ".split())


@cache
def table() -> dict[str, tuple[Report, ...]]:
    """Every form, in the spelling with hamza and in `fold`ed spelling, with its readings, the best grade first."""
    readings: dict[str, list[Report]] = {}

    def enter(form: str, report: Report) -> None:
        for spelling in {form, form.replace("ً", "")}:
            known = readings.setdefault(spelling, [])
            if report not in known:
                known.append(report)

    for row in rows("reporting"):
        lemma, act, grade, frames = row["perfect"], row["act"], row["grade"], tuple(row["frames"].split())
        for form, gender, number, person in _perfect(lemma):
            enter(form, Report(lemma, act, grade, "perfect", gender, number, person, frames))
        for form, gender, number, person in _imperfect(row["imperfect"]):
            enter(form, Report(lemma, act, grade, "imperfect", gender, number, person, frames))
        for form, gender, number in _participle(row["participle"]):
            enter(form, Report(lemma, act, grade, "participle", gender, number, "3", frames))
        for masdar in row["masdar"].split():
            enter(masdar, Report(lemma, act, "C" if grade == "C" else "B", "masdar", frames=frames))
    for row in rows("reporting_phrases"):
        if form_of := _FORMS.get(row["kind"]):
            enter(row["phrase"], Report(row["lemma"], row["act"], row["grade"], form_of))
    for form in [*readings]:
        for report in readings[form]:
            if fold(form) not in readings or report.grade != "C":
                readings.setdefault(fold(form), [])
                if report not in readings[fold(form)]:
                    readings[fold(form)].append(report)
    return {form: tuple(sorted(found, key=lambda r: r.grade)) for form, found in readings.items()}


def without_conjunction(word: str) -> str:
    """A bare word without an attached و or ف, where what is left is a word that reports or introduces content."""
    return word[1:] if word[:1] in _CONJUNCTIONS and len(word) > 3 and (word[1:] in table() or word not in table()) else word


@cache
def _verbs_only(form: str) -> tuple[Report, ...]:
    return tuple(r for r in table().get(form, ()) if r.form in ("perfect", "imperfect", "masdar", "noun", "participle"))


def look_up(word: str) -> tuple[Report, ...]:
    """The readings of a bare token as a word that reports: itself, without its conjunction, سـ or article, without an object pronoun."""
    forms = table()
    if found := forms.get(word):
        return found
    stripped = word[1:] if word[:1] in _CONJUNCTIONS and len(word) > 3 else word
    for candidate in (stripped, stripped[1:] if stripped[:1] == "س" and len(stripped) > 4 else "", stripped[1:] if stripped[:1] in "بل" and len(stripped) > 4 else ""):
        if not candidate:
            continue
        if found := forms.get(candidate):
            return found
        for pronoun in PRONOUNS:
            if candidate.endswith(pronoun) and len(candidate) > len(pronoun) + 2:
                base = candidate[: -len(pronoun)]
                # A ta marbuta opens before a pronoun («دعوته»), an alif maqsura becomes an alif («نفاه»), «وا» loses its alif.
                for stem in (base, base[:-1] + "ة" if base[-1] == "ت" else "", base[:-1] + "ى" if base[-1] == "ا" else "", base + "ا" if base[-1] == "و" else ""):
                    if stem and (found := _verbs_only(stem)):
                        return found
    return ()


@cache
def complementisers() -> frozenset[str]:
    """Forms of أن and إن, with their pronouns and attached prepositions, spelt with and without hamza."""
    found = {row["phrase"] for row in rows("reporting_phrases") if row["kind"] == "complementiser"}
    return frozenset(found | {fold(form) for form in found})
