"""Names, codes and signs of money (``schema/currencies.yaml``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import SchemaError

_FILE = "currencies.yaml"


class CurrencyEntry(BaseModel):
    """One currency: ISO 4217 code, names with (``full``) and without (``words``) their country, signs, users."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    name: str
    full: tuple[str, ...]
    words: tuple[str, ...]
    symbols: tuple[str, ...]
    countries: tuple[str, ...]
    current: bool


class _CurrencyFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    defaults: tuple[str, ...]
    currencies: tuple[CurrencyEntry, ...]


@dataclass(frozen=True, slots=True)
class Currencies:
    """All currencies, by the ways to name them; keys are lower case, but for signs and codes."""

    full: dict[str, tuple[CurrencyEntry, ...]]
    words: dict[str, tuple[CurrencyEntry, ...]]
    signs: dict[str, tuple[CurrencyEntry, ...]]
    codes: frozenset[str]
    defaults: frozenset[str]

    def code_of(self, name: str, countries: Sequence[str]) -> str | None:
        """ISO 4217 code of a name, sign or code.

        Args:
            name: As written.
            countries: ISO 3166 alpha-3 codes of the countries named around it, in the order of the text.

        Returns:
            None where several currencies bear the name and nothing says which is meant.
        """
        if name in self.codes:
            return name
        found = self.signs.get(name) or self.full.get(name.lower()) or self.words.get(name.lower(), ())
        entries = tuple(entry for entry in found if entry.current) or found
        if len(entries) <= 1:
            return entries[0].code if entries else None
        default = next((entry for entry in entries if entry.code in self.defaults), None)
        if default is not None and (default.code == "USD" or not countries):
            return default.code  # "dollars" alone are US dollars, whoever pays them
        for country in countries:
            for entry in entries:
                if country in entry.countries:
                    return entry.code
        return default.code if default else None


@lru_cache(maxsize=1)
def load_currencies() -> Currencies:
    """The shipped table."""
    where = f"schema/{_FILE}"
    try:
        data = _CurrencyFile.model_validate(
            yaml.safe_load(files("kg.schema").joinpath(_FILE).read_text(encoding="utf-8"))
        )
    except (yaml.YAMLError, ValidationError) as error:
        raise SchemaError(str(error).splitlines()[0], where=where) from error
    full: dict[str, list[CurrencyEntry]] = {}
    words: dict[str, list[CurrencyEntry]] = {}
    signs: dict[str, list[CurrencyEntry]] = {}
    for entry in data.currencies:
        for table, names in ((full, entry.full), (words, entry.words), (signs, entry.symbols)):
            for name in names:
                table.setdefault(name, []).append(entry)
    return Currencies(
        full={name: tuple(entries) for name, entries in full.items()},
        words={name: tuple(entries) for name, entries in words.items()},
        signs={name: tuple(entries) for name, entries in signs.items()},
        codes=frozenset(
            entry.code for entry in data.currencies if entry.current or entry.code in ("DEM", "FRF", "ITL")
        ),
        defaults=frozenset(data.defaults),
    )
