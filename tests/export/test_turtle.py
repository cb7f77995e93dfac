"""Turtle: rdflib reads it back, and the evidence is PROV-O."""

import dataclasses

import pytest
import rdflib
import story
from exported import export
from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, RDFS, XSD

from kg.errors import UsageError
from kg.ids import document_id
from kg.store import new_run

KG = rdflib.Namespace("urn:kg:schema:")
ACTOR = rdflib.Namespace("urn:kg:actor:")
RELATION = rdflib.Namespace("urn:kg:relation:")

# Every event: the sentences that state it, their documents, and who says so.
EVIDENCE = """
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?event ?text ?document WHERE {
  ?event a <urn:kg:schema:Event> ; prov:wasDerivedFrom ?sentence .
  ?sentence prov:value ?text ; prov:wasQuotedFrom ?document .
}"""


@pytest.fixture
def graph(embedded_store, tmp_path):
    embedded_store.write(story.extractions(), new_run(inputs=["x"], model="m"))
    embedded_store.write_events(story.dataset_rows())
    done = export(embedded_store, "turtle", tmp_path / "g.ttl")
    assert "wrote 9 events" in done.stderr
    return rdflib.Graph().parse(tmp_path / "g.ttl")


def the_loan(graph):
    (loan,) = graph.subjects(KG.relation, RELATION.LOANED)
    return loan


def test_an_event_says_who_what_whom_when(graph):
    loan = the_loan(graph)
    assert graph.value(loan, KG.source) == ACTOR["country:RUS"]
    assert graph.value(loan, KG.target) == ACTOR["country:CUB"]
    assert graph.value(loan, KG.date) == rdflib.Literal("2018", datatype=XSD.gYear)
    assert graph.value(loan, KG.amount).toPython() == 5e7
    assert graph.value(ACTOR["country:RUS"], RDFS.label) == rdflib.Literal("Russia")
    assert (ACTOR["country:RUS"], RDF.type, KG.Country) in graph


def test_only_what_happened_joins_actors_directly(graph):
    assert (ACTOR["country:RUS"], RELATION.LOANED, ACTOR["country:CUB"]) in graph
    attacks = [graph.value(event, KG.realis).toPython() for event in graph.subjects(KG.relation, RELATION.ATTACKED)]
    assert sorted(attacks) == ["actual", "denied"]
    assert len(list(graph.subject_objects(RELATION.ATTACKED))) == 1


def test_every_event_of_a_text_leads_to_its_sentence_and_document(graph):
    rows = {(str(event), str(text), str(document)) for event, text, document in graph.query(EVIDENCE)}
    assert len(rows) == 7  # six events, one of them in two documents
    assert (str(the_loan(graph)), story.CALLS.text, f"urn:kg:document:{story.CALLS.id}") in rows
    document = rdflib.URIRef(f"urn:kg:document:{story.CALLS.id}")
    assert graph.value(document, DCTERMS.issued) == rdflib.Literal("2022-01-26", datatype=XSD.date)
    publisher = graph.value(document, DCTERMS.publisher)
    assert (document, PROV.wasAttributedTo, publisher) in graph
    assert graph.value(publisher, RDFS.label) == rdflib.Literal("A")


def test_speakers_runs_and_triggers_are_told(graph):
    (granma,) = {
        speaker
        for event in graph.subjects(RDF.type, KG.Event)
        for speaker in graph.objects(event, PROV.wasAttributedTo)
    }
    assert granma == ACTOR["media:granma"]
    run = graph.value(the_loan(graph), PROV.wasGeneratedBy)
    assert (run, RDF.type, PROV.Activity) in graph
    assert graph.value(run, PROV.startedAtTime).datatype == XSD.dateTime
    derivation = graph.value(the_loan(graph), PROV.qualifiedDerivation)
    assert graph.value(derivation, KG.trigger) == rdflib.Literal("Puti")
    assert graph.value(derivation, KG.rule) == rdflib.Literal("test")


def test_the_row_of_a_data_set_is_derived_from_the_page_it_cites(graph):
    (row,) = graph.subjects(KG.dataset_id, rdflib.Literal("0"))
    page = rdflib.URIRef(f"urn:kg:document:{document_id('page 0')}")
    assert (row, PROV.wasDerivedFrom, page) in graph


def test_iris_can_begin_otherwise(embedded_store, tmp_path):
    embedded_store.write(story.extractions())
    export(embedded_store, "turtle", tmp_path / "g.ttl", "--base", "https://example.org/kg/", "--type", "LOANED")
    graph = rdflib.Graph().parse(tmp_path / "g.ttl")
    (loan,) = graph.subjects(RDF.type, rdflib.URIRef("https://example.org/kg/schema#Event"))
    assert str(loan).startswith("https://example.org/kg/event/")


def test_iris_that_cannot_begin_so_are_wrong_usage(embedded_store, tmp_path):
    embedded_store.write(story.extractions())
    error = export(embedded_store, "turtle", tmp_path / "g.ttl", "--base", "my graph/").exception
    assert isinstance(error, UsageError)
    assert "IRIs cannot begin with 'my graph/'" in str(error)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["https://example.org/a b?c=é", "no address", "http://[half"])
def test_any_address_of_a_document_is_written_as_iri_or_text(embedded_store, tmp_path, url):
    (told, *_) = story.extractions()[0].events
    embedded_store.write_events([dataclasses.replace(told, document=dataclasses.replace(told.document, url=url))])
    assert export(embedded_store, "turtle", tmp_path / "g.ttl").exit_code == 0
    (page,) = set(rdflib.Graph().parse(tmp_path / "g.ttl").objects(predicate=FOAF.page))
    assert str(page) in (url, "https://example.org/a%20b?c=%C3%A9")


def test_by_country_makes_no_sense_here(embedded_store, tmp_path):
    embedded_store.write(story.extractions())
    error = export(embedded_store, "turtle", tmp_path / "g.ttl", "--by", "country").exception
    assert isinstance(error, UsageError)
    assert "turtle holds actors as they are stated" in str(error)
