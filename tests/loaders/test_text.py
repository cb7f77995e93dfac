from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kg.loaders.text import TextLoader, plain_markdown, split_front_matter
from loader_help import Read, make_source

from kg.errors import InputError
from kg.ids import document_id
from kg.loading import LoadOptions
from kg.records import Document

Only = Callable[..., Document]

ARTICLE = """Moscow lends Havana $50 million

By Ana Ruiz | January 26, 2022

HAVANA (Reuters) — Russia lent Cuba 50 million dollars, “a sign of friendship”, officials in Havana said.

Cuba thanked Moscow."""


def test_an_article_keeps_its_text_and_tells_title_date_and_agency(document: Only) -> None:
    found = document(ARTICLE.encode())
    assert found.text == ARTICLE
    assert found.title == "Moscow lends Havana $50 million"
    assert found.published == "2022-01-26"
    assert found.publisher == "Reuters"
    assert found.loader == "text"
    assert found.id == document_id(ARTICLE)


def test_what_the_user_says_wins(document: Only) -> None:
    found = document(ARTICLE.encode(), published="2022-02-01", publisher="The Gazette")
    assert (found.published, found.publisher) == ("2022-02-01", "The Gazette")


def test_no_year_is_guessed(document: Only) -> None:
    found = document(b"HAVANA, Jan 26 (Reuters) - Russia lent Cuba 50 million dollars in 2018, officials said.")
    assert found.published is None
    assert found.title is None


def test_the_date_in_the_file_name_is_the_last_resort(document: Only) -> None:
    assert document(b"MOSCOW \xe2\x80\x94 Russia said.", "2022-01-27-news.txt").published == "2022-01-27"
    assert document(ARTICLE.encode(), "2022-01-27-news.txt").published == "2022-01-26"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_are_recognised(document: Only, encoding: str) -> None:
    text = "Díaz-Canel’s visit — a “first”\n\nMiguel Díaz-Canel met Nicolás Maduro in Caracas on Monday."
    assert document(text.encode(encoding)).text == text


def test_cyrillic_in_an_old_encoding_is_not_taken_for_latin(document: Only) -> None:
    text = "Президент России провёл телефонный разговор с президентом Кубы. Стороны обсудили сотрудничество. " * 5
    assert "Президент" in document(text.encode("cp1251")).text


def test_an_encoding_can_be_named(document: Only, read: Read) -> None:
    assert "Łódź" in document("Łódź hosted the talks.".encode("iso8859-2"), encoding="iso8859-2").text
    with pytest.raises(InputError, match="not utf-8"):
        read("Łódź".encode("iso8859-2"), encoding="utf-8")


def test_windows_line_ends_and_stray_nul_bytes(document: Only) -> None:
    found = document(b"Title here\r\n\r\nRussia met\x00 Cuba in Havana on Monday.\r\n" * 3)
    assert "\r" not in found.text
    assert "\x00" not in found.text
    assert found.text.startswith("Title here\n\nRussia met  Cuba")


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\xef\xbb\xbf", "\ufeff \n".encode("utf-16")])
def test_empty_inputs_are_told(read: Read, data: bytes) -> None:
    with pytest.raises(InputError, match="empty"):
        read(data)


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x7fELF\x02\x01\x01" + bytes(64) + bytes(range(1, 32)) * 9])
def test_binary_files_are_told(read: Read, data: bytes) -> None:
    with pytest.raises(InputError, match=r"binary|no loader"):
        read(data, "article.txt")


def test_damaged_utf16_is_told(read: Read) -> None:
    with pytest.raises(InputError, match="damaged: it begins as utf-16"):
        read("Russia lent Cuba".encode("utf-16") + b"\x00")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=3).filter(lambda s: s.strip()))
def test_any_text_in_utf8_comes_out_as_it_went_in(text: str) -> None:
    text = text.replace("\ufeff", "")
    if not text.strip():
        return
    (found,) = TextLoader().load(make_source(b"\xef\xbb\xbf" + text.encode()), LoadOptions())
    assert isinstance(found, Document)
    assert found.text == text


MARKDOWN = """---
title: Moscow lends Havana $50 million
date: 2022-01-26T10:00:00Z
source: The Gazette
lang: en
---

# Moscow lends Havana $50 million

**Russia** [lent Cuba](https://example.org/a_(b)) 50 million dollars, *officials* said.
The loan is `large`.

> Cuba thanked Moscow.

- Lavrov met Rodríguez.
"""


def test_markdown_becomes_plain_text_with_metadata(document: Only) -> None:
    found = document(MARKDOWN.encode(), "news.md")
    assert found.text.split("\n\n") == [
        "Moscow lends Havana $50 million",
        "Russia lent Cuba 50 million dollars, officials said.\nThe loan is large.",
        "Cuba thanked Moscow.",
        "Lavrov met Rodríguez.",
    ]
    assert (found.title, found.published) == ("Moscow lends Havana $50 million", "2022-01-26")
    assert (found.publisher, found.language, found.loader) == ("The Gazette", "en", "markdown")


def test_markdown_is_recognised_without_its_name(document: Only) -> None:
    assert document(MARKDOWN.encode(), "news").loader == "markdown"


def test_front_matter_that_is_not_yaml_is_dropped() -> None:
    assert split_front_matter("---\n: [\n---\nText") == ({}, "Text")
    assert split_front_matter("Text\n---\n") == ({}, "Text\n---\n")


@given(st.text())
def test_any_text_is_read_as_markdown_and_loses_but_its_front_matter(text: str) -> None:
    data, rest = split_front_matter(text)
    assert text.endswith(rest)
    assert not data or len(rest) < len(text)
    assert isinstance(plain_markdown(text), str)
