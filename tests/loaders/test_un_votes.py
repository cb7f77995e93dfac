"""Votes of the UN General Assembly: agreement of two states by year."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kg.loaders.un_votes import UnVotesLoader
from loader_help import Read, make_source, reasons

from kg.errors import InputError
from kg.loading import LoadOptions, Tally
from kg.records import Rejection, Tie

SAMPLE = Path(__file__).parents[3] / "shared/reference/samples/unga/UNVotesPublished.last4rollcalls.csv"
HEADER = "rcid,session,vote,ccode,member,importantvote,date,unres,me,nu,di,hr,co,ec,year\n"
VOTERS = {"2": "country:USA", "20": "country:CAN", "40": "country:CUB"}


def row(call: int, vote: int | str, country: str, date: str = "7/2/1967") -> str:
    return f"{call},22,{vote},{country},1,0,{date},R/1,0,0,0,0,0,0,1967.0\n"


def test_agreement_is_the_share_of_common_votes(read: Read) -> None:
    cast = [(1, 1, "2"), (1, 1, "20"), (1, 3, "40"), (2, 2, "2"), (2, 3, "20"), (2, 8, "40"), (3, 1, "40"), (3, 9, "2")]
    records = read((HEADER + "".join(row(*vote) for vote in cast)).encode(), "votes.csv")
    ties = {(tie.source.id, tie.target.id): tie for tie in records if isinstance(tie, Tie)}
    tie = ties["country:CAN", "country:USA"]
    assert (tie.relation, tie.value, tie.detail) == ("VOTED_WITH", 0.5, "1 of 2 votes")
    assert (tie.since, tie.until, tie.unit) == ("1967", "1967", "share of common votes")
    assert ties["country:CUB", "country:USA"].value == 0.0
    assert len(ties) == 3
    counts = {record.what: record.number for record in records if isinstance(record, Tally)}
    assert counts == {"counted": 6, "passed_over": 2}


def test_the_data_of_the_digital_library(read: Read) -> None:
    data = (
        "undl_id,ms_code,ms_name,ms_vote,date,session,resolution\n"
        "100,FRA,FRANCE,Y,2022-03-02,11,A/RES/ES-11/1\n100,ERI,ERITREA,N,2022-03-02,11,A/RES/ES-11/1\n"
        "100,VEN,VENEZUELA,X,2022-03-02,11,A/RES/ES-11/1\n100,DZA,ALGERIA,A,2022-03-02,11,A/RES/ES-11/1\n"
        "101,FRA,FRANCE,Y,2023-02-23,11,x\n101,DZA,ALGERIA,Y,2023-02-23,11,x\n"
    )
    found = {(t.source.country, t.target.country, t.since): t.value for t in read(data.encode()) if isinstance(t, Tie)}
    assert found == {
        ("ERI", "FRA", "2022"): 0.0, ("DZA", "FRA", "2022"): 0.0, ("DZA", "ERI", "2022"): 0.0,
        ("DZA", "FRA", "2023"): 1.0,
    }  # fmt: skip


def test_bad_rows_are_set_aside_with_line_and_column(read: Read) -> None:
    rows = [row(1, 1, "2"), row(1, 7, "20"), row(1, 1, "9999"), row(1, 1, "20", "13/40/1967"), "1,2\n", row(1, 1, "40")]
    records = read((HEADER + "".join(rows)).encode(), "votes.csv")
    found = [(record.line, record.column) for record in records if isinstance(record, Rejection)]
    assert found == [(3, "vote"), (4, "ccode"), (5, "date"), (6, None)]
    assert sum(isinstance(record, Tie) for record in records) == 1


def test_a_table_without_votes_is_told(read: Read) -> None:
    with pytest.raises(InputError, match="a table without rows"):
        read(HEADER.encode(), "votes.csv")


Votes = st.dictionaries(st.tuples(st.integers(1, 6), st.sampled_from(sorted(VOTERS))), st.integers(1, 3), max_size=18)


@given(Votes)
def test_agreement_follows_from_the_votes_whatever_their_order(votes: dict[tuple[int, str], int]) -> None:
    text = HEADER + "".join(row(call, vote, country) for (call, country), vote in votes.items())
    if not votes:
        return
    found = {
        (tie.source.id, tie.target.id): tie.value
        for tie in UnVotesLoader().load(make_source(text.encode()), LoadOptions())
        if isinstance(tie, Tie)
    }
    expected = {}
    for one in VOTERS:
        for other in VOTERS:
            common = [call for call in range(1, 7) if (call, one) in votes and (call, other) in votes]
            if common and VOTERS[one] < VOTERS[other]:
                same = sum(votes[call, one] == votes[call, other] for call in common)
                expected[VOTERS[one], VOTERS[other]] = same / len(common)
    assert found == expected


@pytest.mark.skipif(not SAMPLE.is_file(), reason="no samples here")
def test_every_row_of_the_sample_is_accounted_for(read: Read) -> None:
    data = SAMPLE.read_bytes()
    records = read(data, SAMPLE.name)
    counted = sum(record.number for record in records if isinstance(record, Tally))
    assert counted + len(reasons(records)) == len(data.splitlines()) - 1
    assert not reasons(records)
