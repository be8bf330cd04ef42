"""Models small enough to be made by a test, in the layouts that Stanza and CAMeL Tools load. None is a mock: the real libraries read and run them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from conftest import ROOT
from engines.sentences import sentences, write_names, write_treebank

RECIPE = ROOT / "docs/training-stanza.md"
_STEPS = "120"
LABELS = ["O", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-PERS", "I-PERS", "B-MISC", "I-MISC"]


def recipe() -> str:
    """The commands of the documentation, up to the last block, which uses the models."""
    return "\n".join(re.findall(r"^```sh\n(.*?)^```", RECIPE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[:-1])


def cache_folder() -> Path:
    """Where the tiny Stanza models are kept from one run of the tests to the next: outside the repository, named after all that makes them."""
    made_of = hashlib.sha256((recipe() + repr(sentences()) + version("stanza") + version("torch") + _STEPS).encode()).hexdigest()[:16]
    return Path(os.environ.get("NEWSIE_TEST_CACHE", tempfile.gettempdir())) / f"newsie-tiny-stanza-{made_of}"


def train_stanza(out: Path) -> None:
    """Run the recipe of docs/training-stanza.md on the tests' sentences, in less than three minutes on one core."""
    work = Path(tempfile.mkdtemp(prefix="newsie-tiny-"))
    try:
        write_treebank(work / "tree.conllu")
        write_names(work / "names.bio")
        told = {"TREEBANK": str(work / "tree.conllu"), "NAMES": str(work / "names.bio"), "MODELS": str(work / "models"), "STEPS": _STEPS, "OMP_NUM_THREADS": "1"}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", recipe()], env={**os.environ, **told, "PATH": path}, cwd=work, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
        shutil.rmtree(work / "models/data")
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.move(work / "models", out)
        except (OSError, shutil.Error):  # another process was quicker
            assert out.is_dir()
    finally:
        shutil.rmtree(work, ignore_errors=True)


def make_bert(folder: Path, *, labels: list[str] = LABELS, positions: int = 512, seed: int = 1) -> Path:
    """A BERT token classifier with random weights and a vocabulary of word pieces, in CAMeL's layout data/ner/arabert; returns that folder."""
    import torch
    from transformers import BertConfig, BertForTokenClassification

    out = folder / "data/ner/arabert"
    out.mkdir(parents=True)
    words = sorted({"".join(pieces) for sentence in sentences() for pieces, _ in sentence})
    letters = [chr(c) for c in range(0x621, 0x64B)]
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{c}" for c in letters), *".،؟!:«»0123456789", *(w for w in words if len(w) > 1)]
    (out / "vocab.txt").write_text("\n".join(dict.fromkeys(vocabulary)) + "\n", encoding="utf-8")
    (out / "tokenizer_config.json").write_text('{"do_lower_case": false}')
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        config = BertConfig(
            vocab_size=len(dict.fromkeys(vocabulary)), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64, max_position_embeddings=positions,
            id2label=dict(enumerate(labels)), label2id={label: n for n, label in enumerate(labels)}, initializer_range=0.6,
        )  # fmt: skip
        BertForTokenClassification(config).save_pretrained(out)
    return out


_VERBS = [
    # as written, lemma, gender, number, person, aspect
    ("دندن", "دَنْدَن", "m", "s", "3", "p"), ("دندنت", "دَنْدَن", "f", "s", "3", "p"), ("دندنوا", "دَنْدَن", "m", "p", "3", "p"),
    ("قال", "قال", "m", "s", "3", "p"), ("قالت", "قال", "f", "s", "3", "p"), ("تقول", "قال", "f", "s", "3", "i"),
]  # fmt: skip


def make_morphology(folder: Path) -> Path:
    """A morphological database of a few verbs, and a word model over it, in CAMeL's layout; returns `folder`. «دندن» is no verb of newsie's lexicon."""
    features = ["diac", "lex", "bw", "gloss", "pos", "gen", "num", "per", "asp", "pos_lex_logprob"]
    lines = ["###DEFINES###", *(f"DEFINE {feature} {feature}:*open*" for feature in features), "###DEFAULTS###"]
    lines += [f"DEFAULT pos:{pos} gen:- num:- per:- asp:-" for pos in ("noun", "verb", "digit", "punc", "latin")]
    lines += ["###ORDER###", "ORDER " + " ".join(features), "###TOKENIZATIONS###", "TOKENIZATION diac", "###STEMBACKOFF###", "STEMBACKOFF PROP N-PROP"]
    lines += ["###PREFIXES###", "\tPref-0\tdiac: bw:", "و\tPref-Wa\tdiac:وَ bw:wa/CONJ", "###SUFFIXES###", "\tSuff-0\tdiac: bw:", "###STEMS###"]
    for form, lemma, gender, number, person, aspect in _VERBS:
        lines.append(f"{form}\tV\tdiac:{form} lex:{lemma}-u_1 bw:{form}/V gloss:x pos:verb gen:{gender} num:{number} per:{person} asp:{aspect} pos_lex_logprob:-3.0")
    lines.append("NOAN\tN-PROP\tdiac:NOAN lex:NOAN_0 bw:NOAN/NOUN_PROP gloss:NOAN pos:noun_prop gen:m num:s per:na asp:na pos_lex_logprob:-9.0")
    lines += ["###TABLE AB###", *(f"{prefix} {stem}" for prefix in ("Pref-0", "Pref-Wa") for stem in ("V", "N-PROP"))]
    lines += ["###TABLE BC###", "V Suff-0", "N-PROP Suff-0", "###TABLE AC###", "Pref-0 Suff-0", "Pref-Wa Suff-0"]
    database, words = folder / "data/morphology_db/calima-msa-r13", folder / "data/disambig_mle/calima-msa-r13"
    database.mkdir(parents=True)
    words.mkdir(parents=True)
    (database / "morphology.db").write_text("\n".join(lines) + "\n", encoding="utf-8")
    known = {form: {"diac": form, "lex": f"{lemma}_1", "bw": f"{form}/V", "pos": "verb", "gen": gender} for form, lemma, gender, *_ in _VERBS}
    (words / "model.json").write_text(json.dumps(known), encoding="utf-8")
    return folder
