"""The network in numpy: read from one file, run over a page, no state kept but the result of each thread's last page."""

from __future__ import annotations

import json
import threading
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from newsie.errors import ModelCorrupt, ModelNotFound
from newsie.network.features import Floats, page_features, unpack_flags
from newsie.network.lookup import WordTable
from newsie.network.tags import NAMES, SPEECH, best_paths, constrained, decode
from newsie.shipped import corrupt, shipped
from newsie.text.page import Page

FORMAT = 1
#: Pages longer than this are run in pieces, so that memory stays bounded.
_PIECE, _LONGEST_PATH = 4096, 512
Spans = list[tuple[int, int, str]]


class Network:
    """The encoder and its heads.

    `scores` runs a page through; `names` and `statements` are its readings. A page is always computed as a whole and
    alone, so its result does not depend on what else is in a batch.
    """

    def __init__(self, words: WordTable, weights: dict[str, Floats], card: dict[str, Any]) -> None:
        self.words = words
        self.card = card
        self._w = weights
        self._dilations = [int(d) for d in card["dilations"]]
        self._transitions = {head: constrained(weights[f"{head}.transitions"]) for head in ("names", "outer", "inner")}
        self._local = threading.local()  # each thread its own: with one for all, threads would take each other's away between the two heads

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_local"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _local=threading.local())

    def scores(self, page: Page, corpus: int = 0) -> dict[str, Floats]:
        """Tag scores of each head, [tokens, tags]."""
        last: tuple[Page, int, dict[str, Floats]] | None = getattr(self._local, "last", None)
        if last is not None and last[0] is page and last[1] == corpus:
            return last[2]
        pieces = [self._run(*piece, corpus) for piece in self._pieces(page)]
        out = {head: np.concatenate([p[head] for p in pieces]) if pieces else np.zeros((0, len(t)), np.float32) for head, t in self._transitions.items()}
        self._local.last = (page, corpus, out)
        return out

    def names(self, page: Page, corpus: int = 0) -> tuple[Spans, Floats]:
        """Names as token spans with their label, and the certainty of each, 0 to 1."""
        scores = self.scores(page, corpus)["names"]
        spans = decode(best_paths(scores, _cut(page.sentences), self._transitions["names"]).tolist(), NAMES)
        return spans, _certainty(scores, spans, NAMES)

    def statements(self, page: Page) -> tuple[Spans, Floats, Spans]:
        """Pieces of statements (content, cue, source …) as token spans, their certainty, and those that stand inside contents."""
        scores = self.scores(page)
        outer = decode(best_paths(scores["outer"], _cut(page.paragraphs), self._transitions["outer"]).tolist(), SPEECH)
        inside = [(first, end) for first, end, label in outer if label == "content"]
        inner = decode(best_paths(scores["inner"], _cut(inside), self._transitions["inner"]).tolist(), SPEECH)
        return outer, _certainty(scores["outer"], outer, SPEECH), inner

    def _pieces(self, page: Page) -> list[tuple[Floats, Floats]]:
        n = len(page.tokens)
        if n == 0:
            return []
        vectors, flags, ends = self.words.look_up(page.tokens)
        place = page_features(page)
        w = self._w
        projected = vectors @ w["project.weight"] + w["project.bias"]
        projected += unpack_flags(flags) @ w["flags.weight"]
        projected += place @ w["page.weight"]
        projected += w["prefix.weight"][ends[:, 0]]
        projected += w["suffix.weight"][ends[:, 1]]
        return [(projected[at : at + _PIECE], place[at : at + _PIECE]) for at in range(0, n, _PIECE)]

    def _run(self, x: Floats, place: Floats, corpus: int) -> dict[str, Floats]:
        w = self._w
        x = _rms_norm(x)
        for i, dilation in enumerate(self._dilations):
            x = _rms_norm(x + np.maximum(_shifted(x, dilation) @ w[f"block{i}.weight"] + w[f"block{i}.bias"], 0))
        names = _recurrence(x, w, "name_layer") + w["corpus.weight"][corpus]
        speech = _recurrence(_recurrence(x, w, "speech_layer0"), w, "speech_layer1")
        hidden = {"names": names, "outer": speech, "inner": speech}
        return {head: h @ w[f"{head}.weight"] + w[f"{head}.bias"] for head, h in hidden.items()}


