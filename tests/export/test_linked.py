"""JSON-LD and XML: W3C Web Annotation, schema.org, TimeML."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given

import newsie
from made_articles import HOSTILE_ARTICLE, MADE
from newsie import Article
from newsie.export import to_schema_org, to_timex3, to_web_annotation
from strategies import texts

NLP = newsie.load()
#: The terms of the two vocabularies as their contexts define them, as far as newsie uses them (no network in a test).
CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": {
        "oa": "http://www.w3.org/ns/oa#", "dc": "http://purl.org/dc/elements/1.1/", "as": "http://www.w3.org/ns/activitystreams#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "id": "@id", "type": "@type", "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody", "TextQuoteSelector": "oa:TextQuoteSelector",
        "TextPositionSelector": "oa:TextPositionSelector", "AnnotationPage": "as:OrderedCollectionPage",
        "items": {"@id": "as:items", "@type": "@id", "@container": "@list"}, "startIndex": "as:startIndex",
        "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"}, "source": {"@id": "oa:hasSource", "@type": "@id"},
        "selector": {"@id": "oa:hasSelector", "@type": "@id"}, "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
        "tagging": "oa:tagging", "describing": "oa:describing", "classifying": "oa:classifying", "identifying": "oa:identifying",
        "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "start": "oa:start", "end": "oa:end", "value": "rdf:value",
        "format": "dc:format", "language": "dc:language",
    },
    "https://schema.org": {"@vocab": "https://schema.org/", "url": {"@type": "@id"}},
}  # fmt: skip


def expanded(record: dict[str, Any]) -> list[Any]:
    """The record as a JSON-LD processor understands it; terms that the vocabulary lacks are dropped or refused."""
    jsonld = pytest.importorskip("pyld").jsonld
    return jsonld.expand(record, {"documentLoader": lambda url, options: {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXTS[url]}}})


def test_web_annotation_selects_what_it_quotes() -> None:
    for article in (MADE, HOSTILE_ARTICLE):
        page = to_web_annotation(article)
        for item in page["items"]:
            for target in item["target"]:
                position, quote = target["selector"]
                assert article.text[position["start"] : position["end"]] == quote["exact"]
                assert article.text[: position["start"]].endswith(quote["prefix"])
                assert article.text[position["end"] :].startswith(quote["suffix"])
        assert json.loads(json.dumps(page)) == page
    items = to_web_annotation(MADE)["items"]
    assert len({item["id"] for item in items}) == len(items) == len(MADE.mentions) + len(MADE.dates) + len(MADE.statements)


def test_web_annotation_is_json_ld() -> None:
    (page,) = expanded(to_web_annotation(MADE))
    items = page["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert all(item["@type"] == ["http://www.w3.org/ns/oa#Annotation"] for item in items)
    said = next(item for item in items if item["@id"].endswith("#s1"))
    values = [body["http://www.w3.org/1999/02/22-rdf-syntax-ns#value"][0]["@value"] for body in said["http://www.w3.org/ns/oa#hasBody"]]
    assert values == ["statement", "indirect", "say", "سامر حداد, وزير النقل وزارة النقل"]


def test_schema_org_tells_quotations_from_claims() -> None:
    record = to_schema_org(MADE)
    kinds = [(part["@type"], part.get("spokenByCharacter", part.get("claimInterpreter", {})).get("name")) for part in record["hasPart"]]
    assert kinds == [("Claim", "سامر حداد"), ("Quotation", "ليلى منصور"), ("Claim", None), ("Quotation", None)]
    minister = record["hasPart"][0]["claimInterpreter"]
    assert (minister["jobTitle"], minister["worksFor"]["name"], minister["alternateName"]) == ("وزير النقل", "وزارة النقل", ["حداد"])
    assert record["hasPart"][0]["dateCreated"] == "2020-02-02"


def test_schema_org_is_read_from_a_page_by_extruct_and_pyld() -> None:
    (expanded_article,) = expanded(to_schema_org(MADE))
    assert expanded_article["@type"] == ["https://schema.org/NewsArticle"]
    assert {part["@type"][0] for part in expanded_article["https://schema.org/hasPart"]} == {"https://schema.org/Quotation", "https://schema.org/Claim"}
    extruct = pytest.importorskip("extruct")
    page = f'<html><head><script type="application/ld+json">{json.dumps(to_schema_org(MADE))}</script></head><body></body></html>'
    assert extruct.extract(page, syntaxes=["json-ld"])["json-ld"] == [to_schema_org(MADE)]


def text_of(xml: str) -> tuple[str, list[dict[str, str]]]:
    root = ElementTree.fromstring(xml.encode())
    body = root.find("TEXT")
    assert body is not None
    return "".join(body.itertext()), [dict(element.attrib) for element in body.iter("TIMEX3")]


def test_timex3_keeps_the_text_and_the_values() -> None:
    text, found = text_of(to_timex3(MADE))
    assert text == MADE.text
    assert found == [{"tid": "t1", "type": "DATE", "value": "2020-02-02"}]
    created = ElementTree.fromstring(to_timex3(MADE).encode()).find("DCT/TIMEX3")
    assert created is not None
    assert (created.get("value"), created.get("functionInDocument")) == ("2020-02-03", "CREATION_TIME")


@given(texts)
def test_timex3_is_well_formed_whatever_the_text(text: str) -> None:
    article: Article = NLP(text, published="2020-02-03")
    shown, found = text_of(to_timex3(article))
    assert len(shown) == len(text)
    assert len(found) == len(article.dates)


def test_hostile_text_stays_text() -> None:
    assert "<script" not in to_timex3(HOSTILE_ARTICLE)
    text_of(to_timex3(HOSTILE_ARTICLE))
