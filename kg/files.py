"""Files that appear only when they are complete."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import KgError, UsageError


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
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise KgError(f"cannot be written: {error.strerror}", where=str(path)) from error
    finally:
        temporary.unlink(missing_ok=True)
