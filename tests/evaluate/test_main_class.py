"""The class of a sentence is that of what happened first in it, not of what is demanded before."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from kg.evaluate.scores import main_class
from kg.records import Realis


def event(plover: str, realis: Realis) -> Any:
    return SimpleNamespace(plover=SimpleNamespace(type=plover), realis=realis)


def test_what_happened_comes_first() -> None:
    assert main_class([event("CONCEDE", Realis.HYPOTHETICAL), event("REQUEST", Realis.ACTUAL)]) == "REQUEST"


def test_the_first_stands_where_nothing_happened() -> None:
    assert main_class([event("AID", Realis.PLANNED), event("AGREE", Realis.HYPOTHETICAL)]) == "AID"
    assert main_class([]) is None
