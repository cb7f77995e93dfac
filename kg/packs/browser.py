"""What Neo4j Browser is given: saved queries, a style and a guide, made from the packs and the graph model.

Browser 5 takes a zip of ``.cypher`` files dropped onto its window as saved queries (a folder in the zip becomes a
folder of theirs), a ``.grass`` file by ``:style`` and a guide by ``:guide``; the last two also over HTTP from
``localhost``.
"""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterable
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import PackError
from kg.lexicon import load_lexicon
from kg.ontology import load_ontology
from kg.packs.header import favourite
from kg.packs.model import Query
from kg.packs.reading import Pack
from kg.palette import KIND_COLOURS, QUAD_COLOURS
from kg.store.model import load_graph_model

FAVOURITES, STYLE, GUIDE = "kg-favourites.zip", "kg.grass", "kg-guide.html"

# Kind of actor -> colour of its name, which stands on the node, and diameter.
_NODES = {
    "country": ("#FFFFFF", 54),
    "person": ("#000000", 50),
    "organization": ("#000000", 54),
    "government": ("#000000", 50),
    "armed_group": ("#000000", 50),
    "group": ("#000000", 50),
    "media": ("#000000", 46),
    "place": ("#000000", 46),
}
_OTHER_NODES = {
    "Event": ("#FFFFFF", "#000000", 46, "{relation}"),
    "Sentence": ("#EEEEEE", "#000000", 40, "{text}"),
    "Document": ("#CCCCCC", "#000000", 46, "{title}"),
    "Run": ("#DDDDDD", "#000000", 34, "{id}"),
}
# Quad class -> width: thin is verbal, thick is material.
_EDGE_WIDTHS = {1: 2, 2: 4, 3: 2, 4: 4}
_PLAIN_EDGE = ("#A5ABB6", 1)


class Step(BaseModel):
    """A page of the guide: what to look at, a query to run, and what to see in its answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    text: str
    query: str
    see: str = ""


class Guide(BaseModel):
    """The guide: ``queries/browser/guide.yml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    intro: str
    steps: tuple[Step, ...]


def favourites(packs: Iterable[Pack]) -> bytes:
    """A zip of every query, in folders named after the packs; Browser names a query by its first comment.

    Values are written into the queries: of a file with ``:param`` lines Browser shows no answer, only that it ran.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for pack in packs:
            for query in pack.queries:
                # A fixed time: the same packs give the same bytes.
                entry = zipfile.ZipInfo(f"{pack.file.title}/{query.name}.cypher", (2020, 1, 1, 0, 0, 0))
                assert isinstance(query.entry, Query)  # noqa: S101 - by construction
                archive.writestr(entry, favourite(query.entry, query.params, query.text))
    return content.getvalue()


def grass() -> str:
    """The style: actors by kind, captions by name, edges by quad class. The format knows no comments."""
    model = load_graph_model()
    rules = [
        _rule(
            "node",
            {
                "diameter": "50px",
                "color": "#A5ABB6",
                "border-color": "#555555",
                "border-width": "1px",
                "text-color-internal": "#000000",
                "font-size": "9px",  # small beside the edges, which Browser draws no longer for longer captions
            },
        ),
        _rule(
            "relationship",
            {
                "color": _PLAIN_EDGE[0],
                "shaft-width": f"{_PLAIN_EDGE[1]}px",
                "font-size": "8px",
                "padding": "3px",
                "text-color-external": "#000000",
                "text-color-internal": "#FFFFFF",
                "caption": "'<type>'",
            },
        ),
        _node("Actor", "#A5ABB6", "#000000", 50, "{name}"),
    ]
    for kind, label in model.actor_labels.items():
        rules.append(_node(label, KIND_COLOURS[kind], *_NODES[kind], "{name}"))
    rules += [_node(label, *values) for label, values in _OTHER_NODES.items()]
    for relation, quad_class in sorted(_quad_classes().items()):
        rules.append(_edge(relation, QUAD_COLOURS[quad_class], _EDGE_WIDTHS[quad_class]))
    rules += [_edge(name, *_PLAIN_EDGE) for name in sorted({*model.edges, *model.ties})]
    return "\n".join(rules) + "\n"


def _quad_classes() -> dict[str, int]:
    types = load_ontology().types
    classes = {name: entry.quad_class for name, entry in types.items()}
    return classes | {name: types[entry.plover].quad_class for name, entry in load_lexicon().relations.items()}


def _node(label: str, colour: str, text: str, size: int, caption: str) -> str:
    return _rule(
        f"node.{label}",
        {
            "color": colour,
            "border-color": "#555555",
            "text-color-internal": text,
            "diameter": f"{size}px",
            "caption": f"'{caption}'",
        },
    )


def _edge(name: str, colour: str, width: int) -> str:
    values = {"color": colour, "shaft-width": f"{width}px", "caption": "'<type>'"}
    return _rule(f"relationship.{name}", values)


def _rule(selector: str, values: dict[str, str]) -> str:
    lines = "".join(f"  {key}: {value};\n" for key, value in values.items())
    return f"{selector} {{\n{lines}}}"


def load_guide() -> Guide:
    """The steps of the guide.

    Raises:
        PackError: The file is malformed.
    """
    where = "queries/browser/guide.yml"
    text = files("kg.queries").joinpath("browser", "guide.yml").read_text(encoding="utf-8")
    try:
        return Guide.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise PackError(str(error).splitlines()[0], where=where) from error


def guide_html(guide: Guide) -> str:
    """The guide as Browser's own markup: one slide a step, each query runs at a click."""
    slides = [_slide(guide.title, guide.intro, None, "")]
    for number, step in enumerate(guide.steps, start=1):
        slides.append(_slide(f"{number}. {step.title}", step.text, step.query, step.see))
    body = "\n".join(slides)
    return f'<article class="guide">\n<carousel class="deck container-fluid">\n{body}\n</carousel>\n</article>\n'


def _slide(title: str, text: str, query: str | None, see: str) -> str:
    parts = [f"<h3>{html.escape(title)}</h3>", *_paragraphs(text)]
    if query:
        parts.append(
            '<figure><pre class="pre-scrollable programlisting code runnable standalone-example" mode="cypher" '
            f'data-lang="cypher" lang="cypher">{html.escape(query.strip(), quote=False)}</pre></figure>'
        )
    parts += _paragraphs(see)
    content = "\n".join(parts)
    return f'<slide class="row-fluid">\n<div class="col-sm-12">\n{content}\n</div>\n</slide>'


def _paragraphs(text: str) -> list[str]:
    return [f"<p>{html.escape(' '.join(part.split()))}</p>" for part in text.strip().split("\n\n") if part.strip()]


def browser_files(packs: Iterable[Pack]) -> dict[str, bytes]:
    """File name -> content of all three."""
    return {
        FAVOURITES: favourites(packs),
        STYLE: grass().encode(),
        GUIDE: guide_html(load_guide()).encode(),
    }
