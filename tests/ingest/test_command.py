"""The commands as a user starts them: exit codes, streams, interruption."""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from graph_of import graph_of
from typer.testing import CliRunner, Result

from kg.cli.app import app, load_commands
from kg.errors import KgError

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KG_HEAP", "512m")
    monkeypatch.setenv("KG_LINGER", "2")
    for name in ("NEO4J_URI", "KG_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


def kg(*arguments: object) -> Result:
    load_commands()
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_extract_writes_events_whose_spans_hold(tmp_path: Path) -> None:
    seed = SEEDS / "putin_calls_latin_america.txt"
    result = kg("extract", seed, "-o", "events.jsonl")
    assert result.exit_code == 0, result.output
    text = seed.read_text(encoding="utf-8")
    events = [json.loads(line) for line in Path("events.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {"CALLED"} <= {event["relation"] for event in events}
    for event in events:
        for span in (event["trigger"], event["source"], event["target"], event["sentence"]):
            if span["text"] is not None:
                assert text[span["start"] : span["end"]] == span["text"]
    assert events[0]["document"]["published"] == "2022-01-24"
    assert not Path("rejected.jsonl").exists()


def test_extract_to_tables_and_standard_output() -> None:
    seed = SEEDS / "putin_calls_latin_america.txt"
    lines = kg("extract", seed).stdout.splitlines()
    assert kg("extract", seed, "-o", "events.csv").exit_code == 0
    with open("events.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [json.loads(line)["id"] for line in lines]
    pq = pytest.importorskip("pyarrow.parquet")
    assert kg("extract", seed, "-o", "events.parquet").exit_code == 0
    assert [row["id"] for row in pq.read_table("events.parquet").to_pylist()] == [row["id"] for row in rows]


def test_extract_with_all_tells_what_was_rejected() -> None:
    lines = kg(
        "extract", SEEDS / "putin_calls_latin_america.txt", "--all", "--min-confidence", "0.99"
    ).stdout.splitlines()
    rejected = [json.loads(line)["rejected"] for line in lines if "rejected" in json.loads(line)]
    assert any("confidence" in entry["reason"] for entry in rejected)


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    result = kg("extract", SEEDS, "-o", "events.jsonl", "--model", "no_such_model")
    assert isinstance(result.exception, KgError)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "jsn"),
        ("--published", "26.1.2022"),
        ("--map", "text"),
        ("--encoding", "utf-99"),
        ("--actors", "nowhere"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_done(arguments: tuple[str, str], home: Path) -> None:
    result = kg("ingest", SEEDS, *arguments)
    assert isinstance(result.exception, KgError)
    assert result.exception.exit_code == 2
    assert not home.exists()


def test_an_unreachable_database_is_told_before_anything_is_read() -> None:
    result = kg("ingest", SEEDS, "--uri", "bolt://127.0.0.1:1")
    assert isinstance(result.exception, KgError)
    assert result.exception.exit_code == 1
    assert result.output == ""


def test_bad_inputs_beside_good_ones_exit_with_3(tmp_path: Path) -> None:
    Path("empty.txt").write_text("")
    Path("program.bin").write_bytes(bytes(range(256)) * 20)
    Path("folder").mkdir()
    seed = SEEDS / "lavrov_briefs_duma.txt"
    result = kg("ingest", "empty.txt", "program.bin", "folder", "gone.txt", seed, "--dry-run", "--json")
    assert result.exit_code == 3
    counts = json.loads(result.stdout)
    assert (counts["inputs"], counts["documents"], counts["set_aside"]) == (3, 1, 4)
    assert result.stderr.splitlines() == [
        "set aside: folder: no readable files in this folder",
        "set aside: gone.txt: no such file or folder",
        "set aside: empty.txt: empty",
        "set aside: program.bin: no loader knows this kind of file (name it with --format)",
        "all 4 set aside are in rejected.jsonl",
    ]
    assert len(Path("rejected.jsonl").read_text().splitlines()) == 4


def test_published_of_the_command_line_wins() -> None:
    kg("extract", SEEDS / "lavrov_briefs_duma.txt", "-o", "e.jsonl", "--published", "2020-02-02")
    lines = Path("e.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["document"]["published"] for line in lines} == {"2020-02-02"}


def many_articles(folder: Path, number: int) -> None:
    paragraphs = [
        part for seed in sorted(SEEDS.glob("*.txt")) for part in seed.read_text(encoding="utf-8").split("\n\n")[1:]
    ]
    folder.mkdir()
    for index in range(number):
        chosen = [paragraphs[(7 * index + 11 * step) % len(paragraphs)] for step in range(5)]
        text = "\n\n".join([f"Story number {index}", "Published: 2022-01-20", *chosen])
        (folder / f"{index:03d}.txt").write_text(text, encoding="utf-8")


def start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-P", "-m", "kg", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for_first_batch(home: Path) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        for path in (home / "ingest").glob("*.sqlite"):
            try:
                with sqlite3.connect(path) as db:
                    if db.execute("SELECT count(*) FROM done").fetchone()[0]:
                        return
            except sqlite3.OperationalError:
                pass
        time.sleep(0.02)
    raise AssertionError("nothing was written in time")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sent", "jobs"), [(signal.SIGKILL, 1), (signal.SIGKILL, 2), (signal.SIGINT, 1), (signal.SIGTERM, 2)]
)
def test_a_run_that_is_killed_goes_on_to_the_same_graph(
    tmp_path: Path, home: Path, sent: signal.Signals, jobs: int
) -> None:
    many_articles(tmp_path / "news", 64)
    process = start("ingest", "news", "--jobs", jobs)
    wait_for_first_batch(home)
    os.kill(process.pid, sent)
    _, errors = process.communicate(timeout=60)
    if sent != signal.SIGKILL:
        assert process.returncode == 130
        assert errors.endswith("stopped: what was written is kept; the same command goes on from there\n")

    again = json.loads(kg("ingest", "news", "--json").stdout)
    assert 0 < again["documents"] < 64
    assert json.loads(kg("ingest", "news", "--json").stdout)["unchanged"] == 64

    whole = kg("ingest", "news", "--uri", str(tmp_path / "whole"), "--json")
    assert json.loads(whole.stdout)["documents"] == 64

    assert graph_of(str(home / "graph")) == graph_of(str(tmp_path / "whole"))


@pytest.mark.slow
def test_several_processes_write_the_same_file(tmp_path: Path) -> None:
    many_articles(tmp_path / "news", 40)
    for jobs in (1, 2):
        process = start("extract", "news", "-o", f"{jobs}.jsonl", "--jobs", jobs)
        assert process.wait(timeout=120) == 0
        process.communicate()
    assert Path("1.jsonl").read_bytes() == Path("2.jsonl").read_bytes()
