"""What newsie's codes are called in the views for people; the words are `lexicons/labels.tsv`."""

from __future__ import annotations

from functools import cache

from newsie.lexicons import rows


@cache
def labels(group: str) -> dict[str, str]:
    """The Arabic labels of a group of codes (act, kind, speaker, name, resolution), by code."""
    return {row["code"]: row["label"] for row in rows("labels") if row["group"] == group}


def label(group: str, code: str) -> str:
    """The label of one code; the code itself where it has none."""
    return labels(group).get(code, code)
