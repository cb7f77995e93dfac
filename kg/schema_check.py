"""``kg schema check``: ontology, lexicon, word lists, actors and graph model, each by itself and against the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from kg.actors.agents import AgentFile, parse_agents
from kg.actors.knowledge import read_actor_file
from kg.actors.model import ActorEntry, country_codes
from kg.errors import SchemaError
from kg.lexicon import parse_relations
from kg.ontology import Ontology, parse_ontology
from kg.records import Realis
from kg.schema_check_lexicon import check_lexicon
from kg.schema_findings import Finding
from kg.store.model import parse_graph_model

# Codes that name one actor only. Others (COW, CAMEO) pass from a state to its successor.
UNIQUE_CODES = ("iso2", "iso3", "wikidata")

WORD_LISTS: dict[str, dict[str, type]] = {
    "schema/cues.yaml": {
        "verbs": dict,
        "nouns": dict,
        "adjectives": dict,
        "adverbs": dict,
        "modals": dict,
        "speech": list,
    },
    "schema/light_verbs.yaml": {
        "support": list,
        "aspect": list,
        "terminate": list,
        "ending": list,
        "ongoing": list,
        "spoken": list,
    },
}


def check_schema(root: Traversable | None = None) -> list[Finding]:
    """Everything that is wrong or doubtful in the schema folder, errors first.

    Args:
        root: Another schema folder than the shipped one.
    """
    root = root or files("kg.schema")
    found: list[Finding] = []
    ontology = None
    try:
        ontology = parse_ontology(_text(root, "ontology.yaml"))
        found += check_ontology(ontology)
    except SchemaError as error:
        found.append(Finding("error", "schema/ontology.yaml", "", error.what))
    lexicon = _folder(root, "relations")
    if ontology is not None:
        found += check_lexicon(lexicon, ontology)
    for where in WORD_LISTS:
        found += check_words(_text(root, where.removeprefix("schema/")), where)
    if ontology is not None:
        found += check_domains(_text(root, "domains.yaml"), ontology, relation_names(lexicon))
    found += check_actors(_folder(root, "actors"))
    if root.joinpath("agents.yaml").is_file():
        found += check_agents(_text(root, "agents.yaml"))
    if root.joinpath("graph.yaml").is_file():
        found += check_graph(_text(root, "graph.yaml"), relation_names(lexicon))
    return sorted(found, key=lambda finding: (finding.level, finding.where, finding.key))


def check_ontology(ontology: Ontology, where: str = "schema/ontology.yaml") -> Iterator[Finding]:
    """Names and codes of the ontology point at each other."""
    if len(ontology.types) != 16:
        yield Finding("error", where, "types", f"{len(ontology.types)} types, PLOVER has 16")
    for name, kind in ontology.types.items():
        if kind.quad_class not in ontology.quad_classes:
            yield Finding("error", where, f"types.{name}", f"unknown quad class {kind.quad_class}")
    for name, types in ontology.older_types.items():
        for current in types:
            if current not in ontology.types:
                yield Finding("error", where, f"older_types.{name}", f"unknown type {current!r}")
    for name, modes in ontology.older_modes.items():
        known = ontology.types[name].modes if name in ontology.types else {}
        for older, mode in modes.items():
            if mode is not None and mode not in known:
                yield Finding("error", where, f"older_modes.{name}.{older}", f"{name} has no mode {mode!r}")
            if older in known:
                yield Finding("error", where, f"older_modes.{name}.{older}", "is a mode of today")
    for number, code in ontology.cameo.items():
        key = f"cameo.{number}"
        if not number.isdigit() or not 2 <= len(number) <= 4:
            yield Finding("error", where, key, "a CAMEO code has two to four digits")
        if len(number) > 2 and number[:-1] not in ontology.cameo:
            yield Finding("error", where, key, f"its parent {number[:-1]} is missing")
        for name in filter(None, (code.type, *code.also)):
            if name not in ontology.types:
                yield Finding("error", where, key, f"unknown type {name!r}")
        if code.mode is not None and (code.type is None or code.mode not in ontology.types[code.type].modes):
            yield Finding("error", where, key, f"{code.type} has no mode {code.mode!r}")
        for context in code.context:
            if context not in ontology.contexts:
                yield Finding("error", where, key, f"unknown context {context!r}")


def check_words(text: str, where: str) -> Iterator[Finding]:
    """Word lists have the keys they should have, effects that exist, and no word on two sides."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        yield Finding("error", where, "", f"not YAML: {error}".replace("\n", " "))
        return
    wanted = WORD_LISTS[where]
    if not isinstance(data, dict) or set(data) != set(wanted):
        yield Finding("error", where, "", f"must have the keys {', '.join(wanted)}")
        return
    effects = {realis.value for realis in Realis}
    for key, kind in wanted.items():
        value: Any = data[key]
        if not isinstance(value, dict | list) or isinstance(value, dict) != (kind is dict):
            yield Finding("error", where, key, f"must be a {'mapping' if kind is dict else 'list'}")
            return
        for word in value:
            if not isinstance(word, str) or word != word.lower():
                yield Finding(
                    "error", where, f"{key}.{word}", "a word in lower case, quoted where YAML takes it for more"
                )
            elif isinstance(value, dict) and value[word] not in effects:
                yield Finding("error", where, f"{key}.{word}", f"unknown effect {value[word]!r}")
        if isinstance(value, list):
            for word in sorted({word for word in value if value.count(word) > 1}):
                yield Finding("warning", where, key, f"listed twice: {word}")
    if "support" in wanted:
        for word in sorted((set(data["support"]) | set(data["aspect"])) & set(data["terminate"])):
            yield Finding("error", where, f"terminate.{word}", "carries its noun and ends it")
        for word in sorted(set(data["ongoing"]) - set(data["terminate"])):
            yield Finding("error", where, f"ongoing.{word}", "is not among terminate")


