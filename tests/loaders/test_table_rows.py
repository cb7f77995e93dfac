"""Lines of tables: numbers, encodings, and lines that are too long to hold."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kg.loaders.table_rows import csv_rows, head_encoding, lines, tab_rows
from loader_help import make_source

from kg.ids import document_id
from kg.loading import LoadOptions
from kg.records import Rejection

LINE = st.text(st.characters(exclude_characters="\r\n\ufeff", codec="utf-8"), min_size=1, max_size=9)


@given(st.lists(LINE), st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-32"]), st.sampled_from(["\n", "\r\n"]))
def test_lines_are_numbered_whatever_the_encoding(texts: list[str], encoding: str, end: str) -> None:
    data = "".join(text + end for text in texts).encode(encoding)
    assert list(lines(io.BytesIO(data), encoding)) == list(enumerate(texts, start=1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_line_that_is_too_long_is_none_and_the_next_is_read(encoding: str) -> None:
    data = f"one\n{'x' * 300_000}\nthree".encode(encoding)
    assert list(lines(io.BytesIO(data), encoding, limit=70_000)) == [(1, "one"), (2, None), (3, "three")]


def test_a_line_in_another_encoding_is_none_or_falls_back() -> None:
    data = "Díaz\n".encode() + "Díaz\n".encode("cp1252")
    assert list(lines(io.BytesIO(data), "utf-8")) == [(1, "Díaz"), (2, None)]
    assert list(lines(io.BytesIO(data), "utf-8", fallback="cp1252")) == [(1, "Díaz"), (2, "Díaz")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_is_judged_by_the_first_bytes(encoding: str) -> None:
    source = make_source("Díaz-Canel\tMaduro\n".encode(encoding), "a.tsv")
    assert [row for _, row in tab_rows(source, LoadOptions())] == [["Díaz-Canel", "Maduro"]]
    assert head_encoding(source, LoadOptions(encoding="latin-1")) == "latin-1"


def test_nul_bytes_and_blank_lines() -> None:
    source = make_source(b"a\x00b\tc\n\x00\n\nd\te\r\n")
    assert list(tab_rows(source, LoadOptions())) == [(1, ["a b", "c"]), (4, ["d", "e"])]


def test_line_ends_in_quoted_cells_and_lines_that_cannot_be_read() -> None:
    source = make_source(b'a,"b\r\nc"\nd\xff,e\nf,g\n')
    (one, row), (two, bad), (three, last) = csv_rows(source, LoadOptions(encoding="utf-8"))
    assert (one, row, three, last) == (1, ["a", "b\nc"], 4, ["f", "g"])
    assert isinstance(bad, Rejection)
    assert (two, bad.line) == (3, 3)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1))
def test_an_address_is_one_document_however_it_is_wrapped(url: str) -> None:
    assert document_id(url) == document_id(f"  {url}\n")
