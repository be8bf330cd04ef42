"""From tagged pieces to statements: which cue brings which content, whose source stands by which cue.

Within a paragraph the pieces come in an order that says most of it: a content belongs to the cue before it where there
is one since the last content, else to the cue behind it; a source, addressee or medium to the nearest cue. Contents that
one cue shares («"…"، قال فلان، "…"»), and quotations that go on over paragraphs, become one statement.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from newsie.lexicons.reporting import look_up
from newsie.statements.draft import Draft, Range
from newsie.statements.pieces import Piece, content_bounds, cue_right_before, cut_at_cues, fit_to_quotation, in_frame, joined_by_and, reading, untagged_cue
from newsie.text.page import Page

_SIDES = ("source", "addressee", "medium")


def assemble(page: Page, pieces: Sequence[Piece]) -> list[Draft]:
    """Statements from a page's pieces, in text order."""
    drafts: list[Draft] = []
    paragraph_of = page.paragraph_of
    groups: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.first < len(paragraph_of):
            groups.setdefault(paragraph_of[piece.first], []).append(piece)
    for number in sorted(groups):
        if page.layout.paragraphs[number].kind in ("boilerplate", "credit", "dateline"):
            continue
        found = _in_paragraph(page, groups[number])
        if found and drafts and _goes_on(page, drafts[-1], found[0], number):
            drafts[-1].contents.extend(found.pop(0).contents)
        drafts.extend(found)
    return drafts


def within(page: Page, pieces: Sequence[Piece], outer: Draft) -> list[Draft]:
    """Statements inside the content of another: only those with a cue of their own. `pieces` come in text order."""
    near = pieces[bisect_left(pieces, outer.first, key=lambda p: p.first) : bisect_left(pieces, outer.end, key=lambda p: p.first)]
    inside = [p for p in near if any(first <= p.first and p.end <= end for first, end in outer.contents)]
    found = []
    for draft in _in_paragraph(page, inside):
        # A quotation left open can reach past the content that it begins in; what is said inside ends with it.
        draft.contents = [(max(first, low), min(end, high)) for low, high in outer.contents for first, end in draft.contents if first < high and low < end]
        if draft.cue is not None and draft.contents and (draft.first, draft.end) != (outer.first, outer.end):
            draft.outer = outer
            found.append(draft)
    return found


def _in_paragraph(page: Page, tagged: Sequence[Piece]) -> list[Draft]:
    pieces = cut_at_cues(page, tagged)
    contents = _contents(page, [p for p in pieces if p.label == "content"])
    cues = [p for p in pieces if p.label == "cue"]
    chosen = _cue_of_each(page, contents, cues)
    drafts: list[Draft] = []
    by_cue: dict[int, Draft] = {}
    for (bounds, score), cue in zip(contents, chosen, strict=True):
        if cue is not None and cue in by_cue:
            by_cue[cue].contents.append(bounds)
            continue
        if cue is None and drafts and _quoted(page, bounds) and _quoted(page, drafts[-1].contents[-1]):
            drafts[-1].contents.append(bounds)  # a second quotation with no cue of its own goes on with the first
            continue
        draft = Draft([bounds], certainty=score)
        if cue is None:
            least = drafts[-1].end if drafts else 0
            draft.cue = cue_right_before(page, least, bounds[0]) if _quoted(page, bounds) else untagged_cue(page, least, bounds[0])
            draft.report = reading(page, *draft.cue) if draft.cue else None
        if cue is not None:
            draft.cue = (cues[cue].first, cues[cue].end)
            draft.report = reading(page, *draft.cue)
            draft.cue_certainty = cues[cue].score
            by_cue[cue] = draft
        drafts.append(draft)
    _attach_sides(page, drafts, by_cue, cues, [p for p in pieces if p.label in _SIDES])
    return [d for d in drafts if _is_reported(page, d)]


def _is_reported(page: Page, draft: Draft) -> bool:
    """Whether a content is brought by a cue in its frame, or stands in quotation marks; what nobody is said to have said is not («القول إن … مبالغة»)."""
    if draft.cue is None:
        return _quoted(page, draft.contents[0])
    first = page.tokens.words[draft.cue[0]]
    opens = draft.cue[0] == page.sentences[page.sentence_of[draft.cue[0]]][0]
    if draft.source is None and opens and first.startswith("ال") and any(r.form in ("masdar", "noun") for r in look_up(first[2:])):
        return False
    return in_frame(page, draft.cue, draft.contents[0])


