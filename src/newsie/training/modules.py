"""The network in torch, as it is trained; `newsie.network` runs the same arithmetic in numpy."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, DILATIONS = 128, (1, 2, 4)


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


class Recurrence(nn.Module):
    """A light recurrent layer in both directions (SRU: Lei et al. 2018, https://arxiv.org/abs/1709.02755).

    All products with weights are taken for the whole page at once; what runs from word to word is one multiply-add,
    c[t] = f[t] c[t-1] + (1 - f[t]) u[t].
    """

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        assert width == 2 * hidden, "the input itself is what the reset gate lets through"
        self.hidden = hidden
        self.gates = nn.Linear(width, 3 * 2 * hidden)
        with torch.no_grad():  # forget gates begin half open at different lengths of memory
            self.gates.bias.view(3, 2, hidden)[1] = torch.linspace(0.0, 3.0, hidden)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Run over [batch, words, width]; `mask` is 1 where there is a word."""
        batch, words, _ = x.shape
        update, forget, reset = self.gates(x).view(batch, words, 3, 2, self.hidden).unbind(2)
        there = mask[:, :, None, None]
        forget = torch.sigmoid(forget) * there + (1 - there)
        memory = Scan.apply(_stepped(forget), _stepped((1 - forget) * update)).transpose(0, 1)
        memory = torch.stack([memory[:, :, 0], memory[:, :, 1].flip(1)], 2)
        reset = torch.sigmoid(reset).flatten(2)
        return rms_norm(reset * torch.tanh(memory).flatten(2) + (1 - reset) * x)


def _stepped(x: Tensor) -> Tensor:
    """[batch, words, 2, hidden] as [words, batch, 2, hidden], the second direction's words reversed."""
    return torch.stack([x[:, :, 0], x[:, :, 1].flip(1)], 2).transpose(0, 1).contiguous()


class Scan(torch.autograd.Function):
    """c[t] = f[t] c[t-1] + m[t] over the first axis, with the gradients by hand: a plain loop either way."""

    @staticmethod
    def forward(context: Any, forget: Tensor, memory: Tensor) -> Tensor:
        states = memory.clone()
        for t in range(1, len(states)):
            states[t].addcmul_(forget[t], states[t - 1])
        context.save_for_backward(forget, states)
        return states

    @staticmethod
    def backward(context: Any, gradient: Tensor) -> tuple[Tensor, Tensor]:
        forget, states = context.saved_tensors
        carried = gradient.clone()
        for t in range(len(states) - 2, -1, -1):
            carried[t].addcmul_(forget[t + 1], carried[t + 1])
        return torch.cat([torch.zeros_like(states[:1]), carried[1:] * states[:-1]]), carried


class Crf(nn.Module):
    """Transition scores of a linear chain, and the negative log-likelihood of a tagging."""

    def __init__(self, tags: int) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(tags, tags))
        forbidden = torch.zeros(tags, tags)
        start = torch.zeros(tags)
        for tag in range(2, tags, 2):
            forbidden[:, tag] = -1e4
            forbidden[tag - 1, tag] = forbidden[tag, tag] = 0
            start[tag] = -1e4
        self.register_buffer("forbidden", forbidden)
        self.register_buffer("start", start)

    def loss(self, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Summed over [stretches, words, tags]; `mask` is 1 where there is a word, the first column always."""
        transitions = self.transitions + self.forbidden
        gold = scores.gather(2, tags[:, :, None]).squeeze(2)
        gold[:, 1:] = gold[:, 1:] + transitions[tags[:, :-1], tags[:, 1:]]
        total = (gold * mask).sum()
        alpha = scores[:, 0] + self.start
        for t in range(1, scores.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + transitions, 1) + scores[:, t]
            alpha = torch.where(mask[:, t, None] > 0, step, alpha)
        return torch.logsumexp(alpha, 1).sum() - total


class Tagger(nn.Module):
    """Encoder and one recurrent layer, shared by all heads; another for statements; the heads: names, outer and inner statements."""

    def __init__(self, dimensions: int, flags: int, page: int, affixes: int, tags: dict[str, int], *, hidden: int = WIDTH // 2, corpora: int = 3, dropout: float = 0.3) -> None:
        super().__init__()
        self.encoder = Encoder(dimensions)
        self.flags = nn.Linear(flags, WIDTH, bias=False)
        self.page = nn.Linear(page, WIDTH, bias=False)
        self.prefix = nn.Embedding(affixes, WIDTH)
        self.suffix = nn.Embedding(affixes, WIDTH)
        for table in (self.flags.weight, self.page.weight, self.prefix.weight, self.suffix.weight):
            nn.init.normal_(table, std=0.02)
        self.drop = nn.Dropout(dropout)
        self.layer = Recurrence(WIDTH, hidden)
        self.speech_layer = Recurrence(WIDTH, hidden)
        # What each corpus's conventions add to the head of names: weights, and in the last row the bias.
        self.corpus = nn.Parameter(torch.zeros(corpora, 2 * hidden + 1, tags["names"]))
        self.out = nn.ModuleDict({head: nn.Linear(2 * hidden, count) for head, count in tags.items()})
        self.crf = nn.ModuleDict({head: Crf(count) for head, count in tags.items()})

    def forward(self, batch: dict[str, Tensor], heads: tuple[str, ...] = ("names", "outer", "inner")) -> dict[str, Tensor]:
        x = self.drop(self.encoding(batch))
        out = {}
        if "names" in heads:
            out["names"] = self.names(x, batch["corpus"])
        if "outer" in heads:
            speech = self.drop(self.speech_layer(x, batch["mask"]))
            out["outer"] = self.out["outer"](speech)
            out["inner"] = self.out["inner"](speech)
        return out

    def encoding(self, batch: dict[str, Tensor]) -> Tensor:
        """What all heads read, [batch, words, width]."""
        extra = self.flags(batch["flags"]) + self.page(batch["page"]) + self.prefix(batch["prefix"]) + self.suffix(batch["suffix"])
        encoded: Tensor = self.layer(self.drop(self.encoder(self.drop_words(batch["vectors"]), extra)), batch["mask"])
        return encoded

    def names(self, x: Tensor, corpus: Tensor) -> Tensor:
        """The tag scores of names for encodings [batch, words, width], by the conventions of each page's `corpus` [batch]."""
        own = self.corpus[corpus]
        scores: Tensor = self.out["names"](x) + torch.bmm(x, own[:, :-1]) + own[:, -1:]
        return scores

    def drop_words(self, vectors: Tensor, rate: float = 0.05) -> Tensor:
        """Hide whole word vectors now and then in training, so that the surroundings learn to speak for them."""
        if not self.training:
            return vectors
        return vectors * (torch.rand(vectors.shape[:2], device=vectors.device) > rate).float()[:, :, None]
