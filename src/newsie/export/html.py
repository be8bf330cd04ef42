"""The right-to-left view of an article."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsie.schema.article import Article


def render_fragment(article: Article) -> str:
    """The article as one self-contained HTML element."""
    return f'<div dir="rtl" lang="ar">{escape(article.text)}</div>'
