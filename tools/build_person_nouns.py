"""Write ``schema/person_nouns.txt``: nouns for private persons ("baker", "novelist"), from WordNet.

    python tools/build_person_nouns.py [/usr/share/wordnet]      # Debian's wordnet-base

Taken are single words that first and mostly mean a person (lexicographer file 18) and are formed as names of
occupations and pursuits are; not those that the agents, the lexicon or the list of domains know already.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.actors.agents import Agents, load_agents
from kg.lexicon import lexicon_index
from kg.nlp.domain import load_domains

OUT = Path(__file__).resolve().parent.parent / "schema" / "person_nouns.txt"
PERSON = 18
FORMED = re.compile(r"[a-z]{2,}(?:er|or|ist|ian|ress|man|woman|eer|eur|euse|ologist|grapher|iste|ician|smith|wright)")
HEADER = "# Nouns for private persons, from WordNet 3.0 (Princeton University); made by tools/build_person_nouns.py.\n"
OTHERS = frozenset("chef cook neighbor neighbour cousin nephew niece uncle aunt bride groom widow orphan tourist pilot vet nurse maid chauffeur sculptor poet guide barista mentor pensioner".split())  # fmt: skip # noqa: E501
# Persons of public life, or words that mostly mean something else in news.
NOT_PRIVATE = frozenset(
    """instructor trainer sharpshooter diver controller handler protector promoter censor regulator lender insurer
    carmaker drugmaker refiner shareholder voter user caller ruler dictator conqueror invader attacker bomber killer
    murderer assassin terrorist separatist loyalist royalist nationalist communist socialist fascist islamist
    extremist jihadist militant insurgent dissenter dissident mutineer plotter usurper occupier oppressor defender
    supporter opponent campaigner boycotter striker picketer rioter looter demonstrator peacemaker mediator
    negotiator signatory arbiter arbitrator facilitator guarantor creditor debtor donor investor importer exporter
    supplier smuggler trafficker hijacker kidnapper captor abductor hacker prisoner detainee deserter defector
    emigrant settler colonist exile whistleblower informer collaborator traitor saboteur poacher pirate mercenary
    fighter warrior guerrilla partisan sniper gunman deponent claimant petitioner challenger contender center centre
    counter matter monster number order other owner power quarter river sister brother father mother master member
    offer over paper shoulder winner loser leader adviser advisor actor author factor motor sector vector""".split()
)


def senses(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """Nouns with the lexicographer files of their senses."""
    files = {}
    names = set()
    for line in (folder / "data.noun").read_text(encoding="latin-1").splitlines():
        if not line.startswith(" "):
            fields = line.split(" ")
            files[fields[0]] = int(fields[1])
            names |= {word.lower() for word in fields[4 : 4 + 2 * int(fields[3], 16) : 2] if word[:1].isupper()}
    for line in (folder / "index.noun").read_text(encoding="latin-1").splitlines():
        if not line.startswith(" "):
            fields = line.split()
            if fields[0] not in names:
                yield fields[0], [files[offset] for offset in fields[6 + int(fields[3]) :]]


def person_nouns(folder: Path, agents: Agents) -> list[str]:
    """The words of the file, sorted."""
    triggers = {lemma for group, lemma in lexicon_index() if group == "NOUN"}
    return sorted(
        word
        for word, found in senses(folder)
        if found[0] == PERSON
        and 2 * found.count(PERSON) > len(found)
        and (FORMED.fullmatch(word) or word in OTHERS)
        and word not in agents.heads
        and word not in triggers | NOT_PRIVATE | load_domains().own_account
    )


if __name__ == "__main__":
    words = person_nouns(Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/wordnet"), load_agents())
    OUT.write_text(HEADER + "\n".join(words) + "\n", encoding="utf-8")
    sys.stderr.write(f"{len(words)} nouns\n")
