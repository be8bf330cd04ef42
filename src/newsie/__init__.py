"""Who said what in Arabic news.

>>> import newsie
>>> nlp = newsie.load()
>>> article = nlp("قال وزير الطاقة سامر العطار إن بلاده سترفع إنتاجها.")
>>> [(s.speaker.name, s.text) for s in article.statements if s.speaker]
[('سامر العطار', 'بلاده سترفع إنتاجها')]
"""

from __future__ import annotations

import importlib
import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsie.dates import find_dates as find_dates
    from newsie.document import Document as Document
    from newsie.entities import Gazetteer as Gazetteer
    from newsie.entities import merge as merge
    from newsie.errors import ExtraNotInstalled as ExtraNotInstalled
    from newsie.errors import InputError as InputError
    from newsie.errors import ModelCorrupt as ModelCorrupt
    from newsie.errors import ModelNotFound as ModelNotFound
    from newsie.errors import NewsieError as NewsieError
    from newsie.errors import WorkerDied as WorkerDied
    from newsie.export.tables import to_pandas as to_pandas
    from newsie.pipeline import Pipeline as Pipeline
    from newsie.pipeline import load as load
    from newsie.schema import Article as Article
    from newsie.schema import Cue as Cue
    from newsie.schema import DateExpression as DateExpression
    from newsie.schema import Mention as Mention
    from newsie.schema import Organization as Organization
    from newsie.schema import Person as Person
    from newsie.schema import Place as Place
    from newsie.schema import Role as Role
    from newsie.schema import Sentence as Sentence
    from newsie.schema import Span as Span
    from newsie.schema import Speaker as Speaker
    from newsie.schema import Statement as Statement
    from newsie.schema import Token as Token

__version__ = "0.1.0"

#: Where each public name lives. Names are fetched on first use, so that `import newsie` costs next to nothing.
_HOMES = {
    "newsie.dates": ("find_dates",),
    "newsie.document": ("Document",),
    "newsie.entities": ("Gazetteer", "merge"),
    "newsie.errors": ("ExtraNotInstalled", "InputError", "ModelCorrupt", "ModelNotFound", "NewsieError", "WorkerDied"),
    "newsie.export.tables": ("to_pandas",),
    "newsie.pipeline": ("Pipeline", "load"),
    "newsie.schema": ("Article", "Cue", "DateExpression", "Mention", "Organization", "Person", "Place", "Role", "Sentence", "Span", "Speaker", "Statement", "Token"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted(["__version__", "extract", *_HOME_OF])

logging.getLogger("newsie").addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    module = _HOME_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'newsie' has no attribute {name!r}")
    value = getattr(importlib.import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__


def extract(text: str | Document, **fields: Any) -> Article:
    """Read one article with the default pipeline, which is loaded on the first call and kept.

    `fields` are those of `Pipeline.__call__`: published, id, title, outlet, url.
    """
    return _default()(text, **fields)


def _default() -> Pipeline:
    global _pipeline
    if _pipeline is None:
        from newsie.pipeline import load

        _pipeline = load()
    return _pipeline


_pipeline: Pipeline | None = None
