"""Which engines `newsie.load` was asked for, checked, loaded and put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from newsie.engines.places import Folder
from newsie.errors import InputError, ModelNotFound
from newsie.ner.combine import Combination, CombinedRecognizer
from newsie.ner.embedded import EmbeddedRecognizer
from newsie.ner.recognizer import Recognizer
from newsie.network.model import default_network
from newsie.text.page import Page, read_page

if TYPE_CHECKING:
    from newsie.engines.agreement import Agreement
    from newsie.engines.stanza import StanzaEngine

NamesEngine = Literal["embedded", "stanza", "camel"]
TokensEngine = Literal["embedded", "stanza"]
MorphologyEngine = Literal["embedded", "camel"]
Names = NamesEngine | Sequence[NamesEngine]


@dataclass(frozen=True)
class Choice:
    """The names of engines, as `newsie.load` is given them; None stands for "embedded", or for what a folder given alone has."""

    ner: Names | None = None
    combine: Combination = "union"
    tokens: TokensEngine | None = None
    morphology: MorphologyEngine | None = None
    stanza_dir: Folder = None
    camel_dir: Folder = None


@dataclass(frozen=True)
class Engines:
    """What reads pages, what finds names on them, and what knows the morphology of their words."""

    read: Callable[[str, str | None], Page]
    recognizer: Recognizer
    agreement: Agreement | None


def load_engines(choice: Choice) -> Engines:
    """Load the engines of a choice.

    Raises `InputError` for a name that there is not, `ExtraNotInstalled` where a library is missing, `ModelNotFound` where its models are
    and `ModelCorrupt` where they cannot be read.
    """
    names, tokens, morphology = _checked(choice)
    needed = [part for part, wanted in (("tokenize", tokens == "stanza"), ("ner", "stanza" in names)) if wanted]
    stanza = None
    if needed:
        from newsie.engines.stanza import stanza_engine

        stanza = stanza_engine(choice.stanza_dir, needed)
    recognizers = [_recognizer(name, stanza, choice.camel_dir) for name in names]
    agreement = None
    if morphology == "camel":
        from newsie.engines.agreement import Agreement
        from newsie.engines.camel import camel_morphology

        agreement = Agreement(camel_morphology(choice.camel_dir))
    return Engines(_reader(stanza if tokens == "stanza" else None), recognizers[0] if len(recognizers) == 1 else CombinedRecognizer(recognizers, choice.combine), agreement)


def _checked(choice: Choice) -> tuple[list[NamesEngine], TokensEngine, MorphologyEngine]:
    """The names of the engines of a choice."""
    if isinstance(choice.tokens, bool):
        raise InputError(f'tokens names the tokenizer ("embedded" or "stanza"); to keep tokens in the article say keep_tokens={choice.tokens}')
    for option, value, values in (("combine", choice.combine, Combination), ("tokens", choice.tokens, TokensEngine), ("morphology", choice.morphology, MorphologyEngine)):
        if value is not None and value not in get_args(values):
            raise InputError(f"{option} must be {_either(get_args(values))}, not {value!r}")
    if choice.ner is choice.tokens is choice.morphology is None and (choice.stanza_dir is not None or choice.camel_dir is not None):
        return _all_of(choice)
    names = [choice.ner or "embedded"] if isinstance(choice.ner, str | None) else list(choice.ner)
    if not names or len({*map(str, names)}) < len(names) or not all(name in get_args(NamesEngine) for name in names):
        raise InputError(f"ner must be {_either(get_args(NamesEngine))}, or a list of different ones, not {choice.ner!r}")
    if choice.stanza_dir is not None and "stanza" not in names and choice.tokens != "stanza":
        raise InputError('stanza_dir was given, and nothing uses it: say ner="stanza" or tokens="stanza" too')
    if choice.camel_dir is not None and "camel" not in names and choice.morphology != "camel":
        raise InputError('camel_dir was given, and nothing uses it: say ner="camel" or morphology="camel" too')
    return names, choice.tokens or "embedded", choice.morphology or "embedded"


def _all_of(choice: Choice) -> tuple[list[NamesEngine], TokensEngine, MorphologyEngine]:
    """All that the one folder given has."""
    from newsie.engines.camel import find_morphology, find_tagger
    from newsie.engines.places import places
    from newsie.engines.stanza_files import find_files

    if choice.stanza_dir is not None and choice.camel_dir is not None:
        raise InputError("stanza_dir and camel_dir were both given: say with ner, tokens and morphology which of them does what")
    if choice.stanza_dir is not None:
        ((_, folder),) = places("stanza", choice.stanza_dir)
        tagger, tokenizer = find_files(folder, ("ner",)), find_files(folder, ("tokenize",))
        if tagger or tokenizer:
            return ["stanza" if tagger else "embedded"], "stanza" if tokenizer else "embedded", "embedded"
        raise ModelNotFound(
            f"no tagger and no tokenizer of Stanza in {folder} (ner/*.pt or *nertagger*.pt, tokenize/*.pt or *tokenizer*.pt). Get them with: newsie models download stanza"
        )
    ((_, folder),) = places("camel", choice.camel_dir)
    found, data = find_tagger(folder), find_morphology(folder)
    if found or data:
        return ["camel" if found else "embedded"], "embedded", "camel" if data else "embedded"
    raise ModelNotFound(f"no tagger and no morphology of CAMeL Tools in {folder} (data/ner/*/config.json, data/morphology_db/*msa*). Get them with: newsie models download camel")


def _recognizer(name: NamesEngine, stanza: StanzaEngine | None, camel_dir: Folder) -> Recognizer:
    if name == "stanza" and stanza is not None:
        from newsie.ner.stanza import StanzaRecognizer

        return StanzaRecognizer(stanza)
    if name == "camel":
        from newsie.engines.camel import camel_tagger
        from newsie.ner.camel import CamelRecognizer

        return CamelRecognizer(camel_tagger(camel_dir))
    return EmbeddedRecognizer(default_network())


def _reader(stanza: StanzaEngine | None) -> Callable[[str, str | None], Page]:
    if stanza is None:
        return read_page
    from newsie.text.external import ExternalReader

    return ExternalReader(stanza)


def _either(names: Sequence[str]) -> str:
    return " or ".join(f'"{name}"' for name in names)
