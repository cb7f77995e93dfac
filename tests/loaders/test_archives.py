from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from loader_help import Read, make_source, reasons
from made_files import html_page, word_file, zip_file

from kg.errors import InputError
from kg.ingest.reading import Reader
from kg.loading import LoadOptions, RefusedError
from kg.records import Document

TEXT = "Moscow lends Havana $50 million\n\nRussia lent Cuba 50 million dollars, officials said."
PACK: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor().compress,
}


def titles(records: list[object]) -> list[str | None]:
    return [record.title for record in records if isinstance(record, Document)]


def tar_file(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize("ending", PACK)
def test_compressed_files(read: Read, ending: str) -> None:
    (record,) = read(PACK[ending](TEXT.encode()), f"2022-01-26.txt.{ending}")
    assert isinstance(record, Document)
    assert (record.text, record.published, record.loader) == (TEXT, "2022-01-26", "text")


@pytest.mark.parametrize("ending", PACK)
def test_truncated_compressed_files_are_told(read: Read, ending: str) -> None:
    packed = PACK[ending](TEXT.encode() * 50)
    if ending == "zst":
        pytest.skip("a zstd stream that is cut between blocks ends like a whole one")
    with pytest.raises(InputError, match="damaged"):
        read(packed[: len(packed) // 2], f"a.txt.{ending}")


def test_a_mixed_archive_in_an_archive(read: Read) -> None:
    inner = tar_file({"x/page.html": html_page(TEXT + " " + TEXT * 4), "x/.hidden": b"x", "x/photo.png": b"\x89PNG"})
    outer = zip_file({"a.txt": TEXT.encode(), "more.tar.gz": gzip.compress(inner), "b.docx": word_file(TEXT)})
    records = read(outer, "news.zip")
    assert [record.loader for record in records if isinstance(record, Document)] == ["text", "html", "docx"]
    assert reasons(records) == []


def test_bad_members_are_set_aside_and_the_others_read(read: Read) -> None:
    members = {
        "a.txt": TEXT.encode(),
        "../../etc/x.txt": b"evil",
        "/abs.txt": b"evil",
        "empty.txt": b"",
        "bin": bytes(64),
    }
    outside = "a name that leads outside the archive, refused"
    for records in (read(zip_file(members), "n.zip"), read(tar_file(members), "n.tar")):
        assert titles(records) == ["Moscow lends Havana $50 million"]
        unknown = "no loader knows this kind of file (name it with --format)"
        assert reasons(records) == [outside, outside, "empty", unknown]


def test_links_and_devices_of_a_tar_are_never_followed(read: Read) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("passwd.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert read(out.getvalue(), "n.tar") == []


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zip_file({"a.txt": data})], ids=["gzip", "zip"])
def test_a_bomb_is_refused_as_a_whole(read: Read, pack: Callable[[bytes], bytes]) -> None:
    bomb = pack(b"\0" * (64 * 1024**2))
    with pytest.raises(RefusedError, match="unpacks to more than 200 times its size"):
        read(bomb, "bomb", kind="text")
    with pytest.raises(RefusedError):
        read(zip_file({"ok.txt": TEXT.encode(), "inner": bomb}), "outer.zip", kind="text")


def test_what_an_archive_may_unpack_to_is_bounded(read: Read) -> None:
    with pytest.raises(RefusedError, match="unpacks to more than 1 MB"):
        read(zip_file({f"{i}.txt": TEXT.encode() * 4000 for i in range(5)}), "n.zip", max_bytes=1024**2)


def test_archives_nest_only_so_deep(read: Read) -> None:
    data, name = TEXT.encode(), "a.txt"
    for _ in range(6):
        data, name = zip_file({name: data}), "a.zip"
    (reason,) = reasons(read(data, name))
    assert reason == "nested more than 5 deep"


def test_an_encrypted_member_is_told(read: Read) -> None:
    data = bytearray(zip_file({"a.txt": TEXT.encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert reasons(read(bytes(data), "n.zip")) == ["encrypted"]


def test_a_word_file_that_unpacks_to_too_much_is_refused(read: Read) -> None:
    out = io.BytesIO(word_file(TEXT))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/big.bin", b"\0" * (64 * 1024**2))
    with pytest.raises(RefusedError):
        read(out.getvalue(), "a.docx")


@given(
    st.binary(max_size=300), st.sampled_from([b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\x00", b"%PDF-1.4\n"])
)
def test_damage_is_told_not_raised_as_something_else(data: bytes, magic: bytes) -> None:
    with contextlib.suppress(InputError):
        list(Reader(LoadOptions()).records(make_source(magic + data, "x.bin")))
