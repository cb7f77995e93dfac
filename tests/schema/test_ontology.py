"""The ontology's facts, and the checks that keep the schema sound."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from kg.cli.app import app, load_commands
from kg.errors import SchemaError, UsageError
from kg.ontology import load_ontology, parse_ontology
from kg.schema_check import check_actors, check_domains, check_graph, check_ontology, check_schema, check_words
from kg.schema_check_lexicon import check_lexicon

ONTOLOGY = load_ontology()


def test_shipped_schema_has_no_errors() -> None:
    assert [str(finding) for finding in check_schema() if finding.level == "error"] == []


def test_sixteen_types_in_four_quad_classes() -> None:
    assert len(ONTOLOGY.types) == 16
    by_class = {n: {name for name, kind in ONTOLOGY.types.items() if kind.quad_class == n} for n in range(1, 5)}
    assert by_class[1] == {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}
    assert by_class[2] == {"COOPERATE", "AID", "RETREAT"}
    assert by_class[3] == {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}
    assert by_class[4] == {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}


@pytest.mark.parametrize(
    ("code", "plover", "weight"),
    [
        ("071", "AID", 7.4),
        ("041", "CONSULT", 1.0),
        ("042", "CONSULT", 1.9),
        ("163", "COERCE", -8.0),
        ("0871", "RETREAT", 9.0),
        ("195", "ASSAULT", -10.0),
    ],
)
def test_codes(code: str, plover: str, weight: float) -> None:
    assert ONTOLOGY.code(code).type == plover
    assert ONTOLOGY.goldstein(code) == weight


def test_weight_of_a_type_and_of_nothing() -> None:
    assert ONTOLOGY.goldstein("ACCUSE") == -3
    assert ONTOLOGY.goldstein(None) is None
    with pytest.raises(UsageError, match="unknown CAMEO code"):
        ONTOLOGY.goldstein("999")


def test_statements_are_no_events() -> None:
    assert ONTOLOGY.code("010").type is None
    assert ONTOLOGY.quad_class("010") is None
    assert ONTOLOGY.quad_class("190") == 4


def test_conflict_weighs_less_than_cooperation() -> None:
    for kind in ONTOLOGY.types.values():
        assert (kind.score > 0) == (kind.quad_class <= 2) or kind.score == 0


def test_older_schemes() -> None:
    assert ONTOLOGY.plv("RETREAT") == ONTOLOGY.plv("CONCEDE") == "YIELD"
    assert ONTOLOGY.plv("AID") == "AID"
    assert ONTOLOGY.current_types("YIELD") == ("CONCEDE", "RETREAT")
    assert ONTOLOGY.current_types("AID") == ("AID",)
    assert ONTOLOGY.current_mode("COERCE", "ban") == "restrict"
    assert ONTOLOGY.current_mode("ASSAULT", "massacre") is None
    assert ONTOLOGY.current_mode("CONSULT", "phone") == "phone"


def test_broken_ontology_is_one_line() -> None:
    with pytest.raises(SchemaError, match=r"^mine\.yaml: types: "):
        parse_ontology("quad_classes: {}\n", "mine.yaml")
    with pytest.raises(SchemaError, match="not YAML"):
        parse_ontology("types: [", "mine.yaml")


def test_ontology_check_sees_wrong_names() -> None:
    code = ONTOLOGY.code("041")
    broken = ONTOLOGY.model_copy(
        update={"cameo": {**ONTOLOGY.cameo, "041": code.model_copy(update={"mode": "pigeon", "context": ("moon",)})}}
    )
    assert {finding.what for finding in check_ontology(broken)} == {
        "CONSULT has no mode 'pigeon'",
        "unknown context 'moon'",
    }


def lexicon(
    patterns: str, name: str = "CALLED", coding: str = "cameo: '041'", plover: str = "CONSULT"
) -> dict[str, str]:
    """One small lexicon file."""
    example = '"<s>Kabul</s> called <t>Oslo</t>."'
    entry = f"{{gloss: x, {coding}, patterns: [{patterns}], examples: [{example}]}}"
    return {f"{name.lower()}.yaml": f"plover: {plover}\nrelations:\n  {name}: {entry}\n"}


@pytest.mark.parametrize(
    ("texts", "what"),
    [
        (lexicon("{verbs: [call]}", coding="cameo: '0999'"), "unknown CAMEO code '0999'"),
        (lexicon("{verbs: [call]}", coding="cameo: '071'"), "CAMEO 071 is AID, the relation is CONSULT"),
        (lexicon("{verbs: [call]}", coding="cameo: '041', mode: pigeon"), "CONSULT has no mode 'pigeon'"),
        (lexicon("{verbs: [call]}", coding="cameo: '041', context: [moon]"), "unknown context 'moon'"),
        (lexicon("{verbs: [call]}", plover="CHAT"), "unknown PLOVER type 'CHAT'"),
        (lexicon("{verbs: [call up]}"), "a trigger is one word in lower case, not 'call up'"),
        (lexicon("{verbs: [call], object: [name], not_object: [name]}"), "object 'name' is demanded and excluded"),
        (
            lexicon("{verbs: [call], with: {for: [help]}, without: {for: []}}"),
            "preposition 'for' is demanded and excluded",
        ),
        (lexicon("{verbs: [call], modifier: [long]}"), "modifier at a verb needs object"),
        (lexicon("{adjectives: [close]}"), "an adjective needs its source slot"),
        (lexicon("{verbs: [call, call]}"), "listed twice: call"),
        (
            lexicon("{verbs: [call]}, {verbs: [call], weight: 0.5}"),
            "'call' never gets here: CALLED.patterns.0 fits before",
        ),
        (
            {**lexicon("{verbs: [call]}"), **lexicon("{verbs: [call]}", name="RANG")},
            "'call' means CALLED.patterns.0 just as much: same demands, same weight",
        ),
        ({"a.yaml": "relations: []"}, "a lexicon file has the keys plover and relations"),
    ],
)
def test_lexicon_check(texts: dict[str, str], what: str) -> None:
    assert what in {finding.what for finding in check_lexicon(texts, ONTOLOGY)}


def test_sound_lexicon_has_no_findings() -> None:
    assert (
        list(check_lexicon(lexicon("{verbs: [call]}, {verbs: [call], object: [envoy], weight: 0.9}"), ONTOLOGY)) == []
    )


ACTORS = """
source: mine
actors:
  - {id: country:AAA, name: Aland, kind: country, codes: {iso3: AAA}}
  - {id: country:BBB, name: Bland, kind: country, codes: {iso3: AAA}}
  - {id: country:BBB, name: Bland, kind: country}
  - id: person:x
    name: X
    kind: person
    country: ZZZ
    offices: [{role: head_of_state, title: king, of: country:QQQ, since: "2010", until: "2009"}]
