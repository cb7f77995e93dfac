"""The embedded database: find the process that holds a database folder, or start one, and attach to it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from kg.errors import StoreError, StoreUnavailableError
from kg.store.host import ADDRESS, DATABASE, HOST, LOG, START, USERS, WRITE
from kg.store.locks import FileLock

_START_SECONDS = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a database answers. ``password`` is never shown by ``repr``."""

    uri: str
    username: str
    password: str | None = field(repr=False)
    database: str | None = None
    pid: int | None = None


class EmbeddedDatabase:
    """A place at the embedded database in ``folder``; the database stays up at least until ``close``.

    Args:
        folder: Database folder; made where it is absent.
        heap: Memory for the database if it has to be started, such as ``1g``.
        linger: Seconds it stays up after its last user has gone, if it has to be started.

    Raises:
        StoreError: The folder holds something else.
        StoreUnavailableError: The database does not start.
    """

    def __init__(self, folder: Path, *, heap: str = "1g", linger: float = 20.0) -> None:
        self.folder = folder.resolve()
        _check_folder(self.folder)
        self._users = FileLock(self.folder / USERS, shared=True)
        try:
            self._users.acquire(_START_SECONDS)
            with FileLock(self.folder / START) as starting:
                starting.acquire(_START_SECONDS)
                self.address = running(self.folder) or _start(self.folder, heap, linger)
        except BaseException:
            self._users.release()
            raise

    @property
    def turns(self) -> Path:
        """The file by which writers take turns."""
        return self.folder / WRITE

    def close(self) -> None:
        """Leave; the database ends by itself when everybody has left."""
        self._users.release()

    def __enter__(self) -> EmbeddedDatabase:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()


def exists(folder: Path) -> bool:
    """Whether there is a database in that folder."""
    return (folder / "databases" / DATABASE).is_dir()


def running(folder: Path) -> Address | None:
    """The address of the process that holds the folder, or None; what a killed one left behind counts as none."""
    end = time.monotonic() + _START_SECONDS
    while (folder / HOST).exists() and time.monotonic() < end:
        with FileLock(folder / HOST) as held:
            if held.try_acquire():
                return None
        if (address := _read_address(folder)) is not None:
            return address
        time.sleep(0.05)
    return None


def _check_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        others = {entry.name for entry in folder.iterdir()} - {USERS, START, HOST, WRITE, LOG}
    except OSError as error:
        raise StoreError(f"cannot be a database folder: {error.strerror}", where=str(folder)) from error
    if others and "databases" not in others and "config" not in others:
        raise StoreError(
            "not a kg database, and not empty", where=str(folder), hint="name a new folder, or one that kg made"
        )


def _read_address(folder: Path) -> Address | None:
    try:
        entry = json.loads((folder / ADDRESS).read_text(encoding="utf-8"))
        return Address(
            uri=f"bolt://127.0.0.1:{entry['port']}",
            username=entry["user"],
            password=entry["password"],
            database=DATABASE,
            pid=entry["pid"],
        )
    except (OSError, ValueError, KeyError):
        return None


def _start(folder: Path, heap: str, linger: float) -> Address:
    (folder / ADDRESS).unlink(missing_ok=True)
    with (folder / LOG).open("wb") as log:
        # -P: a folder called kg in the working directory must not stand in for the package.
        command = [sys.executable, "-P", "-m", "kg.store.host", str(folder), heap, str(linger)]
        try:
            code = subprocess.run(  # noqa: S603 - our own module
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                timeout=_START_SECONDS,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            code = 1
    address = _read_address(folder)
    if code or address is None:
        raise StoreUnavailableError(
            "the embedded database does not start", where=str(folder), hint=f"see {folder / LOG}, or run kg doctor"
        )
    return address
