"""The JSON Schema of what ``kg extract`` writes, generated from the records and shipped as ``event.schema.json``.

``python -m kg.contract`` writes it anew.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from kg.records import Event

SCHEMA_FILE = "event.schema.json"


def event_schema() -> dict[str, Any]:
    """JSON Schema of one line of events, from the fields and types of ``kg.records.Event``."""
    schema = TypeAdapter(Event).json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "kg event"
    return schema


def shipped_schema() -> dict[str, Any]:
    """The schema as shipped."""
    data: dict[str, Any] = json.loads(files("kg").joinpath(SCHEMA_FILE).read_text(encoding="utf-8"))
    return data


def main() -> None:
    """Write the schema beside this module."""
    path = Path(__file__).with_name(SCHEMA_FILE)
    path.write_text(json.dumps(event_schema(), indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
