"""How likely a statement is right, content and speaker: what is known of it, as numbers that `Ranker.confidence` weighs.

The weights are fitted (`training.speakers`) on what the tagger finds in annotated articles that it has not seen, so that a
confidence of .8 means: of a hundred such statements, about eighty overlap an annotated one by half and name its speaker.
"""

from __future__ import annotations

import math

from newsie.statements.draft import Draft
from newsie.text.page import Page

SIGNS = (
    "always", "content_certainty", "cue_certainty", "source_certainty", "speaker_chance", "no_cue", "no_source", "no_speaker", "quoted", "nested",
    "attribution", "participle", "grade_c", "unknown_cue", "explicit", "role", "pronoun", "length", "short", "several",
)  # fmt: skip


def _open(chance: float) -> float:
    """A chance as log-odds, kept within bounds."""
    chance = min(max(chance, 0.01), 0.99)
    return math.log(chance / (1 - chance))


def signs(page: Page, draft: Draft) -> list[float]:
    """What is known of a draft whose speaker has been looked for, in the order of `SIGNS`."""
    report = draft.report
    form = report.form if report else ""
    size = sum(end - first for first, end in draft.contents)
    return [
        1.0,
        _open(draft.certainty),
        _open(draft.cue_certainty) if draft.cue else 0.0,
        _open(draft.source_certainty) if draft.source else 0.0,
        _open(draft.chance),
        float(draft.cue is None),
        float(draft.source is None),
        float(draft.speaker is None),
        float(page.quotation_of[draft.first] >= 0),
        float(draft.outer is not None),
        float(form.startswith("attribution")),
        float(form == "participle"),
        float(report is not None and report.grade == "C"),
        float(draft.cue is not None and report is None),
        float(draft.resolution == "explicit"),
        float(draft.resolution == "role"),
        float(draft.resolution == "pronoun"),
        math.log(size) / 4,
        float(size <= 3),
        float(len(draft.contents) > 1),
    ]
