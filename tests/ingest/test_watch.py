from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from ingest_help import CallsExtractor
from typer.testing import CliRunner

from kg.cli.app import app, load_commands
from kg.ingest.inputs import Found
from kg.ingest.summary import Summary
from kg.ingest.watch import Watcher, round_line
from kg.store import open_store

NOW = 1_700_000_000.0


def names(found: Found) -> list[str]:
    return [Path(item.name).name for item in found.inputs]


def put(path: Path, text: str, age: float) -> None:
    path.write_text(text)
    os.utime(path, (NOW - age, NOW - age))


def test_only_what_is_new_or_changed_is_due(tmp_path: Path) -> None:
    watcher = Watcher([str(tmp_path), "https://example.org/feed"], clock=lambda: NOW)
    put(tmp_path / "a.txt", "one", 60)
    put(tmp_path / "b.txt", "two", 60)
    assert names(watcher.due()) == ["a.txt", "b.txt", "feed"]
    assert names(watcher.due()) == ["feed"]
    put(tmp_path / "a.txt", "one, corrected", 30)
    put(tmp_path / "c.txt", "three", 30)
    assert names(watcher.due()) == ["a.txt", "c.txt", "feed"]


def test_a_file_that_is_still_being_written_waits(tmp_path: Path) -> None:
    now = [NOW]
    watcher = Watcher([str(tmp_path)], clock=lambda: now[0])
    put(tmp_path / "a.txt", "one", 0.5)
    assert names(watcher.due()) == []
    now[0] += 10
    assert names(watcher.due()) == ["a.txt"]


def test_after_a_failed_look_everything_is_due_again(tmp_path: Path) -> None:
    watcher = Watcher([str(tmp_path)], clock=lambda: NOW)
    put(tmp_path / "a.txt", "one", 60)
    watcher.due()
    watcher.forget()
    assert names(watcher.due()) == ["a.txt"]


def test_a_missing_input_is_told_once_and_taken_up_when_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "late.txt"
    watcher = Watcher([str(path)], clock=lambda: NOW)
    assert [rejection.reason for rejection in watcher.due().rejected] == ["no such file or folder"]
    assert watcher.due().rejected == ()
    put(path, "here", 60)
    assert names(watcher.due()) == ["late.txt"]


def test_a_look_that_finds_nothing_says_nothing() -> None:
    assert round_line(Summary(inputs=3, unchanged=3), "12:00") is None


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    folder = tmp_path / "site"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def feed(site: str, *items: tuple[str, str]) -> str:
    entries = "".join(
        f"<item><title>{title}</title><link>{site}/{title}</link><pubDate>Thu, 20 Jan 2022 10:00:00 GMT</pubDate>"
        f"<description>{text}</description></item>"
        for title, text in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{entries}</channel></rss>'


def test_a_feed_keeps_the_graph_current(
    site: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, address = site
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KG_HEAP", "512m")
    monkeypatch.setenv("KG_LINGER", "2")
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setattr("kg.ingest.session.make_extractor", lambda *_: CallsExtractor())
    load_commands()

    def watch(*items: tuple[str, str]) -> str:
        (folder / "feed.xml").write_text(feed(address, *items))
        result = CliRunner().invoke(app, ["watch", f"{address}/feed.xml", "--rounds", "1", "--allow-private"])
        assert result.exit_code == 0, result.output
        return result.stdout

    def callers() -> list[str]:
        with open_store(str(tmp_path / "home" / "graph"), read_only=True) as store:
            rows = store.read("MATCH (a)-[:CALLED]->(b) RETURN a.name AS a, b.name AS b ORDER BY a, b").rows
            return [f"{row['a']}-{row['b']}" for row in rows]

    first, second = ("one", "Putin called Maduro."), ("two", "Putin called Ortega.")
    assert "1 new document, 1 event" in watch(first)
    assert watch(first) == ""
    assert "1 new document, 1 event" in watch(second, first)
    assert callers() == ["Putin-Maduro", "Putin-Ortega"]
    assert "1 replace an older version" in watch(second, ("one", "Lavrov called Maduro."))
    assert callers() == ["Lavrov-Maduro", "Putin-Ortega"]


def test_a_private_address_is_refused_unless_allowed(site: tuple[Path, str], tmp_path: Path) -> None:
    _, address = site
    load_commands()
    result = CliRunner().invoke(
        app,
        ["extract", f"{address}/feed.xml", "-o", str(tmp_path / "e.jsonl"), "--rejected", str(tmp_path / "r.jsonl")],
    )
    assert result.exit_code == 3
    assert "leads to a private address (127.0.0.1: 127.0.0.1), refused" in result.stderr


def test_a_feed_is_followed_to_its_articles(site: tuple[Path, str], tmp_path: Path) -> None:
    folder, address = site
    body = "".join(
        f"<p>Putin called Maduro{number}. The two spoke about trade and debts for an hour.</p>" for number in range(4)
    )
    (folder / "one").write_text(
        f"<!DOCTYPE html><html><head><title>One</title></head><body><article>{body}</article></body>"
    )
    (folder / "feed.xml").write_text(feed(address, ("one", "Teaser"), ("gone", "Teaser")))
    summary = json_summary(
        "ingest", f"{address}/feed.xml", "--follow", "--allow-private", "--dry-run", "--json", folder=tmp_path
    )
    assert summary["by_format"] == {"feed": {"rejected": 1}, "html": {"documents": 1}}
    (rejection,) = (tmp_path / "rejected.jsonl").read_text().splitlines()
    assert json.loads(rejection)["reason"] == "the server answers 404"


def json_summary(*arguments: str, folder: Path) -> dict[str, Any]:
    load_commands()
    result = CliRunner().invoke(app, [*arguments, "--rejected", str(folder / "rejected.jsonl")])
    assert result.exit_code in (0, 3), result.output
    counts: dict[str, Any] = json.loads(result.stdout)
    return counts
