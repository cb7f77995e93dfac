"""Archives (zip, tar) and compressed files (gzip, bzip2, xz, zstd), read as streams and never unpacked to disk by name.

What unpacks to far more than it holds is refused as a whole; members whose names lead outside are set aside.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from kg.errors import InputError
from kg.loading import HEAD_BYTES, LoadOptions, Record, RefusedError, Source, passed_over, seekable
from kg.records import Rejection

MAX_RATIO = 200
RATIO_FROM = 8 * 1024**2
MAX_MEMBERS = 200_000
MAX_ARCHIVE = 8 * 1024**3

_MAGIC = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz", b"\x28\xb5\x2f\xfd": "zstd"}
_ENDINGS = (".gz", ".bz2", ".xz", ".zst", ".zstd")
# What the unpackers of the standard library raise on damaged or unknown packing; each is told as an InputError.
_DAMAGE = (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError, zipfile.BadZipFile, NotImplementedError)


class _Budget:
    """Bytes that one input may still unpack to."""

    def __init__(self, limit: int, name: str) -> None:
        self.left = self.limit = limit
        self.name = name

    def spend(self, size: int, packed: int, unpacked: int) -> None:
        self.left -= size
        if self.left < 0:
            raise RefusedError(f"unpacks to more than {self.limit // 1024**2} MB, refused", where=self.name)
        if unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1):
            raise RefusedError(f"unpacks to more than {MAX_RATIO} times its size, refused", where=self.name)


class _Counted(io.RawIOBase):
    """Counts what is read of the packed stream."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class _Unpacked(io.RawIOBase):
    """The unpacked stream; stops what unpacks to too much and says in one line what is damaged."""

    def __init__(self, inner: Any, budget: _Budget, name: str, packed: _Counted | int) -> None:
        self._inner = inner
        self._budget = budget
        self._name = name
        self._packed = packed
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._inner.read(len(buffer))
        except InputError:
            raise
        except _DAMAGE as error:
            raise InputError(f"damaged: {str(error)[:120] or type(error).__name__}", where=self._name) from error
        except Exception as error:
            # zstandard's error is known by name only where that package is there
            if type(error).__name__ != "ZstdError":
                raise
            raise InputError(f"damaged: {str(error)[:120]}", where=self._name) from error
        self._count += len(data)
        packed = self._packed if isinstance(self._packed, int) else self._packed.count
        self._budget.spend(len(data), packed, self._count)
        buffer[: len(data)] = data
        return len(data)


def _buffered(raw: _Unpacked) -> io.BufferedReader:
    return io.BufferedReader(raw, HEAD_BYTES)


class CompressedLoader:
    """One compressed file; what is in it may be an archive again."""

    name = "compressed"
    container = True

    def sniff(self, source: Source) -> float:
        """By its mark."""
        return 0.9 if _method(source.head) else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """A single source, named without the ending.

        Raises:
            InputError: Damaged or empty.
            RefusedError: Unpacks to too much.
        """
        method = _method(source.head)
        packed = _Counted(source.stream)
        raw = cast(BinaryIO, io.BufferedReader(packed, HEAD_BYTES))
        opened: Any
        if method == "gzip":
            opened = gzip.GzipFile(fileobj=raw)
        elif method == "bzip2":
            opened = bz2.BZ2File(raw)
        elif method == "xz":
            opened = lzma.LZMAFile(raw)  # noqa: SIM115 - closed with the source
        elif method == "zstd":
            import zstandard

            opened = zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(raw, read_across_frames=True)
        else:
            raise InputError("not compressed", where=source.name)
        name = source.name
        for ending in _ENDINGS:
            name = name.removesuffix(ending)
        name = name.removesuffix(".tgz") + ".tar" if name.endswith(".tgz") else name
        stream = _buffered(_Unpacked(opened, _Budget(options.max_bytes, source.name), source.name, packed))
        head = stream.peek(HEAD_BYTES)[:HEAD_BYTES]
        if not head:
            raise InputError("empty", where=source.name)
        yield Source(
            name=name, stream=cast(BinaryIO, stream), head=head, path=source.path, url=source.url, known=source.known
        )


