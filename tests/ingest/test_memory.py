"""What is remembered between runs, and how nearly equal texts are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ids import document_id
from kg.ingest.dedupe import MIN_WORDS, THRESHOLD, NearDuplicates, min_hashes, similarity
from kg.ingest.state import Signature, State, fingerprint
from kg.records import Document

WORDS = [f"word{number}" for number in range(200)]


def document(text: str) -> Document:
    return Document(id=document_id(text), text=text)


def test_what_was_acknowledged_is_known_to_the_next_process(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "state.sqlite"
    state = State(path)
    state.acknowledge(
        "r1", {"key": "x"}, {("https://e.example/1", "html"): "d1"}, [Signature("d1", b"h", (b"b1", b"b2"))]
    )
    state.close()
    again = State(path, runs=["r1", "r2"])
    assert again.rules_of("key") == "x"
    assert again.rules_of("other") is None
    assert again.version_of("https://e.example/1", "html") == "d1"
    assert again.version_of("https://e.example/1", "feed") is None
    assert again.alike([b"b2"]) == {"d1": b"h"}


@pytest.mark.parametrize(
    ("written_by", "known", "kept"),
    [
        ("r1", ["r1"], True),
        ("r1", ["r2"], False),
        ("r1,r2", ["r1", "r2", "r3"], True),
        ("r1,r2", ["r1"], False),
        ("", [], False),
    ],
)
def test_entries_count_as_long_as_the_graph_knows_their_runs(
    tmp_path: Path, written_by: str, known: list[str], kept: bool
) -> None:
    path = tmp_path / "state.sqlite"
    State(path).acknowledge(written_by, {"key": "x"}, {("u", "l"): "d"}, [Signature("d", b"h", (b"b",))])
    state = State(path, runs=known)
    assert (state.rules_of("key") == "x") is kept
    assert (state.version_of("u", "l") == "d") is kept
    assert bool(state.alike([b"b"])) is kept


def test_two_processes_share_one_memory(tmp_path: Path) -> None:
    one, two = State(tmp_path / "s.sqlite"), State(tmp_path / "s.sqlite")
    one.acknowledge("r1", {"a": "x"})
    two.acknowledge("r2", {"a": "x", "b": "y"})
    assert (one.rules_of("b"), two.rules_of("a")) == ("y", "x")


@given(st.lists(st.one_of(st.none(), st.text(), st.integers()), max_size=4), st.lists(st.text(), max_size=4))
def test_fingerprints_tell_values_apart(one: list[object], other: list[object]) -> None:
    assert (fingerprint(*one) == fingerprint(*other)) == (one == other)


def test_short_texts_have_no_signature() -> None:
    assert min_hashes(" ".join(WORDS[: MIN_WORDS - 1])) is None
    assert min_hashes(" ".join(WORDS[:MIN_WORDS])) is not None


@given(st.permutations(WORDS[:60]))
def test_a_text_is_like_itself_however_it_is_set(words: list[str]) -> None:
    one, other = min_hashes(" ".join(words)), min_hashes("\n".join(words).upper() + ".")
    assert one is not None
    assert other is not None
    assert similarity(one, other) == 1.0


def test_the_estimate_follows_the_overlap() -> None:
    base = min_hashes(" ".join(WORDS))
    assert base is not None
    for changed, low, high in ((4, 0.85, 1.0), (100, 0.2, 0.5), (200, 0.0, 0.05)):
        other = min_hashes(" ".join(["new" + word for word in WORDS[:changed]] + WORDS[changed:]))
        assert other is not None
        assert low <= similarity(base, other) <= high


def test_every_pair_is_found_whichever_is_read_first() -> None:
    texts = [" ".join(WORDS[cut:]) for cut in (0, 3, 6)] + [" ".join(reversed(WORDS))]

    def pairs(order: list[str]) -> set[frozenset[str]]:
        near = NearDuplicates(State())
        found = set()
        for text in order:
            like, signature = near.check(document(text))
            assert signature is not None
            near.remember(signature)
            found |= {frozenset((document_id(text), other)) for other in like}
        return found

    expected = pairs(texts)
    assert len(expected) == 3
    assert pairs(texts[::-1]) == expected
    assert THRESHOLD == 0.7


def test_released_signatures_are_found_in_the_state() -> None:
    state = State()
    near = NearDuplicates(state)
    _, signature = near.check(document(" ".join(WORDS)))
    assert signature is not None
    near.remember(signature)
    state.acknowledge("r", signatures=[signature])
    near.release(signature)
    near.release(signature)
    like, _ = near.check(document(" ".join(WORDS[2:])))
    assert like == (signature.document,)
