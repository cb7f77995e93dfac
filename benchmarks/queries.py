"""How long the queries of the packs take on a graph of a million events.

    python benchmarks/queries.py --make FOLDER --events 1000000
    neo4j-admin database import full neo4j --overwrite-destination @FOLDER/import.args
    NEO4J_URI=bolt://... NEO4J_PASSWORD=... python benchmarks/queries.py

The first call writes made-up events (always the same ones) as files for the bulk import of a Neo4j that is stopped;
the third asks every query with the values of its ``:param`` lines, which name the busiest actors, and prints a table:
time of the first and of the second run, rows, and what the plan reads whole. It ends with 1 where a query that is not
marked heavy takes more than two seconds the second time or reads all events.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.actors.model import ActorEntry, MembershipEntry, OfficeEntry
from kg.lexicon import load_lexicon
from kg.ontology import load_ontology
from kg.packs.params import bind
from kg.packs.reading import LoadedQuery, load_packs
from kg.packs.running import ask, plan_of
from kg.records import ActorRef, Tie
from kg.store import Store, load_graph_model, open_store

MOST_SECONDS = 2.0
# The busiest first: the values of the :param lines are among them.
COUNTRIES = "RUS USA UKR CHN VEN CUB TUR IND GBR FRA DEU ISR IRN SAU BLR NIC KOR PRK JPN POL".split()
PEOPLE = ["vladimir-putin", "joe-biden", "volodymyr-zelensky", "xi-jinping", "nicolas-maduro"]
OUTLETS = ["Tass", "Reuters", "AFP", "Xinhua", "Granma", *(f"Outlet {number}" for number in range(60))]


def actors() -> list[ActorEntry]:
    """Some 2,600 actors, with offices and memberships."""
    found = [_entry(f"country:{code}", code, "country", code) for code in COUNTRIES]
    found += [_entry(f"country:Q{number:02d}", f"Land {number}", "country", f"Q{number:02d}") for number in range(180)]
    codes = [entry.country for entry in found]
    for number, name in enumerate([*PEOPLE, *(f"person-{n}" for n in range(1400))]):
        office = OfficeEntry(role="head_of_state", title="President", of=f"country:{codes[number % 200]}", since="2012")
        found.append(_entry(f"person:{name}", name.replace("-", " ").title(), "person", codes[number % 200], [office]))
    found += [_entry(f"org:{name}", name.upper(), "organization", None) for name in ("nato", "eu", "un", "opec")]
    found += [_entry(f"org:body-{n}", f"Body {n}", "organization", None) for n in range(300)]
    found += [_entry(f"group:g{n}", f"Group {n}", "group", None) for n in range(600)]
    found += [_entry(f"place:p{n}", f"Place {n}", "place", None) for n in range(100)]
    for number, entry in enumerate(found[:200]):
        bodies = ["org:un", "org:nato" if number % 6 else "org:opec", f"org:body-{number % 300}"]
        entries = tuple(MembershipEntry(id=body, since="1990") for body in bodies)
        found[number] = entry.model_copy(update={"memberships": entries})
    return found


def _entry(
    identity: str, name: str, kind: str, country: str | None, offices: list[OfficeEntry] | None = None
) -> ActorEntry:
    return ActorEntry.model_validate(
        {"id": identity, "name": name, "kind": kind, "country": country, "offices": tuple(offices or ())}
    )


def ties(numbers: random.Random) -> Iterator[Tie]:
    """Alliances, votes alike and arms transfers between countries."""
    codes = [*COUNTRIES, *(f"Q{number:02d}" for number in range(180))]
    for number in range(20_000):
        one, two = numbers.sample(codes, 2)
        relation = ("ALLIED_WITH", "VOTED_WITH", "TRANSFERRED_ARMS_TO")[number % 3]
        source, target = (
            ActorRef(id=f"country:{code}", name=code, kind="country", country=code) for code in (one, two)
        )
        yield Tie(
            id=f"tie-{number}",
            relation=relation,
            source=source,
            target=target,
            since="2000",
            value=numbers.random(),
            dataset="made-up",
        )


def rows(count: int, numbers: random.Random, known: list[str], documents: int) -> Iterator[dict[str, Any]]:
    """Events: few actors have many of them, as in real data; a tenth did not happen, a fifth comes from a data set."""
    ontology, lexicon = load_ontology(), load_lexicon()
    relations = sorted(lexicon.relations)
    for number in range(count):
        source, target = (known[int(len(known) * numbers.random() ** 3)] for _ in range(2))
        relation = lexicon.relations[relations[int(len(relations) * numbers.random() ** 1.5)]]
        year = 1995 + int(30 * numbers.random() ** 0.5)
        day = f"{year}-{numbers.randint(1, 12):02d}-{numbers.randint(1, 28):02d}"
        quad_class = ontology.types[relation.plover].quad_class
        goldstein = ontology.goldstein(relation.cameo) or 0.0
        confidence = round(0.3 + 0.7 * numbers.random(), 2)
        realis = "actual" if numbers.random() < 0.9 else ("planned", "denied", "hypothetical")[number % 3]
        common = {"date": day, "year": year, "reported": day, "goldstein": goldstein, "quad_class": quad_class}
        event = {
            "id": f"e{number:07d}",
            "relation": relation.name,
            "source_id": source,
            "target_id": target,
            "plover_type": relation.plover,
            "cameo": relation.cameo,
            "date_precision": "day",
            "first_day": day,
            "last_day": day,
            "realis": realis,
            "confidence": confidence,
            "documents": 1 + number % 3,
            "publishers": 1 + number % 2,
            "rule": "made-up",
            **common,
        }
        if number % 5 == 0:
            event |= {"dataset": "icews", "dataset_id": str(number)}
        if relation.plover == "AID":
            event |= {"amount": float(numbers.randint(1, 1000)) * 1e6, "currency": "USD"}
        yield {
            "event": event,
            "edge": {"event_id": event["id"], "confidence": confidence, **common},
            "mention": {"confidence": confidence, "rule": "made-up", "start": 0, "end": 1},
            "document": f"d{numbers.randrange(documents):07d}",
        }


class Table:
    """A CSV file for the bulk import; a column's type stands after its name."""

    def __init__(self, folder: Path, name: str, columns: str) -> None:
        self.path = folder / f"{name}.csv"
        self.columns = columns.split()
        self._file = self.path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(self.columns)

    def add(self, row: dict[str, Any]) -> None:
        """A row; keys are the names of the columns without their types."""
        names = (column.partition(":")[0] or column for column in self.columns)
        self._writer.writerow([row.get(name, "") for name in names])

    def close(self) -> None:
        """Write what is left."""
        self._file.close()


