"""Models of the published sizes for the peers of the throughput benchmark, made here without a download.

    python -m benchmarks.peer_models FOLDER

FOLDER/stanza gets a tokenizer and two NER taggers of Stanza's default sizes, one with the character language models of its default
package for Arabic and one without, by Stanza's own trainers on invented sentences, a few steps each. FOLDER/camel gets a token classifier
of BERT-base's shape with random weights, in the layout that CAMeL Tools reads, its vocabulary the commonest words of the benchmark's
articles. What they find is worth nothing; what they cost is what the published models cost, since time does not depend on weights.
Needs stanza and transformers (extras `stanza`, `camel`); about five minutes on one core.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

ARTICLES = Path(__file__).with_name("articles")
_PEOPLE = ("سامر حداد", "ليلى منصور", "رامي سعد", "نادر قاسم", "هالة عمران", "وائل بدران")
_BODIES = ("وزارة الطاقة", "شركة المسار", "هيئة النقل", "جامعة الساحل")
_PLACES = ("مرجان", "الواحة", "سيفان", "رمليا")
_VERBS = ("قال", "أكد", "أعلن", "ذكر", "أوضح")
_LABELS = ("B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O")
_BERT_VOCABULARY = 30_000
_MADE = 400


def sentence(chance: random.Random) -> list[tuple[str, str]]:
    """An invented sentence of news: words with BIO tags."""
    first, last = chance.choice(_PEOPLE).split()
    head, rest = chance.choice(_BODIES).split()
    out = [(chance.choice(_VERBS), "O"), (first, "B-PERS"), (last, "I-PERS"), ("إن", "O"), (head, "B-ORG"), (rest, "I-ORG"), ("ستعمل", "O"), ("في", "O")]
    return [*out, (chance.choice(_PLACES), "B-LOC"), *([("غدا", "O")] if chance.random() < 0.5 else []), (".", "O")]


def write_corpus(folder: Path) -> None:
    """Training and development files of all trainers: CoNLL-U, paragraphs of text, tagged sentences."""
    chance = random.Random(7)
    for part, size in (("train", _MADE), ("dev", _MADE // 10)):
        made = [sentence(chance) for _ in range(size)]
        rows, texts = [], []
        for words in made:
            for n, (word, _) in enumerate(words, 1):
                glued = "SpaceAfter=No" if n == len(words) - 1 else "_"
                rows.append("\t".join([str(n), word, "_", "X", "_", "_", str(n - 1), "root" if n == 1 else "dep", "_", glued]))
            rows.append("")
            texts.append(" ".join(word for word, _ in words[:-1]) + ".")
        (folder / f"{part}.conllu").write_text("\n".join(rows) + "\n", encoding="utf-8")
        paragraphs = [" ".join(texts[at : at + 4]) for at in range(0, len(texts), 4)]
        (folder / f"{part}.txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
        tagged = [[{"text": word, "ner": tag} for word, tag in words] for words in made]
        (folder / f"{part}.json").write_text(json.dumps(tagged, ensure_ascii=False), encoding="utf-8")


def make_stanza(folder: Path) -> None:
    """Stanza's tokenizer and taggers; the trainers' own defaults for every size."""
    from stanza.models import charlm, ner_tagger, tokenizer
    from stanza.utils.datasets.prepare_tokenizer_data import main as prepare

    work = folder / "work"
    work.mkdir(parents=True, exist_ok=True)
    write_corpus(work)
    for part in ("train", "dev"):
        prepare([f"{work / part}.txt", f"{work / part}.conllu", "-o", f"{work / part}.labels", "-m", f"{work / part}.mwt.json"])
    text = [f"--{name}" for name in ("txt_file", "label_file", "dev_txt_file", "dev_label_file", "dev_conll_gold", "mwt_json_file")]
    files = [f"{work}/{name}" for name in ("train.txt", "train.labels", "dev.txt", "dev.labels", "dev.conllu", "dev.mwt.json")]
    paired = [value for pair in zip(text, files, strict=True) for value in pair]
    tokenizer.main([*paired, "--lang", "ar", "--shorthand", "ar_made", "--steps", "200", "--eval_steps", "100", "--max_seqlen", "300",
                    "--save_dir", f"{folder}/tokenize", "--save_name", "ar_made_tokenizer.pt"])  # fmt: skip
    for direction in ("forward", "backward"):
        charlm.main(["--train_file", f"{work}/train.txt", "--eval_file", f"{work}/dev.txt", "--shorthand", "ar_made", "--direction", direction, "--epochs", "1", "--cutoff", "0",
                     "--batch_size", "10", "--bptt_size", "100", "--no_checkpoint", "--save_dir", f"{folder}/charlm", "--save_name", f"{direction}.pt"])  # fmt: skip
    tagger = ["--train_file", f"{work}/train.json", "--eval_file", f"{work}/dev.json", "--shorthand", "ar_made", "--no_pretrain", "--max_steps", "20", "--eval_interval", "10"]
    ner_tagger.main([*tagger, "--save_dir", f"{folder}/ner", "--save_name", "ar_made_nertagger.pt"])
    language = ["--charlm", "--charlm_shorthand", "ar_made", "--charlm_forward_file", f"{folder}/charlm/forward.pt", "--charlm_backward_file", f"{folder}/charlm/backward.pt"]
    ner_tagger.main([*tagger, *language, "--save_dir", f"{folder}/ner-charlm", "--save_name", "ar_made_nertagger.pt"])


def make_bert(folder: Path) -> None:
    """BERT-base for nine tags: 12 layers of 768, a vocabulary of the published size."""
    import torch
    from transformers import BertConfig, BertForTokenClassification

    where = folder / "data" / "ner" / "arabert"
    where.mkdir(parents=True, exist_ok=True)
    counts = Counter(word for path in ARTICLES.glob("*.txt") for word in path.read_text(encoding="utf-8").split())
    letters = sorted({letter for word in counts for letter in word})
    vocabulary = list(dict.fromkeys(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{c}" for c in letters), *(w for w, n in counts.most_common() if n > 1)]))
    vocabulary += [f"[unused{n}]" for n in range(_BERT_VOCABULARY - len(vocabulary))]
    (where / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    (where / "tokenizer_config.json").write_text('{"do_lower_case": false}', encoding="utf-8")
    torch.manual_seed(5)
    labels = dict(enumerate(_LABELS))
    config = BertConfig(vocab_size=_BERT_VOCABULARY, id2label=labels, label2id={label: n for n, label in labels.items()})
    BertForTokenClassification(config).save_pretrained(where)


def main() -> None:
    """Make both."""
    cli = argparse.ArgumentParser(prog="python -m benchmarks.peer_models", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", type=Path)
    folder = cli.parse_args().folder
    make_bert(folder / "camel")
    make_stanza(folder / "stanza")


if __name__ == "__main__":
    main()
