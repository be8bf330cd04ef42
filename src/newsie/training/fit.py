"""Fit the tagger: encoder from pretraining, heads from labelled articles, and the file that ships."""

from __future__ import annotations

import copy
import json
import logging
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from newsie.network.features import AFFIX_BUCKETS, PAGE_FEATURES, WORD_FLAGS, page_features, unpack_flags
from newsie.network.lookup import quantise, word_inputs
from newsie.network.model import FORMAT
from newsie.network.tags import NAMES, SPEECH, decode, tag_count
from newsie.training.examples import Example
from newsie.training.modules import DILATIONS, Tagger
from newsie.training.table import WordTable

log = logging.getLogger("newsie.training")
TAGS = {"names": tag_count(NAMES), "outer": tag_count(SPEECH), "inner": tag_count(SPEECH)}
#: Steps a sign in which the words' inputs are kept: packs closer than 127, and costs nothing that the figures show.
_INPUT_STEPS = 31


class Prepared:
    """An example as arrays."""

    def __init__(self, example: Example, table: WordTable) -> None:
        self.example = example
        vectors, flags, ends = table.look_up(example.page.tokens)
        self.vectors = vectors.astype(np.float16)
        self.flags, self.ends = flags, ends
        self.place = page_features(example.page).astype(np.uint8)
        self.size = len(vectors)


def collate(items: Sequence[Prepared]) -> dict[str, Tensor]:
    """Pad pages to one length."""
    longest = max(item.size for item in items)

    def padded(arrays: list[np.ndarray], dtype: Any) -> Tensor:
        out = np.zeros((len(arrays), longest, *arrays[0].shape[1:]), dtype)
        for row, array in zip(out, arrays, strict=True):
            row[: len(array)] = array
        return torch.from_numpy(out)

    return {
        "vectors": padded([i.vectors for i in items], np.float32),
        "flags": padded([unpack_flags(i.flags) for i in items], np.float32),
        "page": padded([i.place for i in items], np.float32),
        "prefix": padded([i.ends[:, 0] for i in items], np.int64),
        "suffix": padded([i.ends[:, 1] for i in items], np.int64),
        "mask": padded([np.ones(i.size) for i in items], np.float32),
        "corpus": torch.tensor([i.example.corpus for i in items]),
    }


def _stretches(scores: Tensor, items: Sequence[Prepared], head: str) -> tuple[Tensor, Tensor, Tensor] | None:
    """Cut the scores of a batch into the stretches that the CRF scores: sentences, paragraphs, or contents."""
    pieces: list[tuple[int, int, int, list[int]]] = []
    for row, item in enumerate(items):
        tags = getattr(item.example, head)
        if tags is None:
            continue
        page = item.example.page
        if head == "names":
            ranges = page.sentences
        elif head == "outer":
            ranges = page.paragraphs
        else:
            outer = item.example.outer or []
            ranges = [(f, e) for f, e, label in decode(outer, SPEECH) if label == "content"]
        pieces.extend((row, f, e, tags[f:e]) for f, e in ranges if e > f)
    if not pieces:
        return None
    longest = max(e - f for _, f, e, _ in pieces)
    index = torch.zeros(len(pieces), longest, dtype=torch.long)
    tags_out = torch.zeros(len(pieces), longest, dtype=torch.long)
    mask = torch.zeros(len(pieces), longest)
    width = scores.shape[1]
    for n, (row, f, e, tags) in enumerate(pieces):
        index[n, : e - f] = torch.arange(row * width + f, row * width + e)
        tags_out[n, : e - f] = torch.tensor(tags)
        mask[n, : e - f] = 1
    flat = scores.reshape(-1, scores.shape[2])
    return flat[index], tags_out, mask


def mean_of(models: Sequence[Tagger]) -> Tagger:
    """One tagger with the mean weights of several that were fitted from one beginning (Wortsman et al. 2022, https://arxiv.org/abs/2203.05482)."""
    states = [model.state_dict() for model in models]
    models[0].load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    return models[0]


