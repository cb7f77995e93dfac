"""Files for ``neo4j-admin database import full``: every node, edge and property of the graph as it is.

One file a set of labels and one an edge type, each with a header file beside it that gives the types, since these are
known only when all is written. ``import.args`` holds the arguments, ``schema.cypher`` the constraints and indexes,
which an import does not make.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TextIO

from kg.errors import KgError, UsageError
from kg.progress import watched
from kg.store import Store, load_graph_model
from kg.store.bulk_import import ARGUMENTS_FILE
from kg.store.cypher import constraints_and_indexes
from kg.store.dump import stream_edges, stream_nodes

#: Stands between the items of a list: a control character that no text has.
SEPARATOR = "\x1f"


SCHEMA_FILE = "schema.cypher"

# Nothing may be dropped, and a text may hold line ends.
_ARGUMENTS = (
    "--array-delimiter=U+001F",
    "--multiline-fields=true",
    "--bad-tolerance=0",
    "--skip-duplicate-nodes=false",
)
_TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "long", float: "double"}


class BulkFile:
    """One file with its header: rows of properties, of which the columns and their types become known as they come.

    Args:
        path: The file; the header is beside it.
        fixed: Header of what stands before the properties.
        known: Properties in the order of the graph model; others follow as they come.
    """

    def __init__(self, path: Path, fixed: Sequence[str], known: Sequence[str]) -> None:
        self.path = path
        self.fixed = fixed
        self.columns: dict[str, str | None] = dict.fromkeys(known)
        self.rows = 0
        self._file: TextIO = path.open("w", encoding="utf-8", newline="")

    @property
    def header(self) -> Path:
        """The file of the header."""
        return self.path.with_name(f"{self.path.stem}.header.csv")

    def write(self, fixed: Sequence[str], properties: dict[str, Any]) -> None:
        """Add a row."""
        for name, value in properties.items():
            self.columns[name] = _wider(self.columns.get(name), _type(value), f"{self.path.stem}.{name}")
        cells = [quoted(value) for value in fixed]
        cells += [quoted(properties[name]) if name in properties else "" for name in self.columns]
        self._file.write(",".join(cells) + "\n")
        self.rows += 1

    def close(self) -> None:
        """Finish the file and write the header; a property without any value counts as text."""
        self._file.close()
        columns = [quoted(f"{name}:{kind or 'string'}") for name, kind in self.columns.items()]
        self.header.write_text(",".join([*self.fixed, *columns]) + "\n", encoding="utf-8")


def quoted(value: Any) -> str:
    """A value as neo4j-admin reads it: texts and lists in quotes, so that an empty one is not taken for none.

    Raises:
        KgError: An item of a list holds the separator.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        items = ["true" if item is True else "false" if item is False else str(item) for item in value]
        if any(SEPARATOR in item for item in items):
            raise KgError("an item of a list holds the control character U+001F, which separates them")
        return quoted(SEPARATOR.join(items))
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return str(value)


def _type(value: Any) -> str:
    if isinstance(value, list):
        kinds = {_type(item) for item in value}
        if kinds == {"long", "double"}:
            kinds = {"double"}
        if len(kinds) > 1:
            raise KgError(f"a list holds {' and '.join(sorted(kinds))}, which neo4j-admin cannot import")
        return f"{kinds.pop() if kinds else 'string'}[]"
    if (kind := _TYPES.get(type(value))) is None:
        raise KgError(f"neo4j-admin cannot import a {type(value).__name__}")
    return kind


def _wider(before: str | None, now: str, where: str) -> str:
    if before is None or before == now:
        return now
    if {before, now} == {"long", "double"}:
        return "double"
    raise KgError(f"holds both {before} and {now}, which neo4j-admin cannot import", where=where)


def write_bulk(store: Store, folder: Path) -> dict[str, int]:
    """Write the whole graph to a folder, which appears only when all is written.

    Returns:
        How many ``nodes`` and ``edges`` there are.

    Raises:
        UsageError: The folder exists and is not empty, or the graph is.
        KgError: The folder cannot be written, or holds what neo4j-admin cannot import.
    """
    with _folder_written_whole(folder) as place, ExitStack() as open_files:
        files: dict[tuple[str, str], BulkFile] = {}

        def file(kind: str, name: str, fixed: Sequence[str], known: Sequence[str]) -> BulkFile:
            if (kind, name) not in files:
                path = place / f"{kind}-{re.sub('[^A-Za-z0-9_]', '-', name)}.csv"
                files[kind, name] = BulkFile(path, fixed, known)
                open_files.callback(files[kind, name].close)
            return files[kind, name]

        for row in watched(stream_nodes(store), "nodes written"):
            labels = sorted(row["labels"])
            file("nodes", ":".join(labels), (":ID",), _known_properties(labels)).write(
                (row["inner"],), row["properties"]
            )
        if not files:
            raise UsageError("the graph is empty", where=store.uri, hint="kg ingest INPUT... adds something")
        for row in watched(stream_edges(store), "edges written"):
            ends = (row["start"], row["end"])
            edge = file("edges", row["type"], (":START_ID", ":END_ID"), _known_edge_properties(row["type"]))
            edge.write(ends, row["properties"])
        lines = [*_ARGUMENTS, *(_argument(kind, name, made) for (kind, name), made in sorted(files.items()))]
        (place / ARGUMENTS_FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
        statements = constraints_and_indexes(load_graph_model(), full_text=True).values()
        (place / SCHEMA_FILE).write_text("".join(f"{statement};\n" for statement in statements), encoding="utf-8")
    return {name: sum(made.rows for (kind, _), made in files.items() if kind == name) for name in ("nodes", "edges")}


def _argument(kind: str, name: str, file: BulkFile) -> str:
    option = "--nodes" if kind == "nodes" else "--relationships"
    return f'"{option}={name}={file.header.name},{file.path.name}"'


def _known_properties(labels: Sequence[str]) -> list[str]:
    model = load_graph_model()
    found = [name for label in labels if label in model.nodes for name in model.nodes[label].properties]
    return [*found, *(model.actor_measures if "Actor" in labels else ())]


def _known_edge_properties(name: str) -> list[str]:
    model = load_graph_model()
    if name in model.edges:
        return list(model.edges[name].properties)
    return list(model.tie_properties if name in model.ties else model.direct_properties)


@contextmanager
def _folder_written_whole(folder: Path) -> Iterator[Path]:
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise UsageError("exists already and is not empty", where=str(folder), hint="name a new folder")
    place = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        place.mkdir(parents=True)
        try:
            yield place
            if folder.is_dir():
                folder.rmdir()
            place.replace(folder)
        finally:
            shutil.rmtree(place, ignore_errors=True)
    except OSError as error:
        raise KgError(f"cannot be written: {error.strerror}", where=str(folder)) from error
