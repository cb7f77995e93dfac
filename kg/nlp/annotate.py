"""Components ``kg_realis`` and ``kg_attribution``: what the text says about each candidate."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.attribution import attributions_of
from kg.nlp.fillers import Fillers
from kg.nlp.mentions import register_extensions
from kg.nlp.realis import realis_of
from kg.nlp.relations import takes_of


@Language.component("kg_realis", requires=["doc._.kg_candidates"], assigns=["doc._.kg_realis"])
def realis(doc: Doc) -> Doc:
    """Fill ``doc._.kg_realis``: one verdict a candidate, in the order of ``kg_candidates``."""
    register_extensions()
    doc._.kg_realis = tuple(realis_of(doc[c.anchor], doc[c.trigger]) for c in doc._.kg_candidates)
    return doc


@Language.component("kg_attribution", requires=["doc._.kg_candidates"], assigns=["doc._.kg_attributions"])
def attribution(doc: Doc) -> Doc:
    """Fill ``doc._.kg_attributions``: a tuple of speakers a candidate, in the order of ``kg_candidates``."""
    register_extensions()
    fillers = Fillers(doc, takes_of)
    doc._.kg_attributions = tuple(attributions_of(doc[c.anchor], doc, fillers) for c in doc._.kg_candidates)
    return doc
