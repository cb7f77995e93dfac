"""Named sides of the data sets on political violence: states by their forces, armed groups, and whoever has no name.

ACLED and UCDP write names, not codes: ``Military Forces of Iran (1989-)``, ``Government of Mali``, ``Civilians
(Chad)``. Years in brackets say whose term it is and are no part of the name; a country there says whose.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.loaders.cameo import group_actor
from kg.loaders.country_codes import country_named
from kg.loaders.event_actors import listed_actor, named_actor

from kg.records import ActorRef

_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_YEARS = re.compile(r"[\d\s\-–?]*")
# How names begin and the sector they mean; the country follows after "of", or in brackets.
_BODIES = (
    ("military forces of", "MIL"), ("police forces of", "COP"), ("government of", "GOV"),
)  # fmt: skip
_UNNAMED = {
    "civilians": "CVL", "protesters": "CVL", "rioters": "CVL", "unidentified armed group": "REB",
    "unidentified military forces": "MIL", "police forces": "COP", "military forces": "MIL", "prison guards": "COP",
}  # fmt: skip


@lru_cache(maxsize=65536)
def side(name: str, country: ActorRef | None = None, sector: str | None = None) -> ActorRef | None:
    """The actor of a side; None for an empty name.

    Args:
        name: As in the data set.
        country: Where the event took place: whose the unnamed are where the name does not say.
        sector: PLOVER sector of a named group, where the data set says.
    """
    if not name.strip():
        return None
    stated = [inner for inner in _BRACKETS.findall(name) if not _YEARS.fullmatch(inner)]
    owner = next((found for inner in stated if (found := country_named(inner.strip())) is not None), None)
    bare = _BRACKETS.sub("", name).strip() or name.strip()
    folded = bare.lower()
    for begin, body in _BODIES:
        if folded.startswith(begin):
            whose = country_written(name[len(begin) :]) or owner
            if whose is not None:
                return group_actor(whose, body)
    if (unnamed := _UNNAMED.get(folded)) is not None:
        return group_actor(owner or country, unnamed)
    # An abbreviation may stand before the name in full.
    forms = (bare, bare.partition(":")[0].strip())
    listed = next((found for form in forms if (found := listed_actor(form, None, sector)) is not None), None)
    return listed or named_actor(bare, owner, sector)


def country_written(name: str) -> ActorRef | None:
    """The country of a name with an older one, or years, in brackets: ``Myanmar (Burma)``, ``Iran (1989-)``."""
    forms = (name, name.partition("(")[0])
    return next((found for form in forms if (found := country_named(form.strip())) is not None), None)
