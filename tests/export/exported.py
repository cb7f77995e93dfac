"""A graph to export, and the export as a user asks for it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from kg.cli.app import app, load_commands
from kg.packs.given import records_of
from kg.packs.model import Given
from kg.store import Store

load_commands()
RUNNER = CliRunner()

FACTS: dict[str, Any] = {
    "facts": [
        ["RUS", "INVADED", "UKR", "2022-02-24", {"id": "invasion", "goldstein": -10.0, "by": "AFP"}],
        ["UKR", "ACCUSED", "RUS", "2021-11-10", {"id": "blame", "goldstein": -2.0, "text": 'A "&<" blame, \u00e9.'}],
        ["person:vladimir-putin", "CALLED", "BLR", "2022-01", {"id": "call", "goldstein": 1.9}],
        ["RUS", "MET", "BLR", "2022", {"id": "meeting", "goldstein": 1.0}],
        ["RUS", "CRITICIZED", "person:vladimir-putin", "2022-03-01", {"id": "domestic", "goldstein": -2.0}],
        ["RUS", "ATTACKED", "BLR", "2022-03-01", {"id": "denial", "realis": "denied"}],
    ],
    "actors": {
        "RUS": {"name": "Russia", "listed": True},
        "person:vladimir-putin": {"name": "Vladimir \u0007Putin", "country": "RUS"},
    },
}


def fill(store: Store) -> Store:
    """Write the facts."""
    records = records_of(Given.model_validate(FACTS), "test")
    store.write_actors(records.entries)
    store.write(records.extractions)
    return store


def place(store: Store) -> str:
    """The folder of an embedded store, as --uri takes it."""
    assert store._embedded is not None
    return str(store._embedded.folder)


def export(store: Store, kind: str, path: Path | None, *words: str) -> Result:
    """Run ``kg export``."""
    output = [] if path is None else ["-o", str(path)]
    return RUNNER.invoke(app, ["export", kind, "--uri", place(store), *output, *words])


def read_rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
