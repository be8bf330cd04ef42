"""UIMA CAS through dkpro-cassis (extra `inception`): XMI or JSON that INCEpTION and other UIMA tools open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsie.errors import ExtraNotInstalled
from newsie.export.display import xml_text
from newsie.export.words import words_of
from newsie.schema.article import Article

if TYPE_CHECKING:
    import cassis

_SEGMENTS = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
_NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
_LABELS = {"person": "PER", "organization": "ORG", "place": "LOC"}
_STATEMENT = "webanno.custom.Statement"
_TIME = "webanno.custom.Time"
_FEATURES = {
    _NAMED_ENTITY: ("value", "identifier"),
    _STATEMENT: ("statement", "part", "kind", "speaker", "speakerKind", "act", "lemma", "resolution", "nestedIn"),
    _TIME: ("value", "kind"),
}


def to_cas(article: Article) -> cassis.Cas:
    """The article as a CAS: sentences and tokens, names in DKPro Core's NamedEntity, and the layers Statement and Time.

    A statement gives one annotation for each piece of its content (`part` content), its cue (cue) and its source (source), which share
    the feature `statement`. cassis converts the offsets to UTF-16 when it writes (`cas.to_xmi(path)`, `cas.to_json(path)`);
    what XML cannot hold stands in it as U+FFFD.
    Raises `ExtraNotInstalled` without dkpro-cassis (extra `inception`).
    """
    try:
        import cassis
    except ImportError:
        raise ExtraNotInstalled("to_cas", "inception") from None
    system = _type_system(cassis)
    cas = cassis.Cas(typesystem=system, sofa_string=xml_text(article.text), sofa_mime="text/plain", document_language="ar")

    def add(name: str, start: int, end: int, **features: str | None) -> None:
        cas.add(system.get_type(name)(begin=start, end=end, **{key: value and xml_text(value) for key, value in features.items()}))

    for sentence in article.sentences:
        add(f"{_SEGMENTS}.Sentence", sentence.start, sentence.end)
    for start, end in words_of(article):
        add(f"{_SEGMENTS}.Token", start, end)
    for m in article.mentions:
        add(_NAMED_ENTITY, m.start, m.end, value=_LABELS[m.label], identifier=m.entity_id)
    for d in article.dates:
        add(_TIME, d.start, d.end, value=d.value, kind=d.kind)
    for s in article.statements:
        who, cue = s.speaker, s.cue
        said = {
            "statement": s.id, "kind": s.kind, "speaker": who.name if who else None, "speakerKind": who.kind if who else None,
            "act": cue.act if cue else None, "lemma": cue.lemma if cue else None, "resolution": s.resolution, "nestedIn": s.nested_in,
        }  # fmt: skip
        for part, spans in (("content", s.content), ("cue", (cue,)), ("source", (s.source,))):
            for span in spans:
                if span is not None:
                    add(_STATEMENT, span.start, span.end, part=part, **said)
    return cas


def _type_system(cassis: Any) -> Any:
    system = cassis.TypeSystem()
    layers: dict[str, tuple[str, ...]] = {f"{_SEGMENTS}.Sentence": (), f"{_SEGMENTS}.Token": (), **_FEATURES}
    for name, features in layers.items():
        kind = system.create_type(name, supertypeName="uima.tcas.Annotation")
        for feature in features:
            system.create_feature(kind, name=feature, rangeType="uima.cas.String")
    return system
