"""What GraphML and GEXF share: elements written one by one, and text that XML can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

from lxml import etree

from kg.analysis.records import SliceActor, SliceEvent

#: Attributes of actors and events besides their ids, with their types.
ACTOR_FACTS: Mapping[str, type] = {"name": str, "kind": str, "country": str, "sector": str, "cow": str}
EVENT_FACTS: Mapping[str, type] = {
    "relation": str, "plover_type": str, "quad_class": int, "goldstein": float, "first_day": str, "last_day": str,
    "date": str, "date_precision": str, "realis": str, "confidence": float, "symmetric": bool, "documents": int,
    "publishers": int, "dataset": str,
}  # fmt: skip

# Control characters, lone surrogates and the two non-characters have no place in XML 1.0.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text(value: Any) -> str:
    """A value as XML writes it; characters that XML cannot hold become a question mark."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _FORBIDDEN.sub("?", str(value))


def facts(record: SliceActor | SliceEvent, names: Mapping[str, type]) -> Iterator[tuple[str, str]]:
    """The attributes that are known, as XML text."""
    for name in names:
        if (value := getattr(record, name)) is not None:
            yield name, text(value)


class Writer:
    """Writes one document, element after element, so that memory stays bounded."""

    def __init__(self, file: Any) -> None:
        self._file = file

    @contextmanager
    def element(self, tag: str, **attributes: str) -> Iterator[None]:
        """An element around what is written meanwhile."""
        with self._file.element(tag, attributes):
            yield

    def add(self, tag: str, content: str | None = None, **attributes: str) -> None:
        """An element with no elements in it."""
        element = etree.Element(tag, attributes)
        element.text = content
        self._file.write(element)

    def line(self) -> None:
        """A line end, so that the file can be read and compared by line."""
        self._file.write("\n")


@contextmanager
def document(file: BinaryIO, tag: str, namespace: str, **attributes: str) -> Iterator[Writer]:
    """A document with its outermost element open."""
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(tag, attributes, nsmap={None: namespace}):
            yield Writer(xml)
