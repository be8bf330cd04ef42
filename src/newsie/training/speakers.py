"""Fit the ranker of speakers on annotated articles, their spans given, their speakers forced as they are gold."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from newsie.entities import resolve_entities
from newsie.ner.embedded import EmbeddedRecognizer
from newsie.ner.recognizer import name_at
from newsie.network.features import Floats
from newsie.network.model import Network
from newsie.statements.candidates import NEW, NOBODY, WIDTHS, Candidates
from newsie.statements.circumstances import trim_sources, wishes
from newsie.statements.confidence import SIGNS, signs
from newsie.statements.draft import Draft
from newsie.statements.extract import find_drafts
from newsie.statements.pieces import reading
from newsie.statements.ranker import Ranker
from newsie.statements.speakers import SpeakerResolver, learn_genders
from newsie.statements.voices import described
from newsie.text.characters import fold
from newsie.text.page import read_page
from newsie.training.examples import LABELS, cover

log = logging.getLogger("newsie.training")
Case = tuple[str, Sequence[Sequence[float]], int]
_WORD = re.compile(r"\w+")


def same_name(name: str) -> str:
    """A name as gold and found ones are held equal."""
    return " ".join(_WORD.findall(fold(name).replace("_", " ")))


def gold_drafts(article: dict[str, Any]) -> tuple[Candidates, list[Draft], list[dict[str, Any] | None]]:
    """An annotated article's statements as drafts in text order, the candidates for their speakers, and the gold records."""
    page = read_page(article["text"])
    names = [n for e in article["entities"] if (n := name_at(page, *cover(page, e["start"], e["end"]), LABELS[e["label"]], 1.0))]
    candidates = Candidates(page, names, resolve_entities(page, names))
    drafts = []
    for statement in article["statements"]:
        draft = Draft([cover(page, *span) for span in statement["content"]])
        if statement["cue"]:
            draft.cue = cover(page, *statement["cue"])
            draft.report = reading(page, *draft.cue)
        if statement["source"]:
            draft.source = cover(page, *statement["source"])
        drafts.append(draft)
    for draft, statement in zip(drafts, article["statements"], strict=True):
        if statement.get("nested_in") is not None:
            draft.outer = drafts[statement["nested_in"]]
    order = sorted(range(len(drafts)), key=lambda i: (drafts[i].first, -drafts[i].end))
    return candidates, [drafts[i] for i in order], [article["statements"][i] for i in order]


def found_drafts(article: dict[str, Any], network: Network) -> tuple[Candidates, list[Draft], list[dict[str, Any] | None]]:
    """An article's statements as a network finds them, one that has not seen it, each with the gold record it overlaps by half."""
    page = read_page(article["text"])
    names = EmbeddedRecognizer(network).recognize([page])[0]
    candidates = Candidates(page, names, resolve_entities(page, names))
    drafts = find_drafts(page, network)
    trim_sources(page, drafts, wishes(page))
    gold = [({i for span in s["content"] for i in range(*cover(page, *span))}, s) for s in article["statements"]]
    matched: list[dict[str, Any] | None] = []
    for draft in drafts:
        mine = {i for first, end in draft.contents for i in range(first, end)}
        best = max(gold, key=lambda g: len(g[0] & mine) / len(g[0] | mine), default=None)
        matched.append(best[1] if best and len(best[0] & mine) * 2 >= len(best[0] | mine) else None)
    return candidates, drafts, matched


