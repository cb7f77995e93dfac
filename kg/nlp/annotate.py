"""Components ``kg_realis`` and ``kg_attribution``: what the text says about each candidate."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.attribution import attributions_of
from kg.nlp.dates import dates_for
from kg.nlp.fillers import Fillers
from kg.nlp.mentions import register_extensions
from kg.nlp.realis import realis_of
from kg.nlp.relations import takes_of
from kg.nlp.tree import tokens_of

# Classes of what can go on for a while: who stops it did it before ("stopped shelling").
LASTING = frozenset({"ASSAULT", "COERCE"})


@Language.component("kg_realis", requires=["doc._.kg_candidates"], assigns=["doc._.kg_realis"])
def realis(doc: Doc) -> Doc:
    """Fill ``doc._.kg_realis``: one verdict a candidate, in the order of ``kg_candidates``."""
    register_extensions()
    tokens, today = tokens_of(doc), doc._.kg_published if doc._.kg_dates else None
    doc._.kg_realis = tuple(
        realis_of(
            tokens[c.anchor],
            tokens[c.trigger],
            ahead=today is not None and (_ahead(doc, c.anchor, today) or _ahead(doc, c.trigger, today)),
            lasting=c.relation.plover in LASTING,
        )
        for c in doc._.kg_candidates
    )
    return doc


def _ahead(doc: Doc, place: int, today: str) -> bool:
    """Whether a predicate is dated later than the day of publication."""
    when = dates_for(doc, place)
    return bool(when and when.date and when.date > today[: len(when.date)] and "W" not in when.date)


@Language.component("kg_attribution", requires=["doc._.kg_candidates"], assigns=["doc._.kg_attributions"])
def attribution(doc: Doc) -> Doc:
    """Fill ``doc._.kg_attributions``: a tuple of speakers a candidate, empty for rejected ones."""
    register_extensions()
    fillers = Fillers(doc, takes_of)
    doc._.kg_attributions = tuple(
        () if c.rejected else attributions_of(doc[c.anchor], doc, fillers) for c in doc._.kg_candidates
    )
    return doc
