"""Fill the Neo4j of ``kg neo4j`` with the files of ``kg export neo4j-import``."""

from __future__ import annotations

import subprocess
from pathlib import Path

from kg.errors import StoreError, UsageError
from kg.settings import Settings
from kg.store.locks import FileLock
from kg.store.neo4j_jars import install_jars
from kg.store.server import ADMIN_TOOL, Report, environment, java_command, server_home, status

ARGUMENTS_FILE = "import.args"

_DATABASE = "neo4j"
_LOCK_SECONDS = 600.0


def import_full(settings: Settings, folder: Path, *, overwrite: bool = False, report: Report = lambda _: None) -> str:
    """Import a folder as the whole graph.

    Args:
        settings: ``home`` says which server.
        folder: The files, with their arguments in ``import.args``.
        overwrite: Replace a graph that is there; else that is an error.
        report: Called with what is being done.

    Returns:
        What was imported, in one line.

    Raises:
        UsageError: The folder holds no such files.
        StoreError: The server runs, or the import fails.
    """
    if not (folder / ARGUMENTS_FILE).is_file():
        raise UsageError(
            f"has no {ARGUMENTS_FILE}", where=str(folder), hint="kg export neo4j-import -o FOLDER makes it"
        )
    home = server_home(settings)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in ("conf", "logs"):
        (home / name).mkdir(exist_ok=True)
    with FileLock(home / "start.lock") as lock:
        lock.acquire(_LOCK_SECONDS)
        if status(settings) is not None:
            raise StoreError("Neo4j runs here", hint="kg neo4j stop, then import")
        install_jars(home / "lib", report)
        report(f"importing {folder}")
        words = ["database", "import", "full", _DATABASE, f"--report-file={home / 'logs' / 'import.report'}"]
        if overwrite:
            words.append("--overwrite-destination")
        result = subprocess.run(  # noqa: S603 - our own command
            [*java_command(home), ADMIN_TOOL, *words, f"@{ARGUMENTS_FILE}"],
            cwd=folder,
            env=environment(home),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    if result.returncode:
        told = [line.strip() for line in (result.stderr or result.stdout).splitlines() if line.strip()]
        if told and told[0].startswith("Database already exist"):
            raise StoreError("there is a graph in this Neo4j already", where=str(home), hint="--overwrite replaces it")
        raise StoreError(f"the import failed: {told[0] if told else 'no reason given'}", where=str(folder))
    counts = [line.strip() for line in result.stdout.splitlines() if line.strip().endswith(("nodes", "relationships"))]
    return f"imported {', '.join(counts)}"
