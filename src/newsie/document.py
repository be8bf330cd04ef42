"""The input: a text and what is known about it."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from newsie.errors import ExtraNotInstalled, InputError
from newsie.schema.spans import Record


class Document(Record):
    """An article before it is read.

    `text` is kept character for character. `title`, where given apart from the text, is only compared with the text's
    first paragraph; `published` (a date, or its ISO form) is what «أمس» and «الثلاثاء» rest on.
    """

    text: str
    id: str | None = None
    title: str | None = None
    published: datetime.date | None = None
    outlet: str | None = None
    url: str | None = None

    @classmethod
    def of(cls, given: str | Document, **fields: Any) -> Document:
        """A document from a str or a Document; `fields` that are not None replace its own.

        Raises `InputError` where the text is no str or a field cannot be used.
        """
        known = {name: value for name, value in fields.items() if value is not None}
        if isinstance(given, Document):
            return given if not known else cls.checked({**given.model_dump(), **known})
        if not isinstance(given, str):
            raise InputError(f"an article is a str or a newsie.Document, not {type(given).__name__}")
        return cls.checked({"text": given, **known})

    @classmethod
    def checked(cls, fields: dict[str, Any]) -> Document:
        """A document from a dictionary, with an `InputError` that says which field is wrong and how."""
        if isinstance(fields.get("id"), int):
            fields = {**fields, "id": str(fields["id"])}
        published = fields.get("published")
        if isinstance(published, datetime.datetime):
            fields = {**fields, "published": published.date()}
        elif isinstance(published, str):
            fields = {**fields, "published": _day(published)}
        try:
            return cls(**fields)
        except ValueError as fault:
            details = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg'].lower()}" for e in getattr(fault, "errors", list)())
            raise InputError(f"not a document: {details or fault}") from None

    @classmethod
    def from_json(cls, line: str) -> Document:
        """A document from one JSON object with `text` and, where known, `id`, `published`, `outlet`, `title`, `url`; other keys are ignored.

        Raises `InputError` where the line is no JSON object or has no text.
        """
        try:
            record = json.loads(line)
        except RecursionError:
            raise InputError("not JSON that can be read: nested too deep") from None
        except ValueError as fault:
            raise InputError(f"not JSON: {fault}") from None
        if not isinstance(record, dict):
            raise InputError(f"a JSON line must be an object, not {type(record).__name__}")
        if not isinstance(record.get("text"), str):
            raise InputError('the JSON object has no string "text"')
        return cls.checked({name: record[name] for name in cls.model_fields if record.get(name) is not None})

    @classmethod
    def from_file(cls, path: str | Path, **fields: Any) -> Document:
        """The document in a UTF-8 text file; its name without the ending is the `id` where none is given.

        Raises `InputError` where the file is not UTF-8, `OSError` where it cannot be read.
        """
        path = Path(path)
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            raise InputError(f"{path} is not UTF-8: byte {fault.object[fault.start]:#04x} at position {fault.start}; convert it first (iconv -f windows-1256 -t utf-8)") from None
        return cls.of(text, **{"id": path.stem, **{k: v for k, v in fields.items() if v is not None}})

    @classmethod
    def from_html(cls, html: str, **fields: Any) -> Document:
        """The article inside a web page: title, date and body, by trafilatura (extra `web`).

        Raises `InputError` where the page holds no article.
        """
        try:
            import trafilatura
        except ImportError:
            raise ExtraNotInstalled("Document.from_html", "web") from None
        found = trafilatura.bare_extraction(html, target_language=None, with_metadata=True, include_comments=False)
        record = found.as_dict() if found is not None else {}
        if not record.get("text"):
            raise InputError("no article found in the HTML")
        title = record.get("title")
        text = f"{title}\n\n{record['text']}" if title and not record["text"].startswith(title) else record["text"]
        known = {"title": title, "published": record.get("date"), "outlet": record.get("sitename"), "url": record.get("url")}
        return cls.of(text, **{**known, **{k: v for k, v in fields.items() if v is not None}})


def _day(text: str) -> datetime.date:
    try:
        return datetime.datetime.fromisoformat(text.strip()).date()
    except ValueError:
        raise InputError(f"published: {text!r} is no ISO date such as 2016-05-24") from None
