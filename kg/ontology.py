"""The ontology (``schema/ontology.yaml``): PLOVER types, modes and contexts, CAMEO codes and their weights."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kg.errors import SchemaError, unknown_name

WHERE = "schema/ontology.yaml"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PloverType(_Model):
    """One of the 16 PLOVER types.

    Attributes:
        label: A few words for people.
        definition: What counts.
        quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
        score: PLOVER's own weight of the type, -10 to 10.
        modes: Mode -> what it says; empty where the type has none.
    """

    label: str
    definition: str
    quad_class: int = Field(ge=1, le=4)
    score: float = Field(ge=-10, le=10)
    modes: dict[str, str] = Field(default_factory=dict)

    @property
    def goldstein(self) -> float:
        """The weight of the type where no CAMEO code says more."""
        return self.score


class CameoCode(_Model):
    """A CAMEO code.

    Attributes:
        label: What it means.
        goldstein: Its weight, -10 (conflict) to 10 (cooperation).
        type, mode, context: The PLOVER coding; ``type`` is None for mere statements.
        also: Further types under which a relation may carry the code.
    """

    label: str
    goldstein: float = Field(ge=-10, le=10)
    type: str | None = None
    mode: str | None = None
    context: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


class Ontology(_Model):
    """All of it, by name and by code."""

    quad_classes: dict[int, str]
    types: dict[str, PloverType]
    contexts: tuple[str, ...]
    older_modes: dict[str, dict[str, str | None]]
    older_types: dict[str, tuple[str, ...]]
    cameo: dict[str, CameoCode]

    def goldstein(self, name: str | None) -> float | None:
        """The weight of a CAMEO code or a PLOVER type; None for None.

        Raises:
            UsageError: The name is neither.
        """
        if name is None:
            return None
        if name in self.cameo:
            return self.cameo[name].goldstein
        if name in self.types:
            return self.types[name].score
        raise unknown_name("CAMEO code or PLOVER type", name, [*self.types, *self.cameo])

    def quad_class(self, name: str) -> int | None:
        """The quad class of a PLOVER type or a CAMEO code; None for a code that is a mere statement.

        Raises:
            UsageError: The name is neither.
        """
        plover = name if name in self.types else self.code(name).type
        return self.types[plover].quad_class if plover else None

    def code(self, cameo: str) -> CameoCode:
        """A CAMEO code.

        Raises:
            UsageError: There is no such code.
        """
        if cameo not in self.cameo:
            raise unknown_name("CAMEO code", cameo, self.cameo)
        return self.cameo[cameo]

    def plv(self, plover: str) -> str:
        """The root class of the older 15-class scheme, where CONCEDE and RETREAT are YIELD."""
        return "YIELD" if plover in self.older_types["YIELD"] else plover

    def current_types(self, name: str) -> tuple[str, ...]:
        """The types of today that a type name of any age stands for: YIELD is (CONCEDE, RETREAT).

        Raises:
            UsageError: No scheme has the name.
        """
        if name in self.types:
            return (name,)
        if name in self.older_types:
            return self.older_types[name]
        raise unknown_name("PLOVER type", name, [*self.types, *self.older_types])

    def current_mode(self, plover: str, mode: str | None) -> str | None:
        """The mode of today for a mode name of any age; None where today's list has none."""
        if not mode or mode in self.types[plover].modes:
            return mode or None
        return self.older_modes.get(plover, {}).get(mode)


def parse_ontology(text: str, where: str = WHERE) -> Ontology:
    """An ontology from YAML; ``where`` names it in errors.

    Raises:
        SchemaError: It is not YAML, or a key is missing, unknown or of the wrong kind.
    """
    try:
        data: Any = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise SchemaError(f"not YAML: {error}".replace("\n", " "), where=where) from error
    try:
        return Ontology.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SchemaError(f"{place}: {first['msg']}", where=where) from error


@lru_cache(maxsize=1)
def load_ontology() -> Ontology:
    """The shipped ontology."""
    return parse_ontology(files("kg.schema").joinpath("ontology.yaml").read_text(encoding="utf-8"))
