"""What is known of an actor: the format of ``schema/actors/*.yaml`` and of a user's own actor files.

A file is a mapping ``{source: text or list of texts, actors: [entry, ...]}``; an entry is an ``ActorEntry``. Dates are
ISO 8601 strings cut to their precision (``"2014"``, ``"2014-06"``, ``"2014-06-07"``), quoted in YAML.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Date = str


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OfficeEntry(_Entry):
    """An office somebody held.

    ``role`` is a key of ``schema/roles.yaml`` (head_of_state, head_of_government, foreign_minister, defence_minister,
    finance_minister, interior_minister, head (of an organisation), other); ``title`` the office in words.
    ``verified`` is False for a date that rests on one doubtful source or none.
    """

    role: str
    title: str
    of: str
    since: Date | None = None
    until: Date | None = None
    source: str | None = None
    verified: bool = True


class MembershipEntry(_Entry):
    """Membership of this actor in an organisation, or (under ``members``) of another in this one.

    ``source`` says what confirms it; ``verified`` is False where no source that was read confirms a date.
    """

    id: str
    since: Date | None = None
    until: Date | None = None
    status: Literal["member", "observer", "suspended", "candidate", "partner"] = "member"
    source: str | None = None
    verified: bool = True


class ActorEntry(_Entry):
    """One actor.

    ``aliases`` name the actor itself; ``adjectives`` ("Russian") and ``demonyms`` ("Russian", "Russians") only make
    it the country of something or somebody; ``metonyms`` are places or buildings that stand for its government
    ("Moscow", "the Kremlin"). ``codes``: iso2, iso3, cow, cameo, wikidata, ... as text. ``since`` and ``until`` bound
    its existence. ``status`` of a country: state, de_facto, disputed, former, territory.
    ``source`` says who names it; ``verified`` is False where no source that was read does.
    """

    id: str
    name: str
    kind: Literal["country", "person", "organization", "government", "armed_group", "group", "media", "place"]
    country: str | None = None
    sector: str | None = None
    status: str | None = None
    gender: Literal["m", "f"] | None = None
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    metonyms: tuple[str, ...] = ()
    codes: dict[str, str] = Field(default_factory=dict)
    since: Date | None = None
    until: Date | None = None
    offices: tuple[OfficeEntry, ...] = ()
    members: tuple[MembershipEntry, ...] = ()
    memberships: tuple[MembershipEntry, ...] = ()
    part_of: tuple[str, ...] = ()
    source: str | None = None
    verified: bool = True


def country_codes(entries: Iterable[ActorEntry]) -> set[str]:
    """ISO codes that actors may have as ``country``: those of countries, and of territories, which have their own."""
    return {
        entry.id.partition(":")[2] if entry.kind == "country" else entry.codes["iso3"]
        for entry in entries
        if entry.kind == "country" or (entry.status == "territory" and "iso3" in entry.codes)
    }


class ActorFile(_Entry):
    """A file of actors with the source of its facts."""

    source: str | tuple[str, ...]
    actors: tuple[ActorEntry, ...]