def cases_of(article: dict[str, Any], network: Network | None = None, ranker: Ranker | None = None) -> list[Case]:
    """Questions with the number of the right candidate, where it is among them: on gold spans, or on those that `network` finds.

    What was said before counts as evidence: with the right speakers, or with those that `ranker` gives, so that a later one learns to live with its errors.
    """
    candidates, drafts, gold = gold_drafts(article) if network is None else found_drafts(article, network)
    speakers = {s["id"]: s for s in article["speakers"]}
    learn_genders(candidates, drafts)
    resolver = None if ranker is None else SpeakerResolver(candidates, ranker)
    out: list[Case] = []
    done: list[Draft] = []
    for draft, statement in zip(drafts, gold, strict=True):
        if statement is not None:
            choice, case = _case(candidates, draft, done, speakers[statement["speaker"]])
            if case is not None:
                out.append(case)
            if resolver is None:
                _force(candidates, draft, choice[case[2]] if case else None)
        if resolver is not None:
            resolver.answer(draft, done)
        done.append(draft)
    return out


def _case(candidates: Candidates, draft: Draft, done: list[Draft], speaker: dict[str, Any]) -> tuple[list[int], Case | None]:
    """The candidates for a draft's speaker, and the question, where the right one is among them."""
    names = {same_name(n) for n in speaker["names"]}
    if draft.source is not None:
        source = candidates.source(*draft.source)
        choice = candidates.of_source(source, done)
        rows = [candidates.source_features(source, c, done) for c in choice]
        question = "source"
    else:
        choice = candidates.of_silence(draft, done)
        rows = [candidates.silence_features(draft, c, done) for c in choice]
        question = "silence"
    fitting = [i for i, c in enumerate(choice) if c >= 0 and same_name(candidates.voices[c].name) in names]
    if not fitting and draft.source is not None and names_speaker(described(candidates.page, *draft.source).name, speaker):
        fitting = [choice.index(NEW)]  # before names that only share words: of «مصدر في شرطة نينوى» the police is not the speaker
    fitting = fitting or [i for i, c in enumerate(choice) if c >= 0 and names_speaker(candidates.voices[c].name, speaker)]
    if not fitting and draft.source is None and speaker["kind"] == "author":
        fitting = [choice.index(NOBODY)]
    asked = fitting and (draft.cue is not None or draft.source is not None)
    return choice, (question, rows, fitting[0]) if asked else None


def _force(candidates: Candidates, draft: Draft, right: int | None) -> None:
    """Give a draft its right speaker: `right`, or a new voice of the words of its source."""
    if right is not None and right >= 0:
        draft.speaker = right
    elif draft.source is not None:
        candidates.voices.append(described(candidates.page, *draft.source))
        draft.speaker = len(candidates.voices) - 1


def fit_ranker(
    articles: Sequence[dict[str, Any]], out: Path, *, network: Network, unseen: Sequence[dict[str, Any]],
    hidden: int = 24, members: int = 4, epochs: int = 50, seed: int = 3,
) -> dict[str, float]:  # fmt: skip
    """Fit both questions and write `out`; returns the share of training cases answered right.

    Besides gold spans, the ranker can learn from what `network` finds in `unseen` articles, which it was not trained on, and from what comes
    after the errors of a first one. Several small networks, each from its own beginning, lie side by side in one hidden layer: their mean is
    steadier than any of them.
    """
    torch.manual_seed(seed)
    no_signs: dict[str, Any] = {"confidence": np.zeros(len(SIGNS), np.float32)}
    cases = [case for article in articles for case in cases_of(article)]
    cases += [case for article in unseen for case in cases_of(article, network) for _ in range(2)]
    arrays, _ = _fit_questions(cases, hidden, 2, epochs, seed)
    first = Ranker({name: array.astype(np.float32) for name, array in (arrays | no_signs).items()})
    cases += [case for article in articles for case in cases_of(article, ranker=first)]
    arrays, figures = _fit_questions(cases, hidden, members, epochs, seed)
    arrays["confidence"] = fit_confidence(unseen, network, Ranker({name: a.astype(np.float32) for name, a in (arrays | no_signs).items()}))
    half: dict[str, Any] = {name: array.astype(np.float16) for name, array in arrays.items()}
    np.savez_compressed(out, **half)
    return figures


