"""The graph model as a page, from ``schema/graph.yaml``."""

from __future__ import annotations

from pieces import code, codes, page, table

from kg.store.model import EdgeType, NodeType, load_graph_model


def graph_pages() -> dict[str, str]:
    """Path -> Markdown."""
    model = load_graph_model()
    labels = [(code(kind), code(label)) for kind, label in model.actor_labels.items()]
    ties = [(code(name), tie.gloss, "yes" if tie.symmetric else "") for name, tie in model.ties.items()]
    parts = [
        "What is in the graph: labels, edge types and their properties. An edge between two actors whose type is a "
        "[relation](relations/index.md) is an event that somebody reports as a fact.",
        "## Labels",
        "An actor carries the label `Actor` and that of its kind.",
        table(("kind", "label"), labels),
    ]
    for name, node in model.nodes.items():
        parts += _node(name, node)
    parts += [
        "## Edges between actors",
        "One edge an event with realis `actual`, of the type of its relation; events of data sets that say no more "
        f"than a type have {codes(model.general_relations)}.",
        table(("property", "meaning"), [(code(name), text) for name, text in model.direct_properties.items()]),
        "## Measures of actors",
        "What `kg analyze --write` puts on actors.",
        table(("property", "meaning"), [(code(name), text) for name, text in model.actor_measures.items()]),
        "## Ties",
        "Standing relations of data sets, such as alliances.",
        table(("edge", "meaning", "symmetric"), ties),
        table(("property", "meaning"), [(code(name), text) for name, text in model.tie_properties.items()]),
        "## Other edges",
    ]
    for name, edge in model.edges.items():
        parts += _edge(name, edge)
    parts += [
        "## Indexes",
        table(
            ("label or edge", "indexes"),
            [
                (code(name), "; ".join(codes(properties) for properties in indexes))
                for name, indexes in model.indexes.items()
            ],
        ),
    ]
    return {"reference/graph.md": page("Graph model", *parts)}


def _node(name: str, node: NodeType) -> list[str]:
    return [f"### {name}", node.gloss, table(("property", "meaning"), _properties(node.properties))]


def _edge(name: str, edge: EdgeType) -> list[str]:
    return [
        f"### {name}",
        f"({_ends(edge.from_)})-[:{name}]->({_ends(edge.to)}): {edge.gloss}.",
        table(("property", "meaning"), _properties(edge.properties)),
    ]


def _properties(properties: dict[str, str]) -> list[tuple[str, str]]:
    return [(code(name), meaning) for name, meaning in properties.items()]


def _ends(labels: str | tuple[str, ...]) -> str:
    return labels if isinstance(labels, str) else " or ".join(labels)
