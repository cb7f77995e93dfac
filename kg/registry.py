"""Extension points: named objects found through entry points."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from kg.errors import KgError, unknown_name


class Registry:
    """The entry points of one group, loaded when first asked for.

    Args:
        group: Entry point group, such as ``kg.loaders``.
        kind: What one of them is called in an error, such as ``loader``.
    """

    def __init__(self, group: str, kind: str) -> None:
        self.group = group
        self.kind = kind

    @lru_cache(maxsize=1)  # noqa: B019 - one instance a group, kept for the life of the process
    def _points(self) -> dict[str, EntryPoint]:
        found: dict[str, EntryPoint] = {}
        for point in entry_points(group=self.group):
            other = found.get(point.name)
            if other is not None and other.value != point.value:
                raise KgError(f"two {self.kind}s are called {point.name!r}: {other.value} and {point.value}")
            found[point.name] = point
        return found

    def names(self) -> list[str]:
        """Names of all registered objects, sorted."""
        return sorted(self._points())

    def get(self, name: str) -> Any:
        """The object of that name, imported now if it was not yet; unknown names list the known ones."""
        point = self._points().get(name)
        if point is None:
            raise unknown_name(self.kind, name, self.names())
        return point.load()
