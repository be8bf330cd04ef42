"""The network in numpy: read from one file, run over a page, no state kept but the result of each thread's last page."""

from __future__ import annotations

import json
import threading
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from newsie.errors import ModelCorrupt, ModelNotFound
from newsie.network.features import Floats, page_features
from newsie.network.lookup import Spelling, WordInputs
from newsie.network.tags import NAMES, SPEECH, best_paths, constrained, decode
from newsie.shipped import corrupt, shipped
from newsie.text.page import Page

FORMAT = 3
#: Pages longer than this are run in pieces, so that memory stays bounded.
_PIECE, _LONGEST_PATH = 4096, 512
#: Rows that a recurrence steps through for each block of a page.
_BLOCK = 16
#: What it costs a name to go on as one of another label.
_CHANGE = -3.0
#: What turns a word into input; the rest of the weights read words in their places.
WORD_WEIGHTS = ("project.weight", "project.bias", "flags.weight", "prefix.weight", "suffix.weight")
Spans = list[tuple[int, int, str]]


class Network:
    """The encoder and its heads.

    `scores` runs a page through; `names` and `statements` are its readings. A page is always computed as a whole and
    alone, so its result does not depend on what else is in a batch.
    """

    def __init__(self, words: WordInputs, weights: dict[str, Floats], card: dict[str, Any]) -> None:
        self.words = words
        self.card = card
        self._w = _parted(weights)
        self._dilations = [int(d) for d in card["dilations"]]
        self._transitions = {head: constrained(weights[f"{head}.transitions"]) for head in ("outer", "inner")}
        self._transitions["names"] = constrained(weights["names.transitions"], _CHANGE)
        self._local = threading.local()  # each thread its own: with one for all, threads would take each other's away between the two heads

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_local"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _local=threading.local())

    def scores(self, page: Page, corpus: int = 0) -> dict[str, Floats]:
        """Tag scores of each head, [tokens, tags]."""
        return {"names": self._name_scores(page, corpus), **self._speech_scores(page)}

    def names(self, page: Page, corpus: int = 0) -> tuple[Spans, Floats]:
        """Names as token spans with their label, and how likely each token has each label by itself, [tokens, labels]."""
        scores = self._name_scores(page, corpus)
        spans = decode(best_paths(scores, _cut(page.sentences), self._transitions["names"]).tolist(), NAMES)
        return spans, _chances(scores)

    def statements(self, page: Page) -> tuple[Spans, Floats, Spans]:
        """Pieces of statements (content, cue, source …) as token spans, their certainty, and those that stand inside contents."""
        scores = self._speech_scores(page)
        outer = decode(best_paths(scores["outer"], _cut(page.paragraphs), self._transitions["outer"]).tolist(), SPEECH)
        inside = [(first, end) for first, end, label in outer if label == "content"]
        inner = decode(best_paths(scores["inner"], _cut(inside), self._transitions["inner"]).tolist(), SPEECH)
        return outer, _certainty(scores["outer"], outer, SPEECH), inner

    def _name_scores(self, page: Page, corpus: int) -> Floats:
        if len(page.tokens) > _PIECE:
            return self._scores_of_long(page, corpus)["names"]
        return self._names_of(self._encoded(page), corpus)

    def _speech_scores(self, page: Page) -> dict[str, Floats]:
        if len(page.tokens) > _PIECE:
            return self._scores_of_long(page, None)
        return self._speech_of(self._encoded(page))

    def _names_of(self, x: Floats, corpus: int) -> Floats:
        w = self._w
        own = w["corpus.weight"][corpus]
        out: Floats = x @ (w["names.weight"] + own[:-1]) + (w["names.bias"] + own[-1])
        return out

    def _speech_of(self, x: Floats) -> dict[str, Floats]:
        w = self._w
        hidden = _recurrence(x, w, "speech_layer")
        return {head: hidden @ w[f"{head}.weight"] + w[f"{head}.bias"] for head in ("outer", "inner")}

    def _encoded(self, page: Page) -> Floats:
        """What all heads read, [tokens, width]; a thread's last page's is kept, since its names and its statements are asked for in turn."""
        last: tuple[Page, Floats] | None = getattr(self._local, "last", None)
        if last is None or last[0] is not page:
            self._local.last = last = (page, self._encode(self._projected(page, page_features(page), 0, len(page.tokens))))
        return last[1]

    def _scores_of_long(self, page: Page, corpus: int | None) -> dict[str, Floats]:
        """The scores of a page too long to be run at once, piece by piece; they are kept, not the wider encoding."""
        last: tuple[Page, int, dict[str, Floats]] | None = getattr(self._local, "long", None)
        if last is None or last[0] is not page or corpus not in (None, last[1]):
            pieces: dict[str, list[Floats]] = {"names": [], "outer": [], "inner": []}
            place = page_features(page)
            for at in range(0, len(page.tokens), _PIECE):
                x = self._encode(self._projected(page, place, at, at + _PIECE))
                for head, scores in {"names": self._names_of(x, corpus or 0), **self._speech_of(x)}.items():
                    pieces[head].append(scores)
            self._local.long = last = (page, corpus or 0, {head: np.concatenate(scores) for head, scores in pieces.items()})
        return last[2]

    def _projected(self, page: Page, place: Floats, first: int, end: int) -> Floats:
        """The network's input for the tokens from `first` to `end`; `place` is what `page_features` says of the page."""
        x = self.words.look_up(page.tokens, first, end)
        x += place[first:end] @ self._w["page.weight"]
        return x

    def _encode(self, x: Floats) -> Floats:
        w = self._w
        x = _rms_norm(x)
        for i, dilation in enumerate(self._dilations):
            inner = _shifted(x, dilation) @ w[f"block{i}.weight"]
            inner += w[f"block{i}.bias"]
            np.maximum(inner, 0, out=inner)
            inner += x
            x = _rms_norm(inner)
        return _recurrence(x, w, "layer")


