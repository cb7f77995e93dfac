"""Files, layers, the cache, judgements."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.actors.dates import ended, started, within
from kg.actors.folding import fold_name, fold_word
from kg.actors.index import NameIndex, NameKind
from kg.actors.judgements import Judgements, load_judgements, save_judgements
from kg.actors.knowledge import load_knowledge
from kg.actors.resolve import Resolver
from kg.actors.variants import short_forms, surnames
from kg.errors import SchemaError, UsageError

FILE = """
source: made up
actors:
  - {id: "country:AAA", name: Atlantis, kind: country, country: AAA, adjectives: [Atlantean],
     metonyms: [the Pearl Palace]}
  - id: person:ann-sea
    name: Ann Sea
    kind: person
    country: AAA
    offices: [{role: head_of_state, title: Queen, of: "country:AAA", since: "2001-02-03", until: "2010"}]
"""


def layer(folder: Path, text: str, name: str = "own.yaml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_user_file_stands_alone(tmp_path: Path) -> None:
    base = load_knowledge([layer(tmp_path / "a", FILE)], shipped=False, cache=False)
    assert [held.person for held in base.holders("country:AAA", "head_of_state", "2005-01-01")] == ["person:ann-sea"]
    assert Resolver(base).find("the Pearl Palace", "2005-01-01")[0].id == "country:AAA"
    assert Resolver(base).find("the Atlantean queen", "2005-01-01")[0].id == "person:ann-sea"
    assert Resolver(base).find("the Atlantean queen", "2011-01-01") == []


def test_later_layers_add_and_win(tmp_path: Path) -> None:
    first = layer(tmp_path / "a", FILE)
    second = layer(
        tmp_path / "b",
        'source: x\nactors:\n  - {id: "person:ann-sea", name: Anna Sea, kind: person, gender: f, aliases: [Annie]}\n',
    )
    entry = load_knowledge([first, second], shipped=False, cache=False).get("person:ann-sea")
    assert (entry.name, entry.gender, entry.country) == ("Anna Sea", "f", "AAA")
    assert entry.aliases == ("Annie", "Ann Sea")
    assert entry.offices[0].title == "Queen"


def test_the_cache_notices_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    folder = layer(tmp_path / "a", FILE)
    assert "person:ann-sea" in load_knowledge([folder], shipped=False)
    again = load_knowledge([folder], shipped=False)
    assert again.index.uses("Ann Sea") == load_knowledge([folder], shipped=False, cache=False).index.uses("Ann Sea")
    layer(tmp_path / "a", FILE.replace("ann-sea", "bob-sea"))
    assert "person:bob-sea" in load_knowledge([folder], shipped=False)


def test_a_broken_cache_file_is_rebuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    folder = layer(tmp_path / "a", FILE)
    load_knowledge([folder], shipped=False)
    for path in (tmp_path / "cache").iterdir():
        path.write_bytes(b"\xc1 broken")
    assert "person:ann-sea" in load_knowledge([folder], shipped=False)


def test_the_whole_base_loads_warm_in_under_three_seconds() -> None:
    load_knowledge()
    begin = time.process_time()
    load_knowledge()
    assert time.process_time() - begin < 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("actors: [", "not YAML"),
        ('source: x\nactors: [{id: "person:a", name: A, kind: wizard}]', "person:a.kind"),
        ('source: x\nactors: [{id: "person:a", name: A, kind: person, colour: red}]', "person:a.colour"),
    ],
)
def test_a_malformed_file_names_place_and_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        load_knowledge([layer(tmp_path / "a", text)], shipped=False, cache=False)


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="no such folder"):
        load_knowledge([tmp_path / "none"], shipped=False)


# -- judgements


def test_merged_actors_are_one_and_a_split_takes_it_back(tmp_path: Path) -> None:
    folder = layer(tmp_path / "a", FILE + '  - {id: "person:a-sea", name: A. B. Sea, kind: person, country: AAA}\n')
    save_judgements(load_judgements(folder).merge("person:ann-sea", "person:a-sea"), folder)
    base = load_knowledge([folder], shipped=False, cache=False)
    assert "person:a-sea" not in base
    assert base.redirects == {"person:a-sea": "person:ann-sea"}
    assert Resolver(base).find("A. B. Sea", "2005-01-01")[0].id == "person:ann-sea"
    assert base.get("person:ann-sea").name == "Ann Sea"
    save_judgements(load_judgements(folder).split("person:ann-sea", "person:a-sea"), folder)
    base = load_knowledge([folder], shipped=False, cache=False)
    assert "person:a-sea" in base
    assert base.redirects == {}


def test_an_assigned_name_means_the_actor(tmp_path: Path) -> None:
    folder = layer(tmp_path / "a", FILE)
    save_judgements(load_judgements(folder).assign("the Wave", "person:ann-sea"), folder)
    assert Resolver(load_knowledge([folder], shipped=False, cache=False)).find("The Wave")[0].id == "person:ann-sea"


def test_a_name_assigned_to_nobody_is_an_error(tmp_path: Path) -> None:
    folder = layer(tmp_path / "a", FILE)
    save_judgements(Judgements().assign("the Wave", "person:nobody"), folder)
    with pytest.raises(SchemaError, match="whom no file lists"):
        load_knowledge([folder], shipped=False, cache=False)


def test_judgements_may_not_contradict_each_other() -> None:
    chain = Judgements().merge("a:1", "a:2").merge("a:2", "a:3")
    assert chain.redirects() == {"a:2": "a:1", "a:3": "a:1"}
    with pytest.raises(SchemaError, match="to be one and to be two"):
        chain.split("a:1", "a:3")
    with pytest.raises(UsageError):
        chain.merge("a:1", "a:1")


@given(
    st.lists(
        st.tuples(st.from_regex(r"[a-zé: #'\"]*[a-z]", fullmatch=True), st.sampled_from(["person:a", "org:b"])),
        max_size=5,
    )
)
def test_judgements_survive_their_file(names: list[tuple[str, str]]) -> None:
    from kg.actors.judgements import parse_judgements

    judgements = Judgements().merge("person:a", "person:b")
    for name, actor in names:
        judgements = judgements.assign(name, actor)
    assert parse_judgements(judgements.to_yaml(), "x") == judgements


# -- names and dates


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Vladimir Putin", "RUS", ["Putin"]),
        ("Bashar al-Assad", "SYR", ["al-Assad", "Assad"]),
        ("Xi Jinping", "CHN", ["Xi"]),
        ("Andrés Manuel López Obrador", "MEX", ["López Obrador", "Obrador", "López"]),
        ("Ursula von der Leyen", "DEU", ["von der Leyen", "Leyen"]),
        ("Lula", "BRA", []),
    ],
)
def test_surnames(name: str, country: str, expected: list[str]) -> None:
    assert surnames(name, country) == expected


def test_short_forms_leave_out_middle_names() -> None:
    assert "Robert Mugabe" in short_forms("Robert Gabriel Mugabe", "ZWE")
    assert "Bruno Rodríguez" in short_forms("Bruno Rodríguez Parrilla", "CUB")


def test_folding() -> None:
    assert fold_word("U.S.") == "us"
    assert fold_name("the Côte d’Ivoire") == "cote divoire"
    assert fold_name("Erdoğan") == fold_name("ERDOGAN")


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text) or fold_name(text).startswith("the ")


@given(st.lists(st.sampled_from(["North Korea", "Korea", "North Macedonia", "Kim Jong-un", "Kim"]), max_size=6))
def test_the_longest_name_wins_and_none_overlap(names: list[str]) -> None:
    index = NameIndex()
    for number, name in enumerate(["North Korea", "Korea", "North Macedonia", "Kim Jong-un", "Kim"]):
        index.add(name, number, NameKind.NAME)
    texts = [word for name in names for word in [*name.replace("-", " - ").split(), "."]]
    hits = index.match([fold_word(text) for text in texts], texts)
    assert [hit.uses[0].surface for hit in hits] == names


def test_terms_of_coarse_precision() -> None:
    assert within("2012", "2012", "2012-07-01")
    assert within("2012-05-15", None, "2012")
    assert ended("2012", "2013-01-01")
    assert not ended("2012-05", "2012-05-31")
    assert not started("2012-05-15", "2012-05-14")


@given(st.dates(), st.dates(), st.dates())
def test_a_term_holds_from_its_first_to_its_last_day(one: object, two: object, three: object) -> None:
    first, middle, last = sorted(map(str, (one, two, three)))
    assert within(first, last, middle)


@pytest.mark.parametrize(
    ("state", "role", "on", "person"),
    [
        ("QAT", "head_of_government", "2024-05-01", "person:mohammed-bin-abdulrahman-al-thani"),
        ("QAT", "foreign_minister", "2024-05-01", "person:mohammed-bin-abdulrahman-al-thani"),
        ("QAT", "head_of_government", "2022-05-01", "person:khalid-bin-khalifa-bin-abdul-aziz-al-thani"),
        ("COD", "head_of_government", "2023-05-01", "person:jean-michel-sama-lukonde"),
        ("THA", "head_of_government", "2025-01-01", "person:paetongtarn-shinawatra"),
        ("TUR", "defence_minister", "2014-05-01", "person:ismet-yilmaz"),
        ("TUR", "defence_minister", "2017-01-01", "person:fikri-isik"),
        ("PER", "defence_minister", "2026-06-01", "person:luis-enrique-arroyo-sanchez"),
    ],
)
def test_who_held_an_office_that_sources_leave_out(state: str, role: str, on: str, person: str) -> None:
    assert [term.person for term in load_knowledge().holders(f"country:{state}", role, on)] == [person]
