"""Words by which syntax turns (``schema/syntax.yaml``): control, answering, transparent nouns."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Syntax:
    """The tables of the file, by their names there."""

    subject_control: frozenset[str]
    prep_control: dict[str, tuple[str, ...]]
    object_control_preps: frozenset[str]
    subject_of_for: frozenset[str]
    answering: frozenset[str]
    answering_preps: frozenset[str]
    doing: frozenset[str]
    opposing: frozenset[str]
    discussing: frozenset[str]
    receiving: frozenset[str]
    addressed: frozenset[str]
    transparent: frozenset[str]
    topic_preps: frozenset[str]
    compound_preps: frozenset[str]
    participle_preps: dict[str, str]


def _read() -> Syntax:
    data: dict[str, Any] = yaml.safe_load(files("kg.schema").joinpath("syntax.yaml").read_text(encoding="utf-8"))
    control = {verb: tuple(words) for verb, words in data.pop("prep_control").items()}
    participles = dict(data.pop("participle_preps"))
    return Syntax(
        prep_control=control, participle_preps=participles, **{name: frozenset(words) for name, words in data.items()}
    )


SYNTAX = _read()
