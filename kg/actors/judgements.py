"""What the analyst decided about identity: a file under the user's own version control.

``judgements.yaml`` in a folder of actor files is a list of

    - {same: [person:a, person:b]}       b is a: names and offices of both are a's, mentions of b are of a
    - {not_same: [person:a, person:b]}   they are two; nobody proposes them again, and no chain of "same" may join them
    - {name: the Old Fox, is: person:a}  whoever is called so is a

A judgement is undone by taking its line out (``kg actors split`` does).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.actors.folding import fold_name
from kg.actors.merging import merge_rows
from kg.errors import SchemaError, UsageError

FILE_NAME = "judgements.yaml"
_HEADER = "# Judgements on who is who; kg actors merge, split and assign keep this file.\n"


@dataclass(frozen=True, slots=True)
class Judgements:
    """All judgements, in their order.

    Attributes:
        same: Pairs (kept id, other id).
        apart: Pairs that are two.
        names: Pairs (name, id).
    """

    same: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()

    def merge(self, kept: str, other: str) -> Judgements:
        """Judge two to be one; an earlier judgement that they are two is withdrawn.

        Raises:
            UsageError: They are one id.
        """
        if kept == other:
            raise UsageError(f"{kept} is one actor already")
        return _checked(
            Judgements(
                (*(pair for pair in self.same if set(pair) != {kept, other}), (kept, other)),
                tuple(pair for pair in self.apart if set(pair) != {kept, other}),
                self.names,
            )
        )

    def split(self, first: str, second: str) -> Judgements:
        """Judge two to be two; an earlier judgement that they are one is withdrawn."""
        return _checked(
            Judgements(
                tuple(pair for pair in self.same if set(pair) != {first, second}),
                (*(pair for pair in self.apart if set(pair) != {first, second}), (first, second)),
                self.names,
            )
        )

    def assign(self, name: str, actor: str) -> Judgements:
        """Judge a name to mean an actor, in place of what was judged of it before.

        Raises:
            UsageError: The name has no letter or digit.
        """
        name = " ".join(name.split())
        if not fold_name(name):
            raise UsageError("a name needs letters")
        kept = (pair for pair in self.names if fold_name(pair[0]) != fold_name(name))
        return Judgements(self.same, self.apart, (*kept, (name, actor)))

    def redirects(self) -> dict[str, str]:
        """Other id -> kept id, chains followed to their end."""
        direct = {other: kept for kept, other in self.same}
        found: dict[str, str] = {}
        for start in direct:
            seen, place = {start}, direct[start]
            while place in direct and place not in seen:
                seen.add(place)
                place = direct[place]
            found[start] = place
        return found

    def to_yaml(self) -> str:
        """The file's text."""
        rows: list[dict[str, Any]] = [{"same": list(pair)} for pair in self.same]
        rows += [{"not_same": list(pair)} for pair in self.apart]
        rows += [{"name": name, "is": actor} for name, actor in self.names]
        lines = [
            yaml.safe_dump(row, default_flow_style=True, allow_unicode=True, width=1000, sort_keys=False)
            for row in rows
        ]
        return _HEADER + "".join(f"- {line}" for line in lines)


def _checked(judgements: Judgements, where: str | None = None) -> Judgements:
    redirects = judgements.redirects()
    for kept, other in judgements.same:
        if redirects.get(kept, kept) == other:
            raise SchemaError(f"{kept} and {other} are each judged to be the other", where=where)
    for first, second in judgements.apart:
        if redirects.get(first, first) == redirects.get(second, second):
            raise SchemaError(f"{first} and {second} are judged to be one and to be two", where=where)
    return judgements


def parse_judgements(text: str, where: str) -> Judgements:
    """Judgements from a file's text; ``where`` names it in errors."""
    try:
        rows = yaml.safe_load(text) or []
    except yaml.YAMLError as error:
        raise SchemaError(f"not YAML: {error}".replace("\n", " "), where=where) from error
    same, apart, names = [], [], []
    for number, row in enumerate(rows if isinstance(rows, list) else [None], start=1):
        match row:
            case {"same": [str(kept), str(other)]} if len(row) == 1:
                same.append((kept, other))
            case {"not_same": [str(first), str(second)]} if len(row) == 1:
                apart.append((first, second))
            case {"name": str(name), "is": str(actor)} if len(row) == 2:
                names.append((name, actor))
            case _:
                raise SchemaError(
                    f"judgement {number} is none", where=where, hint="same: [A, B], not_same: [A, B], or name: N, is: A"
                )
    return _checked(Judgements(tuple(same), tuple(apart), tuple(names)), where)


def load_judgements(folder: Path) -> Judgements:
    """Judgements of a folder; none if it has no such file."""
    path = folder / FILE_NAME
    if not path.exists():
        return Judgements()
    return parse_judgements(path.read_text(encoding="utf-8"), str(path))


def save_judgements(judgements: Judgements, folder: Path) -> Path:
    """Write the folder's file, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    partial = path.with_suffix(".tmp")
    partial.write_text(judgements.to_yaml(), encoding="utf-8")
    partial.replace(path)
    return path


def joined(parts: Iterable[Judgements]) -> Judgements:
    """Judgements of several folders as one, later ones win where they disagree."""
    found = Judgements()
    for part in parts:
        for kept, other in part.same:
            found = found.merge(kept, other)
        for first, second in part.apart:
            found = found.split(first, second)
        for name, actor in part.names:
            found = found.assign(name, actor)
    return found


def apply_judgements(rows: list[dict[str, Any]], judgements: Judgements) -> list[dict[str, Any]]:
    """Entries after the judgements: merged ones under the kept id, assigned names among the aliases.

    Raises:
        SchemaError: A name is assigned to an actor nobody lists.
    """
    redirects = judgements.redirects()
    found: dict[str, dict[str, Any]] = {}
    late: list[dict[str, Any]] = []
    for row in rows:
        if row["id"] in redirects:
            late.append(row)
        else:
            found[row["id"]] = row
    for row in late:
        kept = redirects[row["id"]]
        if kept in found:
            # what the kept one says of itself wins over the other's
            names = {"name": found[kept]["name"], "id": kept}
            found[kept] = {**merge_rows(row, {**found[kept]}), **names}
        else:
            found[kept] = {**row, "id": kept}
    for row in found.values():
        for office in row.get("offices", ()):
            if office["of"] in redirects:
                office["of"] = redirects[office["of"]]
    for name, actor in judgements.names:
        target = redirects.get(actor, actor)
        if target not in found:
            raise SchemaError(f"{name!r} is assigned to {actor!r}, whom no file lists")
        row = found[target]
        if name not in row.get("aliases", ()):
            found[target] = {**row, "aliases": [*row.get("aliases", ()), name]}
    return list(found.values())
