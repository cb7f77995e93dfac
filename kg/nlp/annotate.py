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

# Classes of what can go on for a while: who stops it did it before ("stopped shelling").
LASTING = frozenset({"ASSAULT", "COERCE"})


@Language.component("kg_realis", requires=["doc._.kg_candidates"], assigns=["doc._.kg_realis"])
def realis(doc: Doc) -> Doc:
    """Fill ``doc._.kg_realis``: one verdict a candidate, in the order of ``kg_candidates``."""
    register_extensions()
    doc._.kg_realis = tuple(
        realis_of(
            doc[c.anchor],
            doc[c.trigger],
            ahead=_ahead(doc, c.anchor) or _ahead(doc, c.trigger),
            lasting=c.relation.plover in LASTING,
        )
        for c in doc._.kg_candidates
    )
    return doc


def _ahead(doc: Doc, place: int) -> bool:
    """Whether a predicate is dated later than the day of publication."""
    when, today = dates_for(doc, place), doc._.kg_published
    return bool(today and when and when.date and when.date > today[: len(when.date)] and "W" not in when.date)


@Language.component("kg_attribution", requires=["doc._.kg_candidates"], assigns=["doc._.kg_attributions"])
def attribution(doc: Doc) -> Doc:
    """Fill ``doc._.kg_attributions``: a tuple of speakers a candidate, in the order of ``kg_candidates``."""
    register_extensions()
    fillers = Fillers(doc, takes_of)
    doc._.kg_attributions = tuple(attributions_of(doc[c.anchor], doc, fillers) for c in doc._.kg_candidates)
    return doc