def _rms_norm(x: Floats) -> Floats:
    out: Floats = x / np.sqrt(np.einsum("ij,ij->i", x, x)[:, None] / x.shape[1] + 1e-5)
    return out


def _shifted(x: Floats, distance: int) -> Floats:
    """Each row beside the rows `distance` before and after it, zeros beyond the ends: [tokens, 3 width]."""
    n, width = x.shape
    out = np.zeros((n, 3 * width), np.float32)
    out[distance:, :width] = x[: max(0, n - distance)]
    out[:, width : 2 * width] = x
    out[: max(0, n - distance), 2 * width :] = x[distance:]
    return out


def _recurrence(x: Floats, w: dict[str, Floats], layer: str) -> Floats:
    """The SRU layer of `training.modules.Recurrence`: both directions step side by side, the second over reversed rows."""
    width = x.shape[1]
    half = width // 2
    gates = x @ w[f"{layer}.weight"] + w[f"{layer}.bias"]
    chance = _sigmoid(gates[:, width:])
    forget, reset = chance[:, :width], chance[:, width:]
    memory = (1 - forget) * gates[:, :width]
    forget[:, half:] = forget[::-1, half:].copy()
    memory[:, half:] = memory[::-1, half:].copy()
    carried = np.empty(width, np.float32)
    before = memory[0]
    for gate, now in zip(forget[1:], memory[1:], strict=True):
        np.multiply(gate, before, out=carried)
        now += carried
        before = now
    memory[:, half:] = memory[::-1, half:].copy()
    return _rms_norm(np.asarray(x + reset * (np.tanh(memory) - x), np.float32))


def _sigmoid(x: Floats) -> Floats:
    out: Floats = 0.5 * np.tanh(0.5 * x) + 0.5
    return out


def _cut(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(at, min(at + _LONGEST_PATH, end)) for first, end in ranges for at in range(first, end, _LONGEST_PATH)]


def _certainty(scores: Floats, spans: Spans, labels: tuple[str, ...]) -> Floats:
    """How sure the tags of a span are: the mean probability of its label, each token taken by itself."""
    if not spans:
        return np.zeros(0, np.float32)
    shifted = np.exp(scores - scores.max(1, keepdims=True))
    chance = shifted / shifted.sum(1, keepdims=True)
    out = []
    for first, end, label in spans:
        code = 1 + 2 * labels.index(label)
        out.append(float(chance[first:end, code : code + 2].sum(1).mean()))
    return np.array(out, np.float32)


def load_network(path: Path) -> Network:
    """Read a network from an .npz file made by `newsie.training`.

    Raises `ModelNotFound` where there is no file, `ModelCorrupt` where it is truncated, foreign or of another format.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        card = json.loads(arrays.pop("card").tobytes().decode("utf-8"))
        if card["format"] != FORMAT:
            raise ModelCorrupt(f"{path} is of format {card['format']}, and this newsie reads format {FORMAT}: reinstall newsie")
        words = arrays.pop("words").tobytes().decode("utf-8").split("\n")
        gazetteer = dict(zip(arrays.pop("gazetteer.words").tolist(), arrays.pop("gazetteer.bits").tolist(), strict=True))
        table = WordTable(
            {word: i for i, word in enumerate(words)},
            arrays.pop("vectors"), arrays.pop("vectors.scale"), arrays.pop("word_flags"), arrays.pop("word_affixes"),
            arrays.pop("ngrams"), arrays.pop("ngrams.scale"), gazetteer,
        )  # fmt: skip
        return Network(table, {name: array.astype(np.float32) for name, array in arrays.items()}, card)
    except FileNotFoundError:
        raise ModelNotFound(f"no model file at {path}") from None
    except ModelCorrupt:
        raise
    except Exception as fault:  # a damaged archive makes its readers fail in every way there is
        raise corrupt(path, f"{type(fault).__name__}: {fault}") from fault


@cache
def default_network() -> Network:
    """The network that comes with the package, read once a process."""
    with shipped("embedded.npz") as path:
        return load_network(path)