def _fit_questions(cases: Sequence[Case], hidden: int, members: int, epochs: int, seed: int) -> tuple[dict[str, Any], dict[str, float]]:
    """The arrays of a ranker, and for each question the share of the cases that it answers right."""
    arrays: dict[str, Any] = {}
    figures = {}
    for question, width in WIDTHS.items():
        own = [(torch.tensor(rows, dtype=torch.float32), target) for q, rows, target in cases if q == question]
        most = max(len(rows) for rows, _ in own)
        x = torch.zeros(len(own), most, width)
        mask = torch.full((len(own), most), -1e4)
        y = torch.tensor([target for _, target in own])
        for i, (rows, _) in enumerate(own):
            x[i, : len(rows)] = rows
            mask[i, : len(rows)] = 0
        layers = [_fit_one(x, mask, y, hidden, epochs, seed + n) for n in range(members)]
        wide = {
            "in": torch.cat([first.weight for first, _ in layers]).detach().numpy().T,
            "bias": torch.cat([first.bias for first, _ in layers]).detach().numpy(),
            "out": torch.cat([last.weight[0] for _, last in layers]).detach().numpy() / members,
        }
        guess = (np.tanh(x.numpy() @ wide["in"] + wide["bias"]) @ wide["out"] + mask.numpy()).argmax(1)
        figures[question] = float((guess == y.numpy()).mean())
        arrays |= {f"{question}.{name}": array for name, array in wide.items()}
        log.info("%s: %d cases, %.3f of them right in training", question, len(own), figures[question])
    return arrays, figures


def fit_confidence(articles: Sequence[dict[str, Any]], network: Network, ranker: Ranker) -> Floats:
    """Weights of `confidence.SIGNS` by logistic regression on what network and ranker make of articles that the network has not seen."""
    rows, right = [], []
    for article in articles:
        candidates, drafts, gold = found_drafts(article, network)
        resolver = SpeakerResolver(candidates, ranker)
        resolver.resolve(drafts)
        speakers = {s["id"]: s for s in article["speakers"]}
        taken: set[int] = set()
        for draft, statement in zip(drafts, gold, strict=True):
            name = resolver.voices[draft.speaker].name if draft.speaker is not None else ""
            rows.append(signs(candidates.page, draft))
            right.append(statement is not None and id(statement) not in taken and names_speaker(name, speakers[statement["speaker"]]))
            taken.add(id(statement))
    x, y = torch.tensor(rows), torch.tensor(right, dtype=torch.float32)
    weights = torch.zeros(x.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(x @ weights, y) + 1e-3 * weights.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    log.info("confidence: %d statements, %.3f right, %.3f expected", len(y), float(y.mean()), float(torch.sigmoid(x @ weights).mean()))
    return weights.detach().numpy()


def names_speaker(name: str, speaker: dict[str, Any]) -> bool:
    """Whether a name is one of a gold speaker's; for an unnamed one, half of its words are enough."""
    found, names = same_name(name), {same_name(n) for n in speaker["names"]}
    words = set(found.split())
    return found in names or (speaker["kind"] == "unnamed" and any(len(words & set(n.split())) * 2 >= len(words | set(n.split())) for n in names))


def _fit_one(x: torch.Tensor, mask: torch.Tensor, y: torch.Tensor, hidden: int, epochs: int, seed: int) -> tuple[nn.Linear, nn.Linear]:
    """One member: its two layers."""
    torch.manual_seed(seed)
    first, last = nn.Linear(x.shape[2], hidden), nn.Linear(hidden, 1, bias=False)
    optimizer = torch.optim.AdamW([*first.parameters(), *last.parameters()], lr=3e-3, weight_decay=0.1)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)
    for _ in range(epochs):
        for batch in torch.randperm(len(y)).split(64):
            scores = last(torch.tanh(first(functional.dropout(x[batch], 0.1)))).squeeze(2) + mask[batch]
            loss = functional.cross_entropy(scores, y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        schedule.step()
    return first, last