def _contents(page: Page, pieces: Sequence[Piece]) -> list[tuple[Range, float]]:
    """Contents in their bounds; two pieces that meet inside one quotation, or with nothing between them, are one."""
    out: list[tuple[Range, float]] = []
    for piece in pieces:
        bounds = content_bounds(page, *fit_to_quotation(page, piece.first, piece.end))
        if bounds is None:
            continue
        if out and (bounds[0] < out[-1][0][1] or (page.sentence_of[bounds[0]] == page.sentence_of[out[-1][0][0]] and joined_by_and(page, out[-1][0][1], bounds[0]))):
            bounds = (out[-1][0][0], max(out[-1][0][1], bounds[1]))
            out[-1] = (bounds, max(out[-1][1], piece.score))
        else:
            out.append((bounds, piece.score))
    return out


def _cue_of_each(page: Page, contents: Sequence[tuple[Range, float]], cues: Sequence[Piece]) -> list[int | None]:
    """The number of the cue that brings each content."""
    chosen: list[int | None] = [None] * len(contents)
    taken: set[int] = set()
    last_end = -1
    begins, ends = [cue.first for cue in cues], [cue.end for cue in cues]
    for n, ((first, end), _) in enumerate(contents):
        before = bisect_right(ends, first) - 1
        if before >= 0 and last_end <= begins[before]:
            chosen[n] = before
            taken.add(before)
        else:
            next_first = contents[n + 1][0][0] if n + 1 < len(contents) else len(page.tokens)
            near = range(bisect_left(begins, end), bisect_left(begins, next_first))
            behind = [k for k in near if k not in taken and _beside(page, end, begins[k]) and not _opens(page, cues[k], next_first)]
            if behind:
                chosen[n] = behind[0]
                taken.add(behind[0])
                last_end = _split_by(page, contents, n, cues, behind, end)
                continue
        last_end = end
    return chosen


def _split_by(page: Page, contents: Sequence[tuple[Range, float]], n: int, cues: Sequence[Piece], behind: list[int], end: int) -> int:
    """Where the search for the next content's cue begins: past the cue that interrupts one sentence («"…"، قال فلان، "…"»)
    only where another follows it, so that both halves take the same one."""
    if n + 1 == len(contents) or len(behind) > 1:
        return cues[behind[0]].end
    following = contents[n + 1][0]
    same_sentence = page.sentence_of[following[0]] == page.sentence_of[end - 1]
    joined = same_sentence and _quoted(page, contents[n][0]) == _quoted(page, following)
    return end if joined or _quoted(page, following) else cues[behind[0]].end


def _opens(page: Page, cue: Piece, content: int) -> bool:
    """Whether a participle brings in the content right behind it: then it says nothing of the one before."""
    report = reading(page, cue.first, cue.end)
    return report is not None and report.form == "participle" and content - cue.end <= 2


def _beside(page: Page, end: int, cue: int) -> bool:
    """Whether a cue behind a content stands in its sentence, or opens the next right after a quotation."""
    return page.sentence_of[end - 1] == page.sentence_of[cue] or cue - end <= 3


def _quoted(page: Page, bounds: Range) -> bool:
    inner = page.quotation_of
    return bounds[0] < len(inner) and inner[bounds[0]] >= 0 and inner[bounds[1] - 1] == inner[bounds[0]]


def _attach_sides(page: Page, drafts: list[Draft], by_cue: dict[int, Draft], cues: Sequence[Piece], sides: Sequence[Piece]) -> None:
    """Give each source, addressee and medium to the nearest cue that brings a content and has none yet."""
    bringing = sorted(by_cue)
    begins = [cues[k].first for k in bringing]
    order = {k: n for n, k in enumerate(by_cue)}
    for side in sides:
        at = bisect_left(begins, side.first)  # the nearest two are among two on either side
        nearest = sorted(bringing[max(0, at - 2) : at + 2], key=lambda k: (_distance(page, cues[k], side), order[k]))
        for k in nearest[:2]:
            draft = by_cue[k]
            if getattr(draft, side.label) is None and _distance(page, cues[k], side) < (60 if k == nearest[0] else 12):
                setattr(draft, side.label, (side.first, side.end))
                if side.label == "source":
                    draft.source_certainty = side.score
                break


def _distance(page: Page, cue: Piece, side: Piece) -> int:
    """Tokens between a cue and a source; another sentence counts as far, a source before the cue as a little further."""
    gap = side.first - cue.end if side.first >= cue.end else cue.first - side.end + 1
    return gap + 40 * abs(page.sentence_of[cue.first] - page.sentence_of[side.first])


def _goes_on(page: Page, last: Draft, draft: Draft, number: int) -> bool:
    """Whether a paragraph's first content, with no cue of its own, goes on with the last paragraph's quotation."""
    if draft.cue is not None or page.paragraph_of[last.end - 1] != number - 1 or not _quoted(page, last.contents[-1]):
        return False
    q = page.quotation_of[draft.first]
    return q >= 0 and (page.quotations[q].continues or draft.first - page.paragraphs[number][0] <= 1)
