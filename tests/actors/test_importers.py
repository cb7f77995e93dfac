"""Importers: our own rows in the layout of each format, malformed lines with their numbers, and the real samples."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from kg.actors.importers import IMPORTERS, ImportContext, write_entries
from kg.actors.knowledge import KnowledgeBase, load_knowledge
from kg.actors.model import ActorEntry
from kg.actors.resolve import Resolver
from kg.errors import InputError

REFERENCE = Path(__file__).parents[2].parent / "shared" / "reference"


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load_knowledge()


def read(base: KnowledgeBase, kind: str, path: Path) -> tuple[list[ActorEntry], ImportContext]:
    context = ImportContext(base)
    return list(IMPORTERS[kind](path, context)), context


PHOENIX = """\
# comment
NORWAY_ [NOR]
+BERGEN
JENS_TRYGDE_HANSEN_  ; made up
+J._T._HANSEN
\t[NORGOV 910301-931131]
\t[NORELI >19931201]
BROKEN_TERM_
\t[NORGOV 9103010-931130]
NORDIC_LIGHT_BRIGADE [NORMIL]
GLOBAL_FISH_FUND [IGO]
WRONG [NORGO]
"""


def test_phoenix(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text(PHOENIX, encoding="utf-8")
    entries, context = read(base, "phoenix", path)
    found = {entry.id: entry for entry in entries}
    assert found["country:NOR"].metonyms == ("Norway", "Bergen")
    assert found["country:NOR"].name == "Norway"
    person = found["person:jens-trygde-hansen"]
    assert person.aliases == ("J. T. Hansen",)
    assert [(o.of, o.since, o.until) for o in person.offices] == [("country:NOR", "1991-03-01", "1993-11-30")]
    assert found["org:nordic-light-brigade"].sector == "MIL"
    assert found["org:global-fish-fund"].sector == "IGO"
    assert {rejection.line for rejection in context.rejections} == {9, 12}


def test_phoenix_knows_territories_and_tells_what_is_no_entry(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text(
        "ANGUILLA_ [AIA]\nRONALD_WEB_\n\t[AIAGOV 770201-800528]\n\t[AIAGOV 840312-700101]\n\x02\x90\x11~ [NOR]\n",
        encoding="utf-8",
    )
    entries, context = read(base, "phoenix", path)
    assert [entry.id for entry in entries] == ["place:anguilla", "person:ronald-web"]
    assert [(office.of, office.since) for office in entries[1].offices] == [("place:anguilla", "1977-02-01")]
    assert [(item.line, item.reason) for item in context.rejections] == [
        (5, "no text"),
        (4, "'840312-700101' ends before it begins"),
    ]


def test_what_is_no_csv_is_told_in_one_line(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"na\rme,x\n\x90\x02")
    with pytest.raises(InputError, match="no CSV"):
        read(base, "csv", path)


def test_csv(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "name,country,aliases,role,title,since,until\n"
        "Ada Ocean,no,A. Ocean;Ada O.,foreign_minister,Foreign Minister,2001-01-01,2003\n"
        "Ada Ocean,NOR,,defence_minister,Minister of Defence,2003,\n"
        ",NOR,,,,,\n"
        "Bo,XX,,,,,\n",
        encoding="utf-8",
    )
    entries, context = read(base, "csv", path)
    assert [rejection.line for rejection in context.rejections] == [4, 5]
    count, files = write_entries(entries, tmp_path / "out", "own", "test")
    assert count == 1
    entry = load_knowledge([tmp_path / "out"], cache=False).get("person:ada-ocean")
    assert [office.role for office in entry.offices] == ["foreign_minister", "defence_minister"]
    assert len(files) == 1


def test_ftm(base: KnowledgeBase, tmp_path: Path) -> None:
    rows = [
        {"id": "o1", "schema": "Occupancy", "properties": {"holder": ["p1"], "post": ["q1"], "startDate": ["2019"]}},
        {
            "id": "p1",
            "schema": "Person",
            "caption": "Eva Strand",
            "properties": {"name": ["Eva Strand"], "country": ["se"]},
        },
        {"id": "q1", "schema": "Position", "properties": {"name": ["Mayor of X"], "country": ["se"]}},
        {"op": "DEL", "entity": {"id": "p2"}},
    ]
    path = tmp_path / "e.json"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n{broken\n", encoding="utf-8")
    entries, context = read(base, "ftm", path)
    assert [(e.id, e.country, e.offices[0].title, e.offices[0].since) for e in entries] == [
        ("person:eva-strand", "SWE", "Mayor of X", "2019")
    ]
    assert [rejection.line for rejection in context.rejections] == [5]


def test_wikidata_sparql(base: KnowledgeBase, tmp_path: Path) -> None:
    norway = base.get("country:NOR").codes["wikidata"]
    binding = {
        "person": {"type": "uri", "value": "http://www.wikidata.org/entity/Q0"},
        "personLabel": {"type": "literal", "value": "Eva Strand"},
        "positionLabel": {"type": "literal", "value": "minister of fish"},
        "country": {"type": "uri", "value": f"http://www.wikidata.org/entity/{norway}"},
        "start": {"type": "literal", "value": "2011-02-03T00:00:00Z"},
    }
    path = tmp_path / "s.json"
    path.write_text(json.dumps({"head": {"vars": []}, "results": {"bindings": [binding, {}]}}), encoding="utf-8")
    entries, context = read(base, "wikidata", path)
    assert [(e.id, e.offices[0].of, e.offices[0].since) for e in entries] == [
        ("person:eva-strand", "country:NOR", "2011-02-03")
    ]
    assert len(context.rejections) == 1


needs_samples = pytest.mark.skipif(
    not REFERENCE.exists() and not os.environ.get("CI"), reason="the reference data is not here"
)


@needs_samples
def test_the_wikidata_sample(base: KnowledgeBase) -> None:
    entries, context = read(base, "wikidata", REFERENCE / "samples/wikidata/dump-format.3items.json")
    assert entries[0].id == "person:vladimir-putin"
    assert any(office.since == "2012-05-07" for office in entries[0].offices)
    assert not context.rejections


@needs_samples
@pytest.mark.parametrize(
    "name", ["donations.ijson", "entities.delta.json", "t1.entities.ftm.json", "zala.entities.ftm.json"]
)
def test_the_ftm_samples(base: KnowledgeBase, name: str) -> None:
    entries, context = read(base, "ftm", REFERENCE / "samples/ftm" / name)
    assert entries
    assert not context.rejections


@needs_samples
@pytest.mark.slow
def test_the_phoenix_dictionary_of_countries(base: KnowledgeBase, tmp_path: Path) -> None:
    begin = time.perf_counter()
    entries, context = read(base, "phoenix", REFERENCE / "phoenix/Phoenix.Countries.actors.txt")
    write_entries(entries, tmp_path / "out", "phoenix", "Phoenix")
    assert time.perf_counter() - begin < 20
    assert len(entries) > 18_000
    assert 0 < len(context.rejections) < 50
    assert all(rejection.line for rejection in context.rejections)
    resolver = Resolver(load_knowledge([tmp_path / "out"], cache=False))
    assert resolver.find("Babrak Karmal", "1985-01-01")[0].id == "person:babrak-karmal"
    assert "on 1985-01-01" in " ".join(resolver.find("Babrak Karmal", "1985-01-01")[0].reasons)
