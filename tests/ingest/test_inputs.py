from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest.inputs import Input, content_hash, find_inputs, make_source, open_input


def names(folder: Path, *words: str) -> list[str]:
    return [Path(item.name).relative_to(folder).as_posix() for item in find_inputs(words).inputs]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.txt",
        "sub/c.html",
        ".hidden.txt",
        "README.md",
        "code.py",
        "photo.jpg",
        "__pycache__/x.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")
    return tmp_path


def test_a_folder_gives_its_files_sorted_without_what_is_no_article(folder: Path) -> None:
    found = find_inputs([str(folder)])
    assert names(folder, str(folder)) == ["a.txt", "b.txt", "sub/c.html"]
    assert sorted(Path(name).name for name in found.skipped) == ["README.md", "code.py", "photo.jpg"]


def test_a_file_named_outright_is_read_whatever_its_name(folder: Path) -> None:
    assert names(folder, str(folder / "README.md")) == ["README.md"]


def test_globs_and_repeated_names_give_each_file_once_in_the_users_order(folder: Path) -> None:
    words = (str(folder / "b.txt"), str(folder / "*.txt"), str(folder / "**/*.html"), str(folder / "b.txt"))
    assert names(folder, *words) == ["b.txt", "a.txt", "sub/c.html"]


def test_addresses_and_standard_input() -> None:
    found = find_inputs(["https://example.org/feed", "-"])
    assert [(item.url, item.path) for item in found.inputs] == [("https://example.org/feed", None), (None, None)]


def test_names_that_lead_nowhere_are_told_and_the_others_go_on(folder: Path) -> None:
    (folder / "empty").mkdir()
    found = find_inputs([str(folder / "no.txt"), str(folder / "*.pdf"), str(folder / "empty"), str(folder / "a.txt")])
    assert [Path(item.name).name for item in found.inputs] == ["a.txt"]
    assert [rejection.reason for rejection in found.rejected] == [
        "no such file or folder",
        "no file matches",
        "no readable files in this folder",
    ]


def test_standard_input_is_read_with_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(b"Putin called Maduro.")

    monkeypatch.setattr("sys.stdin", Stdin)
    with open_input(Input(name="standard input"), None, 100) as source:
        assert source.head == source.stream.read() == b"Putin called Maduro."
    Stdin.buffer.seek(0)
    with pytest.raises(InputError, match="larger than"), open_input(Input(name="standard input"), None, 5):
        pass


def test_the_hash_is_of_the_content_and_leaves_the_stream_at_its_start() -> None:
    one, other = (make_source(io.BytesIO(b"text"), name) for name in ("a", "b"))
    assert content_hash(one) == content_hash(other)
    assert one.stream.read() == b"text"


def test_folders_and_files_that_may_not_be_read_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = folder / "closed"
    closed.mkdir()
    scandir = os.scandir

    def scan(path: str | Path) -> object:
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scan)
    found = find_inputs([str(folder)])
    assert [(item.source, item.reason) for item in found.rejected] == [
        (str(closed), "cannot be opened: Permission denied")
    ]
    assert found.inputs

    def refuse(path: Path, mode: str = "r") -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="cannot be opened: Permission denied"), open_input(found.inputs[0], None, 1):
        pass
