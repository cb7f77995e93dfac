from __future__ import annotations

import json
from pathlib import Path

import pytest
from ingest_help import CallsExtractor, ListSink

from kg.ingest.run import IngestOptions, older, run
from kg.ingest.state import State
from kg.ingest.summary import rejection_lines
from kg.loading import LoadOptions


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    write(
        folder,
        a="First call\n\nPublished: 2022-01-20\n\nPutin called Maduro.",
        b="Second call\n\nPublished: 2022-01-21\n\nPutin called Ortega. Lavrov called Putin.",
        c="Again\n\nPublished: 2022-01-20\n\nState media said that Putin called Maduro.",
    )
    return folder


def test_inputs_become_events_and_are_counted(news: Path) -> None:
    sink = ListSink()
    summary = run([str(news)], IngestOptions(), CallsExtractor, sink)
    assert sink.titles == ["First call", "Second call", "Again"]
    assert summary.total("documents") == summary.inputs == 3
    assert (summary.mentions, summary.distinct_events, summary.several_sources) == (4, 3, 1)
    assert summary.by_loader == {"text": {"documents": 3}}
    assert summary.model == "calls"


def test_the_second_time_nothing_is_read(news: Path, tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    run([str(news)], IngestOptions(), CallsExtractor, ListSink(), state=State(path))
    sink = ListSink(run="r2")
    summary = run([str(news)], IngestOptions(), CallsExtractor, sink, state=State(path, runs=["r1"]))
    assert sink.writes == 0
    assert summary.unchanged == summary.inputs == 3
    assert not summary.changed


def test_what_changes_the_result_makes_inputs_new(news: Path, tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    run([str(news)], IngestOptions(), CallsExtractor, ListSink(), state=State(path))
    for options in (
        IngestOptions(load=LoadOptions(published="2022-02-02")),
        IngestOptions(kind="markdown"),
    ):
        assert run([str(news)], options, CallsExtractor, ListSink(), state=State(path)).unchanged == 0


def test_a_graph_that_forgot_the_run_gets_its_inputs_again(news: Path, tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    run([str(news)], IngestOptions(), CallsExtractor, ListSink(), state=State(path))
    sink = ListSink()
    run([str(news)], IngestOptions(), CallsExtractor, sink, state=State(path, runs=["another"]))
    assert len(sink.extractions) == 3


def test_a_run_that_breaks_goes_on_where_it_was(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    write(news, **{f"n{i:02d}": f"Day {i}\n\nMan{i} called Woman{i}." for i in range(50)})
    path = tmp_path / "state.sqlite"
    first = ListSink(fail_at=3)
    with pytest.raises(ConnectionError):
        run([str(news)], IngestOptions(), CallsExtractor, first, state=State(path))
    second = ListSink()
    run([str(news)], IngestOptions(), CallsExtractor, second, state=State(path))
    assert len(first.extractions) == 32
    assert sorted(first.titles + second.titles) == sorted(f"Day {i}" for i in range(50))


def test_several_processes_give_the_same_in_the_same_order(tmp_path: Path) -> None:
    write(tmp_path, **{f"n{i:02d}": f"Day {i}\n\nMan{i} called Woman{i}." for i in range(40)})
    one, two = ListSink(), ListSink()
    run([str(tmp_path)], IngestOptions(), CallsExtractor, one)
    run([str(tmp_path)], IngestOptions(jobs=2), CallsExtractor, two)
    assert one.extractions == two.extractions


def test_the_extractor_is_made_only_where_there_is_text(tmp_path: Path) -> None:
    CallsExtractor.made = 0
    (tmp_path / "empty.txt").write_text("")
    run([str(tmp_path)], IngestOptions(), CallsExtractor, ListSink())
    assert CallsExtractor.made == 0


def test_bad_inputs_are_set_aside_each_with_its_reason(news: Path, tmp_path: Path) -> None:
    (news / "empty.txt").write_text("")
    (news / "program").write_bytes(bytes(range(256)) * 20)
    (news / "utf16.txt").write_bytes("Putin called Xi.".encode("utf-16")[:-1])
    write(news, poisoned="Poisoned\n\nThis is poison.", long="Putin called Modi. " * 60_000)
    rejected = tmp_path / "rejected.jsonl"
    sink = ListSink()
    summary = run([str(news), str(tmp_path / "gone.txt")], IngestOptions(rejected=rejected), CallsExtractor, sink)
    assert sink.titles == ["First call", "Second call", "Again"]
    lines = [json.loads(line) for line in rejected.read_text(encoding="utf-8").splitlines()]
    assert [line["reason"] for line in lines] == [
        "no such file or folder",
        "empty",
        "a text of 1,140,000 characters, more than 1,000,000",
        "no loader knows this kind of file (name it with --format)",
        "damaged: it begins as utf-16, but byte 32 cannot be read",
        "extraction failed: ValueError: cannot parse this",
    ]
    assert summary.rejected == len(lines) == 6
    assert summary.rejected_path == rejected


def test_what_is_set_aside_is_tried_again(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("")
    state = State()
    assert run([str(bad)], IngestOptions(), CallsExtractor, ListSink(), state=state).rejected == 1
    assert run([str(bad)], IngestOptions(), CallsExtractor, ListSink(), state=state).rejected == 1


def test_since_passes_over_what_is_older(news: Path) -> None:
    sink = ListSink()
    summary = run([str(news)], IngestOptions(load=LoadOptions(since="2022-01-21")), CallsExtractor, sink)
    assert sink.titles == ["Second call"]
    assert summary.older == 2


@pytest.mark.parametrize(
    ("stated", "since", "expected"),
    [
        ("2022-01-20", "2022-01-21", True),
        ("2022-01-21", "2022-01-21", False),
        ("2022-01", "2022-01-21", False),
        ("2021-12", "2022-01-21", True),
        ("2022", "2022-06-01", False),
        ("2022-05-31", "2022-06", True),
    ],
)
def test_older_compares_dates_of_any_precision(stated: str, since: str, expected: bool) -> None:
    assert older(stated, since) is expected


STORY = " ".join(f"In paragraph {i} officials of both countries described the talks at length." for i in range(20))


def test_the_same_text_under_two_names_is_one_document(tmp_path: Path) -> None:
    write(tmp_path, a=f"Talks\n\n{STORY}", b=f"Talks\n\n{STORY}\n")
    sink = ListSink()
    summary = run([str(tmp_path)], IngestOptions(), CallsExtractor, sink)
    assert len(sink.extractions) == 1
    assert (summary.exact_duplicates, summary.near_duplicates) == (1, 0)


def test_a_copy_with_another_ending_is_linked_as_nearly_the_same(tmp_path: Path) -> None:
    write(
        tmp_path,
        a=f"Talks\n\n{STORY}",
        b=f"Talks\n\n{STORY} Subscribe to our newsletter.",
        c="Other\n\n" + "x y z " * 50,
    )
    state, sink = State(), ListSink()
    summary = run(
        [str(tmp_path / "a.txt"), str(tmp_path / "c.txt")], IngestOptions(), CallsExtractor, sink, state=state
    )
    assert summary.near_duplicates == 0
    summary = run([str(tmp_path)], IngestOptions(), CallsExtractor, sink, state=state)
    assert summary.near_duplicates == 1
    assert sink.extractions[-1].document.near_duplicates == (sink.extractions[0].document.id,)


def page(url: str, text: str) -> str:
    return f"---\ntitle: Call\nurl: {url}\n---\n\n{text}\n"


def test_a_new_text_at_the_same_address_replaces_the_old_one(tmp_path: Path) -> None:
    state, sink = State(), ListSink()
    article = tmp_path / "call.md"
    article.write_text(page("https://example.org/call", "Putin called Maduro."))
    run([str(article)], IngestOptions(), CallsExtractor, sink, state=state)
    article.write_text(page("https://example.org/call", "Correction: Lavrov called Maduro."))
    summary = run([str(article)], IngestOptions(), CallsExtractor, sink, state=state)
    assert sink.superseded == [sink.extractions[0].document.id]
    assert summary.retracted == 1


def test_a_correction_that_is_taken_back_brings_the_first_text_back(tmp_path: Path) -> None:
    state, sink = State(), ListSink()
    first, second = tmp_path / "one.md", tmp_path / "two.md"
    first.write_text(page("https://example.org/call", "Putin called Maduro."))
    second.write_text(page("https://example.org/call", "Lavrov called Maduro."))
    for path in (first, second):
        run([str(path)], IngestOptions(), CallsExtractor, sink, state=state)
    third = tmp_path / "three.md"
    third.write_bytes(first.read_bytes())
    run([str(third)], IngestOptions(), CallsExtractor, sink, state=state)
    assert [event.source.name for extraction in sink.extractions for event in extraction.events] == [
        "Putin",
        "Lavrov",
        "Putin",
    ]
    assert sink.superseded == [extraction.document.id for extraction in sink.extractions[:2]]


def test_pages_that_name_only_their_site_do_not_replace_each_other(tmp_path: Path) -> None:
    state, sink = State(), ListSink()
    for name, text in (("a", "Putin called Maduro."), ("b", "Putin called Ortega.")):
        path = tmp_path / f"{name}.md"
        path.write_text(page("https://example.org/", text))
        run([str(path)], IngestOptions(), CallsExtractor, sink, state=state)
    assert sink.superseded == []


def test_rows_of_one_table_with_the_same_address_do_not_replace_each_other(tmp_path: Path) -> None:
    rows = [{"text": f"Putin called {name}.", "url": "https://example.org/live"} for name in ("Maduro", "Ortega")]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    sink = ListSink()
    run([str(tmp_path)], IngestOptions(), CallsExtractor, sink)
    assert len(sink.extractions) == 2
    assert sink.superseded == []


def test_a_file_of_rejections_that_cannot_be_written_does_not_end_the_run(news: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    options = IngestOptions(rejected=tmp_path / "no such folder" / "rejected.jsonl")
    summary = run([str(news), str(tmp_path / "empty.txt")], options, CallsExtractor, ListSink())
    assert summary.total("documents") == 3
    assert (summary.rejected, summary.rejected_path) == (1, None)
    assert rejection_lines(summary)[-1].endswith("rejected.jsonl cannot be written: No such file or directory")
