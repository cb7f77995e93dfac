"""CAMEO actor codes to actors: parts of three letters, the country first, then known groups and roles.

The groups are those of CAMEO's list of known groups that the shipped actors hold under the name which the list gives.
"""

from __future__ import annotations

from functools import lru_cache

from kg.loaders.cameo import group_actor, sector
from kg.loaders.country_codes import country_actor, region_actor

from kg.actors.knowledge import knowledge
from kg.records import ActorRef

GROUPS = {
    "ABD": "org:badea", "ADB": "org:adb", "AFB": "org:african-development-bank", "ALQ": "group:al-qaeda",
    "AMN": "org:amnesty", "AMU": "org:arab-maghreb-union", "APE": "org:oapec", "ARL": "org:arab-league",
    "ASN": "org:asean", "BIS": "org:bis", "CIS": "org:cis", "COE": "org:council-of-europe", "CWN": "org:commonwealth",
    "EBR": "org:ebrd", "ECA": "org:eccas", "EEC": "org:eu", "EFT": "org:efta", "FAO": "org:fao", "FTA": "group:fatah",
    "GCC": "org:gcc", "GOE": "org:g8", "GOS": "org:g7", "GSS": "org:g77", "HCH": "org:ohchr", "HCR": "org:unhcr",
    "HEZ": "group:hezbollah", "HMS": "group:hamas", "HRW": "org:hrw", "IAD": "org:igad", "IAE": "org:iaea",
    "ICC": "org:icc", "ICG": "org:crisis-group", "ICJ": "org:icj", "IDB": "org:islamic-development-bank",
    "ILO": "org:ilo", "IMF": "org:imf", "IOM": "org:iom", "IPU": "org:ipu", "IRC": "org:icrc",
    "ISJ": "group:islamic-jihad", "ITP": "org:interpol", "KID": "org:unicef", "MBR": "group:muslim-brotherhood",
    "MSF": "org:msf", "NAT": "org:nato", "NON": "org:nam", "OAS": "org:oas", "OAU": "org:oau", "OIC": "org:oic",
    "OPC": "org:opec", "PLO": "group:plo", "PLS": "group:polisario", "PRC": "org:paris-club", "SAD": "org:sadc",
    "SCE": "org:osce", "TAL": "group:taliban", "UNO": "org:un", "WAS": "org:ecowas", "WBK": "org:world-bank",
    "WFP": "org:wfp", "WHO": "org:who", "WTO": "org:wto", "XFM": "org:oxfam",
}  # fmt: skip
_NOBODY = "---"


@lru_cache(maxsize=512)
def known_group(code: str) -> ActorRef | None:
    """The listed actor of a CAMEO code of known groups; None for one that no listed actor has."""
    actor = GROUPS.get(code)
    if actor is None or actor not in knowledge():
        return None
    row = knowledge().row(actor)
    return ActorRef(
        id=actor, name=row["name"], kind=row["kind"], country=knowledge().country(actor), sector=row.get("sector")
    )


@lru_cache(maxsize=65536)
def coded_actor(code: str) -> ActorRef | None:
    """The actor of a code such as ``RUSMIL``, ``IGOUNO`` or ``---GOV``; None where nobody has it.

    Args:
        code: Letters in any case, three a part; ``---`` stands for nothing.
    """
    parts = [code[start : start + 3].upper() for start in range(0, len(code), 3)]
    parts = [part for part in parts if part != _NOBODY]
    if not parts:
        return None
    owner = country_actor(parts[0]) or region_actor(parts[0])
    others = parts[1:] if owner is not None else parts
    group = next((found for part in reversed(others) if (found := known_group(part)) is not None), None)
    if group is not None:
        return group
    role = next((known for part in others if (known := sector(part)) is not None), None)
    return owner if role is None else group_actor(owner, role)
