"""Places as GDELT writes them: kind, full name, FIPS country, first-level unit, ..., latitude, longitude, feature."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.loaders.country_codes import country_actor
from kg.loaders.event_rows import BadCellError, number, place_at

from kg.records import Location

_COUNTRY = "1"


def gdelt_place(block: Sequence[str], column: str) -> Location | None:
    """The place of a block of columns; None where it names none.

    Args:
        block: Kind, name, country, first-level unit, further units, latitude, longitude, feature.
        column: What the block is called, for errors.
    """
    if not block[1]:
        return None
    try:
        return _place(tuple(block))
    except BadCellError as error:
        raise BadCellError(f"{column}_{error.column}", error.reason) from None


@lru_cache(maxsize=65536)
def _place(block: tuple[str, ...]) -> Location:
    kind, name, fips, adm1 = block[:4]
    # The country column is at odds with the first-level unit in half of the rows of early 2015; the unit is right.
    code = adm1[:2] if len(adm1) >= 2 else fips
    country = country_actor(code, "fips") or country_actor(fips, "fips")
    return place_at(
        name, country, number(block[-3], "Lat", -90, 90), number(block[-2], "Long", -180, 180),
        whole=kind == _COUNTRY,
    )  # fmt: skip
