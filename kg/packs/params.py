"""Values of parameters: from the command line to what the query takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from kg.errors import UsageError, unknown_name
from kg.packs.model import Param, Value
from kg.packs.reading import LoadedQuery

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_TRUE, _FALSE = frozenset(("true", "yes", "1")), frozenset(("false", "no", "0"))

Resolver = Callable[[str], str]


def check_value(kind: str, value: Value) -> str | None:
    """What is wrong with a value of that type, or None."""
    if kind in ("actor", "relation", "text"):
        return None if isinstance(value, str) and value else "needs a text"
    if kind == "date":
        good = isinstance(value, str) and _DATE.fullmatch(value) is not None
        return None if good else f"{value!r} is no date; write 2022, 2022-01 or 2022-01-26"
    if kind == "boolean":
        return None if isinstance(value, bool) else f"{value!r} is not true or false"
    if kind == "integer":
        return None if isinstance(value, int) and not isinstance(value, bool) else f"{value!r} is no whole number"
    if kind == "number":
        good = isinstance(value, int | float) and not isinstance(value, bool)
        return None if good else f"{value!r} is no number"
    good = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return None if good else f"{value!r} is no list of texts"


def parse_value(name: str, param: Param, text: str) -> Value:
    """A value as the user typed it, as the parameter's type.

    Raises:
        UsageError: It is not of that type.
    """
    value: Value = text
    if param.type == "integer" and re.fullmatch(r"[+-]?\d+", text):
        value = int(text)
    elif param.type == "number" and re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", text):
        value = float(text)
    elif param.type == "boolean" and text.lower() in _TRUE | _FALSE:
        value = text.lower() in _TRUE
    elif param.type == "texts":
        value = [item.strip() for item in text.split(",") if item.strip()]
    if (fault := check_value(param.type, value)) is not None:
        raise UsageError(f"parameter {name}: {fault}", hint=f"{name} ({param.type}): {param.meaning}")
    return value


def split_assignments(assignments: list[str]) -> dict[str, str]:
    """``NAME=VALUE`` arguments as a mapping; the last one of a name counts.

    Raises:
        UsageError: One has no equals sign.
    """
    found: dict[str, str] = {}
    for item in assignments:
        name, mark, value = item.partition("=")
        if not mark or not name.strip():
            raise UsageError(f"--param {item!r} is not NAME=VALUE", hint="like --param since=2022-01-01")
        found[name.strip()] = value
    return found


def bind(query: LoadedQuery, given: Mapping[str, str | Value], resolve: Resolver | None = None) -> dict[str, Any]:
    """All values a query takes: the given ones, then its defaults.

    Args:
        query: The query.
        given: Name -> value; texts are read as the parameter's type.
        resolve: Turns what the user calls an actor into an actor id; None leaves it as it is.

    Raises:
        UsageError: A name is unknown, a value is of the wrong type, or one is missing.
    """
    for name in given:
        if name not in query.params:
            raise unknown_name(f"parameter of {query.name}", name, query.params)
    bound: dict[str, Any] = {}
    for name, param in query.params.items():
        value = given.get(name, param.default)
        if value is None:
            raise UsageError(
                f"{query.name} needs --param {name}=...",
                hint=f"{name} ({param.type}): {param.meaning}; for example --param {name}={_shell(param.shown)}",
            )
        if isinstance(value, str):
            value = parse_value(name, param, value)
        elif (fault := check_value(param.type, value)) is not None:
            raise UsageError(f"parameter {name}: {fault}")
        if param.type == "actor" and resolve is not None:
            value = resolve(str(value))
        if param.type == "relation":
            value = _relation(str(value))
        if param.type == "number" and isinstance(value, int):
            value = float(value)
        if name == "limit" and isinstance(value, int) and value < 1:
            raise UsageError("parameter limit: must be 1 or more")
        bound[name] = value
    return bound


def _shell(value: Value) -> str:
    text = ",".join(value) if isinstance(value, list) else str(value)
    return f'"{text}"' if " " in text else text


def _relation(name: str) -> str:
    from kg.store.model import load_graph_model

    known = load_graph_model().relation_types()
    if name.upper() not in known:
        raise unknown_name("relation", name, known)
    return name.upper()
