"""GEXF 1.2: actors as nodes, one directed edge an event that lasts from its first possible day to the last (Gephi)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from kg.export.spool import SpooledSlice
from kg.export.xml import ACTOR_FACTS, EVENT_FACTS, Writer, document, facts, text

_NAMESPACE = "http://www.gexf.net/1.2draft"
_TYPES = {str: "string", int: "integer", float: "double", bool: "boolean"}


def write_gexf(file: BinaryIO, part: SpooledSlice) -> None:
    """Write a slice."""
    with document(file, "gexf", _NAMESPACE, version="1.2") as xml:
        xml.line()
        with xml.element("graph", mode="dynamic", defaultedgetype="directed", timeformat="date"):
            xml.line()
            _declare(xml, "node", ACTOR_FACTS)
            _declare(xml, "edge", EVENT_FACTS)
            with xml.element("nodes"):
                xml.line()
                for actor in part.actors.values():
                    with xml.element("node", id=text(actor.id), label=text(actor.name)):
                        _values(xml, facts(actor, ACTOR_FACTS))
                    xml.line()
            with xml.element("edges"):
                xml.line()
                for event in part.events():
                    days = {"start": event.first_day, "end": event.last_day}
                    attributes = {
                        "id": event.id, "source": event.source, "target": event.target, "label": event.relation,
                        **{name: day for name, day in days.items() if day is not None},
                    }  # fmt: skip
                    with xml.element("edge", **{name: text(value) for name, value in attributes.items()}):
                        _values(xml, facts(event, EVENT_FACTS))
                    xml.line()


def _declare(xml: Writer, kind: str, names: Mapping[str, type]) -> None:
    with xml.element("attributes", **{"class": kind}):
        for name, type_ in names.items():
            xml.add("attribute", id=name, title=name, type=_TYPES[type_])
    xml.line()


def _values(xml: Writer, known: Iterable[tuple[str, str]]) -> None:
    with xml.element("attvalues"):
        for name, value in known:
            xml.add("attvalue", **{"for": name, "value": value})
