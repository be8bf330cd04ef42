"""The network in torch, as it is trained; `newsie.network` runs the same arithmetic in numpy."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, DILATIONS = 192, (1, 2, 4, 8)


def rms_norm(x: Tensor) -> Tensor:
    return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + 1e-5)


class Block(nn.Module):
    """A residual convolution over three words, `dilation` apart: x + relu(conv(x)), scaled to unit root mean square."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.conv = nn.Conv1d(width, width, 3, padding=dilation, dilation=dilation)

    def forward(self, x: Tensor) -> Tensor:
        return rms_norm(x + functional.relu(self.conv(x.transpose(1, 2)).transpose(1, 2)))


class Encoder(nn.Module):
    """Word vectors, in context: a projection and a stack of dilated convolutions."""

    def __init__(self, dimensions: int, width: int = WIDTH, dilations: tuple[int, ...] = DILATIONS) -> None:
        super().__init__()
        self.project = nn.Linear(dimensions, width)
        self.blocks = nn.ModuleList(Block(width, d) for d in dilations)

    def forward(self, vectors: Tensor, extra: Tensor | None = None) -> Tensor:
        """Encode [batch, words, dimensions]; `extra` [batch, words, width] is added to the projection."""
        x = self.project(vectors)
        if extra is not None:
            x = x + extra
        x = rms_norm(x)
        for block in self.blocks:
            x = block(x)
        return x
