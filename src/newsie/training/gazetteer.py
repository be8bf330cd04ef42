"""The gazetteer of the network: for each known name-like word a few bits, counted from the shared lists."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from newsie.network.features import GAZETTEER_BITS, checksum
from newsie.text.characters import bare

_BIT = {name: 1 << i for i, name in enumerate(GAZETTEER_BITS)}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def build_gazetteer(folder: Path) -> dict[int, int]:
    """Checksums of words and their bits, from `data/gazetteers`: person-name tokens with counts, given and family
    names, proper nouns of camel_morph, one-word cities, every word of a country's name, foreign names."""
    found: dict[str, int] = {}

    def add(word: str, bit: str) -> None:
        word = bare(word.strip())
        if len(word) > 1 and " " not in word:
            found[word] = found.get(word, 0) | _BIT[bit]

    for row in _rows(folder / "name_tokens_wikidata_netranslit_MIT.tsv"):
        count = int(row["count"])
        if count >= 2:
            add(row["ar"], "name_often" if count > 100 else "name_some" if count > 10 else "name_rare")
    for row in _rows(folder / "person_names_faker_akhateeb_MIT_Apache.tsv"):
        add(row["name"], "given" if row["type"] == "given" else "family")
    for row in _rows(folder / "proper_nouns_camelmorph_CCBY.tsv"):
        human = row["rational"] == "r"
        add(row["ar"], "human" if human else "place")
        if not human:
            add("ال" + row["ar"], "place")
    for row in _rows(folder / "arwikicats_entities_MIT.tsv"):
        if row["type"] == "city":
            add(row["ar"], "city")
    for row in _rows(folder / "cldr_territories_ar.tsv"):
        for word in row["ar"].split():
            if len(word) > 2:
                add(word, "country")
    for row in _rows(folder / "name_tokens_google_ar2en_Apache.tsv"):
        add(row["ar"], "foreign")
    return {checksum(word): bits for word, bits in found.items()}
