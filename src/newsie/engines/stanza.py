"""Stanza on a page of newsie: sentences, the cuts of words, and entities, all in tokens of the page.

Stanza is given the page's bare words with single spaces, paragraph by paragraph, and what it answers is led back over the offsets in
that text; so marks, controls and odd white space of the article can neither mislead it nor move an offset. The words of a multi-word
token have no offsets of their own: they are laid against the letters of the token (`newsie.text.pieces`).
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from typing import Any

from newsie.engines.places import search
from newsie.engines.quiet import alone, import_torch, need, one_thread, same_random, unchanged
from newsie.engines.stanza_files import StanzaFiles, find_files, wanted
from newsie.errors import ModelCorrupt, ModelNotFound, NewsieError
from newsie.ner.tags import is_tag_set
from newsie.text.clitic_model import Cuts
from newsie.text.page import Page
from newsie.text.pieces import LONGEST_SHOWN, cuts_from, piece_ends, shown
from newsie.text.tokens import Kind

#: Longer paragraphs are shown to Stanza in pieces of so many tokens, and so many pieces at once: memory stays bounded.
_LONGEST_PIECE, _PIECES_AT_ONCE = 1000, 16
Range = tuple[int, int]


@dataclass(frozen=True)
class Annotation:
    """What Stanza says of a page: the tokens that begin sentences, the cuts of words, and entities as token ranges with Stanza's label."""

    sentences: list[int] = field(default_factory=list)
    cuts: dict[int, Cuts] = field(default_factory=dict)
    entities: list[tuple[int, int, str]] = field(default_factory=list)


def stanza_engine(given: str | os.PathLike[str] | None, needed: Collection[str]) -> StanzaEngine:
    """The engine with the models of the first folder that has those needed ("tokenize", "ner").

    Raises `ExtraNotInstalled` without Stanza, `ModelNotFound` without the models, `ModelCorrupt` where they cannot be read.
    """
    need("stanza", "the engine Stanza", "stanza")
    engine = StanzaEngine(search("stanza", given, lambda folder: find_files(folder, needed), wanted(needed)))
    engine.pipeline()
    return engine


class StanzaEngine:
    """Stanza's tokenizer, multi-word expander and NER tagger, whichever of them are asked for, without network.

    Without a tokenizer the tagger reads the page's own tokens. Pickled without its weights, which each process loads for itself.
    """

    def __init__(self, models: StanzaFiles) -> None:
        self.models = models
        self._pipeline: Any = None
        self._last: tuple[list[str], Annotation] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {"models": self.models, "_pipeline": None, "_last": None}

    def pipeline(self) -> Any:
        """The `stanza.Pipeline`, loaded once."""
        with alone:
            if self._pipeline is None:
                need("stanza", "the engine Stanza", "stanza")
                import_torch()
                with unchanged():
                    self._pipeline = _load(self.models)
            return self._pipeline

    def annotate(self, page: Page) -> Annotation:
        """What Stanza says of a page; a page that was just annotated is not annotated again."""
        words = page.tokens.words
        last = self._last  # another thread may put its own there meanwhile
        if last is None or last[0] is not words:
            pipeline = self.pipeline()
            with alone, one_thread(), same_random():
                found = _raw(pipeline, page) if self.models.tokenize else _pretokenized(pipeline, page)
            self._last = last = (words, found)
        return last[1]


def _load(models: StanzaFiles) -> Any:
    import stanza

    options: dict[str, Any] = {"tokenize_pretokenized": True} if models.tokenize is None else {"tokenize_model_path": str(models.tokenize)}
    names = ["tokenize"]
    if models.tokenize and models.mwt:
        names.append("mwt")
        options["mwt_model_path"] = str(models.mwt)
    if models.ner:
        names.append("ner")
        options["ner_model_path"] = str(models.ner)
        # One of its own that is not there is an empty one to Stanza: it needs all three to be said.
        for kind in ("pretrain", "forward_charlm", "backward_charlm"):
            options[f"ner_{kind}_path"] = str(getattr(models, kind) or "")
    if models.tokenize and models.forward_charlm:
        options["tokenize_forward_charlm_path"] = str(models.forward_charlm)
    # An index of its own, empty, keeps Stanza from asking for one and from looking for packages that the folder has not.
    with as_file(files("newsie.engines").joinpath("stanza_index.json")) as index:
        try:
            pipeline = stanza.Pipeline(
                "ar", dir=str(models.folder), package=None, processors=dict.fromkeys(names, "default"), download_method=None, allow_unknown_language=True,
                resources_filepath=str(index), logging_level="ERROR", **options,
            )  # fmt: skip
        except (MemoryError, NewsieError):
            raise
        except FileNotFoundError as fault:
            raise ModelNotFound(f"a Stanza model of {models.folder} needs a file that is not there ({fault}). Get all of them with: newsie models download stanza") from fault
        except Exception as fault:  # torch, pickle and zipfile have an error each for a damaged file
            raise ModelCorrupt(f"the Stanza models of {models.folder} cannot be read ({type(fault).__name__}: {fault})") from fault
    known = pipeline.processors["ner"].get_known_tags() if models.ner else []
    if models.ner and not is_tag_set(f"B-{tag}" for tag in known):
        raise ModelCorrupt(f"{models.ner} tags no person, organisation or place that newsie knows, but {', '.join(sorted(known)) or 'nothing'} (lexicons/tagger_labels.tsv)")
    return pipeline