def check_domains(
    text: str, ontology: Ontology, relations: set[str], where: str = "schema/domains.yaml"
) -> Iterator[Finding]:
    """Domains of news: the types they undo and the relations they keep exist, words are single."""
    try:
        data = yaml.safe_load(text)
        domains = dict(data["domains"])
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        yield Finding("error", where, "", f"cannot be read: {error}".replace("\n", " "))
        return
    for name, domain in domains.items():
        for plover in set(domain.get("undoes", ())) - set(ontology.types):
            yield Finding("error", where, f"domains.{name}.undoes", f"unknown type {plover!r}")
        for relation in set(domain.get("keeps", ())) - relations:
            yield Finding("error", where, f"domains.{name}.keeps", f"unknown relation {relation!r}")
        for word in domain.get("words", ()):
            if not isinstance(word, str) or " " in word or word != word.lower():
                yield Finding("error", where, f"domains.{name}.words", f"not one word in lower case: {word!r}")


def check_actors(texts: Mapping[str, str]) -> Iterator[Finding]:
    """Actor files: readable, no doubled ids or codes, nothing that points at an actor nobody lists."""
    entries: list[tuple[str, ActorEntry]] = []
    for where, text in sorted(texts.items()):
        try:
            file = read_actor_file(text, where)
        except SchemaError as error:
            yield Finding("error", where, "", error.what)
            continue
        seen: set[str] = set()
        for entry in file.actors:
            if entry.id in seen:
                yield Finding("error", where, entry.id, "stands twice in this file")
            seen.add(entry.id)
            entries.append((where, entry))
    ids = {entry.id for _, entry in entries}
    countries = country_codes(entry for _, entry in entries)
    holders: dict[tuple[str, str], str] = {}
    for where, entry in entries:
        for system, code in entry.codes.items():
            holder = holders.setdefault((system, code), entry.id)
            if holder != entry.id and system in UNIQUE_CODES:
                yield Finding("error", where, entry.id, f"{system} {code} is already that of {holder}")
        yield from _check_links(where, entry, ids, countries)


def _check_links(where: str, entry: ActorEntry, ids: set[str], countries: set[str]) -> Iterator[Finding]:
    if entry.country is not None and entry.country not in countries:
        yield Finding("error", where, entry.id, f"unknown country {entry.country!r}")
    for office in entry.offices:
        if office.of not in ids:
            yield Finding("error", where, entry.id, f"office of unknown actor {office.of!r}")
        if office.since and office.until and office.until[: len(office.since)] < office.since[: len(office.until)]:
            yield Finding("error", where, entry.id, f"office of {office.of} ends before it begins")
    for membership in (*entry.members, *entry.memberships):
        if membership.id not in ids:
            yield Finding("error", where, entry.id, f"membership names unknown actor {membership.id!r}")
    for whole in entry.part_of:
        if whole not in ids:
            yield Finding("error", where, entry.id, f"part of unknown actor {whole!r}")


def check_agents(text: str, where: str = "schema/agents.yaml") -> Iterator[Finding]:
    """Head nouns of unnamed agents: readable, and no word under two heads."""
    try:
        parse_agents(text, where)
    except SchemaError as error:
        yield Finding("error", where, "", error.what)
        return
    homes: dict[str, str] = {}
    for entry in AgentFile.model_validate(yaml.safe_load(text)).heads:
        for word in entry.words:
            for form in word.split("/")[:1]:
                home = f"{entry.sector} {entry.form}"
                if form in homes and homes[form] != home:
                    yield Finding("warning", where, form, f"stands under {homes[form]} and {home}")
                homes.setdefault(form, home)


def check_graph(text: str, relations: set[str], where: str = "schema/graph.yaml") -> Iterator[Finding]:
    """The graph model: readable, and no relation that is named like an edge of the structure."""
    try:
        model = parse_graph_model(text, where)
    except SchemaError as error:
        yield Finding("error", where, "", error.what)
        return
    for name in sorted(relations & (set(model.edges) | set(model.ties))):
        yield Finding("error", where, name, "is a relation of the lexicon and an edge of the structure")


def relation_names(texts: Mapping[str, str]) -> set[str]:
    """Names of the relations in the lexicon files that can be read."""
    names: set[str] = set()
    for where, text in texts.items():
        try:
            names |= {relation.name for relation in parse_relations(text, where)}
        except SchemaError:
            continue
    return names


def _text(root: Traversable, name: str) -> str:
    try:
        return root.joinpath(name).read_text(encoding="utf-8")
    except OSError as error:
        raise SchemaError("cannot be read", where=f"schema/{name}") from error


def _folder(root: Traversable, name: str) -> dict[str, str]:
    return {
        f"schema/{name}/{entry.name}": entry.read_text(encoding="utf-8")
        for entry in root.joinpath(name).iterdir()
        if entry.name.endswith(".yaml")
    }
