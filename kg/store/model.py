"""The graph model: labels, edge types, keys, constraints and indexes (``schema/graph.yaml``)."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kg.errors import SchemaError, unknown_name
from kg.lexicon import load_lexicon
from kg.records import ActorKind

_WHERE = "schema/graph.yaml"
_LABEL = re.compile(r"[A-Z][A-Za-z]*")
_EDGE = re.compile(r"[A-Z][A-Z0-9_]*")
_PROPERTY = re.compile(r"[a-z][a-z0-9_]*")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NodeType(_Model):
    """A label: what it means, its key, and its properties with their meanings."""

    gloss: str
    key: str = "id"
    properties: dict[str, str]


class EdgeType(_Model):
    """An edge type: the labels it joins and its properties with their meanings."""

    gloss: str
    from_: str | tuple[str, ...] = Field(alias="from")
    to: str | tuple[str, ...]
    properties: dict[str, str] = {}


class TieType(_Model):
    """A standing relation between two actors."""

    gloss: str
    symmetric: bool


class GraphModel(_Model):
    """The whole of ``schema/graph.yaml``."""

    actor_labels: dict[str, str]
    id_prefixes: dict[str, str]
    nodes: dict[str, NodeType]
    edges: dict[str, EdgeType]
    general_relations: tuple[str, ...]
    ties: dict[str, TieType]
    tie_properties: dict[str, str]
    direct_properties: dict[str, str]
    actor_measures: dict[str, str]
    indexes: dict[str, tuple[tuple[str, ...], ...]]

    def labels(self) -> set[str]:
        """Every label a node can carry."""
        return set(self.nodes) | set(self.actor_labels.values())

    def relation_types(self) -> set[str]:
        """Edge types that stand for an event: the relations of the lexicon and the general ones."""
        return set(load_lexicon().relations) | set(self.general_relations)

    def edge_types(self) -> set[str]:
        """Every edge type: structure, ties and relations."""
        return set(self.edges) | set(self.ties) | self.relation_types()

    def relation(self, name: str) -> str:
        """The edge type of a relation; an unknown one raises, so that no name from data reaches a statement."""
        if name not in self.relation_types():
            raise unknown_name("relation", name, self.relation_types())
        return name

    def tie(self, name: str) -> str:
        """The edge type of a tie; an unknown one raises."""
        if name not in self.ties:
            raise unknown_name("tie", name, self.ties)
        return name

    def kind_of(self, actor_id: str) -> str | None:
        """The kind that an actor id tells by its first part, or None."""
        return self.id_prefixes.get(actor_id.partition(":")[0])


def parse_graph_model(text: str, where: str = _WHERE) -> GraphModel:
    """Read and check a graph model.

    Args:
        text: YAML.
        where: What errors call it.

    Raises:
        SchemaError: Not YAML, wrong keys, a malformed name, or a name that points nowhere.
    """
    try:
        model = GraphModel.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise SchemaError(f"not YAML: {error}".replace("\n", " "), where=where) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise SchemaError(f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}", where=where) from error
    _check_names(model, where)
    _check_links(model, where)
    return model


def _check_names(model: GraphModel, where: str) -> None:
    properties = {name for node in model.nodes.values() for name in node.properties}
    properties |= {name for edge in model.edges.values() for name in edge.properties}
    for names, pattern, what in (
        (model.labels(), _LABEL, "label"),
        (set(model.edges) | set(model.ties) | set(model.general_relations), _EDGE, "edge type"),
        (properties | set(model.tie_properties) | set(model.direct_properties), _PROPERTY, "property"),
        (set(model.actor_measures), _PROPERTY, "property"),
    ):
        for name in sorted(names):
            if not pattern.fullmatch(name):
                raise SchemaError(f"malformed {what} {name!r}", where=where)


def _check_links(model: GraphModel, where: str) -> None:
    kinds = {kind.value for kind in ActorKind}
    if set(model.actor_labels) != kinds:
        raise SchemaError(f"actor_labels must name exactly {', '.join(sorted(kinds))}", where=where)
    if unknown := set(model.id_prefixes.values()) - kinds:
        raise SchemaError(f"id_prefixes: unknown kind {min(unknown)!r}", where=where)
    for name, edge in model.edges.items():
        ends = [*([edge.from_] if isinstance(edge.from_, str) else edge.from_)]
        ends += [edge.to] if isinstance(edge.to, str) else edge.to
        if unknown := set(ends) - model.labels():
            raise SchemaError(f"edges.{name}: unknown label {min(unknown)!r}", where=where)
    for label, indexes in model.indexes.items():
        if label not in model.nodes:
            raise SchemaError(f"indexes: unknown label {label!r}", where=where)
        for index in indexes:
            if unknown := set(index) - set(model.nodes[label].properties):
                raise SchemaError(f"indexes.{label}: unknown property {min(unknown)!r}", where=where)
    if clash := set(model.actor_measures) & set(model.nodes["Actor"].properties):
        raise SchemaError(f"actor_measures: {min(clash)} is a property of Actor already", where=where)
    if clash := set(model.edges) & set(model.ties):
        raise SchemaError(f"{min(clash)} is an edge and a tie", where=where)


@lru_cache(maxsize=1)
def load_graph_model() -> GraphModel:
    """The shipped graph model; a relation of the lexicon must not be called like another edge."""
    model = parse_graph_model(files("kg.schema").joinpath("graph.yaml").read_text(encoding="utf-8"))
    if clash := model.relation_types() & (set(model.edges) | set(model.ties)):
        raise SchemaError(f"the relation {min(clash)} is also a structural edge or a tie", where=_WHERE)
    return model
