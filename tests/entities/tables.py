"""Tables of cases beside the tests."""

from __future__ import annotations

import csv
from pathlib import Path


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table beside this file."""
    lines = [line for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
