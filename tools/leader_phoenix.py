"""Heads of state and government before 2005 from the Phoenix dictionaries, which carry CountryInfo's lists of leaders.

CountryInfo lists a state's presidents, then its prime ministers, each in order of time; the dictionary keeps the order
and the days but not the headings. So a list ends where time goes back, and its office is the one that most of its
members hold in the other sources.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from leader_people import first_day, last_day
from leader_rows import Row

_TERM = re.compile(r"\[([A-Z]{3})GOV (\d{6,8})-(\d{6,8})\]")
_OPEN = re.compile(r"\[([A-Z]{3})GOV >(\d{6,8})\]")
_NAME = re.compile(r"^\+?([A-Z][A-Z'.\-_ ]+?)_?\s*(?:;.*)?$")
_PARTICLES = {"DE", "DA", "DOS", "DO", "DEL", "LA", "VON", "VAN", "DER", "BIN", "AL", "EL", "E", "Y"}
_MONTH_ENDS = (28, 29, 30, 31)
# Codes of the dictionary that are not ISO 3166.
_STATES = {"TMP": "TLS", "MTN": "MNE", "ROM": "ROU", "KSV": "XKX"}
_TITLED = re.compile(
    r"\b(?:President|Minister|Chancellor|Secretary|Leader|Administration|Ambassador|Chief|Premier|King|Queen|Government|Kanzler|Bundeskanzler)\b"
)
_ROMAN = re.compile(r"\bI[iv]+$|\bV[i]*$")
Held = Callable[[str, str, str, str], str]


@dataclass(slots=True)
class _Entry:
    name: str
    others: tuple[str, ...]
    state: str
    terms: list[tuple[str, str]]


def _date(digits: str) -> str:
    """``YYMMDD`` or ``YYYYMMDD`` as ISO 8601, or empty."""
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= 30 else "19") + digits
    if len(digits) != 8 or not ("01" <= digits[4:6] <= "12" and "01" <= digits[6:] <= "31"):
        return ""
    text = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    try:
        first_day(text)
    except ValueError:
        return ""
    return text


def _case(name: str) -> str:
    words = []
    for number, word in enumerate(re.split(r"[_ ]+", name.strip("_ "))):
        if word in _PARTICLES and number:
            words.append(word.lower())
        else:
            words.append(re.sub(r"[A-Z]+", lambda part: part.group().capitalize(), word).replace("'S", "'s"))
    return " ".join(words)


def _entries(path: Path) -> Iterator[_Entry]:
    name, others, terms, state, coded = "", [], [], "", True
    for line in [*path.read_text(encoding="utf-8", errors="replace").splitlines(), "END_"]:
        if line.startswith("\t"):
            coded = True
            for code, start, end in _TERM.findall(line):
                dates = (_date(start), _date(end))
                # whole months come from the lists of ministers, not from those of leaders
                whole = dates[0] >= "2003" and dates[0].endswith("-01") and int(dates[1][-2:] or 0) in _MONTH_ENDS
                if all(dates) and not whole and dates[0] < dates[1]:
                    state = _STATES.get(code, code)
                    terms.append((dates[0], dates[1]))
            continue
        match = _NAME.match(line.split("#")[0].rstrip())
        # a line that should begin with "+", before any code of the entry, is one more name of it
        if match and (line.startswith("+") or (not coded and not line.startswith("END_"))):
            others.append(_case(match.group(1)))
        elif line.strip() and not line.startswith(("+", "#", ";")) and (match or coded):
            if name and terms:
                yield _Entry(name, tuple(others), state, sorted(terms))
            name, others, terms, state, coded = (_case(match.group(1)) if match else ""), [], [], "", not match


def _lists(entries: list[_Entry]) -> Iterator[list[tuple[_Entry, tuple[str, str]]]]:
    """The lists of one state, each with the terms that belong to it."""
    group: list[_Entry] = []
    for entry in entries:
        if group and entry.terms[-1][0] < group[-1].terms[0][0]:
            yield _chain(group)
            group = []
        group.append(entry)
    if group:
        yield _chain(group)


def _chain(group: list[_Entry]) -> list[tuple[_Entry, tuple[str, str]]]:
    """Terms of one office: those of people with a single term first, then what of the others fits between."""
    chain: list[tuple[_Entry, tuple[str, str]]] = []
    for entry in sorted(group, key=lambda item: len(item.terms)):
        chain += [(entry, term) for term in entry.terms if not any(_overlap(term, other) for _, other in chain)]
    return sorted(chain, key=lambda pair: pair[1])


def _overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two terms share more than two months, or one lies inside the other."""
    shared = min(last_day(one[1]), last_day(other[1])) - max(first_day(one[0]), first_day(other[0]))
    return shared > timedelta(days=62) or (one != other and (one[0] >= other[0] and one[1] <= other[1]))


def phoenix_rows(path: Path, held: Held, told: dict[str, str], until: dict[str, str]) -> list[Row]:
    """Leaders of 1990 to 2004 as rows.

    Args:
        path: The dictionary of countries.
        held: (state, name, start, end) -> role in which the other sources have such a person then,
            with "?" before it where it is only what such leaders usually are, or "".
        told: "ISO Name" of a member of a list -> role, for him and a strong vote for the list; "skip": no such office.
        until: State -> last year to take, where the other sources have nothing; else 2005.
    """
    by_state: dict[str, list[_Entry]] = {}
    for entry in _entries(path):
        by_state.setdefault(entry.state, []).append(entry)
    rows: list[Row] = []
    for state, entries in by_state.items():
        for chain in _lists(entries):
            votes = Counter(held(state, entry.name, *term) for entry, term in chain)
            votes.pop("", None)
            sure = Counter({role: count for role, count in votes.items() if not role.startswith("?")})
            votes = sure or Counter({role[1:]: count for role, count in votes.items()})
            votes.update({told[key]: 9 for key in {f"{state} {entry.name}" for entry, _ in chain} if key in told})
            votes.pop("skip", None)
            if not votes:
                continue
            role, count = votes.most_common(1)[0]
            if count < 0.6 * sum(votes.values()):
                continue
            for entry, term in chain:
                if not "1990" <= term[1] <= until.get(state, "2005-12-31"):
                    continue
                others = tuple(other for other in entry.others if " " in other and not _TITLED.search(other))
                name = _ROMAN.sub(
                    lambda part: part.group().upper(),
                    re.sub(r"^(?:Sir|Dame|Ratu Sir|Prince|Samdech|Hojatolislam) ", "", entry.name),
                )
                # who is known in the other office then stands in the wrong list
                known = held(state, name, *term)
                known = told.get(f"{state} {entry.name}", known)
                if known == "skip":
                    continue
                rows.append(
                    Row(
                        state,
                        role if known.startswith("?") or not known else known,
                        "",
                        name,
                        "",
                        *term,
                        "countryinfo",
                        path.name,
                        aliases=others,
                    )
                )
    return rows
