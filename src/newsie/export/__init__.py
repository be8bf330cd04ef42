"""An article in other shapes: views for people, tables, and the formats that other tools read.

One function each, none of which changes the article: `to_pandas`, `write_csv`, `write_excel`, `to_conll`, `to_conllu`, `to_brat`,
`to_web_annotation`, `to_schema_org`, `to_timex3`, `to_cas` (UIMA, INCEpTION), `to_spacy`, `write_report` (one page of HTML).
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsie.export.brat import to_brat as to_brat
    from newsie.export.conll import to_conll as to_conll
    from newsie.export.conll import to_conllu as to_conllu
    from newsie.export.offsets import utf8_offsets as utf8_offsets
    from newsie.export.offsets import utf16_offsets as utf16_offsets
    from newsie.export.report import write_report as write_report
    from newsie.export.schema_org import to_schema_org as to_schema_org
    from newsie.export.spacy_doc import to_spacy as to_spacy
    from newsie.export.spreadsheets import write_csv as write_csv
    from newsie.export.spreadsheets import write_excel as write_excel
    from newsie.export.tables import to_pandas as to_pandas
    from newsie.export.timex3 import to_timex3 as to_timex3
    from newsie.export.uima import to_cas as to_cas
    from newsie.export.web_annotation import to_web_annotation as to_web_annotation

#: Where each function lives; fetched on first use, so that one export does not load the others.
_HOMES = {
    "brat": ("to_brat",),
    "conll": ("to_conll", "to_conllu"),
    "offsets": ("utf8_offsets", "utf16_offsets"),
    "report": ("write_report",),
    "schema_org": ("to_schema_org",),
    "spacy_doc": ("to_spacy",),
    "spreadsheets": ("write_csv", "write_excel"),
    "tables": ("to_pandas",),
    "timex3": ("to_timex3",),
    "uima": ("to_cas",),
    "web_annotation": ("to_web_annotation",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> Any:
    module = _HOME_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'newsie.export' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"newsie.export.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
