"""The knowledge base of actors: shipped files, the user's own layered over them, one compiled index of all names.

Files of one layer add up: an id that stands in several has the names, offices and memberships of all. A later layer
does the same and wins where one value can hold (``name``, ``country``, ``since``, ...). The compiled form is cached in
the user's cache folder under the hash of all files, so only a change of a file costs a rebuild.
"""

from __future__ import annotations

import gc
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import srsly
import yaml
from pydantic import ValidationError

from kg.actors.dates import within
from kg.actors.index import NameIndex, NameKind
from kg.actors.judgements import FILE_NAME, Judgements, apply_judgements, joined, parse_judgements
from kg.actors.merging import combine
from kg.actors.model import ActorEntry, ActorFile, MembershipEntry
from kg.actors.variants import short_forms, surnames
from kg.errors import SchemaError

FORMAT = "11"


@dataclass(frozen=True, slots=True)
class Term:
    """A person in an office, from the side of the country or organisation."""

    person: str
    role: str
    title: str
    of: str
    since: str | None
    until: str | None

    def covers(self, on: str) -> bool:
        """Whether the office is held on that date."""
        return within(self.since, self.until, on)


class KnowledgeBase:
    """All actors, by id, by name, and by office.

    Args:
        rows: Entries as plain dicts without defaults, in order.
        table: The compiled name table, built here if absent.
        redirects: Ids judged to be another actor, listed or not, with that actor's id.
    """

    def __init__(
        self,
        rows: list[dict[str, Any]],
        table: dict[str, list[Any]] | None = None,
        redirects: dict[str, str] | None = None,
    ) -> None:
        self.redirects = redirects or {}
        self._rows = rows
        self._number = {row["id"]: number for number, row in enumerate(rows)}
        self._entries: dict[str, ActorEntry] = {}
        self.index = NameIndex(table)
        if table is None:
            for number, row in enumerate(rows):
                _enter(self.index, number, row)
        self._memberships: dict[str, list[dict[str, Any]]] | None = None
        self._terms: dict[str, list[Term]] = {}
        self._held: dict[str, list[Term]] = {}
        for row in rows:
            for office in row.get("offices", ()):
                term = Term(
                    row["id"], office["role"], office["title"], office["of"], office.get("since"), office.get("until")
                )
                self._terms.setdefault(term.of, []).append(term)
                self._held.setdefault(term.person, []).append(term)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, actor: str) -> bool:
        return actor in self._number

    def __iter__(self) -> Iterator[ActorEntry]:
        return (self.get(row["id"]) for row in self._rows)

    def id_of(self, number: int) -> str:
        """Id of the actor with that number in the name index."""
        actor: str = self._rows[number]["id"]
        return actor

    def row(self, actor: str) -> dict[str, Any]:
        """The entry as a plain dict without defaults; quick."""
        return self._rows[self._number[actor]]

    def rows(self) -> Iterable[dict[str, Any]]:
        """All entries as plain dicts without defaults."""
        return self._rows

    def get(self, actor: str) -> ActorEntry:
        """The entry of an actor; unknown ids raise ``KeyError``."""
        entry = self._entries.get(actor)
        if entry is None:
            entry = self._entries[actor] = ActorEntry.model_validate(self.row(actor))
        return entry

    def terms_of(self, body: str) -> Sequence[Term]:
        """All offices of a country or organisation."""
        return self._terms.get(body, ())

    def offices(self, person: str) -> Sequence[Term]:
        """All offices of a person."""
        return self._held.get(person, ())

    def memberships(self, actor: str) -> list[MembershipEntry]:
        """In what an actor is or was a member; ``id`` is the body, whichever of the two lists it."""
        if self._memberships is None:
            self._memberships = {}
            for row in self._rows:
                for item in row.get("members", ()):
                    self._memberships.setdefault(item["id"], []).append({**item, "id": row["id"]})
        listed = (*self.row(actor).get("memberships", ()), *self._memberships.get(actor, ()))
        return [MembershipEntry.model_validate(item) for item in listed]

    def country(self, actor: str) -> str | None:
        """Country of an actor: as listed, else that of the first office; of a territory of nobody's its own code."""
        row = self.row(actor)
        code: str | None = row.get("country")
        if code is None and row.get("status") == "territory":
            code = row.get("codes", {}).get("iso3")
        if code is None:
            for term in self.offices(actor):
                if term.of.startswith("country:"):
                    return term.of[8:]
        return code

    def holders(self, body: str, role: str, on: str) -> list[Term]:
        """Who holds a role on a date, the last to begin first."""
        held = [term for term in self.terms_of(body) if term.role == role and term.covers(on)]
        return sorted(held, key=lambda term: (term.since or "", term.person), reverse=True)

    def state(self) -> dict[str, Any]:
        """What the cache keeps."""
        return {"rows": self._rows, "table": self.index.table, "redirects": self.redirects}


