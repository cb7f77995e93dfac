"""The files for Neo4j Browser, and the server that hands them out; no browser needed."""

import io
import re
import threading
import urllib.error
import urllib.request
import zipfile

import pytest
import typer
from typer.testing import CliRunner

from kg.cli import browse
from kg.errors import KgError
from kg.lexicon import load_lexicon
from kg.ontology import load_ontology
from kg.packs.browser import FAVOURITES, GUIDE, STYLE, browser_files, favourites, grass, guide_html, load_guide
from kg.packs.cypher import read_statement
from kg.packs.reading import shipped_packs
from kg.packs.serving import serve
from kg.packs.static import known_properties
from kg.store.model import load_graph_model

RULE = re.compile(r"([\w.]+) \{\n((?:  [\w-]+: [^;\n]+;\n)+)\}\n")


def rules() -> dict[str, dict[str, str]]:
    found = {}
    for selector, body in RULE.findall(grass()):
        found[selector] = dict(line.strip(" ;").split(": ", 1) for line in body.strip().splitlines())
    return found


def test_every_query_is_a_favourite_in_the_folder_of_its_pack():
    archive = zipfile.ZipFile(io.BytesIO(favourites(shipped_packs())))
    names = archive.namelist()
    assert len(names) == sum(len(pack.queries) for pack in shipped_packs())
    assert "Dyads/dyad_timeline.cypher" in names
    assert archive.read("Dyads/dyad_timeline.cypher").startswith(b"// Timeline of two actors\n")


def test_the_same_packs_give_the_same_bytes():
    assert favourites(shipped_packs()) == favourites(shipped_packs())


def test_the_style_has_nothing_but_rules():
    assert RULE.sub("", grass()).strip() == ""


def test_actors_are_told_by_colour_and_named():
    style = rules()
    labels = load_graph_model().actor_labels.values()
    assert len({style[f"node.{label}"]["color"] for label in labels}) == len(labels)
    assert {style[f"node.{label}"]["caption"] for label in labels} == {"'{name}'"}


def test_edges_of_one_quad_class_look_alike_and_those_of_another_do_not():
    style, types = rules(), load_ontology().types
    looks: dict[int, set[tuple[str, str]]] = {1: set(), 2: set(), 3: set(), 4: set()}
    for name, relation in load_lexicon().relations.items():
        rule = style[f"relationship.{name}"]
        looks[types[relation.plover].quad_class].add((rule["color"], rule["shaft-width"]))
    assert [len(look) for look in looks.values()] == [1, 1, 1, 1]
    assert len(set.union(*looks.values())) == 4


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_names_can_be_read_on_every_colour():
    for selector, rule in rules().items():
        if selector.startswith("node.") and "text-color-internal" in rule:
            light, dark = sorted((_luminance(rule["color"]), _luminance(rule["text-color-internal"])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 3.8, selector


def test_the_guide_has_ten_steps_whose_queries_only_read_what_there_is():
    model = load_graph_model()
    guide = load_guide()
    assert len(guide.steps) == 10
    for step in guide.steps:
        statement = read_statement(step.query)
        assert statement.writes == []
        assert statement.starts_well
        assert statement.labels <= model.labels(), step.title
        assert statement.types <= model.edge_types(), step.title
        assert statement.properties <= known_properties(model), step.title


def test_the_guide_is_browsers_markup_with_every_query_to_click():
    text = guide_html(load_guide())
    assert text.count("<slide") == 11
    assert text.count('mode="cypher"') == 10
    assert "r.quad_class &lt;= 2" in text


def test_files_are_served_to_pages_of_another_port():
    with serve({STYLE: b"node {}"}) as base:
        assert base.startswith("http://localhost:")
        with urllib.request.urlopen(f"{base}/{STYLE}") as answer:
            assert answer.read() == b"node {}"
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
        ask = urllib.request.Request(f"{base}/{STYLE}", method="OPTIONS")
        ask.add_header("Access-Control-Request-Headers", "cache-control")
        with urllib.request.urlopen(ask) as answer:
            assert answer.headers["Access-Control-Allow-Headers"] == "cache-control"
        with pytest.raises(urllib.error.HTTPError) as error:
            urllib.request.urlopen(f"{base}/../../etc/passwd")
        error.value.close()
        assert error.value.code == 404
    assert not any("serve_forever" in thread.name for thread in threading.enumerate())


def test_the_command_writes_the_files(tmp_path):
    app = typer.Typer()
    browse.register(app)
    result = CliRunner().invoke(app, ["--files", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert {path.name for path in (tmp_path / "out").iterdir()} == {FAVOURITES, STYLE, GUIDE}
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == browser_files(shipped_packs())


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path):
    (tmp_path / "file").touch()
    app = typer.Typer()
    browse.register(app)
    error = CliRunner().invoke(app, ["--files", str(tmp_path / "file" / "out")]).exception
    assert isinstance(error, KgError)
    assert "cannot be made" in str(error)


def test_a_saved_query_holds_its_values_and_no_parameter():
    archive = zipfile.ZipFile(io.BytesIO(favourites(shipped_packs())))
    text = archive.read("Dyads/dyad_timeline.cypher").decode()
    assert "MATCH (:Actor {id: /* a */ 'country:RUS'})-[r]-(:Actor {id: /* b */ 'country:USA'})" in text
    for name in archive.namelist():
        saved = archive.read(name).decode()
        assert ":param" not in saved
        assert read_statement(saved).params == set()
