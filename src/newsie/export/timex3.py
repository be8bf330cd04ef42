"""The article as TimeML with its expressions of time as TIMEX3 (ISO 24617-1; TimeML 1.2.1)."""

from __future__ import annotations

from xml.sax.saxutils import escape

from newsie.export.display import xml_text
from newsie.schema.article import Article


def to_timex3(article: Article) -> str:
    """A TimeML document: DOCID, the publication day as its creation time (DCT), and TEXT with a TIMEX3 around each expression.

    A carriage return is written as a character reference, so that a parser gives the text back as it was; what XML 1.0 cannot hold becomes U+FFFD.
    """
    out: list[str] = []
    at = 0
    for number, date in enumerate(article.dates, 1):
        if date.start < at:
            continue  # TIMEX3 elements do not cross
        clean = date.model_copy(update={"text": xml_text(date.text), "value": date.value and xml_text(date.value)})
        out += [_escaped(article.text[at : date.start]), clean.to_timex3(f"t{number}").replace("\r", "&#13;")]
        at = date.end
    out.append(_escaped(article.text[at:]))
    day = article.published.isoformat() if article.published else None
    created = f'<TIMEX3 tid="t0" type="DATE" value="{day}" functionInDocument="CREATION_TIME">{day}</TIMEX3>' if day else ""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n<DOCID>{_escaped(article.id or "")}</DOCID>\n<DCT>{created}</DCT>\n<TEXT>{"".join(out)}</TEXT>\n</TimeML>\n'


def _escaped(text: str) -> str:
    return escape(xml_text(text), {"\r": "&#13;"})
