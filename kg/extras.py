"""Packages that only some commands need: found when they are needed, or one line that says how to get them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kg.errors import UsageError


def require(module: str, *, extra: str, what: str) -> Any:
    """Import a module of an extra.

    Args:
        module: The module, such as ``pyarrow.parquet``.
        extra: The extra of this distribution that brings it.
        what: What needs it, to begin the message with: ``Parquet``, ``Data frames``.

    Raises:
        UsageError: It is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if (error.name or "").partition(".")[0] != package:
            raise
        raise UsageError(
            f"{what} needs {package}, which is not installed",
            hint=f"pip install 'kg-international-relations[{extra}]'",
        ) from error
