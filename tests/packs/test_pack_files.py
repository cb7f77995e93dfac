"""The shipped packs and the checks that need no database."""

from pathlib import Path

import pytest

from kg.errors import PackError, UsageError
from kg.packs.model import Query
from kg.packs.reading import find_query, load_packs, read_pack, shipped_packs
from kg.packs.static import check_pack, with_header

PACK = """
pack: mine
title: My pack
params:
  limit: {type: integer, meaning: most rows, default: 10}
queries:
  - name: calls
    title: Calls
    question: Who called whom?
    uses: [limit]
    returns: {a: string, b: "string, who was called"}
    tests:
      - given: {facts: [[RUS, CALLED, VEN, "2022-01-20"]]}
        expect: [{a: RUS, b: VEN}]
"""
QUERY = "MATCH (a:Actor)-[:CALLED]->(b:Actor)\nRETURN a.name AS a, b.name AS b\nLIMIT $limit\n"


def write_pack(folder: Path, pack: str = PACK, query: str = QUERY) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "pack.yml").write_text(pack, encoding="utf-8")
    (folder / "calls.cypher").write_text(query, encoding="utf-8")
    for item in (read_pack(folder).queries) if query == QUERY else ():
        (folder / "calls.cypher").write_text(with_header(item), encoding="utf-8")
    return folder


def test_the_shipped_packs_are_well():
    assert [str(finding) for pack in shipped_packs() for finding in check_pack(pack)] == []


def test_there_are_the_themes_an_analyst_asks_about():
    names = {pack.name for pack in shipped_packs()}
    assert names >= {
        "dyads",
        "leaders",
        "money_and_arms",
        "conflict",
        "sanctions",
        "alliances_and_blocs",
        "mediation",
        "organisations",
        "evidence",
        "data_quality",
        "comparison",
    }
    assert sum(len(pack.queries) for pack in shipped_packs()) >= 45


def test_names_of_queries_are_unique_over_all_packs():
    names = [query.name for pack in shipped_packs() for query in pack.queries]
    assert len(names) == len(set(names))


def test_every_query_has_a_test_a_question_and_a_limit():
    for pack in shipped_packs():
        for query in pack.queries:
            assert isinstance(query.entry, Query)
            assert query.entry.question.endswith("?"), query.full_name
            assert query.entry.tests, query.full_name
            assert query.params["limit"].default, query.full_name


def test_a_pack_of_ones_own_is_read_beside_the_shipped_ones(tmp_path):
    packs = load_packs([write_pack(tmp_path / "mine")])
    assert find_query(packs, "mine/calls").name == "calls"
    assert check_pack(packs[-1]) == []


def test_a_folder_of_packs_is_taken_too(tmp_path):
    write_pack(tmp_path / "one")
    write_pack(tmp_path / "two", PACK.replace("pack: mine", "pack: other"))
    assert [pack.name for pack in load_packs([tmp_path])][-2:] == ["mine", "other"]


def test_a_second_pack_of_that_name_is_refused(tmp_path):
    with pytest.raises(PackError, match="another pack 'dyads'"):
        load_packs([write_pack(tmp_path / "x", PACK.replace("pack: mine", "pack: dyads"))])


def test_an_unlisted_file_is_found(tmp_path):
    folder = write_pack(tmp_path / "mine")
    (folder / "stray.cypher").write_text("RETURN 1")
    assert [str(f) for f in check_pack(read_pack(folder))] == [f"{folder}/stray.cypher: is not listed in pack.yml"]


def test_a_listed_query_without_a_file_is_refused(tmp_path):
    folder = write_pack(tmp_path / "mine")
    (folder / "calls.cypher").unlink()
    with pytest.raises(PackError, match=r"lists calls, but there is no calls\.cypher"):
        read_pack(folder)


@pytest.mark.parametrize(
    ("query", "finding"),
    [
        (QUERY.replace("$limit", "$most"), "$most is used but pack.yml does not declare it"),
        (QUERY.replace("LIMIT $limit", ""), "pack.yml declares limit, which the query does not use"),
        (QUERY.replace("CALLED", "CALED"), "unknown edge type CALED; did you mean CALLED"),
        (QUERY.replace("(a:Actor)", "(a:Akteur)"), "unknown label Akteur"),
        (QUERY.replace("a.name", "a.nmae"), "unknown property nmae; did you mean name"),
        (QUERY.replace("RETURN", "SET a.name = 'x' RETURN"), "SET is not allowed: queries only read"),
        (QUERY + ";MATCH (n) RETURN n", "holds 2 statements; one is allowed"),
        ("SHOW INDEXES YIELD name AS a LIMIT $limit", "does not begin with MATCH"),
        (QUERY, "the comments at its top differ from pack.yml"),
    ],
)
def test_what_is_wrong_with_a_query_is_found(tmp_path, query, finding):
    folder = write_pack(tmp_path / "mine")
    (folder / "calls.cypher").write_text(query)
    assert any(finding in str(found) for found in check_pack(read_pack(folder)))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: Calls", "titel: Calls", "queries.calls.title: Field required|queries.calls.titel: Extra inputs"),
        ("type: integer", "type: int", "params.limit.type"),
        ("uses: [limit]", "uses: [limits]", "calls uses limits, which the pack does not define"),
        ("name: calls", "name: Calls!", "lower-case letters"),
        ("returns: {a: string", "returns: {a: text", "returns"),
    ],
)
def test_a_malformed_pack_is_refused_with_its_place(tmp_path, old, new, message):
    folder = write_pack(tmp_path / "mine")
    (folder / "pack.yml").write_text(PACK.replace(old, new))
    with pytest.raises(PackError, match=message):
        read_pack(folder)


def test_not_a_folder_and_no_pack():
    with pytest.raises(UsageError, match="no such folder"):
        load_packs([Path("/nowhere/at/all")])


def test_an_unknown_query_names_what_is_near():
    with pytest.raises(UsageError, match="unknown query 'dyad_timelin'") as error:
        find_query(shipped_packs(), "dyad_timelin")
    assert str(error.value.hint).startswith("did you mean dyad_timeline")
