"""PLOVER codings of data sets in the graph's terms: types, modes and contexts of any age, sectors, and who with whom.

A PLOVER record lists actors and recipients; the graph has one event for each pair of them. Where the scheme leaves the
recipient out because all take part alike, the actors are paired with each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from kg.loaders.cameo import GENERIC, group_actor
from kg.loaders.cameo import sector as cameo_sector
from kg.loaders.columns import nearest
from kg.loaders.event_actors import named_actor
from kg.loaders.event_rows import BadCellError

from kg.ids import dataset_event_id
from kg.ontology import load_ontology
from kg.records import ActorRef, Event, Plover, Realis

QUADS = {"VERBAL COOPERATION": 1, "MATERIAL COOPERATION": 2, "VERBAL CONFLICT": 3, "MATERIAL CONFLICT": 4}

# The relation of a mode, where one says more than the type does.
_RELATIONS = {
    "CONSULT": {"visit": "VISITED", "phone": "CALLED", "third-party": "MET", "multilateral": "MET"},
    "RETREAT": {
        "withdraw": "WITHDREW_FROM", "disarm": "DISARMED", "ceasefire": "CEASED_FIRE_WITH",
        "access": "ADMITTED_OBSERVERS_OF", "resign": "RESIGNED_FROM",
    },
    "ACCUSE": {"disapprove": "CRITICIZED", "investigate": "INVESTIGATED", "allege": "ACCUSED"},
    "PROTEST": {
        "riot": "RIOTED_AGAINST", "strike": "STRUCK_AGAINST", "hunger": "HUNGER_STRUCK_AGAINST",
        "boycott": "BOYCOTTED", "obstruct": "OBSTRUCTED",
    },
    "SANCTION": {"expel": "EXPELLED"},
    "COERCE": {
        "seize": "SEIZED", "restrict": "RESTRICTED", "censor": "CENSORED", "curfew": "IMPOSED_CURFEW_ON",
        "martial-law": "DECLARED_EMERGENCY_IN", "arrest": "ARRESTED", "deport": "DEPORTED", "cyber": "HACKED",
    },
    "ASSAULT": {
        "abduct": "ABDUCTED", "beat": "TORTURED", "torture": "TORTURED", "sexual": "TORTURED",
        "targeted": "ASSASSINATED", "destroy": "DESTROYED", "firearms": "SHOT_AT", "explosives": "EXPLODED_BOMB_AT",
        "suicide-attack": "EXPLODED_BOMB_AT", "aerial": "BOMBED", "drone": "BOMBED", "heavy-weapons": "SHELLED",
        "unconventional": "GASSED",
    },
}  # fmt: skip
# All take part alike: without recipients the actors are each other's.
_MUTUAL = {
    "AGREE": "AGREED_WITH", "CONSULT": "TALKED_WITH", "COOPERATE": "COOPERATED_WITH", "ASSAULT": "FOUGHT",
}  # fmt: skip
# Contexts that say whether it happened.
_REALIS = {"future": Realis.PLANNED, "hypothetical": Realis.HYPOTHETICAL, "negation": Realis.NEGATED}
# PLOVER's sectors that are called otherwise here: CAMEO's MED is the media, PLOVER's medicine.
_SECTORS = {"JRN": "MED", "MED": "CVL", "SOC": "CVL", "PRM": "PRM", "UNO": "IGO"}
_SAYS_NOTHING = frozenset({"UNK", "ISM", "PRE"})


@dataclass(frozen=True, slots=True)
class Coding:
    """What a PLOVER coding is here. ``mutual``: the relation among several actors without a recipient, or None."""

    relation: str
    plover: Plover
    quad_class: int
    realis: str
    mutual: str | None


def coding(kind: str, modes: Sequence[str] = (), contexts: Sequence[str] = (), *, column: str) -> Coding:
    """The coding of a type of any age with modes and contexts; those the ontology does not know are left out.

    Args:
        kind: ``CONSULT``; also of older schemes, such as ``DEMAND`` and ``YIELD``.
        modes: The first that is known counts.
        contexts: As the file spells them.
        column: Of the type, for the error.

    Raises:
        BadCellError: Nobody knows the type.
    """
    return _coding(kind.strip().upper(), tuple(map(_spelt, modes)), tuple(map(_spelt, contexts)), column)


@lru_cache(maxsize=8192)
def _coding(kind: str, modes: tuple[str, ...], contexts: tuple[str, ...], column: str) -> Coding:
    ontology = load_ontology()
    if kind not in ontology.types and kind not in ontology.older_types:
        raise BadCellError(column, f"{kind!r} is no PLOVER type{nearest(kind, ontology.types)}")
    known = {name.replace("-", "_"): name for name in ontology.contexts}
    modes = tuple(mode.replace("_", "-") for mode in modes)
    # YIELD is split by its mode: what gives way in deeds is RETREAT.
    types = ontology.current_types(kind)
    type_ = next((name for name in reversed(types) if ontology.types[name].modes.keys() & set(modes)), types[0])
    mode = next((found for mode in modes if (found := ontology.current_mode(type_, mode))), None)
    return Coding(
        relation=_RELATIONS.get(type_, {}).get(mode or "", GENERIC[type_]),
        plover=Plover(
            type=type_,
            mode=mode,
            context=tuple(dict.fromkeys(known[name] for name in map(_singular, contexts) if name in known)),
        ),
        quad_class=ontology.types[type_].quad_class,
        realis=next((_REALIS[name] for name in (*contexts, *modes) if name in _REALIS), Realis.ACTUAL),
        mutual=_MUTUAL.get(type_),
    )


def _spelt(word: str) -> str:
    return word.strip().lower().replace(" ", "_").replace("-", "_")


def _singular(context: str) -> str:
    return "natural_resource" if context == "natural_resources" else context


def sector(code: str) -> str | None:
    """Our sector for a PLOVER sector code; None for one that says nothing."""
    code = code.strip().upper()
    return None if code in _SAYS_NOTHING else _SECTORS.get(code) or cameo_sector(code)


def actor(name: str | None, owner: ActorRef | None, sectors: Iterable[str], role: str | None = None) -> ActorRef | None:
    """The actor that a record describes; None where it says nothing.

    Args:
        name: Resolved name, where there is one.
        owner: Country it belongs to.
        sectors: PLOVER sector codes, the main one first.
        role: Office as stated.
    """
    main = next((known for code in sectors if (known := sector(code))), None)
    if name:
        found = named_actor(name, owner, main)
    elif main is not None:
        found = group_actor(owner, main)
    elif owner is not None:
        found = owner
    else:
        return None
    return replace(found, role=role) if role and found.kind == "person" else found


def paired_events(
    event: Event, coded: Coding, sources: Sequence[ActorRef], targets: Sequence[ActorRef], *, column: str
) -> Iterator[Event]:
    """The events of a record, one a pair of actors.

    Args:
        event: The record's event, with its first actor at both ends and the id of the record.
        coded: Its coding.
        sources: Actors, at least one.
        targets: Recipients.
        column: Of the recipient, for the error.

    Raises:
        BadCellError: No recipient, and the type is none in which all take part alike.
    """
    relation = event.relation
    if targets:
        pairs = [(source, target) for source in sources for target in targets]
    elif coded.mutual is not None and len(sources) > 1:
        pairs = list(combinations(sources, 2))
        relation = coded.mutual
    else:
        raise BadCellError(column, "no recipient")
    for source, target in pairs:
        own = dataset_event_id(event.dataset or "", f"{event.dataset_id}:{source.id}>{target.id}")
        yield replace(event, id=event.id if len(pairs) == 1 else own, relation=relation, source=source, target=target)
