"""Teach a fresh tagger on raw news what an ensemble of fitted ones sees in it (self-training; Hinton et al. 2015, Xie et al. 2020).

The teachers' tag scores are averaged and learned as they are, so that doubt is passed on too. Articles stream from the corpus:
nothing but the model is kept, a checkpoint every few hundred articles.
"""

from __future__ import annotations

import logging
import math
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from newsie.network.features import AFFIX_BUCKETS, PAGE_FEATURES, WORD_FLAGS, Floats
from newsie.network.tags import SPEECH
from newsie.text.page import Page, read_page
from newsie.training.corpus import article_text, news
from newsie.training.examples import Example
from newsie.training.fit import TAGS, Prepared, collate
from newsie.training.modules import Tagger
from newsie.training.table import WordTable

log = logging.getLogger("newsie.training")
CHUNK, BATCH, SOFTNESS = 480, 12, 2.0
_CONTENT = 1 + 2 * SPEECH.index("content")


class Teacher(Protocol):
    """What a `Network` is to its student."""

    def scores(self, page: Page) -> dict[str, Floats]:
        """Tag scores of each head, [tokens, tags]."""
        ...


def raw_pages(data: Path, without: set[str], most: int, longest: int = 900) -> Iterator[Page]:
    """At most `most` of the corpus's articles as pages, in an order of no meaning, without those whose ids are held back."""
    texts = [article_text(r) for r in news(data) if r["id"] not in without]
    random.Random(7).shuffle(texts)
    fitting = (page for page in map(read_page, texts) if 20 <= len(page.tokens) <= longest)
    yield from islice(fitting, most)


def distil(table: WordTable, teachers: Sequence[Teacher], pages: Iterable[Page], out: Path, *, articles: int, peak: float = 2.5e-3, threads: int = 1, seed: int = 1) -> Tagger:
    """Go through the first `articles` of `pages`, with a cosine learning rate from `peak`.

    The student begins with nothing: with as much text as this it needs no pretrained encoder. Where `out` is there already, training goes on
    after the articles it has seen. Returns the student, and leaves its state in `out`.
    """
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model = Tagger(table.dimensions, WORD_FLAGS, PAGE_FEATURES, AFFIX_BUCKETS, TAGS, dropout=0.1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=peak, weight_decay=0.01)
    seen = 0
    if out.exists():
        saved = torch.load(out, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        seen = saved["seen"]
    stream, began, average = islice(pages, seen, articles), time.time(), 0.0
    model.train()
    while chunk := list(islice(stream, CHUNK)):
        chunk.sort(key=lambda page: len(page.tokens))
        batches = [chunk[at : at + BATCH] for at in range(0, len(chunk), BATCH)]
        rng.shuffle(batches)
        for batch in batches:
            seen += len(batch)
            for group in optimizer.param_groups:
                group["lr"] = peak * min(1.0, seen / 1000) * (0.5 * (1 + math.cos(math.pi * min(1.0, seen / articles))) * 0.98 + 0.02)
            loss = _loss(model, batch, teachers, table)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            average = loss.item() if not average else 0.98 * average + 0.02 * loss.item()
        log.info("%d articles, loss %.4f, %.0f s", seen, average, time.time() - began)
        part = out.with_suffix(".saving")
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "seen": seen}, part)
        part.replace(out)
    return model


def _loss(model: Tagger, pages: Sequence[Page], teachers: Sequence[Teacher], table: WordTable) -> Tensor:
    """The divergence of the student's tag scores from the teachers', a mean over words; nested pieces count inside contents only."""
    items = [Prepared(Example("", page, None, None, None, 0), table) for page in pages]
    batch = collate(items)
    got = model(batch)
    loss = torch.zeros(())
    mask = batch["mask"]
    wanted = {head: torch.zeros(*mask.shape, count) for head, count in TAGS.items()}
    for row, page in enumerate(pages):
        seen = [teacher.scores(page) for teacher in teachers]
        for head, scores in wanted.items():
            scores[row, : len(page.tokens)] = torch.from_numpy(np.mean([s[head] for s in seen], axis=0))
    inside = mask * (wanted["outer"].argmax(-1) >= _CONTENT) * (wanted["outer"].argmax(-1) <= _CONTENT + 1)
    for head, scores in wanted.items():
        where = inside if head == "inner" else mask
        chance = torch.softmax(scores / SOFTNESS, -1)
        told = torch.log_softmax(got[head] / SOFTNESS, -1)
        divergence = functional.kl_div(told, chance, reduction="none").sum(-1)
        loss = loss + (divergence * where).sum() / where.sum().clamp(min=1) * SOFTNESS**2
    return loss
