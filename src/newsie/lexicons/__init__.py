"""Language as data: tab-separated files, a header line, `#` for comments, and the loader that checks them.

Each file says at its top where its rows come from. A stage asks for the rows it needs once, when its module is
imported or its class is built, and keeps what it makes of them.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from newsie.text.characters import fold


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name`.tsv as dictionaries of strings; a missing trailing cell is the empty string.

    Raises `ValueError` where a row has more cells than the header, or an empty first cell.
    """
    text = files(__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    header = lines[0][1].split("\t")
    out = []
    for n, line in lines[1:]:
        cells = line.split("\t")
        if len(cells) > len(header) or not cells[0]:
            raise ValueError(f"lexicons/{name}.tsv, line {n}: {len(cells)} cells for {len(header)} columns, first cell {cells[0]!r}")
        out.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return tuple(out)


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class of `function_words.tsv`, folded. Raises `KeyError` where there is no such class."""
    found = frozenset(fold(row["word"]) for row in rows("function_words") if row["class"] == name)
    if not found:
        raise KeyError(f"lexicons/function_words.tsv has no class {name!r}")
    return found
