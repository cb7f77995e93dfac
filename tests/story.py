"""A small world by hand: documents with events that share, repeat, deny and blur facts."""

from __future__ import annotations

from kg.ids import dataset_event_id, document_id, event_id
from kg.records import (
    ActorRef,
    Amount,
    Attribution,
    Document,
    DocumentRef,
    Event,
    Extraction,
    Location,
    Office,
    Plover,
    Precision,
    SentenceRef,
    Span,
    Tie,
    document_ref,
)

RUSSIA = ActorRef(id="country:RUS", name="Russia", kind="country", country="RUS", sector="GOV")
CUBA = ActorRef(id="country:CUB", name="Cuba", kind="country", country="CUB", sector="GOV")
PUTIN = ActorRef(id="person:vladimir-putin", name="Vladimir Putin", kind="person", country="RUS", sector="GOV")
MADURO = ActorRef(id="person:nicolas-maduro", name="Nicolás Maduro", kind="person", country="VEN", sector="GOV")
ARMY = ActorRef(id="group:RUS.MIL", name="Russian armed forces", kind="group", country="RUS", sector="MIL")
VENEZUELA = ActorRef(id="country:VEN", name="Venezuela", kind="country", country="VEN")

_TYPES = {"CALLED": "CONSULT", "MET": "CONSULT", "LOANED": "AID", "ATTACKED": "ASSAULT", "ACCUSED": "ACCUSE"}


def precision(date: str | None) -> Precision:
    """The precision a date is written with."""
    if date is None:
        return Precision.UNKNOWN
    if "W" in date:
        return Precision.WEEK
    return {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(date)]


def document(text: str, **facts: str) -> Document:
    """A document with an id made of its text."""
    return Document(id=document_id(text), text=text, **facts)  # type: ignore[arg-type]


def event(
    source: ActorRef,
    relation: str,
    target: ActorRef,
    date: str | None,
    stated_in: Document | None,
    *,
    realis: str = "actual",
    symmetric: bool = False,
    confidence: float = 0.8,
    amount: Amount | None = None,
    attribution: tuple[Attribution, ...] = (),
    location: Location | None = None,
    goldstein: float = 1.0,
) -> Event:
    """An event whose evidence is the whole text of a document."""
    key = event_id(
        source.id,
        relation,
        target.id,
        date,
        precision(date),
        realis,
        symmetric=symmetric,
        document=stated_in.id if stated_in else None,
    )
    text = stated_in.text if stated_in else ""
    return Event(
        id=key,
        relation=relation,
        trigger=Span(text=text[:4], start=0, end=4) if stated_in else None,
        source=source,
        target=target,
        plover=Plover(type=_TYPES[relation], context=("diplomatic",)),
        cameo="041",
        quad_class=1,
        goldstein=goldstein,
        date=date,
        date_precision=precision(date),
        realis=realis,
        attribution=attribution,
        amount=amount,
        location=location,
        confidence=confidence,
        rule="test",
        sentence=SentenceRef(index=0, text=text, start=0, end=len(text)) if stated_in else None,
        document=document_ref(stated_in) if stated_in else None,
    )


CALLS = document("Putin called Maduro on 20 January.", url="https://a.example/1", publisher="A", published="2022-01-26")
AGAIN = document("Mr Putin phoned Caracas.", url="https://b.example/1", publisher="B", published="2022-01-21")
BLUR = document("Putin spoke to Maduro last week.", publisher="a", published="2022-01-28")
DENIAL = document("Moscow denies any attack on Cuba.", publisher="C", published="2022-02-02")
CLAIM = document("Russia attacked Cuba on Tuesday.", publisher="D", published="2022-02-02")

HAVANA = Location(id="place:havana", name="Havana", country="CUB", latitude=23.1, longitude=-82.4)


def extractions() -> list[Extraction]:
    """Five documents: two on one call, one that blurs its date, an attack claimed and denied."""
    granma = Attribution(name="Granma", id="media:granma")
    return [
        Extraction(
            document=CALLS,
            events=(
                event(PUTIN, "CALLED", MADURO, "2022-01-20", CALLS, confidence=0.7, attribution=(granma,)),
                event(RUSSIA, "LOANED", CUBA, "2018", CALLS, amount=Amount(value=5e7, currency="USD")),
            ),
            offices=(Office(person=MADURO, title="President", of=VENEZUELA, role="head_of_state", seen="2022-01-26"),),
        ),
        Extraction(
            document=AGAIN,
            events=(event(PUTIN, "CALLED", MADURO, "2022-01-20", AGAIN, confidence=0.9, goldstein=2.0),),
            offices=(Office(person=MADURO, title="president", of=VENEZUELA, role="head_of_state", seen="2022-01-21"),),
        ),
        Extraction(
            document=BLUR,
            events=(
                event(PUTIN, "CALLED", MADURO, "2022-W03", BLUR),
                event(PUTIN, "MET", MADURO, None, BLUR, symmetric=True),
            ),
        ),
        Extraction(
            document=DENIAL,
            events=(event(ARMY, "ATTACKED", CUBA, "2022-02", DENIAL, realis="denied", location=HAVANA),),
        ),
        Extraction(document=CLAIM, events=(event(ARMY, "ATTACKED", CUBA, "2022-02-01", CLAIM),)),
    ]


def dataset_rows(count: int = 3) -> list[Event]:
    """Rows of an event data set, each with a web page and no sentence."""
    found = []
    for number in range(count):
        base = event(RUSSIA, "ACCUSED", CUBA, f"2021-03-{number % 28 + 1:02d}", None)
        page = DocumentRef(id=document_id(f"page {number}"), url=f"https://g.example/{number}", loader="gdelt")
        fields = {name: getattr(base, name) for name in base.__slots__}
        fields |= {
            "id": dataset_event_id("gdelt", str(number)),
            "dataset": "gdelt",
            "dataset_id": str(number),
            "document": page,
            "source_location": HAVANA,
        }
        found.append(Event(**fields))
    return found


def ties() -> list[Tie]:
    """An alliance and a vote."""
    return [
        Tie(id="t1", relation="ALLIED_WITH", source=RUSSIA, target=CUBA, since="1992", detail="entente", dataset="x"),
        Tie(id="t2", relation="VOTED_WITH", source=CUBA, target=RUSSIA, since="2021", value=0.9, dataset="y"),
    ]
