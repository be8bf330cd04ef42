"""Pretrain the encoder on raw text: hide words, guess them from their surroundings (Devlin et al. 2019, on words)."""

from __future__ import annotations

import logging
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from newsie.training.modules import WIDTH, Encoder

log = logging.getLogger("newsie.training")
CHUNK, BATCH, MASKED, TARGETS = 256, 32, 0.15, 20_000


def corpus_ids(corpus: Path, words: list[str], out: Path) -> np.ndarray:
    """The corpus as one array of word numbers (-1 for a word outside the vocabulary), kept in `out`."""
    if not out.exists():
        number = {word: i for i, word in enumerate(words)}
        parts = []
        with corpus.open(encoding="utf-8") as lines:
            for line in lines:
                parts.append(np.array([number.get(word, -1) for word in line.split()], np.int32))
        np.save(out, np.concatenate(parts))
    return np.load(out, mmap_mode="r")


def pretrain(corpus: Path, vectors: Path, out: Path, *, minutes: float, threads: int = 1, seed: int = 1, peak: float = 2e-3) -> None:
    """Train for `minutes`, with a cosine learning rate from `peak`, and write the encoder's state to `out`, a checkpoint as it goes.

    Where `out` is there already, training goes on from it. One thread by default: two collapse where the machine is shared.
    """
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    saved = np.load(vectors)
    table = torch.from_numpy(saved["vectors"]).float()
    table = table / table.square().mean().sqrt()
    table = torch.cat([table, torch.zeros(2, table.shape[1])])  # the last two rows: unknown, masked
    unknown, masked = len(table) - 2, len(table) - 1
    ids = corpus_ids(corpus, saved["words"].tolist(), out.with_suffix(".ids.npy"))
    model = Encoder(table.shape[1])
    mask_vector = nn.Parameter(torch.randn(table.shape[1]) * 0.1)
    back = nn.Linear(WIDTH, table.shape[1])
    targets = nn.Parameter(table[:TARGETS].clone() * 0.1)
    bias = nn.Parameter(torch.zeros(TARGETS))
    parameters = [*model.parameters(), mask_vector, *back.parameters(), targets, bias]
    if out.exists():
        saved_state = torch.load(out, weights_only=True)
        model.load_state_dict(saved_state["encoder"])
        for parameter, value in zip(parameters[len(list(model.parameters())) :], saved_state.get("rest", []), strict=False):
            parameter.data.copy_(value)
    optimizer = torch.optim.AdamW(parameters, lr=peak, weight_decay=0.01)
    began, step, average = time.time(), 0, 0.0
    while (done := (time.time() - began) / (60 * minutes)) < 1:
        rate = peak * min(1.0, step / 200) * (0.5 * (1 + math.cos(math.pi * done)) * 0.97 + 0.03)
        for group in optimizer.param_groups:
            group["lr"] = rate
        starts = rng.integers(0, len(ids) - CHUNK, BATCH)
        batch = torch.from_numpy(np.stack([ids[s : s + CHUNK] for s in starts]).astype(np.int64))
        hide = (torch.rand(batch.shape) < MASKED) & (batch >= 0) & (batch < TARGETS)
        seen = torch.where(batch < 0, unknown, batch).masked_fill(hide & (torch.rand(batch.shape) < 0.9), masked)
        inputs = table[seen] + (seen == masked).unsqueeze(-1) * mask_vector
        guess = back(model(inputs)[hide]) @ targets.T + bias
        loss = functional.cross_entropy(guess, batch[hide])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        step += 1
        average = loss.item() if step == 1 else 0.99 * average + 0.01 * loss.item()
        if step % 200 == 0:
            log.info("step %d, %.0f %% of the time, loss %.3f, %.0f words/s", step, 100 * done, average, step * CHUNK * BATCH / (time.time() - began))
            _save(model, parameters, step, out)
    _save(model, parameters, step, out)


def _save(model: Encoder, parameters: list[nn.Parameter], step: int, out: Path) -> None:
    """Write everything that training needs to go on; a cut-off run leaves the last whole file."""
    rest = [p.detach() for p in parameters[len(list(model.parameters())) :]]
    part = out.with_suffix(".saving")
    torch.save({"encoder": model.state_dict(), "rest": rest, "step": step}, part)
    part.replace(out)
