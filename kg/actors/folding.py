"""Names as the matcher sees them: without case, accents, apostrophes, full stops and hyphens.

``fold_name("Miguel Díaz-Canel") == "miguel diaz canel"``; ``fold_word("U.S.") == "us"``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPECIAL = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "İ": "I", "đ": "d", "Đ": "D", "ß": "ss",
        "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
        "ə": "a", "Ə": "A", "ʻ": None, "ʼ": None, "ʿ": None, "ʾ": None,
    }
)  # fmt: skip
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_BETWEEN = re.compile(r"[\s\-‐‑–—,/()\"“”]+")


def plain(text: str) -> str:
    """The text without accents, case kept: ``Erdoğan`` -> ``Erdogan``. Scripts without a Latin base stay."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_SPECIAL))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=200_000)
def fold_word(text: str) -> str:
    """One word as lower-case letters and digits; empty for punctuation."""
    lowered = plain(text).lower()
    if lowered.isascii():
        return lowered if lowered.isalnum() else _NOT_WORD.sub("", lowered)
    return "".join(char for char in lowered if char.isalnum())


def fold_name(name: str) -> str:
    """A name as folded words joined by blanks, without a leading article."""
    words = [word for word in map(fold_word, _BETWEEN.split(name)) if word]
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)


def name_words(name: str) -> list[str]:
    """The words of a name with case and accents, split as ``fold_name`` splits."""
    words = [word for word in _BETWEEN.split(name) if fold_word(word)]
    if len(words) > 1 and words[0].lower() == "the":
        del words[0]
    return words