def _parted(weights: dict[str, Floats]) -> dict[str, Floats]:
    """The weights as they are used: the layers' update, forget and reset by themselves, the gates' halved."""
    out = dict(weights)
    for layer in ("layer", "speech_layer"):
        for kind in ("weight", "bias"):
            update, forget, reset = np.split(out.pop(f"{layer}.{kind}"), 3, axis=-1)
            out |= {f"{layer}.update.{kind}": np.ascontiguousarray(update), f"{layer}.forget.{kind}": forget * np.float32(0.5), f"{layer}.reset.{kind}": reset * np.float32(0.5)}
    return out


def _rms_norm(x: Floats) -> Floats:
    """Each row scaled to unit root mean square, in place."""
    x *= (1 / np.sqrt(np.einsum("ij,ij->i", x, x) / x.shape[1] + 1e-5))[:, None]
    return x


def _shifted(x: Floats, distance: int) -> Floats:
    """Each row beside the rows `distance` before and after it, zeros beyond the ends: [tokens, 3 width]."""
    n, width = x.shape
    rest = max(0, n - distance)
    out = np.empty((n, 3 * width), np.float32)
    out[:distance, :width] = 0
    out[distance:, :width] = x[:rest]
    out[:, width : 2 * width] = x
    out[:rest, 2 * width :] = x[distance:]
    out[rest:, 2 * width :] = 0
    return out


def _recurrence(x: Floats, w: dict[str, Floats], layer: str) -> Floats:
    """The SRU layer of `training.modules.Recurrence`: both directions step side by side, the second over reversed rows."""
    half = x.shape[1] // 2
    memory = x @ w[f"{layer}.update.weight"]
    memory += w[f"{layer}.update.bias"]
    forget, reset = (_gate(x, w, f"{layer}.{gate}") for gate in ("forget", "reset"))
    memory -= forget * memory
    state = _scan(_turned(forget, 1), _turned(memory, 0))[: len(x)]
    np.copyto(memory[:, :half], state[:, :half])
    np.copyto(memory[:, half:], state[::-1, half:])
    np.tanh(memory, out=memory)
    memory -= x
    memory *= reset
    memory += x
    return _rms_norm(memory)


def _gate(x: Floats, w: dict[str, Floats], name: str) -> Floats:
    """A sigmoid: half a tanh of half, and a half; the weights are halved."""
    gate: Floats = x @ w[f"{name}.weight"]
    gate += w[f"{name}.bias"]
    np.tanh(gate, out=gate)
    gate *= 0.5
    gate += 0.5
    return gate


def _turned(x: Floats, filling: float) -> Floats:
    """A copy with the second half of the columns upside down, filled up to whole blocks."""
    n, width = x.shape
    out = np.empty((-(-n // _BLOCK) * _BLOCK, width), np.float32)
    out[:n, : width // 2] = x[:, : width // 2]
    out[:n, width // 2 :] = x[::-1, width // 2 :]
    out[n:] = filling
    return out


def _scan(gate: Floats, state: Floats) -> Floats:
    """c[t] = f[t] c[t-1] + m[t] down the rows, in place, for gates f and new memory m of [blocks * _BLOCK, width].

    Blocks of rows are stepped through side by side as if each began with nothing, then what the block before it left is
    carried in, weakened by the product of its gates: two short loops for one long one.
    """
    gates, states = (x.reshape(-1, _BLOCK, x.shape[1]) for x in (gate, state))
    for i in range(1, _BLOCK):
        states[:, i] += gates[:, i] * states[:, i - 1]
        gates[:, i] *= gates[:, i - 1]
    for b in range(1, len(states)):
        states[b, -1] += gates[b, -1] * states[b - 1, -1]
    states[1:, :-1] += gates[1:, :-1] * states[:-1, -1:]
    return state


def _cut(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(at, min(at + _LONGEST_PATH, end)) for first, end in ranges for at in range(first, end, _LONGEST_PATH)]


def _chances(scores: Floats) -> Floats:
    """How likely each token has each label, begun or gone on, taken by itself: [tokens, labels]."""
    chance = np.exp(scores - scores.max(1, keepdims=True))
    chance /= chance.sum(1, keepdims=True)
    out: Floats = chance[:, 1::2] + chance[:, 2::2]
    return out


def _certainty(scores: Floats, spans: Spans, labels: tuple[str, ...]) -> Floats:
    """How sure the tags of a span are: the mean chance of its label over its tokens."""
    if not spans:
        return np.zeros(0, np.float32)
    firsts, ends, numbers = np.array([(first, end, labels.index(label)) for first, end, label in spans]).T
    sums = np.cumsum(np.pad(_chances(scores), ((1, 0), (0, 0))), 0, np.float64)
    out: Floats = ((sums[ends, numbers] - sums[firsts, numbers]) / (ends - firsts)).astype(np.float32)
    return out


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
        spelling = Spelling(arrays.pop("ngrams"), arrays.pop("ngrams.scale").astype(np.float32))
        inputs, scales = arrays.pop("inputs"), arrays.pop("inputs.scale").astype(np.float32)
        weights = {name: np.ascontiguousarray(array, np.float32) for name, array in arrays.items()}
        of_words = {name: weights.pop(name) for name in WORD_WEIGHTS}
        return Network(WordInputs({word: i for i, word in enumerate(words)}, inputs, scales, spelling, gazetteer, of_words), weights, card)
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
