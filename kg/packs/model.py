"""What a query pack says about its queries: the format of ``queries/<pack>/pack.yml``.

A pack is a folder: ``pack.yml`` and one ``NAME.cypher`` for each query and each check that it lists. The folder of a
user's own pack looks the same. ``pack.yml`` is the one place for titles, parameters and columns; the comments at the
top of a ``.cypher`` file are written from it (``kg.packs.header``).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Value = str | int | float | bool | list[str] | None
Fact = list[Any]

PARAM_TYPES = ("actor", "relation", "text", "integer", "number", "date", "boolean", "texts")
COLUMN_TYPES = ("string", "integer", "number", "boolean", "date", "list", "node", "edge", "path")
NAME = re.compile(r"[a-z][a-z0-9_]*")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Param(_Model):
    """A parameter of a query.

    Attributes:
        type: ``actor`` takes an id, a name, an alias or an ISO code and reaches the query as the id; ``relation`` the
            name of an edge type; ``date`` an ISO date, ``texts`` a list.
        meaning: What it is for.
        default: Taken where the user gives none; absent: the user has to give one.
        example: What the ``:param`` line for Neo4j Browser sets; needed where there is no default.
    """

    type: Literal["actor", "relation", "text", "integer", "number", "date", "boolean", "texts"]
    meaning: str
    default: Value = None
    example: Value = None

    @field_validator("default", "example", mode="before")
    @classmethod
    def _plain_dates(cls, value: object) -> object:
        return value.isoformat() if isinstance(value, dt.date) else value

    @property
    def required(self) -> bool:
        """Whether the user has to give a value."""
        return self.default is None

    @property
    def shown(self) -> Value:
        """The value that stands in the ``:param`` line."""
        return self.default if self.example is None else self.example

    @model_validator(mode="after")
    def _has_value(self) -> Param:
        if self.shown is None:
            raise ValueError("a parameter without a default needs an example")
        return self


class Column(_Model):
    """A column of the answer; written ``TYPE, meaning`` or just ``TYPE`` in ``pack.yml``."""

    type: Literal["string", "integer", "number", "boolean", "date", "list", "node", "edge", "path"]
    meaning: str = ""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        if isinstance(value, str):
            kind, _, meaning = value.partition(",")
            return {"type": kind.strip(), "meaning": meaning.strip()}
        return value


class Given(_Model):
    """A small graph to ask, as compact facts.

    Attributes:
        facts: ``[source, relation, target, date, {more}]``, the last two optional. Actors are ids; three capital
            letters stand for a country. ``more`` takes the keys of ``kg.packs.given.Detail``.
        actors: Actor id -> name, kind, country, ... (``kg.packs.given.NamedActor``).
        offices: ``[person, title, of, since, until]``.
        members: ``[member, organisation, since, until]``.
        ties: ``[source, relation, target, since, until, value]``.
    """

    facts: list[Fact] = Field(default_factory=list)
    actors: dict[str, dict[str, Any]] = Field(default_factory=dict)
    offices: list[Fact] = Field(default_factory=list)
    members: list[Fact] = Field(default_factory=list)
    ties: list[Fact] = Field(default_factory=list)

    @field_validator("facts", "offices", "members", "ties", mode="before")
    @classmethod
    def _texts(cls, rows: object) -> object:
        if not isinstance(rows, list):
            return rows
        return [
            [v.isoformat() if isinstance(v, dt.date) else v for v in row] if isinstance(row, list) else row
            for row in rows
        ]


class QueryTest(_Model):
    """What the query must answer on a given graph; only the columns named in ``expect`` are compared."""

    given: Given
    params: dict[str, Value] = Field(default_factory=dict)
    expect: list[dict[str, Any]]
    ordered: bool = False

    @field_validator("params", mode="before")
    @classmethod
    def _plain_dates(cls, params: object) -> object:
        if not isinstance(params, dict):
            return params
        return {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in params.items()}


class Entry(_Model):
    """What a query and a check share: ``name`` is the file name without ``.cypher``."""

    name: str
    tests: tuple[QueryTest, ...] = ()

    @field_validator("name")
    @classmethod
    def _plain_name(cls, name: str) -> str:
        if not NAME.fullmatch(name):
            raise ValueError("a name has lower-case letters, digits and underscores")
        return name


class Query(Entry):
    """A question and what is needed to ask it.

    Attributes:
        title: A few words.
        question: The question in plain words.
        params: Parameters of this query alone.
        uses: Names of parameters that the pack defines for several queries.
        returns: Column -> type and meaning, in the order of the answer.
        heavy: It may take longer than two seconds on a million events; ``note`` says why.
    """

    title: str
    question: str
    tags: tuple[str, ...] = ()
    access: Literal["read"] = "read"
    params: dict[str, Param] = Field(default_factory=dict)
    uses: tuple[str, ...] = ()
    returns: dict[str, Column]
    heavy: bool = False
    note: str = ""


class Check(Entry):
    """A query that must return no rows: each row is something wrong with the graph."""

    severity: Literal["error", "warning"] = "error"
    meaning: str


class PackFile(_Model):
    """The whole of a ``pack.yml``; ``params`` are defined once and taken by queries through ``uses``."""

    pack: str
    title: str
    about: str = ""
    params: dict[str, Param] = Field(default_factory=dict)
    queries: tuple[Query, ...]
    checks: tuple[Check, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> PackFile:
        if not NAME.fullmatch(self.pack):
            raise ValueError("a pack's name has lower-case letters, digits and underscores")
        seen: set[str] = set()
        entries: tuple[Entry, ...] = (*self.queries, *self.checks)
        for name in [entry.name for entry in entries]:
            if name in seen:
                raise ValueError(f"{name} is listed twice")
            seen.add(name)
        for query in self.queries:
            for used in query.uses:
                if used not in self.params:
                    raise ValueError(f"{query.name} uses {used}, which the pack does not define under params")
                if used in query.params:
                    raise ValueError(f"{query.name} both uses and defines {used}")
        return self
