"""Numbers in words and figures: ``eight``, ``two dozen``, ``half a million``, ``2.5bn``."""

from __future__ import annotations

import re

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * (place + 2) for place, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
SCALES = {
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
SUFFIXES = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "t": 10**12,
    "tn": 10**12,
    "trn": 10**12,
}
_FIGURE = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)([a-z]*)")


def parse_number(text: str) -> float | None:
    """The value of a number in words or figures, or None where it is none.

    ``"1.2 billion"``, ``"40m"``, ``"two hundred and five"``, ``"twenty-five"``, ``"half a million"``, ``"a dozen"``.
    """
    total = 0.0
    current: float | None = None
    half = False
    for word in re.split(r"[\s-]+", text.lower().strip()):
        if word in ("and", "a", "an", "of", ""):
            continue
        if word == "half":
            if current is None:
                half = True
            else:
                current += 0.5
            continue
        figure = _FIGURE.fullmatch(word)
        if figure:
            value = float(figure[1].replace(",", ""))
            if figure[2]:
                if figure[2] not in SUFFIXES:
                    return None
                value *= SUFFIXES[figure[2]]
            if current is not None:
                return None
            current = value
        elif word in UNITS:
            current = (current or 0.0) + UNITS[word]
        elif word in TENS:
            current = (current or 0.0) + TENS[word]
        elif word in SCALES or word in SUFFIXES:
            scale = SCALES.get(word) or SUFFIXES[word]
            current = (1.0 if current is None else current) * (0.5 if half else 1.0) * scale
            half = False
            if scale >= 1000:
                total += current
                current = 0.0
        else:
            return None
    if half or (current is None and total == 0.0):
        return None
    # Scaling a decimal fraction leaves noise in the last digits: 1.2 * 10**9, 2.3 * 10**6.
    return round(total + (current or 0.0), 4)
