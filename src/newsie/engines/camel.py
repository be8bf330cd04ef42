"""CAMeL Tools' named-entity recogniser and morphological disambiguator, from local files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from newsie.engines.camel_data import import_data
from newsie.engines.places import search
from newsie.engines.quiet import alone, import_torch, need, no_progress_bars, one_thread, same_random, unchanged
from newsie.errors import ModelCorrupt
from newsie.ner.tags import is_tag_set
from newsie.text.pieces import shown

_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_LONGEST, _BATCH = 256, 16  # word pieces of a sentence, sentences of a batch
_FEATURES = ("lex", "pos", "gen", "num", "per", "asp")
_MOST_REMEMBERED = 50_000
Tagged = list[tuple[str, float]]


def find_tagger(folder: Path) -> Path | None:
    """The folder of a BERT token classifier: `folder` itself, or in CAMeL's layout data/ner/arabert, or whatever else is in data/ner."""
    data = folder / "data" / "ner"
    for path in (folder, data / "arabert", *sorted(data.glob("*"))):
        if (path / "config.json").is_file() and (path / "vocab.txt").is_file() and any((path / name).is_file() for name in _WEIGHTS):
            return path
    return None


def find_morphology(folder: Path) -> tuple[Path, Path | None] | None:
    """A morphological database and, where there is one, the word model over it: in CAMeL's layout, or both in `folder` itself."""
    data = folder / "data"
    for database in (folder, data / "morphology_db" / "calima-msa-r13", *sorted((data / "morphology_db").glob("*msa*"))):
        if (database / "morphology.db").is_file():
            model = (database if database == folder else data / "disambig_mle" / database.name) / "model.json"
            return database / "morphology.db", model if model.is_file() else None
    return None


def camel_tagger(given: str | os.PathLike[str] | None) -> CamelTagger:
    """The tagger of the first folder that has one.

    Raises `ExtraNotInstalled` without CAMeL Tools, `ModelNotFound` without a model, `ModelCorrupt` where it cannot be read.
    """
    need("camel_tools", "the engine CAMeL Tools", "camel")
    tagger = CamelTagger(search("camel", given, find_tagger, "a BERT tagger (data/ner/*/config.json, vocab.txt, model.safetensors)"))
    tagger.model()
    return tagger


def camel_morphology(given: str | os.PathLike[str] | None) -> CamelAnalyzer:
    """The disambiguator of the first folder that has a morphological database; raises what `camel_tagger` raises."""
    need("camel_tools", "CAMeL Tools' morphology", "camel")
    analyzer = CamelAnalyzer(*search("camel", given, find_morphology, "a morphological database (data/morphology_db/*msa*/morphology.db)"))
    analyzer.model()
    return analyzer


