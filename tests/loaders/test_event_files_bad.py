"""Every event format, damaged: nothing crashes, what is good is read, and what is not is named with its line."""

from __future__ import annotations

import gzip

import pytest
from event_files import FILES
from loader_help import Read, make_source

from kg.errors import InputError
from kg.loading import choose_loader
from kg.records import Rejection

every_format = pytest.mark.parametrize("name", sorted(FILES))


def loader_of(name: str) -> str:
    return name.partition(" ")[0]


def good(records: list[object]) -> list[object]:
    return [record for record in records if not isinstance(record, Rejection)]


def lines_set_aside(records: list[object]) -> list[int | None]:
    return [record.line for record in records if isinstance(record, Rejection)]


@every_format
def test_the_format_is_recognised_without_a_name(read: Read, name: str) -> None:
    assert choose_loader(make_source(FILES[name], "unnamed")).name == loader_of(name)
    assert len(good(read(FILES[name], "unnamed"))) == 2


@every_format
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda data: data.replace(b"\n", b"\r\n"), id="crlf"),
        pytest.param(lambda data: b"\xef\xbb\xbf" + data, id="bom"),
        pytest.param(lambda data: data.decode().encode("utf-16"), id="utf-16"),
        pytest.param(lambda data: data.decode().encode("utf-16-le"), id="utf-16-le"),
        pytest.param(lambda data: data.rstrip(b"\n"), id="no end"),
        pytest.param(lambda data: data + b"\n\n\x00\n", id="blank lines"),
    ],
)
def test_other_encodings_and_line_ends_give_the_same_records(read: Read, name: str, change: object) -> None:
    expected = read(FILES[name], "a")
    assert read(change(FILES[name]), "a") == expected  # type: ignore[operator]


def with_line(name: str, line: bytes) -> tuple[bytes, int]:
    """The file with a bad line before its last row, and the number of that line."""
    *before, last = FILES[name].splitlines(keepends=True)
    return b"".join([*before, line + b"\n", last]), len(before) + 1


@every_format
@pytest.mark.parametrize("line", [b"a\tb\tc", b"a,b,c,d,e", b'{"id": 7', b"\x00\x01\x02\x03", b"x" * 5000])
def test_a_line_that_does_not_belong_is_set_aside_with_its_number(read: Read, name: str, line: bytes) -> None:
    data, number = with_line(name, line)
    found = read(data, "a", kind=loader_of(name))
    assert len(good(found)) == 2
    assert lines_set_aside(found) == [number]


@every_format
def test_a_line_of_100_mb_is_set_aside_and_the_next_read(read: Read, name: str) -> None:
    data, number = with_line(name, b"x" * (100 * 1024**2))
    found = read(data, "a")
    assert len(good(found)) == 2
    assert lines_set_aside(found) == [number]


@every_format
def test_nul_bytes_are_blanks(read: Read, name: str) -> None:
    data = FILES[name]
    place = data.rindex(b"2") if name == "gdelt gkg" else len(data) - 1
    assert len(read(data[:place] + b"\x00" + data[place:], "a", kind=loader_of(name))) == 2


@every_format
@pytest.mark.parametrize("data", [b"", b"\n", b"\xef\xbb\xbf", b"\x00\n"])
def test_an_empty_file_is_told_or_gives_nothing(read: Read, name: str, data: bytes) -> None:
    if data and loader_of(name) in ("gdelt", "petrarch", "plover"):  # no header that could be missing
        assert read(data, "empty", kind=loader_of(name)) == []
    else:
        with pytest.raises(InputError, match=r"empty|without rows"):
            read(data, "empty", kind=loader_of(name))


@every_format
def test_a_cut_gzip_gives_what_is_whole_and_says_so(read: Read, name: str) -> None:
    first = FILES[name].splitlines(keepends=True)
    copies = 400_000 // len(first[-1])
    whole = b"".join(first[:-1]) + first[-1] * copies
    packed = gzip.compress(whole)
    complete = len(good(read(packed, "a.gz")))
    assert complete >= copies
    *records, last = read(packed[: len(packed) // 2], "a.gz")
    assert isinstance(last, Rejection)
    assert "cut" in last.reason or "damaged" in last.reason or "end" in last.reason
    assert 0 < len(good(records)) < complete


@every_format
def test_bytes_at_random_break_nothing(read: Read, name: str) -> None:
    data, _ = with_line(name, bytes(range(11, 256)) * 3)
    assert len(good(read(data, "a", kind=loader_of(name)))) == 2
