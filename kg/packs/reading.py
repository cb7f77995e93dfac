"""Finding and reading packs: the shipped ones, those of installed packages, and a user's own folders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml
from pydantic import ValidationError

from kg.errors import PackError, UsageError, unknown_name
from kg.packs.cypher import Statement, read_statement, strip_browser_lines
from kg.packs.model import Check, PackFile, Param, Query

ENTRY_POINTS = "kg.query_packs"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedQuery:
    """A query with its file.

    Attributes:
        pack: Name of its pack.
        entry: Its entry in ``pack.yml``; of a check as well.
        params: All its parameters, in the order in which ``:param`` lines set them.
        path: The file, as messages call it.
        text: The whole file.
        cypher: What is sent to the database.
        statement: What it names.
    """

    pack: str
    entry: Query | Check
    params: dict[str, Param]
    path: str
    text: str
    cypher: str
    statement: Statement

    @property
    def name(self) -> str:
        """Name of the query."""
        return self.entry.name

    @property
    def full_name(self) -> str:
        """Pack and name, as in ``dyads/dyad_timeline``."""
        return f"{self.pack}/{self.entry.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack with all its files."""

    name: str
    file: PackFile
    where: str
    queries: tuple[LoadedQuery, ...]
    checks: tuple[LoadedQuery, ...]
    strays: tuple[str, ...] = field(default=())


def read_pack(folder: Traversable, where: str | None = None) -> Pack:
    """Read a pack's folder.

    Args:
        folder: Holds ``pack.yml`` and the ``.cypher`` files.
        where: What errors call the folder.

    Raises:
        PackError: ``pack.yml`` is absent or malformed, or lists a query without a file.
    """
    shown = where or str(folder)
    source = folder.joinpath("pack.yml")
    if not source.is_file():
        raise PackError(
            "no pack.yml in this folder", where=shown, hint="a pack is a folder with pack.yml and .cypher files"
        )
    content = _parse(source.read_text(encoding="utf-8"), f"{shown}/pack.yml")
    present = {item.name for item in folder.iterdir() if item.name.endswith(".cypher")}

    def load(entry: Query | Check, params: dict[str, Param]) -> LoadedQuery:
        name = f"{entry.name}.cypher"
        if name not in present:
            raise PackError(f"lists {entry.name}, but there is no {name}", where=f"{shown}/pack.yml")
        text = folder.joinpath(name).read_text(encoding="utf-8")
        cypher = strip_browser_lines(text)
        return LoadedQuery(
            pack=content.pack,
            entry=entry,
            params=params,
            path=f"{shown}/{name}",
            text=text,
            cypher=cypher,
            statement=read_statement(cypher),
        )

    queries = tuple(
        load(query, {**query.params, **{name: content.params[name] for name in query.uses}})
        for query in content.queries
    )
    checks = tuple(load(check, {}) for check in content.checks)
    listed = {f"{query.name}.cypher" for query in (*queries, *checks)}
    return Pack(
        name=content.pack,
        file=content,
        where=shown,
        queries=queries,
        checks=checks,
        strays=tuple(sorted(present - listed)),
    )


def _parse(text: str, where: str) -> PackFile:
    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise PackError(f"not YAML: {error}".replace("\n", " "), where=where) from error
    try:
        return PackFile.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(_place(data, first["loc"]))
        raise PackError(f"{place + ': ' if place else ''}{first['msg']}", where=where) from error


def _place(data: object, loc: tuple[int | str, ...]) -> list[str]:
    """The path to a faulty key, with the name of a query in the place of its number."""
    found: list[str] = []
    for step in loc:
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            data = None
        name = data.get("name") if isinstance(data, dict) and isinstance(step, int) else None
        found.append(name if isinstance(name, str) else str(step))
    return found


def shipped_packs() -> list[Pack]:
    """The packs that come with kg, by name."""
    root = files("kg.queries")
    folders = sorted(
        (item for item in root.iterdir() if item.joinpath("pack.yml").is_file()), key=lambda item: item.name
    )
    return [read_pack(folder, f"queries/{folder.name}") for folder in folders]


def load_packs(folders: Iterable[Path] = ()) -> list[Pack]:
    """The shipped packs, those that installed packages register, and the given folders.

    An entry point of group ``kg.query_packs`` names a package whose folder is a pack.

    Args:
        folders: Folders of packs, or folders that hold such folders.

    Raises:
        PackError: A pack is malformed, or two have one name.
    """
    from kg.registry import Registry

    packs = shipped_packs()
    registry = Registry(ENTRY_POINTS, "query pack")
    for name in registry.names():
        packs.append(read_pack(files(registry.get(name)), name))
    packs += read_folders(folders)
    seen: dict[str, Pack] = {}
    for pack in packs:
        if pack.name in seen:
            raise PackError(f"there is another pack {pack.name!r}: {seen[pack.name].where}", where=pack.where)
        seen[pack.name] = pack
    return packs


def read_folders(folders: Iterable[Path]) -> list[Pack]:
    """The packs in folders, each a pack or a folder of packs.

    Raises:
        UsageError: There is no such folder.
        PackError: A pack is malformed.
    """
    return [pack for folder in folders for pack in _user_packs(folder)]


def _user_packs(folder: Path) -> list[Pack]:
    if not folder.is_dir():
        raise UsageError("no such folder", where=str(folder), hint="--pack takes a folder with a pack.yml")
    if (folder / "pack.yml").is_file():
        return [read_pack(folder)]
    inner = sorted(item for item in folder.iterdir() if (item / "pack.yml").is_file())
    if not inner:
        raise PackError("no pack.yml in this folder or in one below", where=str(folder))
    return [read_pack(item) for item in inner]


def find_query(packs: Iterable[Pack], name: str) -> LoadedQuery:
    """The query of that name, given as ``name`` or ``pack/name``.

    Raises:
        UsageError: Nobody knows it, or two packs do; the message names what is near.
    """
    queries = [query for pack in packs for query in pack.queries]
    found = [query for query in queries if name in (query.name, query.full_name)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(query.full_name for query in found)
        raise UsageError(f"more than one query is called {name!r}", hint=f"say which: {names}")
    raise unknown_name("query", name, {query.full_name if "/" in name else query.name for query in queries})