class CamelTagger:
    """The real `NERecognizer`, its sentences batched by length; pickled without its weights, which each process loads for itself."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._model: Any = None

    def __getstate__(self) -> dict[str, Any]:
        return {"path": self.path, "_model": None}

    def model(self) -> Any:
        """The `camel_tools.ner.NERecognizer`, loaded once."""
        with alone:
            if self._model is None:
                import_torch()
                with unchanged(), no_progress_bars():
                    import_data(self.path)
                    from camel_tools.ner import NERecognizer

                    try:
                        loaded = NERecognizer(str(self.path))
                    except MemoryError:
                        raise
                    except Exception as fault:  # torch, safetensors and transformers have an error each for a damaged file
                        raise ModelCorrupt(f"the tagger in {self.path} cannot be read ({type(fault).__name__}: {fault})") from fault
                    if not is_tag_set(loaded.labels_map.values()):
                        known = ", ".join(sorted(map(str, loaded.labels_map.values())))
                        raise ModelCorrupt(f"{self.path} tags no person, organisation or place that newsie knows, but {known} (lexicons/tagger_labels.tsv)")
                    loaded.model.eval()
                    self._model = loaded
        return self._model

    def tags(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """A label and its probability for every word of every sentence.

        `NERecognizer.predict` pads each sentence to 256 word pieces and gives a word without pieces no label, which moves all labels
        behind it; here a batch is as wide as its longest sentence, and such a word counts as unknown. A longer sentence is read in parts.
        """
        out: list[Tagged] = [[] for _ in sentences]
        model = self.model()
        longest = min(_LONGEST, model.model.config.max_position_embeddings) - 2
        parts = [part for n, words in enumerate(sentences) for part in _parts(n, words, model.tokenizer, longest)]
        order = sorted(range(len(parts)), key=lambda p: (parts[p][2], p))
        found: dict[int, Tagged] = {}
        with alone, one_thread(), same_random():
            for at in range(0, len(order), _BATCH):
                batch = order[at : at + _BATCH]
                found.update(zip(batch, _run(model, [parts[p][1] for p in batch], parts[batch[-1]][2] + 2), strict=True))
        for p, (n, _, _) in enumerate(parts):
            out[n].extend(found[p])
        return out


def _parts(n: int, words: Sequence[str], tokenizer: Any, longest: int) -> list[tuple[int, list[str], int]]:
    """Sentence `n` in parts that fit the model: (n, words, word pieces)."""
    parts: list[tuple[int, list[str], int]] = []
    part: list[str] = []
    width = 0
    for word in map(shown, words):
        pieces = len(tokenizer.tokenize(word))
        if not 0 < pieces <= longest:
            word, pieces = tokenizer.unk_token, 1
        if part and width + pieces > longest:
            parts.append((n, part, width))
            part, width = [], 0
        part.append(word)
        width += pieces
    return [*parts, (n, part, width)] if part else parts


def _run(model: Any, sentences: list[list[str]], width: int) -> list[Tagged]:
    """The labels of a batch, as `NERecognizer.predict` reads them off, and their probabilities."""
    import torch
    from camel_tools.ner import NERDataset

    labels = model.labels_map
    data = NERDataset(sentences=sentences, tokenizer=model.tokenizer, labels=[*labels.values(), "O"], max_seq_length=width)
    device = "cuda" if model.use_gpu and torch.cuda.is_available() else "cpu"
    model.model.to(device)
    with torch.no_grad():
        batch = {name: torch.stack([row[name] for row in data.features]).to(device) for name in ("input_ids", "token_type_ids", "attention_mask")}
        chances, best = torch.softmax(model.model(**batch)[0].float(), -1).max(-1)
    out = []
    for row, chance, label in zip(data.features, chances.cpu(), best.cpu(), strict=True):
        heads = row["label_ids"] != data.pad_token_label_id
        out.append([(labels[code], float(score)) for code, score in zip(label[heads].tolist(), chance[heads].tolist(), strict=True)])
    return out


class CamelAnalyzer:
    """The real `MLEDisambiguator`; pickled without its data."""

    def __init__(self, database: Path, words: Path | None) -> None:
        self.database, self.words = database, words
        self._model: Any = None

    def __getstate__(self) -> dict[str, Any]:
        return {"database": self.database, "words": self.words, "_model": None}

    def model(self) -> Any:
        """The disambiguator's look-up, loaded once; it remembers the words that it met last."""
        with alone:
            if self._model is None:
                with unchanged():
                    import_data(self.database.parent)
                    from camel_tools.disambig.mle import MLEDisambiguator
                    from camel_tools.morphology.analyzer import Analyzer
                    from camel_tools.morphology.database import MorphologyDB

                    try:
                        database = MorphologyDB(str(self.database), "a")
                        loaded = MLEDisambiguator(Analyzer(database, "NOAN_PROP"), str(self.words) if self.words else None, cache_size=0)
                    except MemoryError:
                        raise
                    except Exception as fault:  # what a damaged line raises depends on the line
                        raise ModelCorrupt(f"the morphological data in {self.database.parent} cannot be read ({type(fault).__name__}: {fault})") from fault
                self._model = lru_cache(maxsize=_MOST_REMEMBERED)(lambda word: loaded.disambiguate_word([word], 0).analyses)
        return self._model

    def analysis(self, word: str) -> dict[str, str]:
        """The best analysis of a word: CAMeL's lex, pos, gen, num, per, asp; empty where it has none."""
        analyses = self.model()(shown(word))
        return {name: str(analyses[0].analysis.get(name) or "") for name in _FEATURES} if analyses else {}
