"""brat's standoff format: a text file and an annotation file (https://brat.nlplab.org/standoff.html)."""

from __future__ import annotations

from newsie.export.lookup import Lookup, one_line
from newsie.schema.article import Article
from newsie.schema.spans import Span

_LABELS = {"person": "Person", "organization": "Organization", "place": "Place"}


def to_brat(article: Article) -> tuple[str, str]:
    """The text of the `.txt` file and of the `.ann` file.

    Mentions and dates are text-bound annotations (T). A statement is an event (E) whose trigger is its cue, or its content where it has no
    cue, with the arguments Content and Source, Nested for a statement inside it, and the attributes Kind, Resolution and Negated; a note (#)
    names its speaker. Offsets are code points, as brat counts; a span over a line end becomes fragments, as brat demands.
    """
    ann = _Annotations(article.text)
    look = Lookup(article)
    for m in article.mentions:
        entity = look.entities.get(m.entity_id)
        ann.note(ann.bound(_LABELS[m.label], m), entity.name if entity else "")
    for d in article.dates:
        ann.note(ann.bound("Date", d), d.value or "")
    events = {s.id: f"E{n}" for n, s in enumerate(article.statements, 1)}
    for s in article.statements:
        content = ann.bound("Content", *s.content)
        trigger = ann.bound("Cue", s.cue) if s.cue else content
        arguments = [f"{'Cue' if s.cue else 'Content'}:{trigger}"]
        if s.cue:
            arguments.append(f"Content:{content}")
        if s.source:
            arguments.append(f"Source:{ann.bound('Source', s.source)}")
        arguments += [f"Nested{n}:{events[inner.id]}" for n, inner in enumerate(look.nested.get(s.id, ()), 1)]
        event = ann.add("E", " ".join(arguments))
        ann.add("A", f"Kind {event} {s.kind}")
        ann.add("A", f"Resolution {event} {s.resolution}")
        if s.negated:
            ann.add("A", f"Negated {event}")
        ann.note(event, s.speaker.name if s.speaker else "")
    return article.text, "".join(line + "\n" for line in ann.lines)


class _Annotations:
    """The lines of an annotation file, numbered by their kind."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self._last: dict[str, int] = {}

    def add(self, kind: str, rest: str) -> str:
        self._last[kind] = self._last.get(kind, 0) + 1
        self.lines.append(f"{kind}{self._last[kind]}\t{rest}")
        return f"{kind}{self._last[kind]}"

    def bound(self, label: str, *spans: Span) -> str:
        parts = [part for span in spans for part in self._fragments(span)]
        offsets = ";".join(f"{start} {end}" for start, end in parts)
        return self.add("T", f"{label} {offsets}\t{' '.join(self.text[start:end] for start, end in parts)}")

    def note(self, target: str, text: str) -> None:
        if text:
            self.add("#", f"AnnotatorNotes {target}\t{one_line(text)}")

    def _fragments(self, span: Span) -> list[tuple[int, int]]:
        """The stretches of a span between line ends."""
        out, at = [], span.start
        for line in self.text[span.start : span.end].split("\n"):
            if line.strip():
                out.append((at, at + len(line)))
            at += len(line) + 1
        return out
