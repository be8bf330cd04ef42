"""From the shared data to the shipped weights in one command.

    python -m newsie.training --shared ../shared --work DIR

Each step leaves its result in DIR and is skipped where it is there already, so that an interrupted run goes on where it was:
corpus.txt, vectors.npz, encoder.pt, then embedded.npz and speakers.npz, which are copied into the package with --install.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import shutil
from pathlib import Path
from typing import Any

from newsie.training.augment import respelt
from newsie.training.corpus import write_keys
from newsie.training.examples import bio_file, from_gold, gold_folder
from newsie.training.fit import build_table, export, fit
from newsie.training.gazetteer import build_gazetteer
from newsie.training.labels import labelled
from newsie.training.manifest import write_manifest
from newsie.training.pretrain import pretrain
from newsie.training.speakers import fit_ranker
from newsie.training.vectors import train_vectors

log = logging.getLogger("newsie.training")
ANERCORP = {"PERS": "person", "PER": "person", "LOC": "place", "ORG": "organization"}
AQMAR = {"PER": "person", "LOC": "place", "ORG": "organization"}


def _articles(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")) if not path.name.endswith(".annotation.json")]


def main() -> None:
    """Run the steps that are not done yet."""
    cli = argparse.ArgumentParser(prog="python -m newsie.training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with data/ and gold/")
    cli.add_argument("--work", type=Path, required=True, help="where intermediate results are kept")
    cli.add_argument("--minutes", type=float, default=45, help="how long the encoder is pretrained")
    cli.add_argument("--epochs", type=int, default=14)
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--threads", type=int, default=2)
    cli.add_argument("--install", action="store_true", help="copy the weights into this package")
    args = cli.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    work, data, gold = args.work, args.shared / "data", args.shared / "gold"
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "corpus.txt").exists():
        log.info("corpus: %d words", write_keys(data, work / "corpus.part"))
        (work / "corpus.part").rename(work / "corpus.txt")
    if not (work / "vectors.npz").exists():
        train_vectors(work / "corpus.txt", work / "vectors.part.npz", threads=args.threads)
        (work / "vectors.part.npz").rename(work / "vectors.npz")
    if not (work / "encoder.pt").exists():
        pretrain(work / "corpus.txt", work / "vectors.npz", work / "encoder.part", minutes=args.minutes, threads=args.threads, seed=args.seed)
        (work / "encoder.part").rename(work / "encoder.pt")
    own = [*_articles(gold / "train"), *labelled(data)]
    if not (work / "embedded.npz").exists():
        rng = random.Random(args.seed)
        examples = [from_gold(a) for a in own] + gold_folder(gold / "ner", statements=False)
        examples += [from_gold(respelt(a, rng)) for a in own if rng.random() < 0.5]
        public = bio_file(data / "ner/anercorp/train.bio", ANERCORP, 1) + bio_file(data / "ner/aqmar/all.bio", AQMAR, 2)
        table = build_table(work / "vectors.npz", build_gazetteer(data / "gazetteers"))
        model = fit(table, work / "encoder.pt", examples, public, gold_folder(gold / "dev"), epochs=args.epochs, seed=args.seed, threads=args.threads)
        export(model, table, work / "embedded.npz", {"articles": len(own), "epochs": args.epochs, "seed": args.seed})
    if not (work / "speakers.npz").exists():
        fit_ranker(own, work / "speakers.npz")
    if args.install:
        models = Path(__file__).parents[1] / "models"
        for name in ("embedded.npz", "speakers.npz"):
            shutil.copy(work / name, models / name)
        write_manifest(models)
        log.info("installed into %s", models)


if __name__ == "__main__":
    main()
