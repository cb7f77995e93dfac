"""Where the graph is: read from the environment and from a ``.env`` file in the working directory.

    KG_HOME         folder of what kg keeps (default: the user's data folder)
    KG_DATABASE     folder of the embedded database (default: KG_HOME/graph)
    KG_HEAP         memory of the embedded database, such as 512m or 2g
    KG_LINGER       seconds the embedded database stays up after its last user has gone
    NEO4J_URI       a Neo4j to use instead of the embedded database
    NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE

The environment wins over ``.env``. A setting that is empty counts as absent.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import UsageError

_LINE = re.compile(r"^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the user set. ``password`` is never shown by ``repr``."""

    home: Path
    database_folder: Path
    heap: str = "1g"
    linger: float = 20.0
    uri: str | None = None
    username: str = "neo4j"
    password: str | None = field(default=None, repr=False)
    database: str | None = None


def user_data_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The folder where this platform keeps a user's data, with ``kg`` appended."""
    env = os.environ if environ is None else environ
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    elif sys.platform == "win32":
        base = Path(env.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(env.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "kg"


def read_env_file(path: Path) -> dict[str, str]:
    """``NAME=value`` lines of a file; quotes around a value are taken off, ``#`` starts a comment line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    found: dict[str, str] = {}
    for line in lines:
        match = _LINE.match(line)
        if match and not line.lstrip().startswith("#"):
            name, value = match.groups()
            if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
                value = value[1:-1]
            found[name] = value
    return found


def load_settings(environ: Mapping[str, str] | None = None, env_file: Path | None = None) -> Settings:
    """The settings in force.

    Args:
        environ: Instead of the process's environment.
        env_file: Instead of ``.env`` in the working directory.

    Raises:
        UsageError: A setting has a value that makes no sense.
    """
    merged = read_env_file(env_file or Path(".env"))
    merged.update(os.environ if environ is None else environ)

    def get(name: str) -> str | None:
        return merged.get(name) or None

    home = Path(get("KG_HOME") or user_data_folder(merged)).expanduser()
    heap = get("KG_HEAP") or "1g"
    if not re.fullmatch(r"[1-9]\d*[mMgG]", heap):
        raise UsageError(f"KG_HEAP is {heap!r}", hint="a number and m or g: 512m, 2g")
    try:
        linger = float(get("KG_LINGER") or 20)
    except ValueError:
        raise UsageError(f"KG_LINGER is {get('KG_LINGER')!r}", hint="a number of seconds") from None
    return Settings(
        home=home,
        database_folder=Path(get("KG_DATABASE") or home / "graph").expanduser(),
        heap=heap,
        linger=linger,
        uri=get("NEO4J_URI"),
        username=get("NEO4J_USERNAME") or "neo4j",
        password=get("NEO4J_PASSWORD"),
        database=get("NEO4J_DATABASE"),
    )
