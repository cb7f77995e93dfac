"""The matcher: a table of names and of their beginnings, looked up word by word.

A hit costs one dictionary look-up a word, however many names there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from kg.actors.folding import fold_name, fold_word, name_words


class NameKind(IntEnum):
    """What a name says of the actor it belongs to."""

    NAME = 0
    ALIAS = 1
    SHORT = 2
    SURNAME = 3
    ADJECTIVE = 4
    DEMONYM = 5
    METONYM = 6
    CAPITAL = 7


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name of one actor: its number in the knowledge base, the kind of name, and the name as written there."""

    actor: int
    kind: NameKind
    surface: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Words ``start`` to ``end`` are a name of these actors."""

    start: int
    end: int
    uses: tuple[NameUse, ...]


Row = tuple[int, int, str]
_KINDS = tuple(NameKind)  # by number; calling the class costs more


class NameIndex:
    """Names of all actors. ``table`` maps a folded name, or the beginning of one, to its uses (a beginning: none)."""

    def __init__(self, table: dict[str, list[Row]] | None = None) -> None:
        self.table: dict[str, list[Row]] = {} if table is None else table

    def add(self, name: str, actor: int, kind: NameKind) -> None:
        """Enter a name and its beginnings; a hyphenated name also in one word (``Jong-un``, ``Jongun``)."""
        for key in _keys(name):
            words = key.split(" ")
            for size in range(1, len(words)):
                self.table.setdefault(" ".join(words[:size]), [])
            rows = self.table.setdefault(key, [])
            if not any(row[0] == actor and (row[1] == kind or row[1] <= NameKind.ALIAS) for row in rows):
                rows.append((actor, int(kind), name))

    def uses(self, name: str) -> list[NameUse]:
        """Uses of exactly this name, case ignored."""
        rows = self.table.get(fold_name(name), ())
        return [NameUse(row[0], _KINDS[row[1]], row[2]) for row in rows if _same_plus(row[2], name)]

    def match(self, words: Sequence[str], texts: Sequence[str]) -> list[Hit]:
        """Longest names in a text, left to right, none overlapping.

        Args:
            words: Folded words of the text, empty for punctuation.
            texts: The words as written, for the check of capitals.
        """
        table, found, start, size = self.table, [], 0, len(words)
        while start < size:
            word = words[start]
            rows = table.get(word) if word else None
            if rows is None:
                start += 1
                continue
            key, stop, best = word, start + 1, None
            while rows is not None:
                if rows:
                    fitting = [row for row in rows if _written_like(row[2], texts, start, stop)]
                    if fitting:
                        best = Hit(start, stop, tuple(NameUse(r[0], _KINDS[r[1]], r[2]) for r in fitting))
                after = stop
                while after < size and not words[after] and texts[after] in _JOINTS:
                    after += 1
                if after >= size or not words[after]:
                    break
                key = f"{key} {words[after]}"
                stop = after + 1
                rows = table.get(key)
            if best is None:
                start += 1
            else:
                found.append(best)
                start = best.end
        return found


_JOINTS = frozenset({"-", "‐", "‑", "–", ".", "'", "’"})


def _keys(name: str) -> list[str]:
    key = fold_name(name)
    if not key:
        return []
    keys = [key]
    if "-" in name:
        joined = " ".join(filter(None, (fold_word(word) for word in name.replace(",", " ").split())))
        keys.append(joined.removeprefix("the "))
    if "'" in name or "’" in name:
        keys.append(fold_name(name.replace("'", " ").replace("’", " ")))
    return list(dict.fromkeys(filter(None, keys)))


@lru_cache(maxsize=100_000)
def _capitals(surface: str) -> tuple[bool, int, bool, bool, bool]:
    """Acronym or not, number of letters, begins with a capital, with a small word, ends with one."""
    words = name_words(surface)
    letters = "".join(char for char in surface if char.isalpha())
    first, last = (words[0], words[-1]) if words else ("", "")
    return (
        1 < len(letters) <= 6 and letters.isupper(),
        len(letters),
        first[:1].isupper(),
        len(words) > 1 and fold_word(first) in _LOWERED,
        last[:1].isupper(),
    )


def _written_like(surface: str, texts: Sequence[str], start: int, stop: int) -> bool:
    """Whether capitals are where the name has them: "US" is not "us", "Polish" is not "polish"."""
    acronym, letters, capital, article, ends_capital = _capitals(surface)
    first = texts[start]
    if not _same_plus(surface, texts[stop - 1]):
        return False
    if acronym:
        return all(texts[place].isupper() or not texts[place].isalpha() for place in range(start, stop)) or (
            letters >= 4 and first[:1].isupper() and stop - start == 1
        )
    if capital and not first[:1].isupper():
        return article and texts[stop - 1][:1].isupper()
    return not (stop - start > 1 and ends_capital and not _capital(texts[stop - 1]))


def _same_plus(surface: str, text: str) -> bool:
    """Whether both end in "+" or neither: "OPEC+" is not "OPEC"."""
    return surface.endswith("+") == text.rstrip().endswith("+")


# Names' small words, capitalised only at the start of a sentence or in some styles.
_LOWERED = frozenset({"al", "el", "de", "da", "del", "van", "von", "bin", "ibn", "abu", "ash", "as", "the"})


def _capital(text: str) -> bool:
    # a later part may be written small: "Kim Jong-un" beside "Kim Jong-Un"
    return text[:1].isupper() or not text[:1].isalpha() or len(text) <= 4
