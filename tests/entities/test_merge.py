"""Entities joined across articles."""

from __future__ import annotations

import datetime
import random

from newsie.entities import merge
from newsie.schema import Article, Cue, Organization, Person, Place, Role, Span, Speaker, Statement

_DAY = datetime.date(2016, 5, 1)


def article(day: int, people: list[Person] = [], organizations: list[Organization] = [], places: list[Place] = [], says: list[str] = []) -> Article:  # noqa: B006
    """An article of the `day`th of May in which the entities with the ids of `says` speak."""
    speakers = tuple(Speaker(id=f"v{n}", name="…", kind="person", entity_id=id_) for n, id_ in enumerate(dict.fromkeys(says)))
    of = {speaker.entity_id: speaker.id for speaker in speakers}
    cue = Cue(start=0, end=1, text="x", lemma="قال", act="say")
    said = tuple(Statement(id=f"s{n}", text="نص", content=(Span(start=0, end=1, text="x"),), kind="indirect", cue=cue, speaker_id=of[id_]) for n, id_ in enumerate(says))
    published = _DAY.replace(day=day) if day else None
    return Article(id=f"a{day}", text="x", published=published, people=tuple(people), organizations=tuple(organizations), places=tuple(places), speakers=speakers, statements=said)


def person(name: str, *roles: tuple[str, str | None], id_: str = "p1", links: tuple[str, ...] = ()) -> Person:
    """A person with titles and nationalities."""
    from newsie.entities.names import name_key

    mention = (Span(start=0, end=1, text="x"),)
    return Person(id=id_, name=name, key=name_key(name), mentions=mention, links=links, roles=tuple(Role(title=title, nationality=country) for title, country in roles))


def names(articles: list[Article]) -> list[tuple[str, int]]:
    """The merged people and in how many articles each is."""
    return [(p.name, p.articles) for p in merge(articles).people]


def test_spellings_of_one_person_meet() -> None:
    assert names([article(1, [person("دونالد ترامب")]), article(2, [person("دونالد ترمب")]), article(3, [person("دونالد ترامب")])]) == [("دونالد ترامب", 3)]


def test_two_of_one_family_stay_two() -> None:
    assert names([article(1, [person("سامر العطار")]), article(2, [person("لينا العطار")])]) == [("سامر العطار", 1), ("لينا العطار", 1)]


def test_a_lone_family_name_joins_the_one_who_outweighs_all_others() -> None:
    often = [article(n, [person("سامر العطار")]) for n in range(1, 8)]
    assert names([*often, article(9, [person("العطار")])]) == [("سامر العطار", 8)]
    both = [article(1, [person("سامر العطار")]), article(2, [person("لينا العطار")]), article(3, [person("العطار")])]
    assert len(names(both)) == 3


def test_a_native_name_cut_short_needs_a_role_in_common() -> None:
    long, short = "محمد أحمد عبد الله", "محمد عبد الله"
    assert len(names([article(1, [person(long)]), article(2, [person(short)])])) == 2
    role = ("وزير الصحة", "SD")
    assert len(names([article(1, [person(long, role)]), article(2, [person(short, role)])])) == 1


def test_roles_with_first_and_last_day() -> None:
    role = ("وزير الخارجية", "RU")
    (merged,) = merge([article(9, [person("إيغور سمولين", role)]), article(2, [person("إيغور سمولين", role)]), article(5, [person("إيغور سمولين")])]).people
    (found,) = merged.roles
    assert (found.title, found.nationality, found.count, found.first, found.last) == ("وزير الخارجية", "RU", 2, _DAY.replace(day=2), _DAY.replace(day=9))
    assert (merged.first, merged.last, merged.mentions) == (_DAY.replace(day=2), _DAY.replace(day=9), 3)


def test_statements_in_order_of_time() -> None:
    articles = [article(9, [person("سامر العطار")], says=["p1", "p1"]), article(0, [person("سامر العطار")], says=["p1"]), article(2, [person("سامر العطار")], says=["p1"])]
    (merged,) = merge(articles).people
    assert [(s.article_id, s.statement_id) for s in merged.statements] == [("a2", "s0"), ("a9", "s0"), ("a9", "s1"), ("a0", "s0")]
    assert {s.text for s in merged.statements} == {None}
    assert {s.text for s in merge(articles, texts=True).people[0].statements} == {"نص"}


def test_a_link_joins() -> None:
    assert names([article(1, [person("سامر العطار", links=("Q1",))]), article(2, [person("أبو سالم", links=("Q1",))])]) == [("سامر العطار", 2)]


def test_places_join_by_code_and_organisations_by_kind() -> None:
    def place(name: str, code: str) -> Place:
        return Place(id="l1", name=name, key=name, kind="country", country_code=code)

    def body(kind: str | None) -> Organization:
        return Organization(id="o1", name="الأفق", key="افق", kind=kind)

    merged = merge([article(1, [], [body("club")], [place("سوريا", "SY")]), article(2, [], [body("media")], [place("سورية", "SY")]), article(3, [], [body("media")])])
    assert [(p.key, p.name, p.aliases, p.articles) for p in merged.places] == [("SY", "سورية", ("سوريا",), 2)]
    assert [(o.kind, o.articles) for o in merged.organizations] == [("media", 2), ("club", 1)]


def test_order_makes_no_difference() -> None:
    """The same articles give the same entities, however they come."""
    articles = [article(n % 28 + 1, [person(name)]) for n, name in enumerate(["سامر العطار", "العطار", "سامر خالد العطار", "لينا العطار", "دونالد ترامب", "ترمب"] * 4)]
    first = merge(articles)
    random.Random(1).shuffle(articles)
    assert [(p.name, p.aliases, p.articles) for p in merge(articles).people] == [(p.name, p.aliases, p.articles) for p in first.people]


def test_nothing() -> None:
    assert merge([]).articles == 0
