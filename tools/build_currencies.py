"""Write schema/currencies.yaml: names and symbols of money, from Unicode CLDR (babel) and ISO 3166 (pycountry).

    python tools/build_currencies.py

Needs ``babel`` and ``pycountry``; the file it writes is kept in the repository, so running kg needs neither.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

import babel
import pycountry
import yaml
from babel.core import get_global
from babel.numbers import get_currency_name, get_currency_symbol, get_territory_currencies

OUT = Path(__file__).parent.parent / "schema" / "currencies.yaml"

# Spellings that news uses and CLDR's English names lack; the last word of a name is its key.
VARIANTS = {
    "ruble": ("rouble",),
    "rubles": ("roubles",),
    "korunas": ("koruny", "korun"),
    "yuan": ("renminbi", "yuans"),
    "hryvnias": ("hryvnia", "hryvnya", "hryvnyas"),
    "soums": ("som", "sum", "soum"),
    "rials": ("riyals",),
    "riyals": ("rials",),
    "colóns": ("colones",),
    "baht": ("bahts",),
    "zlotys": ("zloty", "zlotych"),
    "shekels": ("sheqels",),
    "lekë": ("leks", "leke"),
    "kyats": ("kyat",),
}
# Meant by a bare name or sign where the text does not say whose.
DEFAULTS = ["USD", "GBP", "RUB", "EUR", "KRW", "CNY", "JPY"]
# Signs that news writes and CLDR's English leaves out.
SIGNS = {"USD": ("US$",), "CAD": ("C$",), "SGD": ("S$",), "INR": ("Rs",), "RUB": ("₽",), "UAH": ("₴",), "TRY": ("₺",)}
BEYOND_ISO = {"XK": "XKX"}


def plain(name: str) -> str:
    """A name without accents and marks, lower case."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()


def alpha3(code: str) -> str | None:
    """ISO 3166 alpha-3 of a CLDR territory, None for one that ISO does not list."""
    country = pycountry.countries.get(alpha_2=code)
    return country.alpha_3 if country else BEYOND_ISO.get(code)


def entries() -> list[dict[str, object]]:
    """One entry a currency that was tender somewhere in the last forty years."""
    used: dict[str, set[str]] = {}
    now: set[str] = set()
    for territory in get_global("territory_currencies"):
        current = get_territory_currencies(territory, tender=True)
        now.update(current)
        for code in get_territory_currencies(
            territory, tender=True, start_date=date(1990, 1, 1), end_date=date.today()
        ):
            country = alpha3(territory)
            if country:
                used.setdefault(code, set()).add(country)
    found = []
    for code in sorted(used):
        names = {get_currency_name(code, count=count, locale="en") for count in (1, 2)}
        names = {re.sub(r"\s*\(.*\)$", "", name) for name in names}
        bare: set[str] = set()
        for name in names:
            word = name.split()[-1].lower()
            bare.update({word, plain(word), *VARIANTS.get(word, ())})
        symbols = {
            get_currency_symbol(code, locale="en"),
            get_currency_symbol(code, locale="en_US"),
            *SIGNS.get(code, ()),
        } - {code}
        found.append(
            {
                "code": code,
                "name": get_currency_name(code, count=1, locale="en"),
                "full": sorted({plain(name) for name in names}),
                "words": sorted(word for word in bare if len(word) > 2),
                "symbols": sorted(symbols),
                "countries": sorted(used[code]),
                "current": code in now,
            }
        )
    return found


def main() -> None:
    """Write the file."""
    head = (
        f"# Written by tools/build_currencies.py from Unicode CLDR (babel {babel.__version__}, Unicode licence) and\n"
        "# ISO 3166 (pycountry). full: names with their country; words: bare names; countries: ISO 3166 alpha-3 where\n"
        "# it was tender since 1990; current: tender today.\n"
    )
    lines = [f"defaults: {_flow(DEFAULTS)}", "currencies:", *(f"  - {_flow(entry)}" for entry in entries())]
    OUT.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def _flow(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=True).strip()


if __name__ == "__main__":
    main()