def fit_corpora(model: Tagger, table: WordTable, public: Sequence[Example], *, epochs: int = 10, rate: float = 5e-3, seed: int = 1) -> None:
    """Fit what the other corpora's conventions add to the head of names, all else as it is: newsie's own names do not change by it."""
    rng = random.Random(seed)
    model.eval()
    ours = model.corpus.detach()[0].clone()
    items = [Prepared(e, table) for e in public]
    with torch.no_grad():
        batches = [collate([item]) for item in items]
        encoded = [model.encoding(batch) for batch in batches]
    optimizer = torch.optim.AdamW([model.corpus], lr=rate, weight_decay=0.01)
    order = list(range(len(items)))
    for epoch in range(epochs):
        rng.shuffle(order)
        for group in optimizer.param_groups:
            group["lr"] = rate * (1 - epoch / epochs)
        for at in range(0, len(order), 6):
            loss = torch.zeros(())
            for i in order[at : at + 6]:
                cut = _stretches(model.names(nn.functional.dropout(encoded[i], 0.3), batches[i]["corpus"]), [items[i]], "names")
                if cut is not None:
                    loss = loss + model.crf["names"].loss(*cut) / items[i].size
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    with torch.no_grad():
        model.corpus[0] = ours  # which the decay of weights has touched


WEIGHT = {"names": 1.0, "outer": 1.0, "inner": 0.5}


def batch_loss(model: Tagger, items: Sequence[Prepared]) -> Tensor:
    heads = tuple(h for h in TAGS if any(getattr(i.example, h) is not None for i in items))
    scores = model(collate(items), heads)
    loss = torch.zeros(())
    words = sum(i.size for i in items)
    for head in heads:
        cut = _stretches(scores[head], items, head)
        if cut is not None:
            loss = loss + WEIGHT[head] * model.crf[head].loss(*cut) / words
    return loss


def fit(
    table: WordTable, start: Path | None, labelled: list[Example], public: list[Example], dev: list[Example],
    *, epochs: int = 14, batch: int = 6, rate: float = 2e-3, encoder_rate: float = 7e-4, public_share: float = 0.4,
    seed: int = 1, threads: int = 1, evaluate_every: int = 2, dropout: float = 0.3,
) -> Tagger:  # fmt: skip
    """Fit all heads together; weights are averaged over the last steps (EMA). Returns the averaged model.

    `start` is a pretrained encoder, or a whole tagger that `training.distill` taught, in which nothing is new and all learns slowly.
    """
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model = Tagger(table.dimensions, WORD_FLAGS, PAGE_FEATURES, AFFIX_BUCKETS, TAGS, dropout=dropout)
    taught = False
    if start is not None:
        state = torch.load(start, weights_only=True)
        taught = "model" in state
        if taught:
            model.load_state_dict(state["model"])
        else:
            model.encoder.load_state_dict(state["encoder"], strict=False)
    own = [Prepared(e, table) for e in labelled]
    others = [Prepared(e, table) for e in public]
    held = [Prepared(e, table) for e in dev]
    inner = set(map(id, model.encoder.parameters()))
    groups = [
        {"params": [p for p in model.parameters() if id(p) in inner], "peak": encoder_rate},
        {"params": [p for p in model.parameters() if id(p) not in inner], "peak": encoder_rate if taught else rate},
    ]
    optimizer = torch.optim.AdamW(groups, lr=rate, weight_decay=0.02)
    average = copy.deepcopy(model)
    steps_an_epoch = math.ceil((len(own) + len(others) * public_share) / batch)
    total, step, began = steps_an_epoch * epochs, 0, time.time()
    for epoch in range(epochs):
        model.train()
        chosen = own + rng.sample(others, int(len(others) * public_share))
        rng.shuffle(chosen)
        chosen.sort(key=lambda i: round(i.size / 80) + rng.random())  # pages of like length together
        batches = [chosen[at : at + batch] for at in range(0, len(chosen), batch)]
        rng.shuffle(batches)
        seen = 0.0
        for items in batches:
            done = step / total
            factor = min(1.0, step / 50) * (0.5 * (1 + math.cos(math.pi * min(done, 1))) * 0.98 + 0.02)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
            loss = batch_loss(model, items)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            step += 1
            seen += loss.item()
            decay = min(0.995, (1 + step) / (10 + step))
            with torch.no_grad():
                for slow, fast in zip(average.parameters(), model.parameters(), strict=True):
                    slow.lerp_(fast, 1 - decay)
        line = f"epoch {epoch + 1} loss {seen / len(batches):.4f} {time.time() - began:.0f} s"
        if held and ((epoch + 1) % evaluate_every == 0 or epoch + 1 == epochs):
            line += " " + json.dumps(evaluate(average, held))
        log.info(line)
    return average.eval()


