"""From the shared data to the shipped weights in one command.

    python -m newsie.training --shared ../shared --work DIR

Each step leaves its result in DIR and is skipped where it is there already, so that an interrupted run goes on where it was:

1. corpus.txt, vectors.npz, encoder.pt: words and the encoder, from raw text.
2. first.npz, taught1.pt, second.npz: a tagger fitted on the earlier labels teaches a fresh one on raw news, which is then fitted
   on the same labels. It has not seen the later labels: speakers.npz is fitted on what it finds there.
3. teacher2a.npz, teacher2b.npz, taught2.pt and so on: the same again with all labels and two teachers, ROUNDS times; embedded.npz is
   the mean of two fitted on what the last ones taught.

--install copies embedded.npz and speakers.npz into the package.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import shutil
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import torch

from newsie.network.model import load_network
from newsie.training.augment import respelt
from newsie.training.corpus import write_keys
from newsie.training.distill import distil, raw_pages
from newsie.training.examples import Example, bio_file, from_gold, gold_folder
from newsie.training.fit import export, fit, fit_corpora, mean_of
from newsie.training.gazetteer import build_gazetteer
from newsie.training.labels import LABELS, LATER, labelled
from newsie.training.manifest import write_manifest
from newsie.training.modules import Tagger
from newsie.training.pretrain import pretrain
from newsie.training.recast import excerpt, recast
from newsie.training.speakers import fit_ranker
from newsie.training.table import WordTable, build_table
from newsie.training.vectors import train_vectors

log = logging.getLogger("newsie.training")
ANERCORP = {"PERS": "person", "PER": "person", "LOC": "place", "ORG": "organization"}
AQMAR = {"PER": "person", "LOC": "place", "ORG": "organization"}
#: The last sentences of ANERcorp's training part, held back: what `python -m benchmarks.ner --last 500` is measured on.
HELD_BACK = 500
RAW_ARTICLES = 36_500
#: How often a fresh tagger is taught, and how often it reads the raw articles each time.
ROUNDS, PASSES = 5, 1.5


def _articles(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")) if not path.name.endswith(".annotation.json")]


class Run:
    """One run of the steps, in its folder."""

    def __init__(self, shared: Path, work: Path, *, minutes: float, epochs: int, seed: int, threads: int) -> None:
        self.data, self.gold, self.work = shared / "data", shared / "gold", work
        self.minutes, self.epochs, self.seed, self.threads = minutes, epochs, seed, threads
        work.mkdir(parents=True, exist_ok=True)

    def words(self) -> None:
        """Corpus, vectors and encoder."""
        work = self.work
        if not (work / "corpus.txt").exists():
            log.info("corpus: %d words", write_keys(self.data, work / "corpus.part"))
            (work / "corpus.part").rename(work / "corpus.txt")
        if not (work / "vectors.npz").exists():
            train_vectors(work / "corpus.txt", work / "vectors.part.npz", threads=self.threads)
            (work / "vectors.part.npz").rename(work / "vectors.npz")
        if not (work / "encoder.pt").exists():
            pretrain(work / "corpus.txt", work / "vectors.npz", work / "encoder.part", minutes=self.minutes, threads=self.threads, seed=self.seed)
            (work / "encoder.part").rename(work / "encoder.pt")

    def tagger(self, name: str, own: Sequence[dict[str, Any]], table: WordTable, start: str, *seeds: int, epochs: int) -> Path:
        """Fit a tagger on annotated articles and the public corpora, the mean of one for each seed; returns its .npz."""
        path = self.work / f"{name}.npz"
        if not path.exists():
            model = mean_of([self._fitted(own, table, start, seed, epochs) for seed in seeds])
            fit_corpora(model, table, self._public())
            export(model, table, path, {"articles": len(own), "epochs": epochs, "seeds": seeds})
        return path

    def _fitted(self, own: Sequence[dict[str, Any]], table: WordTable, start: str, seed: int, epochs: int) -> Tagger:
        """One tagger; many of the articles are respelt, made over or cut as well."""
        rng = random.Random(seed)
        examples = [from_gold(a) for a in own] + gold_folder(self.gold / "ner", statements=False)
        examples += [from_gold(respelt(a, rng)) for a in own if rng.random() < 0.5]
        examples += [from_gold(made) for a in own for made in (recast(a, rng), excerpt(a, rng)) if made and rng.random() < 0.5]
        return fit(table, self.work / start, examples, self._public(), gold_folder(self.gold / "dev"), epochs=epochs, public_share=0.8, seed=seed, threads=self.threads)

    def _public(self) -> list[Example]:
        ner = self.data / "ner"
        return bio_file(ner / "anercorp/train.bio", ANERCORP, 1, held_back=HELD_BACK) + bio_file(ner / "aqmar/all.bio", AQMAR, 2)

    def taught(self, name: str, teachers: Sequence[Path], table: WordTable, annotated: set[str]) -> str:
        """Teach a fresh tagger on raw news; returns the name of its state."""
        out = self.work / f"{name}.pt"
        if not out.exists():
            pages = chain.from_iterable(raw_pages(self.data, annotated, RAW_ARTICLES) for _ in range(2))
            distil(
                table, [load_network(path) for path in teachers], pages, self.work / f"{name}.part",
                articles=round(PASSES * RAW_ARTICLES), threads=self.threads, seed=self.seed,
            )  # fmt: skip
            (self.work / f"{name}.part").rename(out)
        return out.name

    def all(self) -> None:
        """Every step that is not done yet."""
        self.words()
        table = build_table(self.work / "vectors.npz", build_gazetteer(self.data / "gazetteers"))
        earlier = [*_articles(self.gold / "train"), *labelled(self.data, LABELS)]
        later = [*labelled(self.data, LATER)]
        scored = {a["id"] for part in ("train", "dev", "ner", "seed") for a in _articles(self.gold / part)}
        first = self.tagger("first", earlier, table, "encoder.pt", self.seed, epochs=self.epochs)
        start = self.taught("taught1", [first], table, scored)
        second = self.tagger("second", earlier, table, start, self.seed, epochs=self.epochs - 4)
        if not (self.work / "speakers.npz").exists():
            fit_ranker([*earlier, *later], self.work / "speakers.npz", network=load_network(second), unseen=later)
        for n in range(2, ROUNDS + 1):
            teachers = [self.tagger(f"teacher{n}{which}", [*earlier, *later], table, start, self.seed + seed, epochs=self.epochs - 4) for seed, which in enumerate("ab")]
            start = self.taught(f"taught{n}", teachers, table, scored)
        self.tagger("embedded", [*earlier, *later], table, start, self.seed, self.seed + 1, epochs=self.epochs - 4)

    def curve(self, sizes: Sequence[int]) -> None:
        """How the figures on gold/dev grow with labels: short fits on the first so many of the labelled articles, without raw news."""
        self.words()
        table = build_table(self.work / "vectors.npz", build_gazetteer(self.data / "gazetteers"))
        own = [*_articles(self.gold / "train"), *labelled(self.data, LABELS), *labelled(self.data, LATER)]
        for size in sizes:
            log.info("curve: %d articles", size)
            fit(table, self.work / "encoder.pt", [from_gold(a) for a in own[:size]], self._public(), gold_folder(self.gold / "dev"), epochs=4, seed=self.seed, threads=self.threads)


def main() -> None:
    """Run the steps that are not done yet."""
    cli = argparse.ArgumentParser(prog="python -m newsie.training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with data/ and gold/")
    cli.add_argument("--work", type=Path, required=True, help="where intermediate results are kept")
    cli.add_argument("--minutes", type=float, default=45, help="how long the encoder is pretrained")
    cli.add_argument("--epochs", type=int, default=9, help="of fitting on labels; four fewer where the tagger was taught before")
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--threads", type=int, default=1, help="of torch: more than one collapses where the machine is shared")
    cli.add_argument("--curve", type=int, nargs="+", metavar="N", help="instead of all that, fit on the first N labelled articles, for each N, and log the figures on gold/dev")
    cli.add_argument("--install", action="store_true", help="copy the weights into this package")
    args = cli.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(args.threads)
    run = Run(args.shared, args.work, minutes=args.minutes, epochs=args.epochs, seed=args.seed, threads=args.threads)
    if args.curve:
        run.curve(args.curve)
        return
    run.all()
    if args.install:
        models = Path(__file__).parents[1] / "models"
        for name in ("embedded.npz", "speakers.npz"):
            shutil.copy(args.work / name, models / name)
        write_manifest(models)
        log.info("installed into %s", models)


if __name__ == "__main__":
    main()
