"""Files that appear only when they are complete, and what to say where there is no room for them."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO

from kg.errors import KgError, UsageError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def no_room(error: OSError) -> bool:
    """Whether a write failed since a disk is full, a quota is used up or a file may not grow."""
    return error.errno in _NO_ROOM


def drop_rest(file: IO[Any]) -> None:
    """What a file that could not be written still buffers goes nowhere, so that closing it does not fail as well."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, file.fileno())
    os.close(nowhere)


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write; it takes its place when the block ends, and nothing half-written stays behind.

    Raises:
        UsageError: The path is a folder.
        KgError: It cannot be written.
    """
    if path.is_dir():
        raise UsageError("is a folder", where=str(path), hint="name a file")
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        file = temporary.open("wb")
    except OSError as error:
        raise KgError(f"cannot be written: {error.strerror}", where=str(path)) from error
    try:
        with file:
            yield file
        temporary.replace(path)
    except OSError as error:
        # Other errors may come from what the caller reads meanwhile.
        if not no_room(error):
            raise
        raise KgError(f"cannot be written: {error.strerror}", where=str(path)) from error
    finally:
        temporary.unlink(missing_ok=True)
