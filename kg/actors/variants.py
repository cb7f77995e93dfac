"""The ways a person's name is written: surname alone, without middle names, family name first."""

from __future__ import annotations

import re

from kg.actors.folding import fold_word

# Where the family name comes first in English news as well.
FAMILY_FIRST = frozenset({"CHN", "TWN", "PRK", "KOR", "HKG", "MAC", "SGP", "VNM"})
# Where people are called by the last, given name.
GIVEN_LAST = frozenset({"VNM", "KHM", "LAO", "MMR", "THA", "ETH", "ERI"})
# Two surnames, of which the first or both are used.
TWO_SURNAMES = frozenset("ESP MEX CUB VEN COL ARG CHL PER BOL ECU GTM HND SLV NIC CRI PAN DOM PRY URY GNQ PRI".split())
PARTICLES = frozenset(
    "al el as ash an ar at az ad bin ibn ben bint abu abou abdul abdel de da do dos das del della di du la le los las "
    "van von der den ter ten zu af av st saint san santa mac o dal y e".split()
)
# "Jr.", "Felipe VI"; a name such as "Xi" is not written in capitals.
_SUFFIX = re.compile(r"[JjSs]r\.?|[IVX]+")


def surnames(name: str, country: str | None) -> list[str]:
    """Shorter names by which a text may call the person after the first mention, longest first.

    ``surnames("Bashar al-Assad", "SYR") == ["al-Assad", "Assad"]``; ``surnames("Xi Jinping", "CHN") == ["Xi"]``;
    a monarch has none: ``surnames("Felipe VI", "ESP") == []``.
    """
    words = [word for word in name.replace("’", "'").split() if fold_word(word)]
    while words and _SUFFIX.fullmatch(words[-1]):
        words.pop()
    if len(words) < 2:
        return []
    if country in FAMILY_FIRST and country != "VNM":
        return [words[0]]
    found: list[str] = []
    start = len(words) - 1
    while start > 1 and fold_word(words[start - 1]) in PARTICLES:
        start -= 1
    if start < len(words) - 1:
        found.append(" ".join(words[start:]))
    last = words[-1]
    found.append(last)
    head, _, tail = last.partition("-")
    if tail and fold_word(head) in PARTICLES:
        found.append(tail)
    if country in TWO_SURNAMES and len(words) >= 3:
        before = words[-2]
        if fold_word(before) not in PARTICLES and "." not in before:
            found.insert(0, f"{before} {last}")
            found.append(before)
    return [item for item in dict.fromkeys(found) if len(fold_word(item)) > 1]


def short_forms(name: str, country: str | None) -> list[str]:
    """Full names without middle names and initials, and with the given name in front or behind.

    ``short_forms("Robert Gabriel Mugabe", "ZWE") == ["Robert Mugabe"]``.
    """
    words = name.split()
    found: list[str] = []
    if not words[0][:1].isupper():
        return []
    if len(words) >= 3 and country not in FAMILY_FIRST | GIVEN_LAST:
        tail = surnames(name, country)
        if tail:
            found.append(f"{words[0]} {tail[0]}")
            found.append(f"{words[0]} {words[-1]}")
    if country in TWO_SURNAMES and len(words) in (3, 4) and not any(fold_word(word) in PARTICLES for word in words):
        found.append(f"{words[0]} {words[-2]}")
    if country in FAMILY_FIRST and len(words) in (2, 3):
        found.append(" ".join([*words[1:], words[0]]))
    if len(words) == 3 and country in FAMILY_FIRST:
        found.append(f"{words[0]} {words[1]}-{words[2].lower()}")
    return [item for item in dict.fromkeys(found) if item != name]
