"""FollowTheMoney and OpenSanctions: who is listed by whom since when, and other edges between actors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from loader_help import Read, reasons

from kg.ingest.reading import Leaf
from kg.loading import Deletion, Tally
from kg.records import Rejection, Tie

SAMPLES = Path(__file__).parents[3] / "shared" / "reference" / "samples" / "ftm"


def entity(key: str, schema: str, **properties: str | list[str]) -> dict[str, Any]:
    lists = {name: [value] if isinstance(value, str) else value for name, value in properties.items()}
    return {"id": key, "schema": schema, "properties": lists}


def packed(*entities: dict[str, Any]) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in entities).encode()


def ties(records: list[Leaf]) -> list[Tie]:
    return [record for record in records if isinstance(record, Tie)]


SANCTION = entity(
    "s1", "Sanction", entity="p1", country="us", authority="Office of Foreign Assets Control", program="RUSSIA-EO14024",
    startDate=["2022-03-11", "2022-02-24"], endDate="2025-01-01",
)  # fmt: skip


def test_a_listing_says_who_by_whom_since_when(read: Read) -> None:
    records = read(packed(SANCTION, entity("p1", "Person", name="Ivan Example", country="ru")), "x.json")
    (tie,) = ties(records)
    assert (tie.relation, tie.source.id, tie.target.id) == ("SANCTIONED_BY", "person:ivan-example", "country:USA")
    assert (tie.since, tie.until) == ("2022-02-24", "2025-01-01")
    assert tie.detail == "Office of Foreign Assets Control; RUSSIA-EO14024"
    assert (tie.source.kind, tie.source.country, tie.dataset_id) == ("person", "RUS", "s1")


def test_the_date_of_the_list_counts_where_no_start_is_known(read: Read) -> None:
    listing = entity("s1", "Sanction", entity="c1", country="eu", listingDate="2023-04-20T18:00:25")
    (tie,) = ties(read(packed(entity("c1", "Company", name="Example LLC"), listing), "x.json"))
    assert (tie.target.id, tie.since, tie.source.id) == ("org:eu", "2023-04-20", "org:example-llc")


def test_a_body_without_a_country_is_named_by_itself(read: Read) -> None:
    listing = entity("s1", "Sanction", entity="c1", authority="United Nations Security Council")
    (tie,) = ties(read(packed(entity("c1", "Company", name="Example LLC"), listing), "x.json"))
    assert tie.target.id == "org:un-security-council"


def test_listed_actors_are_recognised_and_namesakes_kept_apart(read: Read) -> None:
    people = [
        entity("a1", "Person", name="Sergey Lavrov", country="ru"),
        entity("a2", "Person", name="Sergey Lavrov", country="lv"),
        entity("a3", "Person", name="Jan Twin", country="pl"),
        entity("a4", "Person", name="Jan Twin", country="de"),
    ]
    listings = [entity(f"s{who}", "Sanction", entity=f"a{who}", country="gb") for who in range(1, 5)]
    found = {tie.dataset_id: tie.source.id for tie in ties(read(packed(*listings, *people), "x.json"))}
    assert found == {
        "s1": "person:sergey-lavrov", "s2": "person:sergey-lavrov-a2", "s3": "person:jan-twin-a3",
        "s4": "person:jan-twin-a4",
    }  # fmt: skip


def test_other_edges(read: Read) -> None:
    edges = [
        entity("e1", "Ownership", owner="p1", asset="c1", percentage="51%", startDate="2019"),
        entity("e2", "Directorship", director="p1", organization="c1", role="chair"),
        entity("e3", "Family", person="p1", relative="p2", relationship="father"),
        entity("e4", "Payment", payer="c1", beneficiary="o1", amountEur="50000", date="2011-12-29"),
    ]
    actors = [entity("p1", "Person", name="A A"), entity("p2", "Person", name="B B")]
    bodies = [entity("c1", "Company", name="C"), entity("o1", "Organization", name="Party")]
    owns, directs, family, paid = ties(read(packed(*edges, *actors, *bodies), "x.ijson"))
    assert (owns.relation, owns.value, owns.unit, owns.since) == ("OWNS", 51.0, "percent", "2019")
    assert (directs.relation, directs.detail) == ("AFFILIATED_WITH", "chair")
    assert (family.relation, family.detail) == ("RELATED_TO", "father")
    assert (paid.relation, paid.value, paid.unit, paid.since) == ("PAID", 50000.0, "EUR", "2011-12-29")


def test_a_delta_adds_changes_and_deletes(read: Read) -> None:
    person = {"op": "ADD", "entity": entity("p1", "Person", name="Ivan Example")}
    changed = {"op": "MOD", "entity": SANCTION}
    records = read(packed(person, changed, {"op": "DEL", "entity": {"id": "s9"}}), "entities.delta.json")
    assert [tie.dataset_id for tie in ties(records)] == ["s1"]
    assert [record for record in records if isinstance(record, Deletion)] == [Deletion(dataset="ftm", dataset_id="s9")]


def test_what_cannot_be_read_is_set_aside_with_its_line(read: Read) -> None:
    lines = [
        json.dumps(entity("p1", "Person", name="A A")),
        "{broken",
        json.dumps({"id": "x", "schema": "Sanction", "properties": {"entity": "p1"}}),
        json.dumps(entity("s1", "Sanction", entity="p1")),
        json.dumps(entity("s2", "Sanction", entity="p1", country="us", startDate="soon")),
        json.dumps(entity("s3", "Sanction", entity="nobody", country="us")),
        json.dumps(entity("s4", "Sanction", country="us")),
        json.dumps(entity("v1", "Vessel", name="Ship")),
        json.dumps(entity("s5", "Sanction", entity="v1", country="us")),
    ]
    records = read("\n".join(lines).encode("utf-8-sig"), "x.json", kind="ftm")
    found = {record.line: record.reason for record in records if isinstance(record, Rejection)}
    assert found[2].startswith("not JSON")
    assert found[3] == "no FollowTheMoney entity"
    assert found[4] == "does not say who has listed them"
    assert found[5] == "'soon' is no date"
    assert found[6] == "joins nobody, which is not in this input"
    assert found[7] == "joins nobody"
    assert not ties(records)
    assert {record.what: record.number for record in records if isinstance(record, Tally)} == {
        "entities": 1, "passed_over": 2,
    }  # fmt: skip


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples here")
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*json")), ids=lambda path: path.name)
def test_every_row_of_the_samples_is_accounted_for(read: Read, path: Path) -> None:
    data = path.read_bytes()
    records = read(data, path.name)
    rows = {tie.dataset_id for tie in ties(records)}
    counted = sum(record.number for record in records if isinstance(record, Tally))
    assert len(rows) + counted + len(reasons(records)) == len(data.splitlines())
    assert not reasons(records)