"""


def test_actor_check() -> None:
    found = {str(finding) for finding in check_actors({"a.yaml": ACTORS})}
    assert found == {
        "a.yaml: country:BBB: stands twice in this file",
        "a.yaml: country:BBB: iso3 AAA is already that of country:AAA",
        "a.yaml: person:x: unknown country 'ZZZ'",
        "a.yaml: person:x: office of unknown actor 'country:QQQ'",
        "a.yaml: person:x: office of country:QQQ ends before it begins",
    }


def test_word_list_check() -> None:
    text = "support: [hold, lift]\naspect: [begin, begin]\nterminate: [lift]\n"
    text += "ending: [lifting]\nongoing: [end]\nspoken: [call]\n"
    found = {finding.what for finding in check_words(text, "schema/light_verbs.yaml")}
    assert found == {"listed twice: begin", "carries its noun and ends it", "is not among terminate"}


def test_domain_check() -> None:
    text = "domains: {sport: {undoes: [WAR], keeps: [RAN], words: [free kick]}}\nnature: []\n"
    found = {finding.what for finding in check_domains(text, ONTOLOGY, {"MET"})}
    assert found == {"unknown type 'WAR'", "unknown relation 'RAN'", "not one word in lower case: 'free kick'"}
    assert [finding.level for finding in check_domains("domains: [", ONTOLOGY, set())] == ["error"]


def test_graph_check_reports_unreadable_model() -> None:
    assert [finding.level for finding in check_graph("nodes: [", set())] == ["error"]


@pytest.fixture(scope="module")
def cli() -> CliRunner:
    load_commands()
    return CliRunner()


def test_check_command(cli: CliRunner) -> None:
    result = cli.invoke(app, ["schema", "check"])
    assert result.exit_code == 0
    assert "0 errors" in result.output


@pytest.mark.parametrize(
    ("name", "words"), [("CALLED", "CAMEO 041"), ("aid", "quad class 2"), ("163", "SANCTIONED"), (None, "MET")]
)
def test_show_command(cli: CliRunner, name: str | None, words: str) -> None:
    result = cli.invoke(app, ["schema", "show", *([name] if name else [])])
    assert result.exit_code == 0
    assert words in result.output


def test_show_unknown_name(cli: CliRunner) -> None:
    result = cli.invoke(app, ["schema", "show", "CALED"])
    assert isinstance(result.exception, UsageError)
    assert result.exception.hint is not None
    assert "CALLED" in result.exception.hint