def evaluate(model: Tagger, held: Sequence[Prepared]) -> dict[str, float]:
    """Exact-span F1 of each label on held-back pages, in torch's scores and numpy's Viterbi."""
    from newsie.network.tags import best_paths, constrained

    model.eval()
    counts: dict[str, list[int]] = {}
    with torch.no_grad():
        for item in held:
            page = item.example.page
            scores = {h: s[0].numpy() for h, s in model(collate([item])).items()}
            for head, labels, ranges in (("names", NAMES, page.sentences), ("outer", SPEECH, page.paragraphs)):
                gold_tags = getattr(item.example, head)
                if gold_tags is None:
                    continue
                trans = constrained(model.crf[head].transitions.detach().numpy())
                got = set(decode(best_paths(scores[head], ranges, trans).tolist(), labels))
                gold = set(decode(gold_tags, labels))
                for label in labels:
                    c = counts.setdefault(label, [0, 0, 0])
                    c[0] += sum(s[2] == label for s in got & gold)
                    c[1] += sum(s[2] == label for s in got)
                    c[2] += sum(s[2] == label for s in gold)
    names = [sum(counts[label][i] for label in NAMES) for i in range(3)]
    return {label: round(2 * c[0] / max(1, c[1] + c[2]), 3) for label, c in [("all names", names), *counts.items()]}


def export(model: Tagger, table: WordTable, path: Path, about: dict[str, Any]) -> None:
    """Write the file that `newsie.network.load_network` reads; what words bring as int8, weights as float16."""
    state = {name: value.detach().numpy().astype(np.float16) for name, value in model.state_dict().items()}
    out: dict[str, np.ndarray] = {}
    for name in ("project", "flags", "page"):
        module = "encoder.project" if name == "project" else name
        out[f"{name}.weight"] = state[f"{module}.weight"].T
    out["project.bias"] = state["encoder.project.bias"]
    for name in ("prefix", "suffix"):
        out[f"{name}.weight"] = state[f"{name}.weight"]
    out["corpus.weight"] = state["corpus"]
    for i in range(len(DILATIONS)):
        kernel = state[f"encoder.blocks.{i}.conv.weight"]  # [out, in, 3]
        out[f"block{i}.weight"] = kernel.transpose(2, 1, 0).reshape(-1, kernel.shape[0])
        out[f"block{i}.bias"] = state[f"encoder.blocks.{i}.conv.bias"]
    for name in ("layer", "speech_layer"):
        out[f"{name}.weight"] = state[f"{name}.gates.weight"].T
        out[f"{name}.bias"] = state[f"{name}.gates.bias"]
    for head in TAGS:
        out[f"{head}.weight"] = state[f"out.{head}.weight"].T
        out[f"{head}.bias"] = state[f"out.{head}.bias"]
        out[f"{head}.transitions"] = state[f"crf.{head}.transitions"]
    read = {name: array.astype(np.float32) for name, array in out.items()}
    inputs, scales = quantise(word_inputs(read, table.vectors * table.scales[:, None], table.flags, table.affixes[:, 0], table.affixes[:, 1]), _INPUT_STEPS)
    card = {"format": FORMAT, "dilations": list(DILATIONS), **about}
    words = sorted(table.index, key=table.index.__getitem__)
    arrays: dict[str, Any] = {
        "card": np.frombuffer(json.dumps(card, ensure_ascii=False).encode(), np.uint8),
        "words": np.frombuffer("\n".join(words).encode(), np.uint8),
        "inputs": inputs,
        "inputs.scale": scales.astype(np.float16),
        "ngrams": table.spelling.ngrams,
        "ngrams.scale": table.spelling.scales.astype(np.float16),
        "gazetteer.words": np.array(sorted(table.gazetteer), np.uint32),
        "gazetteer.bits": np.array([table.gazetteer[w] for w in sorted(table.gazetteer)], np.uint16),
        **{name: np.ascontiguousarray(array) for name, array in out.items()},
    }
    np.savez_compressed(path, **arrays)