def _raw(pipeline: Any, page: Page) -> Annotation:
    """Stanza's own tokens, over the text of each paragraph's bare words."""
    found = Annotation()
    pieces = list(_pieces(page.paragraphs))
    for at in range(0, len(pieces), _PIECES_AT_ONCE):
        batch = pieces[at : at + _PIECES_AT_ONCE]
        texts, starts = zip(*(_plain(page, *piece) for piece in batch), strict=True)
        for document, (first, _), begins in zip(pipeline.bulk_process(texts), batch, starts, strict=True):
            _read(document, page, first, begins, found)
    return found


def _pieces(ranges: Collection[Range]) -> Iterator[Range]:
    for first, end in ranges:
        for at in range(first, end, _LONGEST_PIECE):
            yield at, min(at + _LONGEST_PIECE, end)


def _plain(page: Page, first: int, end: int) -> tuple[str, list[int]]:
    """The bare words of a token range with single spaces where there were any, and where each begins."""
    tokens, parts, starts, at = page.tokens, [], [], 0
    for i in range(first, end):
        word, space = shown(tokens.words[i]), "" if i == first or tokens.glued(i) else " "
        starts.append(at + len(space))
        at = starts[-1] + len(word)
        parts.append(space + word)
    return "".join(parts), starts


def _read(document: Any, page: Page, first: int, starts: list[int], found: Annotation) -> None:
    """Lead what Stanza says of one text back to tokens; `starts` are where the tokens from `first` begin in that text."""
    ends: dict[int, set[int]] = {}  # offsets in a token at which one of its pieces ends
    for sentence in document.sentences:
        begin = bisect_left(starts, sentence.tokens[0].start_char)
        if begin < len(starts):
            found.sentences.append(first + begin)
        for token in sentence.tokens:
            at = bisect_right(starts, token.start_char) - 1
            inner = token.start_char - starts[at]
            if inner:
                ends.setdefault(at, set()).add(inner)
            if len(token.words) > 1 and token.end_char - token.start_char <= LONGEST_SHOWN:
                pieces = piece_ends(document.text[token.start_char : token.end_char], [word.text for word in token.words])
                ends.setdefault(at, set()).update(inner + end for end in pieces)
    tokens = page.tokens
    for at, cuts in ends.items():
        i = first + at
        if tokens.kinds[i] == Kind.WORD and (given := cuts_from(tokens.text[tokens.starts[i] : tokens.ends[i]], tokens.words[i], sorted(cuts))):
            found.cuts[i] = given
    for entity in document.ents:
        found.entities.append((first + bisect_right(starts, entity.start_char) - 1, first + bisect_left(starts, entity.end_char), entity.type))


def _pretokenized(pipeline: Any, page: Page) -> Annotation:
    """The page's own tokens and sentences, for a folder that has a tagger only."""
    found = Annotation()
    pieces = list(_pieces(page.sentences))
    for at in range(0, len(pieces), _LONGEST_PIECE):
        batch = pieces[at : at + _LONGEST_PIECE]
        document = pipeline([[shown(word) for word in page.tokens.words[first:end]] for first, end in batch])
        for sentence, (first, _) in zip(document.sentences, batch, strict=True):
            found.entities.extend((first + entity.tokens[0].id[0] - 1, first + entity.tokens[-1].id[0], entity.type) for entity in sentence.ents)
    found.sentences.extend(first for first, _ in page.sentences)
    return found
