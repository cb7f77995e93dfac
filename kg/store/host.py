"""The process that runs the embedded database: ``python -m kg.store.host FOLDER HEAP LINGER``.

ArcadeDB allows one process a database folder. So one small process holds it and serves Bolt on loopback, and every
``kg`` process is its client: a second one attaches instead of failing on the lock, the first may end before the
second, the Java machine's messages go to a log file, and a client that is interrupted or killed takes no data with it.
The host ends by itself some seconds after its last client has gone, or when the folder is deleted.

Clients hold a shared lock on ``users.lock`` while they live; the host probes it with an exclusive one.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from kg.store.locks import FileLock

USERS = "users.lock"
HOST = "host.lock"
START = "start.lock"
WRITE = "write.lock"
ADDRESS = "server.json"
LOG = "host.log"
DATABASE = "kg"
USER = "root"

_PROBE_SECONDS = 0.5
_PREDECESSOR_SECONDS = 60.0
_QUERY_MILLISECONDS = 600_000


def free_port() -> int:
    """A TCP port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, all of it or nothing."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    temporary.replace(path)


def _start_server(folder: Path, heap: str, port: int, password: str) -> Any:
    import arcadedb_embedded  # type: ignore[import-untyped]
    from arcadedb_embedded.jvm import start_jvm  # type: ignore[import-untyped]

    # The password is new at every start, and the file would bring the old one back.
    (folder / "config" / "server-users.jsonl").unlink(missing_ok=True)
    start_jvm(heap_size=heap)
    server = arcadedb_embedded.create_server(
        str(folder),
        root_password=password,
        config={
            "host": "127.0.0.1",
            "http_port": free_port(),
            "command.timeout": _QUERY_MILLISECONDS,
            "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "bolt.port": port,
            "bolt.host": "127.0.0.1",
        },
    )
    server.start()
    server.create_database(DATABASE)
    return server


def _ours(address: Path) -> bool:
    try:
        return bool(json.loads(address.read_text(encoding="utf-8"))["pid"] == os.getpid())
    except (OSError, ValueError, KeyError):
        return False


def _serve(folder: Path, users: FileLock, linger: float) -> None:
    """Return when nobody has used the database for ``linger`` seconds; ``users`` is then held exclusively."""
    idle_since: float | None = None
    while _ours(folder / ADDRESS):
        if users.try_acquire():
            idle_since = time.monotonic() if idle_since is None else idle_since
            if time.monotonic() - idle_since >= linger:
                return
            users.unlock()
        else:
            idle_since = None
        time.sleep(_PROBE_SECONDS)


def main(arguments: list[str]) -> int:
    """Start the database in a process of its own and return when it answers: 0, or 1 where it failed."""
    folder = Path(arguments[0]).resolve()
    child = os.fork()
    if child == 0:
        os._exit(_run(folder, arguments[1], float(arguments[2])))
    while not (folder / ADDRESS).exists():
        ended, _status = os.waitpid(child, os.WNOHANG)
        if ended:
            return 1
        time.sleep(_PROBE_SECONDS / 10)
    return 0


def _run(folder: Path, heap: str, linger: float) -> int:
    try:
        return _hold(folder, heap, linger)
    except BaseException:  # noqa: BLE001 - the last frame of the process: the log file has to say why it ended
        traceback.print_exc()
        return 1
    finally:
        sys.stderr.flush()


def _hold(folder: Path, heap: str, linger: float) -> int:
    os.chdir(folder)  # ArcadeDB writes ./log
    with FileLock(folder / HOST) as held, FileLock(folder / USERS) as users:
        held.acquire(_PREDECESSOR_SECONDS)
        password, port = secrets.token_urlsafe(24), free_port()
        server = _start_server(folder, heap, port, password)
        address = folder / ADDRESS
        write_private(address, json.dumps({"pid": os.getpid(), "port": port, "user": USER, "password": password}))
        try:
            _serve(folder, users, linger)
        finally:
            if _ours(address):
                address.unlink()
            server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
