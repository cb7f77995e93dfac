"""Clashes between a user's actor files and the shipped ones, and within them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.actors.folding import fold_name
from kg.actors.judgements import FILE_NAME, joined, parse_judgements
from kg.actors.knowledge import actor_sources, read_actor_file
from kg.actors.model import ActorEntry, country_codes
from kg.errors import SchemaError

# A name that so many share ("Ali") tells nobody anything; below it two bearers are worth a look.
_MANY = 4


@dataclass(frozen=True, slots=True)
class Clash:
    """Something to look at: what is wrong, in which file, with which actor."""

    level: Literal["error", "warning"]
    where: str
    actor: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.actor}: {self.what}" if self.actor else f"{self.where}: {self.what}"


def check_actor_files(folders: Sequence[Path], *, shipped: bool = True) -> list[Clash]:
    """All clashes, errors first.

    Args:
        folders: The user's folders; without any only the shipped files are checked.
        shipped: False leaves the shipped files out.
    """
    own = {str(folder) for folder in folders}
    entries: list[tuple[str, ActorEntry]] = []
    found: list[Clash] = []
    judged = []
    for where, content in actor_sources(folders, shipped=shipped):
        try:
            text = content.decode("utf-8")
            if Path(where).name == FILE_NAME:
                judged.append((where, parse_judgements(text, where)))
            else:
                entries += [(where, entry) for entry in read_actor_file(text, where).actors]
        except SchemaError as error:
            found.append(Clash("error", where, "", error.what))
        except UnicodeDecodeError:
            found.append(Clash("error", where, "", "not UTF-8"))
    ids = {entry.id for _, entry in entries}
    countries = country_codes(entry for _, entry in entries)
    try:
        joined(judgements for _, judgements in judged)
    except SchemaError as error:
        found.append(Clash("error", judged[-1][0], "", error.what))
    for where, judgements in judged:
        for name, actor in judgements.names:
            if actor not in ids:
                found.append(Clash("error", where, actor, f"{name!r} is assigned to an actor nobody lists"))
    checked = [pair for pair in entries if not own or str(Path(pair[0]).parent) in own]
    for where, entry in checked:
        found += _of_one(where, entry, ids, countries)
    found += _between(entries, checked)
    return sorted(found, key=lambda clash: (clash.level, clash.where, clash.actor, clash.what))


def _of_one(where: str, entry: ActorEntry, ids: set[str], countries: set[str]) -> Iterator[Clash]:
    for office in entry.offices:
        if office.of not in ids:
            yield Clash("error", where, entry.id, f"office of {office.of!r}, whom nobody lists")
        if office.since and office.until and office.until[: len(office.since)] < office.since[: len(office.until)]:
            yield Clash("error", where, entry.id, f"{office.title!r} ends before it begins")
    if entry.country is not None and entry.country not in countries:
        yield Clash("warning", where, entry.id, f"country {entry.country!r} is not listed")


def _between(entries: list[tuple[str, ActorEntry]], checked: list[tuple[str, ActorEntry]]) -> Iterator[Clash]:
    bearers: dict[str, set[str]] = {}
    kinds: dict[str, tuple[str, str]] = {}
    codes: dict[tuple[str, str], str] = {}
    for where, entry in entries:
        for name in (entry.name, *entry.aliases):
            bearers.setdefault(fold_name(name), set()).add(entry.id)
        kind = kinds.setdefault(entry.id, (entry.kind, where))
        if kind[0] != entry.kind:
            yield Clash("error", where, entry.id, f"is a {entry.kind} here and a {kind[0]} in {kind[1]}")
        for system, code in entry.codes.items():
            holder = codes.setdefault((system, code), entry.id)
            if holder != entry.id and system in ("wikidata", "iso3"):
                yield Clash("error", where, entry.id, f"{system} {code} is already that of {holder}")
    for where, entry in checked:
        if entry.kind == "place":
            continue
        for name in (entry.name, *entry.aliases):
            others = bearers[fold_name(name)] - {entry.id}
            if others and len(others) < _MANY:
                yield Clash("warning", where, entry.id, f"{name!r} is also a name of {', '.join(sorted(others))}")
