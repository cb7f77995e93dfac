"""How long measures and exports take on the graph there is, and how much memory.

    python benchmarks/analysis.py [--uri URI] [--by country] [NAME ...]

Each measure and each export runs in a process of its own; the table gives its time from start to end, reading the graph
included, how much of it the process itself computed, and the most memory it held. ``benchmarks/queries.py --make``
makes a graph of any size to run it on.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXPORTS = ("csv", "parquet", "graphml", "gexf", "panel", "jsonl", "turtle", "neo4j-import")


def measures() -> list[str]:
    """Names of the measures, asked of the command: to import them here would count as memory of each process."""
    listed = subprocess.run([sys.executable, "-m", "kg", "analyze"], capture_output=True, text=True, check=True)
    return [line.split()[0] for line in listed.stdout.splitlines()]


def command(name: str, words: list[str], folder: Path) -> list[str]:
    """The command line of a measure or an export."""
    act = ["export", name] if name in EXPORTS else ["analyze", name]
    slice_options = [] if name in ("jsonl", "turtle", "neo4j-import") else words
    return [sys.executable, "-m", "kg", *act, *slice_options, "-o", str(folder / name)]


def run(words: list[str], folder: Path) -> tuple[float, float, float, int, str]:
    """Seconds, seconds of processor time, peak memory in MB, exit code, and the last line on standard error."""
    begin = time.monotonic()
    with (folder / "errors.txt").open("w+") as errors:
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().strip().splitlines()
    return (
        time.monotonic() - begin,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        process.returncode,
        said[-1] if said else "",
    )


def main() -> int:
    """Print a table; 1 where something failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="measures and exports; default: all")
    parser.add_argument("--uri")
    parser.add_argument("--by", choices=("actor", "country"), default="actor")
    given = parser.parse_args()
    failed = 0
    print(f"{'name':<18}{'seconds':>9}{'computing':>11}{'MB':>8}  outcome")
    for name in given.names or (*EXPORTS, *measures()):
        with tempfile.TemporaryDirectory() as folder:
            words = command(name, ["--by", given.by], Path(folder))
            if given.uri:
                words += ["--uri", given.uri]
            seconds, computing, memory, code, said = run(words, Path(folder))
        failed += code != 0
        said = said if code == 0 else f"exit {code}: {said}"
        print(f"{name:<18}{seconds:>9.1f}{computing:>11.1f}{memory:>8.0f}  {said}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
