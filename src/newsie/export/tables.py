"""Flat tables: a row a statement, mention, date or speaker, for pandas, CSV and Excel alike.

A row carries its article's id, outlet and day, so that tables of many articles can be stacked, and offsets, so that it leads back
to the text. Columns are fixed by `COLUMNS`; new ones are added at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from newsie.errors import ExtraNotInstalled, InputError
from newsie.export.lookup import Lookup, role
from newsie.schema.article import Article

if TYPE_CHECKING:
    import pandas

Table = Literal["statements", "mentions", "dates", "speakers"]
Row = tuple[Any, ...]

_ARTICLE = ("article_id", "outlet", "published")
COLUMNS: dict[Table, tuple[str, ...]] = {
    "statements": (
        *_ARTICLE, "statement_id", "speaker", "speaker_kind", "speaker_role", "speaker_key", "text", "kind", "cue", "lemma", "act", "negated",
        "source", "addressee", "medium", "venue", "time", "time_value", "resolution", "nested_in", "continues", "confidence", "start", "end", "url",
    ),
    "mentions": (*_ARTICLE, "entity_id", "name", "key", "label", "text", "start", "end", "score"),
    "dates": (*_ARTICLE, "text", "value", "kind", "granularity", "earliest", "latest", "start", "end"),
    "speakers": (*_ARTICLE, "speaker_id", "name", "kind", "role", "key", "statements"),
}  # fmt: skip


def rows(article: Article, table: Table) -> Iterator[Row]:
    """The rows of one article, in the order of `COLUMNS[table]`; None where there is nothing to say."""
    about = (article.id, article.outlet, article.published)
    for row in _ROWS[table](article):
        yield about + row


def to_pandas(articles: Article | Iterable[Article], table: Table = "statements") -> pandas.DataFrame:
    """A data frame of one article or many.

    table: "statements" (a row each, with speaker, kind, cue and circumstances), "mentions", "dates" or "speakers".
    Raises `ExtraNotInstalled` without pandas (extra `pandas`), `InputError` for a table that there is not.
    """
    try:
        import pandas
    except ImportError:
        raise ExtraNotInstalled("to_pandas", "pandas") from None
    columns = columns_of(table)
    found = [row for article in each(articles) for row in rows(article, table)]
    frame = pandas.DataFrame.from_records(found, columns=list(columns))
    return frame.astype({"published": "datetime64[s]"})


def columns_of(table: Table) -> tuple[str, ...]:
    """The columns of a table. Raises `InputError` where there is no such table."""
    if table not in COLUMNS:
        raise InputError(f"table must be one of {', '.join(COLUMNS)}, not {table!r}")
    return COLUMNS[table]


def each(articles: Article | Iterable[Article]) -> Iterable[Article]:
    """One article or many, as many."""
    return (articles,) if isinstance(articles, Article) else articles


def _statements(article: Article) -> Iterator[Row]:
    look = Lookup(article)
    for s in article.statements:
        who, cue, when = s.speaker, s.cue, look.date(s.time)
        yield (
            s.id, who.name if who else None, who.kind if who else None, (role(who) or None) if who else None, look.key(who) if who else None,
            s.text, s.kind, cue.text if cue else None, cue.lemma if cue else None, cue.act if cue else None, s.negated,
            *(span.text if span else None for span in (s.source, s.addressee, s.medium, s.venue, s.time)), when.value if when else None,
            s.resolution, s.nested_in, s.continues, s.confidence, s.start, s.end, article.url,
        )  # fmt: skip


def _mentions(article: Article) -> Iterator[Row]:
    entities = Lookup(article).entities
    for m in article.mentions:
        entity = entities.get(m.entity_id)
        yield m.entity_id, entity.name if entity else m.text, entity.key if entity else "", m.label, m.text, m.start, m.end, m.score


def _dates(article: Article) -> Iterator[Row]:
    for d in article.dates:
        yield d.text, d.value, d.kind, d.granularity, d.earliest, d.latest, d.start, d.end


def _speakers(article: Article) -> Iterator[Row]:
    look = Lookup(article)
    for speaker in article.speakers:
        yield speaker.id, speaker.name, speaker.kind, role(speaker) or None, look.key(speaker), sum(s.speaker_id == speaker.id for s in article.statements)


_ROWS = {"statements": _statements, "mentions": _mentions, "dates": _dates, "speakers": _speakers}
