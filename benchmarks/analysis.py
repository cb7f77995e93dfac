"""How long measures and exports take on the graph there is, and how much memory.

    python benchmarks/analysis.py --fill 100000 --uri FOLDER
    python benchmarks/analysis.py [--uri URI] [--by country] [NAME ...]

Each measure and each export runs in a process of its own; the table gives its time from start to end, reading the graph
included, how much of it the process itself computed, and the most memory it held. ``--fill`` writes made-up events with
sentences and documents (always the same ones) to an empty graph; ``benchmarks/queries.py --make`` makes a larger graph
for the bulk import of a Neo4j.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Of the last years only: a row for each month of each dyad would be hundreds of millions of rows.
NARROWED = {"panel": ["--since", "2023"]}
EXPORTS = ("csv", "parquet", "graphml", "gexf", "panel", "jsonl", "turtle", "neo4j-import")


def measures() -> list[str]:
    """Names of the measures, asked of the command: to import them here would count as memory of each process."""
    listed = subprocess.run([sys.executable, "-m", "kg", "analyze"], capture_output=True, text=True, check=True)
    return [line.split()[0] for line in listed.stdout.splitlines()]


def command(name: str, words: list[str], folder: Path) -> list[str]:
    """The command line of a measure or an export."""
    act = ["export", name] if name in EXPORTS else ["analyze", name]
    slice_options = [] if name in ("jsonl", "turtle", "neo4j-import") else words
    return [sys.executable, "-m", "kg", *act, *slice_options, *NARROWED.get(name, []), "-o", str(folder / name)]


def run(words: list[str], folder: Path) -> tuple[float, float, float, int, str]:
    """Seconds, seconds of processor time, peak memory in MB, exit code, and the last line on standard error."""
    begin = time.monotonic()
    with (folder / "errors.txt").open("w+") as errors:
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().strip().splitlines()
    return (
        time.monotonic() - begin,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        process.returncode,
        said[-1] if said else "",
    )


def made_up(count: int) -> Iterator[Any]:
    """Events among 2,000 persons and bodies of 200 countries, four a document; few actors have many of them."""
    from kg.ids import event_id
    from kg.lexicon import load_lexicon
    from kg.ontology import load_ontology
    from kg.records import ActorRef, Attribution, DocumentRef, Event, Plover, SentenceRef, Span

    ontology, lexicon, numbers = load_ontology(), load_lexicon(), random.Random(7)
    relations = sorted(lexicon.relations)
    codes = [f"Q{number:02d}" for number in range(200)]
    actors = [ActorRef(id=f"country:{code}", name=f"Land {code}", kind="country", country=code) for code in codes]
    for number in range(1800):
        kind = ("person", "organization", "armed_group")[number % 3]
        actors.append(ActorRef(id=f"{kind}:a{number}", name=f"Actor {number}", kind=kind, country=codes[number % 200]))
    outlets = [ActorRef(id=f"media:o{number}", name=f"Outlet {number}", kind="media") for number in range(65)]
    for number in range(count):
        source, target = (actors[int(len(actors) * numbers.random() ** 3)] for _ in range(2))
        relation = lexicon.relations[relations[int(len(relations) * numbers.random() ** 1.5)]]
        day = f"{1995 + int(30 * numbers.random() ** 0.5)}-{numbers.randint(1, 12):02d}-{numbers.randint(1, 28):02d}"
        realis = "actual" if numbers.random() < 0.9 else ("planned", "denied", "hypothetical")[number % 3]
        outlet = outlets[int(len(outlets) * numbers.random() ** 2)]
        document = DocumentRef(id=f"{number // 4:08x}" * 8, title=f"Dispatch {number // 4}", published=day)
        verb = relation.name.lower().replace("_", " ")
        text = f"{source.name} {verb} {target.name} on {day}, {outlet.name} said of dispatch {number}."
        start = 200 * (number % 4)
        yield Event(
            id=event_id(source.id, relation.name, target.id, date=day, precision="day", realis=realis),
            relation=relation.name,
            trigger=Span(text=verb, start=start + len(source.name) + 1, end=start + len(source.name) + 1 + len(verb)),
            source=source,
            target=target,
            plover=Plover(type=relation.plover),
            cameo=relation.cameo,
            quad_class=ontology.types[relation.plover].quad_class,
            goldstein=ontology.goldstein(relation.cameo),
            date=day,
            date_precision="day",
            realis=realis,
            attribution=(Attribution(name=outlet.name, id=outlet.id),),
            confidence=round(0.3 + 0.7 * numbers.random(), 2),
            rule="made-up",
            sentence=SentenceRef(index=number % 4, text=text, start=start, end=start + len(text)),
            document=document,
        )


def fill(uri: str | None, count: int) -> None:
    """Write that many events to an empty graph."""
    from kg.errors import UsageError
    from kg.store import open_store

    with open_store(uri) as store:
        if store.counts()["Event"]:
            raise UsageError("holds events already", where=store.uri, hint="name an empty graph with --uri")
        store.write_events(made_up(count))
        print(f"{store.counts()['Event']} events in {store.uri}")


def main() -> int:
    """Fill a graph, or print a table; 1 where something failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="measures and exports; default: all")
    parser.add_argument("--uri")
    parser.add_argument("--by", choices=("actor", "country"), default="actor")
    parser.add_argument("--fill", type=int, metavar="EVENTS", help="only write that many made-up events")
    given = parser.parse_args()
    if given.fill:
        fill(given.uri, given.fill)
        return 0
    failed = 0
    print(f"{'name':<18}{'seconds':>9}{'computing':>11}{'MB':>8}  outcome")
    for name in given.names or (*EXPORTS, *measures()):
        with tempfile.TemporaryDirectory() as folder:
            words = command(name, ["--by", given.by], Path(folder))
            if given.uri:
                words += ["--uri", given.uri]
            seconds, computing, memory, code, said = run(words, Path(folder))
        failed += code != 0
        said = said if code == 0 else f"exit {code}: {said}"
        print(f"{name:<18}{seconds:>9.1f}{computing:>11.1f}{memory:>8.0f}  {said}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
