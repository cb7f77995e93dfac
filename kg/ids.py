"""Deterministic identifiers: the same fact gets the same id in every run and process."""

from __future__ import annotations

import hashlib
import re
import unicodedata


def _digest(*parts: str | None) -> str:
    joined = "\x1f".join([part or "" for part in parts])
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()


def slug(name: str) -> str:
    """A name as lower-case ASCII words joined by hyphens: ``Miguel Díaz-Canel`` -> ``miguel-diaz-canel``."""
    plain = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("ł", "l").replace("ı", "i").replace("ß", "ss"))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    return "-".join(words) or "x" + _digest(name)[:10]


def document_id(text: str) -> str:
    """SHA-256 of the text in NFC with runs of white space folded, so that re-wrapped copies are one document."""
    if text.isascii() and text.isprintable() and " " not in text:
        return _digest(text)  # an address: nothing to fold
    return _digest(re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip())


def event_id(
    source: str,
    relation: str,
    target: str,
    date: str | None,
    precision: str,
    realis: str,
    *,
    symmetric: bool = False,
    document: str | None = None,
) -> str:
    """Id of a thing that happened.

    Args:
        source: Actor id.
        relation: Relation name.
        target: Actor id.
        date: ISO date cut to its precision.
        precision: ``kg.records.Precision``.
        realis: ``kg.records.Realis``.
        symmetric: The order of the two actors does not matter (MET, SIGNED_AGREEMENT_WITH).
        document: Document id. It counts only where the date is unknown: two undated reports are never folded into one
            event across documents, since identity is not guessed.
    """
    first, second = sorted((source, target)) if symmetric else (source, target)
    return _digest("event", first, relation, second, date, precision, realis, None if date else document)[:32]


def dataset_event_id(dataset: str, row_id: str) -> str:
    """Id of a row of an event data set."""
    return _digest("dataset", dataset, row_id)[:32]


def sentence_id(document: str, start: int, end: int) -> str:
    """Id of a sentence: its document and place."""
    return f"{document[:32]}:{start}-{end}"
