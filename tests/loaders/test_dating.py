from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kg.loaders.dating import date_in_name, date_of_line, dateline, parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-01-26", "2022-01-26"),
        ("2022-01-26T23:30:00-05:00", "2022-01-26"),
        ("Wed, 26 Jan 2022 10:00:00 GMT", "2022-01-26"),
        ("January 26th, 2022", "2022-01-26"),
        ("26 January 2022", "2022-01-26"),
        ("Sept. 3, 2021", "2021-09-03"),
        ("20220126", "2022-01-26"),
        ("26/01/2022", "2022-01-26"),
        ("01/26/2022", "2022-01-26"),
        ("03/04/2022", None),
        ("March 2022", "2022-03"),
        ("2022-03", "2022-03"),
        ("2022", "2022"),
        ("31 February 2022", None),
        ("January 26", None),
        ("soon", None),
        ("", None),
    ],
)
def test_date_fields_are_read_with_certainty_or_not_at_all(text: str, expected: str | None) -> None:
    assert parse_date(text) == expected


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_every_day_written_in_full_is_read(day: datetime.date) -> None:
    for form in ("%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%a, %d %b %Y"):
        assert parse_date(day.strftime(form)) == day.isoformat()


@given(st.text(max_size=80))
def test_no_text_breaks_the_date_reader(text: str) -> None:
    for value in (parse_date(text), date_of_line(text), date_in_name(text)):
        assert value is None or datetime.date.fromisoformat((value + "-01-01")[:10])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published: 2022-01-26", "2022-01-26"),
        ("Published on January 26, 2022 at 10:15 AM EST", "2022-01-26"),
        ("Date: Wed, 26 Jan 2022", "2022-01-26"),
        ("Wed, 26 Jan 2022 18:05 GMT", "2022-01-26"),
        ("By Ana Ruiz | January 26, 2022", "2022-01-26"),
        ("By Ana Ruiz, 26 January 2022", "2022-01-26"),
        ("**January 26, 2022**", "2022-01-26"),
        ("Russia signed the treaty on January 26, 2022 in Moscow.", None),
        ("Published weekly since the war began in the spring", None),
        ("January 26", None),
    ],
)
def test_lines_that_state_only_a_date(line: str, expected: str | None) -> None:
    assert date_of_line(line) == expected


@pytest.mark.parametrize(
    ("line", "place", "published", "agency"),
    [
        ("HAVANA, Jan 26 (Reuters) - Russia lent", "HAVANA", None, "Reuters"),
        ("MOSCOW — Russia said", "MOSCOW", None, None),
        ("PRAGUE, Apr 18 2021 — The Czech Republic", "PRAGUE", "2021-04-18", None),
        ("WASHINGTON, Dec. 8, 2022 (AP) — The swap", "WASHINGTON", "2022-12-08", "AP"),
        ("NEW DELHI, 17 March 2022 (PTI) – India", "NEW DELHI", "2022-03-17", "PTI"),
        ("BRUSSELS/KYIV (AFP) - The bloc", "BRUSSELS/KYIV", None, "AFP"),
    ],
)
def test_datelines(line: str, place: str, published: str | None, agency: str | None) -> None:
    found = dateline(line)
    assert found is not None
    assert (found.place, found.published, found.agency) == (place, published, agency)


@pytest.mark.parametrize(
    "line", ["The talks — long delayed — began", "NATO: what it is", "A man, a plan - Panama", "U.S. aid", "NATO-led"]
)
def test_what_is_no_dateline(line: str) -> None:
    assert dateline(line) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("news/2022-01-26-calls.txt", "2022-01-26"),
        ("20220126_calls.txt", "2022-01-26"),
        ("https://example.org/2022/01/26/calls", "2022-01-26"),
        ("https://example.org/2022/jan/26/calls", "2022-01-26"),
        ("doc_202201261.txt", None),
        ("000_3c3ea3221477dfbe.txt", None),
        ("archive/2022/01/26/calls.txt", None),
        ("2022-13-01.txt", None),
    ],
)
def test_dates_in_names(name: str, expected: str | None) -> None:
    assert date_in_name(name) == expected
