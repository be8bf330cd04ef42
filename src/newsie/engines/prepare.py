"""A treebank and a corpus of names as the files that Stanza's trainers read.

    python -m newsie.engines.prepare TREEBANK.conllu NAMES.bio OUT [--dev 0.1]

OUT then holds, for `train` and `dev`, NAME.conllu and NAME.txt (tokenizer and multi-word expander), and NAME.bio (tagger). The rest is
Stanza's own work: docs/training-stanza.md has every command.

Some treebanks of Arabic write a clitic as a token without a space behind it (PUD), others as a word of a multi-word token (PADT). Stanza
learns to expand only the latter, so tokens of Arabic letters that stand together without a space are joined into one; in a treebank that
has multi-word tokens they stay as they are. The development part is cut off the end: articles repeat, and a random part would repeat too.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from newsie.errors import InputError
from newsie.text.characters import has_arabic

Row = list[str]
_FIELDS, _FORM, _MISC = 10, 1, 9
_SENTENCES_A_PARAGRAPH = 5


def read_conllu(path: Path) -> list[list[Row]]:
    """The sentences of a CoNLL-U file as rows of ten fields, comments left out."""
    sentences: list[list[Row]] = []
    rows: list[Row] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            continue
        if line.strip():
            rows.append(line.split("\t"))
        elif rows:
            sentences.append(rows)
            rows = []
    if not sentences or any(len(row) != _FIELDS for rows in sentences for row in rows):
        raise InputError(f"{path} is no CoNLL-U: it needs sentences of lines with ten fields")
    return sentences


def joined(rows: Sequence[Row]) -> list[Row]:
    """A sentence whose clitics are words of multi-word tokens, its trees left out."""
    if any("-" in row[0] for row in rows):
        return [*rows]
    out: list[Row] = []
    number = 1
    for group in _groups(rows):
        last = "SpaceAfter=No" if "SpaceAfter=No" in group[-1][_MISC].split("|") else "_"
        if len(group) > 1:
            out.append([f"{number}-{number + len(group) - 1}", "".join(row[_FORM] for row in group), *"_" * 7, last])
        for row in group:
            out.append([str(number), row[_FORM], *"_" * 4, str(number - 1), "root" if number == 1 else "dep", "_", last if len(group) == 1 else "_"])
            number += 1
    return out


def _groups(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows that are one orthographic word, together."""
    group: list[Row] = []
    for row in rows:
        if "." in row[0]:
            continue
        if group and not ("SpaceAfter=No" in group[-1][_MISC].split("|") and has_arabic(group[-1][_FORM]) and has_arabic(row[_FORM])):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def text_of(rows: Sequence[Row]) -> str:
    """A sentence as it is written."""
    out, inside = "", 0
    for row in rows:
        first, _, last = row[0].partition("-")
        if last:
            inside = int(last)
        elif int(first) <= inside:
            continue
        out += row[_FORM] + ("" if "SpaceAfter=No" in row[_MISC].split("|") else " ")
    return out.rstrip(" ")


def write_treebank(sentences: Sequence[list[Row]], path: Path) -> None:
    """Write sentences as NAME.conllu, and as NAME.txt with several to a paragraph and an empty line between paragraphs."""
    with path.with_suffix(".conllu").open("w", encoding="utf-8") as file:
        for rows in sentences:
            file.write("".join("\t".join(row) + "\n" for row in rows) + "\n")
    texts = [text_of(rows) for rows in sentences]
    paragraphs = [" ".join(texts[at : at + _SENTENCES_A_PARAGRAPH]) for at in range(0, len(texts), _SENTENCES_A_PARAGRAPH)]
    path.with_suffix(".txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")


def read_names(path: Path) -> list[list[str]]:
    """The sentences of a file with a word, white space and its tag on a line; sentences apart by an empty line."""
    sentences: list[list[str]] = []
    lines: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        cells = line.split()
        if len(cells) >= 2:
            lines.append(f"{cells[0]}\t{cells[1]}")
        elif lines:
            sentences.append(lines)
            lines = []
    if not sentences:
        raise InputError(f"{path} holds no words with tags: a word, white space and its tag on each line")
    return sentences


def prepare(treebank: Path, names: Path, out: Path, dev: float = 0.1) -> None:
    """Write train and dev files; `dev` is the part of each corpus, from its end, that is kept for choosing."""
    if not 0 < dev < 1:
        raise InputError(f"dev must be a part between 0 and 1, not {dev}")
    out.mkdir(parents=True, exist_ok=True)
    trees, tagged = [joined(rows) for rows in read_conllu(treebank)], read_names(names)
    cut = len(trees) - max(1, int(len(trees) * dev))
    write_treebank(trees[:cut], out / "train")
    write_treebank(trees[cut:], out / "dev")
    cut = len(tagged) - max(1, int(len(tagged) * dev))
    for name, sentences in (("train", tagged[:cut]), ("dev", tagged[cut:])):
        (out / f"{name}.bio").write_text("\n\n".join("\n".join(lines) for lines in sentences) + "\n", encoding="utf-8")


def main() -> None:
    """Run from the command line."""
    cli = argparse.ArgumentParser(prog="python -m newsie.engines.prepare", description="Files for Stanza's trainers (docs/training-stanza.md).")
    cli.add_argument("treebank", type=Path, help="a treebank in CoNLL-U")
    cli.add_argument("names", type=Path, help="words with BIO tags, one a line")
    cli.add_argument("out", type=Path, help="the folder to write to")
    cli.add_argument("--dev", type=float, default=0.1, help="the part kept for choosing")
    args = cli.parse_args()
    prepare(args.treebank, args.names, args.out, args.dev)


if __name__ == "__main__":
    main()
