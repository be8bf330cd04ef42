"""A very small network that weighs the candidates for a speaker, and the confidence in what comes of it; read from the package."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

import numpy as np

from newsie.errors import ModelCorrupt
from newsie.network.features import Floats
from newsie.shipped import shipped
from newsie.statements.candidates import WIDTHS
from newsie.statements.confidence import SIGNS

Question = Literal["source", "silence"]


class Ranker:
    """Scores candidates; `weights` holds `{question}.in`, `.bias` and `.out` for both questions, and `confidence`."""

    def __init__(self, weights: dict[str, Floats]) -> None:
        for question, width in WIDTHS.items():
            if weights[f"{question}.in"].shape[0] != width:
                raise ModelCorrupt(f"the speaker model was made for {weights[f'{question}.in'].shape[0]} features of '{question}', not {width}: train it anew")
        if weights["confidence"].shape != (len(SIGNS),):
            raise ModelCorrupt(f"the speaker model was made for {weights['confidence'].shape} signs of a statement, not {len(SIGNS)}: train it anew")
        self._weights = weights

    def chances(self, question: Question, rows: Sequence[Sequence[float]]) -> Floats:
        """The chance of each candidate, given the features of all of one statement."""
        w = self._weights
        hidden = np.tanh(np.array(rows, np.float32) @ w[f"{question}.in"] + w[f"{question}.bias"])
        scores = np.exp((s := hidden @ w[f"{question}.out"]) - s.max())
        out: Floats = scores / scores.sum()
        return out

    def confidence(self, signs: Sequence[float]) -> float:
        """How likely a statement with these signs is right, 0 to 1."""
        return float(1 / (1 + np.exp(-self._weights["confidence"] @ np.array(signs, np.float32))))


@cache
def default_ranker() -> Ranker:
    """The ranker that comes with the package."""
    with shipped("speakers.npz") as path, np.load(path, allow_pickle=False) as file:
        return Ranker({name: file[name].astype(np.float32) for name in file.files})
