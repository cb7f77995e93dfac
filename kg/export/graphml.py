"""GraphML: actors as nodes, one directed edge an event (Gephi, yEd, igraph, networkx, R)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from kg.export.spool import SpooledSlice
from kg.export.xml import ACTOR_FACTS, EVENT_FACTS, Writer, document, facts, text

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES = {str: "string", int: "int", float: "double", bool: "boolean"}


def write_graphml(file: BinaryIO, part: SpooledSlice) -> None:
    """Write a slice."""
    with document(file, "graphml", _NAMESPACE) as xml:
        xml.line()
        for kind, names in (("node", ACTOR_FACTS), ("edge", EVENT_FACTS)):
            for name, type_ in names.items():
                attributes = {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": _TYPES[type_]}
                xml.add("key", **attributes)
                xml.line()
        with xml.element("graph", edgedefault="directed"):
            xml.line()
            for actor in part.actors.values():
                with xml.element("node", id=text(actor.id)):
                    _data(xml, "node", facts(actor, ACTOR_FACTS))
                xml.line()
            for event in part.events():
                with xml.element("edge", id=text(event.id), source=text(event.source), target=text(event.target)):
                    _data(xml, "edge", facts(event, EVENT_FACTS))
                xml.line()


def _data(xml: Writer, kind: str, known: Iterable[tuple[str, str]]) -> None:
    for name, value in known:
        xml.add("data", value, key=f"{kind}_{name}")