EDGE = ":START_ID(node) :END_ID(node) :TYPE"
MENTION = "start:int end:int rule confidence:double"
DIRECT = "event_id date year:int reported goldstein:double quad_class:int confidence:double"


def make(folder: Path, count: int) -> None:
    """Write the files of a graph of so many events."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = random.Random(7)
    nodes = {
        "actors": Table(folder, "actors", "id:ID(node) :LABEL name kind country known"),
        "documents": Table(folder, "documents", "id:ID(node) :LABEL title publisher published"),
        "sentences": Table(folder, "sentences", "id:ID(node) :LABEL text index:int"),
        "events": Table(
            folder,
            "events",
            "id:ID(node) :LABEL relation source_id target_id plover_type cameo quad_class:int goldstein:double date "
            "date_precision year:int first_day last_day reported realis amount:double currency confidence:double rule "
            "documents:int publishers:int dataset dataset_id",
        ),
    }
    edges = {
        "direct": Table(folder, "direct", f"{EDGE} {DIRECT}"),
        "mentions": Table(folder, "mentions", f"{EDGE} {MENTION}"),
        "plain": Table(folder, "plain", EDGE),
        "offices": Table(folder, "offices", f"{EDGE} id title role from to"),
        "ties": Table(folder, "ties", f"{EDGE} id since value:double dataset"),
    }
    order = _actors_and_ties(nodes["actors"], edges, numbers)
    documents = max(1, count // 4)
    for number in range(documents):
        nodes["documents"].add(
            {
                "id": f"d{number:07d}",
                ":LABEL": "Document",
                "title": f"Dispatch {number}",
                "publisher": OUTLETS[int(len(OUTLETS) * numbers.random() ** 2)],
                "published": f"{1995 + number % 30}-{1 + number % 12:02d}-{1 + number % 28:02d}",
            }
        )
    for number, row in enumerate(rows(count, numbers, order, documents)):
        _add_event(number, row, nodes, edges, order)
    for table in (*nodes.values(), *edges.values()):
        table.close()
    arguments = [f"--nodes={table.path}" for table in nodes.values()]
    arguments += [f"--relationships={table.path}" for table in edges.values()]
    (folder / "import.args").write_text("\n".join(arguments) + "\n", encoding="utf-8")
    print(f"neo4j-admin database import full neo4j --overwrite-destination @{folder / 'import.args'}")


def _edge(kind: str, start: str, end: str, /, **more: Any) -> dict[str, Any]:
    return {":START_ID(node)": start, ":END_ID(node)": end, ":TYPE": kind, **more}


def _actors_and_ties(table: Table, edges: dict[str, Table], numbers: random.Random) -> list[str]:
    """Write actors with what stands between them; their ids, the busiest first."""
    labels = load_graph_model().actor_labels
    entries = actors()
    for entry in entries:
        table.add({**entry.model_dump(), ":LABEL": f"Actor;{labels[entry.kind]}", "known": "listed"})
        for office in entry.offices:
            held = _edge("HOLDS_OFFICE", entry.id, office.of, title=office.title, role=office.role)
            edges["offices"].add({**held, "from": office.since})
        for member in entry.memberships:
            edges["offices"].add({**_edge("MEMBER_OF", entry.id, member.id), "from": member.since})
    for tie in ties(numbers):
        between = _edge(tie.relation, tie.source.id, tie.target.id)
        edges["ties"].add({**between, "id": tie.id, "since": tie.since, "value": tie.value, "dataset": tie.dataset})
    order = [entry.id for entry in entries if entry.kind != "place"]
    front = ["country:RUS", "country:USA", "country:UKR", "person:vladimir-putin", "country:CHN", "org:nato"]
    return [*front, *(actor for actor in order if actor not in front)]


def _add_event(
    number: int, row: dict[str, Any], nodes: dict[str, Table], edges: dict[str, Table], order: list[str]
) -> None:
    event = row["event"]
    identity, sentence = event["id"], f"s{number:07d}"
    nodes["events"].add({**event, ":LABEL": "Event"})
    nodes["sentences"].add({"id": sentence, ":LABEL": "Sentence", "text": "A made-up sentence.", "index": 0})
    edges["mentions"].add(_edge("EVIDENCED_BY", identity, sentence, **row["mention"]))
    plain = [
        ("SOURCE", identity, event["source_id"]),
        ("TARGET", identity, event["target_id"]),
        ("IN_DOCUMENT", sentence, row["document"]),
    ]
    if number % 4 == 0:
        plain.append(("LOCATED_IN", identity, f"place:p{number % 100}"))
    if number % 5 == 0:
        plain.append(("ATTRIBUTED_TO", identity, order[number % 50]))
    for kind, start, end in plain:
        edges["plain"].add(_edge(kind, start, end))
    if event["realis"] == "actual":
        edges["direct"].add(_edge(event["relation"], event["source_id"], event["target_id"], **row["edge"]))


def measure(store: Store, query: LoadedQuery, timeout: float) -> tuple[float, float, int, tuple[str, ...]]:
    """Seconds of a first and a second run, rows, and the labels that the plan reads whole."""
    values = {name: param.shown for name, param in query.params.items()}
    plan = plan_of(store.database, query, bind(query, values))
    first = ask(store.database, query, values, timeout=timeout, check_plan=False)
    second = ask(store.database, query, values, timeout=timeout, check_plan=False)
    return first.seconds, second.seconds, len(second.rows), plan.scans


def main() -> int:
    """Make the graph, or measure on it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--make", type=Path, metavar="FOLDER", help="write the files of a graph to this folder")
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--timeout", type=float, default=60.0)
    parser.add_argument("names", nargs="*", help="only these queries")
    options = parser.parse_args()
    if options.make:
        make(options.make, options.events)
        return 0
    slow = 0
    with open_store() as store:
        if store.dialect == "neo4j":
            store.read("CALL db.awaitIndexes(900)")
        counts = store.counts()
        print(f"{counts['Event']:,} events, {counts['Actor']:,} actors, {counts['Document']:,} documents\n")
        print(f"{'query':<44} {'first':>8} {'second':>8} {'rows':>7}  notes")
        for pack in load_packs():
            for query in pack.queries:
                if options.names and query.name not in options.names:
                    continue
                slow += report(store, query, options.timeout)
    print(f"\n{slow} too slow")
    return 1 if slow else 0


def report(store: Store, query: LoadedQuery, timeout: float) -> int:
    """Print the line of a query; 1 where it is too slow."""
    heavy = bool(getattr(query.entry, "heavy", False))
    try:
        first, second, count, scans = measure(store, query, timeout)
    except Exception as error:  # noqa: BLE001 - one query must not end the table
        print(f"{query.full_name:<44} {'':>8} {'':>8} {'':>7}  FAILED {str(error)[:60]}")
        return 1
    bad = not heavy and (second > MOST_SECONDS or "Event" in scans or "everything" in scans)
    notes = [*(f"reads all of {label}" for label in scans), *(["heavy"] if heavy else []), *(["SLOW"] if bad else [])]
    print(f"{query.full_name:<44} {first:>7.3f}s {second:>7.3f}s {count:>7,}  {', '.join(notes)}", flush=True)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
