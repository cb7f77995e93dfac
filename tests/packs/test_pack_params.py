"""Values of parameters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.packs.model import Param
from kg.packs.params import bind, parse_value, split_assignments
from kg.packs.reading import find_query, shipped_packs


@pytest.fixture(scope="module")
def timeline():
    return find_query(shipped_packs(), "dyad_timeline")


def test_given_values_and_defaults(timeline):
    bound = bind(timeline, {"a": "country:RUS", "b": "country:USA", "limit": "3"})
    assert bound == {
        "a": "country:RUS",
        "b": "country:USA",
        "since": "0001-01-01",
        "until": "9999-12-31",
        "min_confidence": 0.0,
        "limit": 3,
    }


def test_actors_are_resolved(timeline):
    bound = bind(timeline, {"a": "Russia", "b": "USA"}, lambda text: f"country:{text[:3].upper()}")
    assert (bound["a"], bound["b"]) == ("country:RUS", "country:USA")


@pytest.mark.parametrize(
    ("given_values", "message"),
    [
        ({"a": "Russia"}, "needs --param b="),
        ({"a": "x", "b": "y", "sinse": "2020"}, "unknown parameter of dyad_timeline 'sinse'"),
        ({"a": "x", "b": "y", "since": "last week"}, "parameter since: 'last week' is no date"),
        ({"a": "x", "b": "y", "limit": "many"}, "parameter limit: 'many' is no whole number"),
        ({"a": "x", "b": "y", "limit": "0"}, "parameter limit: must be 1 or more"),
        ({"a": "x", "b": "y", "min_confidence": "high"}, "parameter min_confidence: 'high' is no number"),
        ({"a": "", "b": "y"}, "parameter a: needs a text"),
    ],
)
def test_wrong_values_are_refused(timeline, given_values, message):
    with pytest.raises(UsageError) as error:
        bind(timeline, given_values)
    assert message in str(error.value)
    assert error.value.exit_code == 2


def test_a_missing_value_comes_with_an_example(timeline):
    with pytest.raises(UsageError) as error:
        bind(timeline, {})
    assert error.value.hint == "a (actor): one side: id, name, alias or ISO code; for example --param a=country:RUS"


def test_assignments():
    assert split_assignments(["a=Russia", "text=a=b", "a=Cuba"]) == {"a": "Cuba", "text": "a=b"}
    with pytest.raises(UsageError, match="is not NAME=VALUE"):
        split_assignments(["Russia"])


@given(st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans())
def test_numbers_and_truth_survive_the_command_line(whole, number, truth):
    def read(kind, value):
        return parse_value("x", Param(type=kind, meaning="m", example="e"), str(value))

    assert read("integer", whole) == whole
    assert read("number", number) == number
    assert read("boolean", truth) is truth
