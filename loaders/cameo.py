"""CAMEO in the graph's terms: event codes to PLOVER and a relation, role codes to sectors and group actors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.loaders.columns import nearest
from kg.loaders.event_rows import BadCellError

from kg.actors.knowledge import knowledge
from kg.ids import dataset_event_id
from kg.lexicon import load_lexicon
from kg.ontology import load_ontology
from kg.records import ActorRef, DocumentRef, Event, Location, Plover, Precision, Realis

# CAMEO roles that PLOVER's sectors name otherwise; those not listed are the same in both.
_SECTORS = {
    "INS": "REB", "SEP": "REB", "RAD": "REB", "IMG": "REB", "UAF": "REB", "DEV": "CVL", "ENV": "CVL", "HLH": "CVL",
    "HRI": "CVL", "SET": "CVL", "MNC": "BUS", "NGM": "NGO", "AMN": "NGO", "IRC": "NGO", "GRP": "NGO", "PKO": "MIL",
    "UIS": "GOV", "UNO": "IGO",
}  # fmt: skip
_SAME = frozenset("COP GOV JUD MIL OPP REB SPY AGR BUS CRM CVL EDU ELI LAB LEG MED REF IGO NGO PTY REL".split())
_NAMES = {
    "COP": "police", "GOV": "government officials", "JUD": "judiciary", "MIL": "military", "OPP": "opposition",
    "REB": "rebels", "SPY": "intelligence", "AGR": "farmers", "BUS": "businesses", "CRM": "criminals",
    "CVL": "civilians", "EDU": "students and scholars", "ELI": "elite", "LAB": "unions", "LEG": "parliament",
    "MED": "media", "PRM": "paramilitaries", "REF": "refugees", "IGO": "officials", "NGO": "NGOs", "PTY": "parties",
    "REL": "clergy",
}  # fmt: skip

# The relation that says no more than the PLOVER type does.
GENERIC = {
    "AGREE": "AGREED_WITH", "CONSULT": "TALKED_WITH", "SUPPORT": "SUPPORTED", "CONCEDE": "ACCEPTED_DEMANDS_OF",
    "COOPERATE": "COOPERATED_WITH", "AID": "AIDED", "RETREAT": "DE_ESCALATED_WITH", "REQUEST": "URGED",
    "ACCUSE": "CRITICIZED", "REJECT": "REJECTED", "THREATEN": "THREATENED", "PROTEST": "PROTESTED_AGAINST",
    "SANCTION": "SANCTIONED", "MOBILIZE": "MOBILIZED_AGAINST", "COERCE": "REPRESSED", "ASSAULT": "ATTACKED",
}  # fmt: skip
# Codes whose relation the lexicon's codes alone do not tell: several relations carry the code, or a root says enough.
_CHOSEN = {
    "09": "INVESTIGATED",
    "10": "DEMANDED_OF",
    "161": "BROKE_RELATIONS_WITH",
    "084": "RELEASED",
    "0841": "RELEASED",
}


@dataclass(frozen=True, slots=True)
class Coding:
    """What a CAMEO code is here."""

    relation: str
    plover: Plover
    quad_class: int
    goldstein: float


@lru_cache(maxsize=1024)
def coding(code: str) -> Coding | None:
    """The coding of a CAMEO code; None for an unknown code and for mere statements, which PLOVER does not code."""
    ontology = load_ontology()
    known = ontology.cameo.get(code) or (ontology.cameo.get(code[:3]) if code.isdigit() else None)
    if known is None or known.type is None:
        return None
    return Coding(
        relation=_relation(code, (known.type, *known.also)),
        plover=Plover(type=known.type, mode=known.mode, context=known.context),
        quad_class=ontology.types[known.type].quad_class,
        goldstein=known.goldstein,
    )


def coding_of(code: str, column: str) -> Coding:
    """The coding of the CAMEO code of a cell.

    Raises:
        BadCellError: It is no PLOVER event; the message names the nearest code to one that nobody knows.
    """
    found = coding(code)
    if found is None:
        raise BadCellError(column, f"CAMEO {code!r} is no PLOVER event{_near(code)}")
    return found


@lru_cache(maxsize=1024)
def _near(code: str) -> str:
    known = load_ontology().cameo
    return "" if code in known else nearest(code, known)


def cameo_event(
    *,
    dataset: str,
    key: str,
    code: str,
    column: str,
    source: ActorRef,
    target: ActorRef,
    date: str,
    quad_class: int | None,
    goldstein: float | None,
    location: Location | None = None,
    document: DocumentRef | None = None,
) -> Event:
    """The event of a row of a data set that is coded in CAMEO.

    Args:
        dataset: Which data set.
        key: The row's own id there.
        code: CAMEO code.
        column: Where the code stands, for the error.
        source: Who.
        target: To whom.
        date: Day, ISO 8601.
        quad_class: The data set's own; None where it has none.
        goldstein: The data set's own weight; None where it has none.
        location: Where.
        document: What the row was coded from.

    Raises:
        BadCellError: The code is no PLOVER event; the message names the nearest code that is.
    """
    coded = coding_of(code, column)
    return Event(
        id=dataset_event_id(dataset, key),
        relation=coded.relation,
        trigger=None,
        source=source,
        target=target,
        plover=coded.plover,
        cameo=code,
        quad_class=coded.quad_class if quad_class is None else quad_class,
        goldstein=coded.goldstein if goldstein is None else goldstein,
        date=date,
        date_precision=Precision.DAY,
        realis=Realis.ACTUAL,
        location=location,
        confidence=1.0,
        rule=f"cameo:{code}",
        document=document,
        dataset=dataset,
        dataset_id=key,
    )


def _relation(code: str, types: Sequence[str]) -> str:
    """The relation of a code: one that carries it, of its own type or (sanctions, releases) of one it may have too."""
    generic = _CHOSEN.get(code[:2], GENERIC[types[0]])
    if code in _CHOSEN:
        return _CHOSEN[code]
    if len(code) < 3 or (len(code) == 3 and code.endswith("0")):
        return generic  # "other" of its root
    relations = load_lexicon().relations.values()
    for length in range(len(code), 2, -1):
        for plover in types:
            same = [found.name for found in relations if (found.cameo, found.plover) == (code[:length], plover)]
            if same:
                usual = (generic, GENERIC[plover])
                return next((name for name in usual if name in same), same[0])
    return generic


def sector(role: str) -> str | None:
    """The PLOVER sector of a CAMEO role code; None for one that says nothing (INT, MOD) or is unknown."""
    return role if role in _SAME else _SECTORS.get(role)


@lru_cache(maxsize=16384)
def group_actor(owner: ActorRef | None, sector_code: str) -> ActorRef:
    """The group of a sector: ``group:RUS.MIL``, or ``group:MIL`` where nobody says whose."""
    label = _NAMES.get(sector_code, sector_code)
    if owner is None:
        return ActorRef(id=f"group:{sector_code}", name=label, kind="group", sector=sector_code)
    name = owner.name
    if owner.kind == "country":
        name = next(iter(knowledge().row(owner.id).get("adjectives", ())), name)
    stem = owner.id.partition(":")[2]
    return ActorRef(
        id=f"group:{stem}.{sector_code}",
        name=f"{name} {label}",
        kind="group",
        country=owner.country,
        sector=sector_code,
    )
