"""What can be said about a pack without a database: every finding is a line that names the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from kg.packs.header import body, check_header, query_header
from kg.packs.model import Query
from kg.packs.params import check_value
from kg.packs.reading import LoadedQuery, Pack
from kg.store.model import GraphModel, load_graph_model


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a pack: the file and what is wrong."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def check_pack(pack: Pack, *, headers: bool = True, tests: bool = True) -> list[Finding]:
    """Check a pack without a database.

    Args:
        pack: The pack.
        headers: Whether the comments at the top of each file must be those that ``pack.yml`` gives.
        tests: Whether every query must have a test.

    Returns:
        What is wrong, in the order of the files; empty where all is well.
    """
    found = [Finding(f"{pack.where}/{name}", "is not listed in pack.yml") for name in pack.strays]
    for query in (*pack.queries, *pack.checks):
        found += [Finding(query.path, what) for what in _check_query(query, load_graph_model(), headers, tests)]
    return found


def expected_header(query: LoadedQuery) -> str:
    """The comments and ``:param`` lines that a file should begin with."""
    if isinstance(query.entry, Query):
        return query_header(query.entry, query.params)
    return check_header(query.entry)


def with_header(query: LoadedQuery) -> str:
    """The whole file as it should be."""
    return expected_header(query) + body(query.text)


def _check_query(query: LoadedQuery, model: GraphModel, headers: bool, tests: bool) -> Iterable[str]:
    statement = query.statement
    if statement.statements != 1:
        yield f"holds {statement.statements} statements; one is allowed"
    for clause in statement.writes:
        yield f"{clause} is not allowed: queries only read"
    if not statement.starts_well:
        yield "does not begin with MATCH, OPTIONAL MATCH, WITH, UNWIND, CALL or RETURN"
    for name in sorted(statement.params - set(query.params)):
        yield f"${name} is used but pack.yml does not declare it"
    for name in sorted(set(query.params) - statement.params):
        yield f"pack.yml declares {name}, which the query does not use"
    yield from _unknown("label", statement.labels, model.labels())
    yield from _unknown("edge type", statement.types, model.edge_types())
    yield from _unknown("property", statement.properties, known_properties(model))
    if isinstance(query.entry, Query):
        yield from _check_entry(query, query.entry, tests)
    for test in query.entry.tests:
        for name in sorted(set(test.params) - set(query.params)):
            yield f"a test sets {name}, which is no parameter of the query"
        for row in test.expect:
            if isinstance(query.entry, Query):
                yield from _unknown("column (in a test)", set(row), set(query.entry.returns))
    if headers and not query.text.startswith(expected_header(query)):
        yield "the comments at its top differ from pack.yml; `kg query headers` writes them"


def _check_entry(query: LoadedQuery, entry: Query, tests: bool) -> Iterable[str]:
    limited = any(name == "limit" and param.type == "integer" for name, param in query.params.items())
    if not limited:
        yield "has no integer parameter limit: an answer needs a bound"
    if tests and not entry.tests:
        yield "has no test in pack.yml"
    for name, param in query.params.items():
        for value in (param.default, param.example):
            if value is not None and (fault := check_value(param.type, value)):
                yield f"parameter {name}: {fault}"


def _unknown(kind: str, names: set[str], known: set[str]) -> Iterable[str]:
    for name in sorted(names - known):
        near = get_close_matches(name, sorted(known), n=2)
        yield f"unknown {kind} {name}" + (f"; did you mean {' or '.join(near)}?" if near else "")


def known_properties(model: GraphModel) -> set[str]:
    """Every property the graph model gives to a node or an edge."""
    names = {name for node in model.nodes.values() for name in node.properties}
    names |= {name for edge in model.edges.values() for name in edge.properties}
    return names | set(model.tie_properties) | set(model.direct_properties) | set(model.actor_measures)
