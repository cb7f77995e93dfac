"""CAMEO in the graph's terms: event codes to PLOVER and a relation, role codes to sectors and group actors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.actors.knowledge import knowledge
from kg.lexicon import load_lexicon
from kg.ontology import load_ontology
from kg.records import ActorRef, Plover

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
_CHOSEN = {"09": "INVESTIGATED", "10": "DEMANDED_OF", "161": "BROKE_RELATIONS_WITH"}


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
    known = ontology.cameo.get(code) or ontology.cameo.get(code[:3])
    if known is None or known.type is None:
        return None
    return Coding(
        relation=_relation(code, known.type),
        plover=Plover(type=known.type, mode=known.mode, context=known.context),
        quad_class=ontology.types[known.type].quad_class,
        goldstein=known.goldstein,
    )


def _relation(code: str, plover: str) -> str:
    relations = [relation for relation in load_lexicon().relations.values() if relation.plover == plover]
    generic = _CHOSEN.get(code[:2], GENERIC[plover])
    if code in _CHOSEN:
        return _CHOSEN[code]
    if len(code) < 3 or (len(code) == 3 and code.endswith("0")):
        return generic  # "other" of its root
    for length in range(len(code), 2, -1):
        same = [relation.name for relation in relations if relation.cameo == code[:length]]
        if same:
            return generic if generic in same else same[0]
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
