"""What is measured beside newsie: each peer as a function that reads one text, or a sentence that says why it is not here.

Every peer gets the same text that newsie gets. Those that need models take them from a folder that `benchmarks.peer_models` makes
(default architecture sizes, no download); torch runs on one thread.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

Read = Callable[[str], object]


class NotHere(Exception):
    """A peer that cannot be measured on this machine, and why."""


def embedded(models: Path | None) -> Read:
    """newsie, from str to JSON."""
    return _newsie("embedded", models)


def _newsie(engine: str, models: Path | None) -> Read:
    import newsie

    folders = {"stanza": {"stanza_dir": models and models / "stanza"}, "camel": {"camel_dir": models and models / "camel"}}
    try:
        nlp = newsie.load(ner=engine, **{name: folder for name, folder in folders.get(engine, {}).items() if folder})  # type: ignore[arg-type]
    except (newsie.NewsieError, TypeError) as fault:
        raise NotHere(f"newsie.load(ner={engine!r}): {fault}") from fault
    return lambda text: nlp(text).model_dump_json()


def newsie_stanza(models: Path | None) -> Read:
    """newsie with Stanza's tagger."""
    return _newsie("stanza", models)


def newsie_camel(models: Path | None) -> Read:
    """newsie with CAMeL Tools' tagger."""
    return _newsie("camel", models)


_PAIRED = re.compile(r"«([^«»]{3,600})»|“([^“”]{3,600})”|\"([^\"]{3,600})\"")
_REPORTING = re.compile(r"(?<!\w)[وف]?(?:قال|قالت|أضاف|أضافت|أكد|أكدت|أوضح|أوضحت|أعلن|أعلنت|ذكر|ذكرت|صرح|صرحت|نفى|نفت)(?!\w)")


def regex_quotes(models: Path | None) -> Read:
    """Quotations by regular expressions as textacy finds them: paired marks, and a verb of saying within 60 characters."""

    def read(text: str) -> object:
        return [(m.span(), [v.span() for v in _REPORTING.finditer(text, max(0, m.start() - 60), m.end() + 60)]) for m in _PAIRED.finditer(text)]

    return read


def camel_words(models: Path | None) -> Read:
    """CAMeL Tools' simple_word_tokenize."""
    try:
        from camel_tools.tokenizers.word import simple_word_tokenize
    except ImportError as fault:
        raise NotHere(f"camel-tools is not installed ({fault}): pip install 'newsie[camel]'") from fault
    return simple_word_tokenize


def stanza_tokenize(models: Path | None) -> Read:
    """Stanza's tokenizer."""
    return _stanza(models, {"tokenize": "tokenize"})


def stanza_ner(models: Path | None) -> Read:
    """Stanza's tokenizer and tagger, without character language models."""
    return _stanza(models, {"tokenize": "tokenize", "ner": "ner"})


def stanza_ner_charlm(models: Path | None) -> Read:
    """Stanza's tokenizer and tagger with character language models, as in its default package for Arabic."""
    return _stanza(models, {"tokenize": "tokenize", "ner": "ner-charlm"})


def _stanza(models: Path | None, wanted: dict[str, str]) -> Read:
    try:
        import stanza
    except ImportError as fault:
        raise NotHere(f"stanza is not installed ({fault}): pip install 'newsie[stanza]'") from fault
    _one_thread()
    folder = _folder(models) / "stanza"
    options: dict[str, str] = {}
    for name, where in wanted.items():
        found = sorted(path for path in (folder / where).glob("*.pt") if "checkpoint" not in path.name)
        if not found:
            raise NotHere(f"no Stanza model in {folder / where}: python -m benchmarks.peer_models {models}")
        options[f"{name}_model_path"] = str(found[0])
    if "ner" in wanted:
        options["ner_pretrain_path"] = ""
        for direction in ("forward", "backward"):
            options[f"ner_{direction}_charlm_path"] = str(folder / f"charlm/{direction}.pt") if wanted["ner"] == "ner-charlm" else ""
    with tempfile.TemporaryDirectory() as empty:
        (Path(empty) / "resources.json").write_text("{}", encoding="utf-8")
        pipeline = stanza.Pipeline("ar", dir=empty, package=None, processors=dict.fromkeys(wanted, "default"), download_method=None,
                                   allow_unknown_language=True, logging_level="ERROR", **options)  # fmt: skip
    read: Read = pipeline
    return read


def camel_bert(models: Path | None) -> Read:
    """BERT-base through CAMeL Tools' NERecognizer, as its documentation calls it: sentences of words, padded to 256 pieces."""
    folder = _folder(models) / "camel"
    if not (folder / "data/ner/arabert/config.json").exists():
        raise NotHere(f"no BERT in {folder}: python -m benchmarks.peer_models {models}")
    # Importing camel_tools.ner reads a catalogue, and asks the network for one where there is none.
    (folder / "catalogue.json").write_text(json.dumps({"version": "1.6.0", "packages": {}, "components": {}}), encoding="utf-8")
    os.environ["CAMELTOOLS_DATA"] = str(folder)
    try:
        from camel_tools.ner import NERecognizer
        from camel_tools.tokenizers.word import simple_word_tokenize
    except ImportError as fault:
        raise NotHere(f"camel-tools is not installed ({fault}): pip install 'newsie[camel]'") from fault
    _one_thread()
    tagger = NERecognizer(str(folder / "data/ner/arabert"))
    return lambda text: tagger.predict([simple_word_tokenize(sentence) for sentence in _sentences(text)])


def bert_batched(models: Path | None) -> Read:
    """The same BERT-base straight through transformers, sentences batched by length, so that hardly anything is padding."""
    folder = _folder(models) / "camel/data/ner/arabert"
    try:
        import torch
        from transformers import BertForTokenClassification, BertTokenizerFast
    except ImportError as fault:
        raise NotHere(f"transformers is not installed ({fault}): pip install 'newsie[camel]'") from fault
    if not (folder / "config.json").exists():
        raise NotHere(f"no BERT in {folder}: python -m benchmarks.peer_models {models}")
    _one_thread()
    tokenizer, model = BertTokenizerFast.from_pretrained(folder), BertForTokenClassification.from_pretrained(folder).eval()

    def read(text: str) -> object:
        ordered = sorted(_sentences(text), key=len)
        found = []
        with torch.inference_mode():
            for at in range(0, len(ordered), 8):
                batch = tokenizer(ordered[at : at + 8], return_tensors="pt", padding=True, truncation=True, max_length=512)
                found.append(model(**batch).logits.argmax(-1).tolist())
        return found

    return read


def _sentences(text: str) -> list[str]:
    return [piece for piece in re.split(r"(?<=[.؟!])\s+|\n+", text) if piece.strip()]


def _folder(models: Path | None) -> Path:
    if models is None:
        raise NotHere("needs models: python -m benchmarks.peer_models FOLDER, then --models FOLDER")
    return models


def _one_thread() -> None:
    import torch

    torch.set_num_threads(1)


#: Every engine by the name that `--engine` takes.
ENGINES: dict[str, Callable[[Path | None], Read]] = {
    "embedded": embedded,
    "stanza": newsie_stanza,
    "camel": newsie_camel,
    "regex-quotes": regex_quotes,
    "camel-words": camel_words,
    "stanza-tokenize": stanza_tokenize,
    "stanza-ner": stanza_ner,
    "stanza-ner-charlm": stanza_ner_charlm,
    "camel-bert": camel_bert,
    "bert-batched": bert_batched,
}