def _method(head: bytes) -> str | None:
    return next((name for magic, name in _MAGIC.items() if head.startswith(magic)), None)


class ArchiveLoader:
    """A zip or tar archive."""

    name = "archive"
    container = True

    def sniff(self, source: Source) -> float:
        """By its mark."""
        if source.head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return 0.9
        return 0.9 if source.head[257:262] == b"ustar" else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """A source a member, in the archive's order; folders, hidden files, pictures and code are passed over.

        Raises:
            InputError: Damaged.
            RefusedError: Unpacks to too much.
        """
        budget = _Budget(options.max_bytes, source.name)
        if source.head.startswith(b"PK"):
            yield from _zip(source, budget)
        else:
            yield from _tar(source, budget)


def _outside(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":")


def _zip(source: Source, budget: _Budget) -> Iterator[Record]:
    with ExitStack() as stack:
        stream = stack.enter_context(seekable(source, MAX_ARCHIVE))
        try:
            archive = stack.enter_context(zipfile.ZipFile(stream))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise InputError(f"damaged zip: {str(error)[:120]}", where=source.name) from error
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise RefusedError(f"{len(members):,} members, more than {MAX_MEMBERS:,}, refused", where=source.name)
        for info in members:
            if info.is_dir():
                continue
            if (problem := _problem(info.filename)) is not None:
                yield Rejection(source=f"{source.name}/{info.filename}", reason=problem)
                continue
            if passed_over(info.filename):
                continue
            name = f"{source.name}/{info.filename}"
            if info.flag_bits & 1:
                yield Rejection(source=name, reason="encrypted")
                continue
            try:
                member = archive.open(info)
            except _DAMAGE as error:
                yield Rejection(source=name, reason=f"damaged: {str(error)[:120]}")
                continue
            with member:
                yield from _member(name, member, budget, info.compress_size)


def _tar(source: Source, budget: _Budget) -> Iterator[Record]:
    packed = _Counted(source.stream)
    count = 0
    try:
        with tarfile.open(fileobj=cast(Any, io.BufferedReader(packed, HEAD_BYTES)), mode="r|") as archive:
            for info in archive:
                count += 1
                if count > MAX_MEMBERS:
                    raise RefusedError(f"more than {MAX_MEMBERS:,} members, refused", where=source.name)
                if (problem := _problem(info.name)) is not None:
                    yield Rejection(source=f"{source.name}/{info.name}", reason=problem)
                elif info.isfile() and not passed_over(info.name):
                    member = archive.extractfile(info)
                    if member is not None:
                        yield from _member(f"{source.name}/{info.name}", member, budget, max(info.size, 1))
    except (tarfile.TarError, EOFError) as error:
        raise InputError(f"damaged tar: {str(error)[:120]}", where=source.name) from error


def _problem(name: str) -> str | None:
    return "a name that leads outside the archive, refused" if _outside(name) else None


def _member(name: str, member: Any, budget: _Budget, packed: int) -> Iterator[Record]:
    stream = _buffered(_Unpacked(member, budget, name, packed))
    try:
        head = stream.peek(HEAD_BYTES)[:HEAD_BYTES]
    except RefusedError:
        raise
    except InputError as error:
        yield Rejection(source=name, reason=error.what)
        return
    if not head:
        yield Rejection(source=name, reason="empty")
        return
    yield Source(name=name, stream=cast(BinaryIO, stream), head=head)


def check_zip(stream: BinaryIO, name: str, limit: int) -> None:
    """Refuse a zip that says of itself that it unpacks to too much; the stream stands at its start afterwards.

    Raises:
        RefusedError: It does.
    """
    with zipfile.ZipFile(stream) as archive:
        budget = _Budget(limit, name)
        for info in archive.infolist():
            budget.spend(info.file_size, info.compress_size, info.file_size)
    stream.seek(0)
