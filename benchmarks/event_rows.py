"""GDELT rows through parsing and mapping, beside a data frame library's plain reading of the same file.

    python benchmarks/event_rows.py [--rows 1000000] [--profile]

Writes a file of synthetic rows (61 columns, actors, codes, places, addresses drawn as unevenly as in real files), then
reads it in a process of its own each: with kg's loader (every row becomes an Event or is set aside), and with pandas
and polars where they are installed (cells become columns, nothing more). Processor time, so that the load of the
machine does not count; the resident memory is the highest of the process.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

COLUMNS = 61
_COUNTRIES = (
    ("USA", "UNITED STATES", "US"), ("RUS", "RUSSIA", "RS"), ("CHN", "CHINA", "CH"), ("UKR", "UKRAINE", "UP"),
    ("GBR", "UNITED KINGDOM", "UK"), ("FRA", "FRANCE", "FR"), ("DEU", "GERMANY", "GM"), ("ISR", "ISRAEL", "IS"),
    ("IRN", "IRAN", "IR"), ("IND", "INDIA", "IN"), ("PAK", "PAKISTAN", "PK"), ("NGA", "NIGERIA", "NI"),
    ("TUR", "TURKEY", "TU"), ("SYR", "SYRIA", "SY"), ("JPN", "JAPAN", "JA"), ("MEX", "MEXICO", "MX"),
    ("EGY", "EGYPT", "EG"), ("BRA", "BRAZIL", "BR"), ("KOR", "SOUTH KOREA", "KS"), ("SAU", "SAUDI ARABIA", "SA"),
)  # fmt: skip
_ROLES = ("", "", "", "GOV", "GOV", "MIL", "OPP", "REB", "COP", "CVL", "LEG", "JUD", "BUS", "MED", "EDU")
_CODES = (
    "010", "020", "036", "040", "042", "043", "046", "051", "057", "061", "070", "073", "084", "100", "111", "112",
    "120", "130", "138", "141", "173", "182", "190", "193", "195",
)  # fmt: skip
_CLASSES = {code: 1 if code < "06" else 2 if code < "10" else 3 if code < "15" else 4 for code in _CODES}


def _place(number: int, rng: random.Random) -> list[str]:
    """Cells of a place; like a real one it has the same coordinates wherever it is named."""
    _, name, fips = _COUNTRIES[number % len(_COUNTRIES)]
    full, unit = f"Town {number}, Province {number % 97}, {name.title()}", f"{fips}{number % 40:02d}"
    return ["4", full, fips, unit, "", f"{rng.uniform(-60, 60):.4f}", f"{rng.uniform(-180, 180):.4f}", str(number)]


def write_rows(path: Path, count: int) -> None:
    """The synthetic file; the same for the same count."""
    rng = random.Random(7)
    weights = [1 / (rank + 1) for rank in range(len(_COUNTRIES))]
    places = [_place(number, rng) for number in range(20_000)]
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            cells = [
                str(400_000_000 + number),
                f"2015{number % 12 + 1:02d}{number % 28 + 1:02d}",
                "201502",
                "2015",
                "2015.1",
            ]
            for country, name, _ in rng.choices(_COUNTRIES, weights, k=2):
                role = rng.choice(_ROLES)
                nobody = rng.random() < 0.12
                who = [""] * 3 if nobody else [country + role, name if not role else f"{name} {role}", country]
                cells += [*who, "", "", "", "", "" if nobody else role, "", ""]
            code = rng.choice(_CODES)
            cells += ["1", code, code[:3], code[:2], str(_CLASSES[code]), f"{rng.randint(-100, 100) / 10}"]
            cells += [str(rng.randint(1, 90)), "1", str(rng.randint(1, 90)), f"{rng.uniform(-9, 9):.12f}"]
            for _ in range(3):
                cells += places[int(rng.paretovariate(0.9)) % len(places)]
            cells += ["20150218230000", f"https://site{number % 4000}.example/2015/02/18/story-{number // 3}.html"]
            out.write("\t".join(cells) + "\n")


def read_with_kg(path: Path) -> str:
    """Every row as an Event, or set aside."""
    from kg.loaders.gdelt import GdeltLoader

    from kg.ingest.inputs import make_source
    from kg.loading import LoadOptions
    from kg.records import Event

    events = others = 0
    with path.open("rb") as stream:
        for record in GdeltLoader().load(make_source(stream, path.name, path=path), LoadOptions()):
            if isinstance(record, Event):
                events += 1
            else:
                others += 1
    return f"{events:,} events, {others:,} set aside"


def read_with_pandas(path: Path) -> str:
    """Cells to columns of text."""
    import pandas as pd

    frame = pd.read_csv(path, sep="\t", header=None, quoting=3, dtype=str, keep_default_na=False)
    return f"{len(frame):,} rows"


def read_with_polars(path: Path) -> str:
    """Cells to columns of text, in one thread (POLARS_MAX_THREADS)."""
    import polars as pl

    frame = pl.read_csv(path, separator="\t", has_header=False, quote_char=None, infer_schema=False)
    return f"{frame.height:,} rows"


READERS: dict[str, Callable[[Path], str]] = {
    "kg": read_with_kg,
    "pandas": read_with_pandas,
    "polars": read_with_polars,
}


def measure(name: str, path: Path, rows: int) -> str:
    """One line: rows a second of processor time, highest resident memory, what came out."""
    begun = time.process_time()
    told = READERS[name](path)
    seconds = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{name:<8}{rows / seconds:>12,.0f} rows/s {seconds:>8.1f} s {memory:>8,.0f} MB   {told}"


def main() -> None:
    """Write the file, then each reader in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--profile", action="store_true", help="where kg's time goes")
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--reader", choices=sorted(READERS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.reader:
        print(measure(options.reader, options.file, options.rows))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "synthetic.export.CSV"
        write_rows(path, options.rows)
        print(f"{options.rows:,} rows of {COLUMNS} columns, {path.stat().st_size / 1024**2:,.0f} MB")
        if options.profile:
            profiler = cProfile.Profile()
            profiler.runcall(read_with_kg, path)
            pstats.Stats(profiler).sort_stats("tottime").print_stats(18)
            return
        for name in READERS:
            if name != "kg" and find_spec(name) is None:
                print(f"{name:<8}not installed")
                continue
            command = [sys.executable, __file__, "--reader", name, "--file", str(path), "--rows", str(options.rows)]
            one_thread = {**os.environ, "POLARS_MAX_THREADS": "1"}
            done = subprocess.run(command, check=True, capture_output=True, text=True, env=one_thread)
            print(done.stdout.strip())


if __name__ == "__main__":
    main()