def _enter(index: NameIndex, number: int, row: dict[str, Any]) -> None:
    person = row["kind"] == "person"
    country = row.get("country")
    if person and country is None:
        country = next((o["of"][8:] for o in row.get("offices", ()) if o["of"].startswith("country:")), None)
    index.add(row["name"], number, NameKind.NAME)
    for written in row.get("aliases", ()):
        # "President Bush" says no more than "Bush": the title is read from the text
        alias = _untitled(written) if person else written
        short = person and len(alias.split()) == 1
        if (person and not alias) or (short and not alias[:1].isupper()):
            continue
        index.add(alias, number, NameKind.SURNAME if short else NameKind.ALIAS)
    if person:
        full = [name for name in (row["name"], *row.get("aliases", ())) if len(name.split()) > 1]
        for name in full:
            for form in short_forms(name, country):
                index.add(form, number, NameKind.SHORT)
        for name in full:
            for form in surnames(name.partition("(")[0], country):
                if form[:1].isupper() or " " in form or "-" in form:
                    index.add(form, number, NameKind.SURNAME)
    if row.get("capital"):
        index.add(row["capital"], number, NameKind.CAPITAL)
    for key, kind in (
        ("metonyms", NameKind.METONYM),
        ("adjectives", NameKind.ADJECTIVE),
        ("demonyms", NameKind.DEMONYM),
    ):
        for name in row.get(key, ()):
            index.add(name, number, kind)


_TITLES = frozenset({"president", "minister", "king", "queen", "prime", "chancellor", "general", "mr", "mr.", "gen."})


def _untitled(name: str) -> str:
    """A person's name without a note in brackets and without titles."""
    words = name.partition("(")[0].split()
    while len(words) > 1 and words[0].lower() in _TITLES:
        del words[0]
    return " ".join(words)


def read_actor_file(text: str, where: str) -> ActorFile:
    """The entries of one file; ``where`` names it in errors."""
    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
        return ActorFile.model_validate(data)
    except yaml.YAMLError as error:
        raise SchemaError(f"not YAML: {error}".replace("\n", " "), where=where) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise SchemaError(f"{_place(first['loc'], data)}: {first['msg']}", where=where) from error


def _place(loc: tuple[int | str, ...], data: Any) -> str:
    try:
        if len(loc) > 1 and loc[0] == "actors":
            return ".".join([str(data["actors"][loc[1]].get("id", loc[1])), *map(str, loc[2:])])
    except (KeyError, IndexError, TypeError, AttributeError):
        pass
    return ".".join(map(str, loc))


def actor_sources(folders: Sequence[Path] = (), *, shipped: bool = True) -> list[tuple[str, bytes]]:
    """Name and content of every actor file, shipped ones first, then folder by folder in name order.

    Raises:
        SchemaError: A folder does not exist.
    """
    found: list[tuple[str, bytes]] = []
    if shipped:
        entries = sorted(files("kg.schema").joinpath("actors").iterdir(), key=lambda entry: entry.name)
        found += [(f"schema/actors/{item.name}", item.read_bytes()) for item in entries if item.name.endswith(".yaml")]
    for folder in folders:
        if not folder.is_dir():
            raise SchemaError("no such folder of actor files", where=str(folder))
        found += [(str(path), path.read_bytes()) for path in sorted(folder.glob("*.yaml"))]
    return found


def cache_folder() -> Path:
    """Where compiled knowledge is kept; ``KG_CACHE`` overrides it."""
    if os.environ.get("KG_CACHE"):
        return Path(os.environ["KG_CACHE"])
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "kg" / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg"


def compile_knowledge(sources: Sequence[tuple[str, bytes]]) -> KnowledgeBase:
    """Read and index actor files, without the cache."""
    entries: list[ActorEntry] = []
    judged: list[Judgements] = []
    for where, content in sources:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise SchemaError("not UTF-8", where=where) from error
        if Path(where).name == FILE_NAME:
            judged.append(parse_judgements(text, where))
        else:
            entries.extend(read_actor_file(text, where).actors)
    judgements = joined(judged)
    return KnowledgeBase(apply_judgements(combine(entries), judgements), redirects=judgements.redirects())


def load_knowledge(folders: Sequence[Path] = (), *, shipped: bool = True, cache: bool = True) -> KnowledgeBase:
    """The knowledge base of the shipped files and the user's folders.

    Args:
        folders: The user's own actor folders, later ones win.
        shipped: False leaves the shipped files out.
        cache: False neither reads nor writes the compiled form.

    Raises:
        SchemaError: A file is malformed.
    """
    sources = actor_sources(folders, shipped=shipped)
    digest = hashlib.sha256(FORMAT.encode())
    for where, content in sources:
        digest.update(f"\x1f{where}\x1f{len(content)}\x1f".encode())
        digest.update(content)
    path = cache_folder() / f"actors-{digest.hexdigest()[:32]}.msgpack"
    if cache and path.exists():
        try:
            state = srsly.read_msgpack(path)
            return KnowledgeBase(state["rows"], state["table"], state["redirects"])
        except (ValueError, KeyError, TypeError, OSError):
            pass  # a broken cache file is rebuilt
    base = compile_knowledge(sources)
    if cache:
        _write_cache(path, base)
    return base


def _write_cache(path: Path, base: KnowledgeBase) -> None:
    partial = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        srsly.write_msgpack(partial, base.state())
        partial.replace(path)
    except OSError:
        return  # a read-only home only costs time
    for old in path.parent.glob("actors-*.msgpack"):
        if old != path and len(list(path.parent.glob("actors-*.msgpack"))) > 6:
            old.unlink(missing_ok=True)


@lru_cache(maxsize=4)
def knowledge(folders: tuple[str, ...] = ()) -> KnowledgeBase:
    """``load_knowledge``, kept for the life of the process."""
    base = load_knowledge([Path(folder) for folder in folders])
    gc.collect()
    gc.freeze()  # the collector need not walk a hundred thousand names again and again
    return base
