"""File locks that the kernel releases when their holder dies, however it dies."""

from __future__ import annotations

import time
from pathlib import Path

from kg.errors import StoreUnavailableError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class FileLock:
    """An advisory lock on a file.

    Args:
        path: The file; made where it is absent.
        shared: Many may hold it at once, as long as nobody holds it exclusively.
    """

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        if fcntl is None:
            raise StoreUnavailableError(
                "the embedded database needs Linux or macOS", hint="use WSL, or a Neo4j server: NEO4J_URI or --uri"
            )
        self._mode = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        self._path = path
        self._file = path.open("a+b")

    def try_acquire(self) -> bool:
        """Take the lock now, or say that somebody else holds it."""
        try:
            fcntl.flock(self._file, self._mode | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def acquire(self, timeout: float) -> None:
        """Take the lock, waiting at most ``timeout`` seconds.

        Raises:
            StoreUnavailableError: Somebody else still holds it.
        """
        end = time.monotonic() + timeout
        while not self.try_acquire():
            if time.monotonic() > end:
                raise StoreUnavailableError("another process does not let go of the database", where=str(self._path))
            time.sleep(0.05)

    def release(self) -> None:
        """Let go; the file stays."""
        if not self._file.closed:
            self._file.close()

    def unlock(self) -> None:
        """Let go but keep the file open, to take the lock again later."""
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def __enter__(self) -> FileLock:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.release()
