"""The relation lexicon: how each relation is worded, in terms of syntax (``schema/relations/*.yaml``).

A file holds the relations of one PLOVER type. A relation has patterns; a pattern has a trigger (``verbs``, ``nouns`` or
``adjectives``, as lemmas), says which syntactic slot holds source and target, and may demand or exclude more.

Slots are logical, not surface: active, passive, relative, participial and controlled clauses all give the same ones.

    subject        who acts: subject of the active, by-phrase of the passive
    object         whom the act meets directly: direct object of the active, subject of the passive
    dative         who receives: "gave Cuba a loan", "gave a loan to Cuba" (indirect object, or to-phrase)
    prep:WITH      the object of that preposition, at the verb or at the noun that the verb governs
    poss           of a noun trigger: "Putin's call", "its attack"
    modifier       of a noun trigger: "Russian invasion", "US sanctions"
    clause         in a clause that the verb governs: its subject where that is another than the source ("demanded that
                   Tehran release"), else the other actor of the event it states ("threatened to attack Syria")
    until          who acts in a clause that tells what is waited for: "will not lift it until Kabul pays"
    occasion       who acts in a clause that tells when or why: "went on alert when Kabul shelled"

A slot may hold an actor itself, or a thing that belongs to one ("condemned Israel's attack": the target is Israel).
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from kg.errors import SchemaError

SLOTS = ("subject", "object", "dative", "poss", "modifier", "clause", "until", "occasion")


ActorClass = Literal["state", "forces", "rebels", "armed", "people", "court", "media"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pattern(_Model):
    """One way to word a relation.

    Attributes:
        verbs, nouns, adjectives: Trigger lemmas; exactly one of the three is given. A noun trigger is also found
            through a light verb of ``schema/light_verbs.yaml`` ("held talks with", "issued a loan to"), whose subject
            then is the noun's subject: no pattern of its own is needed for that.
        particle: The verb must have one of these particles (phrasal verb: "lash out").
        object: Lemmas of which one must head the verb's object ("cut ties": verbs [cut], object [tie, relation]).
        not_object: Lemmas that must not head it.
        modifier: Lemmas of which one must stand before the trigger noun or, for a verb, before the object that
            ``object`` found ("cyber attack", "joint exercises", "sign a cooperation agreement").
        not_modifier: Lemmas that must not stand there.
        object_is: "actor": the object itself must be an actor; "thing": it must not be one; "organization", "country",
            "person", "place": it must be one of that kind.
        with_: Preposition -> lemmas of which one must head its object ("put on alert": {on: [alert]}); an empty list
            asks for the preposition alone.
        without: Preposition -> lemmas that must not head its object; an empty list excludes the preposition.
        clause: Verb lemmas of which one must head the governed clause; an empty list asks for any clause.
        clause_modal: Auxiliaries of which one must stand in the governed clause ("said that Kabul must"); "to" for an
            infinitive, "" for a bare imperative.
        clause_subject: Who the governed clause is about: "own" the source itself ("said it would retaliate"), "other"
            somebody else ("said Kabul must").
        predicate: Nouns or adjectives of which one must be said of the object, or of the subject of a governed "be"
            ("called him a liar", "branded it as illegal", "said Baku was responsible"); an empty list asks for any.
        source_is, target_is: What the actor must be, as far as that is known: "state"; "forces" of a state or "rebels",
            both "armed", a "court" or "media" for certain; "people" who bear no arms.
        voice: Only in this voice.
        complement: Only with (true) or without (false) a complement of the object: "called him a friend".
        source, target: Slots, tried in order; the first that holds an actor counts.
        weight: How often this wording means this relation, 0 to 1, where nothing else is known.
        cameo, mode, context: Override those of the relation.
    """

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    particle: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    not_object: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()
    not_modifier: tuple[str, ...] = ()
    object_is: Literal["actor", "thing", "organization", "country", "person", "place"] | None = None
    with_: dict[str, tuple[str, ...]] = Field(default_factory=dict, alias="with")
    without: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    clause: tuple[str, ...] | None = None
    clause_modal: tuple[str, ...] = ()
    clause_subject: Literal["own", "other"] | None = None
    predicate: tuple[str, ...] | None = None
    source_is: ActorClass | None = None
    target_is: ActorClass | None = None
    voice: Literal["active", "passive"] | None = None
    complement: bool | None = None
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    weight: float = Field(default=0.8, ge=0, le=1)
    cameo: str | None = None
    mode: str | None = None
    context: tuple[str, ...] | None = None

    @field_validator("source", "target")
    @classmethod
    def _known_slots(cls, slots: tuple[str, ...]) -> tuple[str, ...]:
        for slot in slots:
            if slot not in SLOTS and not slot.startswith("prep:"):
                raise ValueError(f"unknown slot {slot!r}; known: {', '.join(SLOTS)}, prep:WORD")
        return slots

    def model_post_init(self, _context: Any) -> None:
        """Exactly one kind of trigger."""
        if sum(map(bool, (self.verbs, self.nouns, self.adjectives))) != 1:
            raise ValueError("a pattern has exactly one of verbs, nouns, adjectives")

    @property
    def triggers(self) -> tuple[str, ...]:
        """The trigger lemmas."""
        return self.verbs or self.nouns or self.adjectives

    @property
    def pos(self) -> str:
        """Coarse part of speech of the trigger: VERB, NOUN or ADJ."""
        return "VERB" if self.verbs else "NOUN" if self.nouns else "ADJ"

    @property
    def source_slots(self) -> tuple[str, ...]:
        """Slots of the source, with the default of the trigger's part of speech."""
        return self.source or (("poss", "prep:by", "modifier", "prep:from") if self.nouns else ("subject",))

    @property
    def target_slots(self) -> tuple[str, ...]:
        """Slots of the target, with the default of the trigger's part of speech."""
        return self.target or (("object",) if self.verbs else ("prep:of", "prep:on", "prep:against"))

    @cached_property
    def specificity(self) -> int:
        """How much the pattern demands: among patterns that fit one trigger, the most demanding wins."""
        return (
            2 * bool(self.particle)
            + 3 * bool(self.object)
            + 2 * bool(self.modifier)
            + bool(self.object_is)
            + 2 * len(self.with_)
            + 2 * bool(self.clause)
            + (self.clause is not None)
            + 2 * bool(self.clause_modal)
            + bool(self.clause_subject)
            + 3 * (self.predicate is not None)
            + bool(self.source_is)
            + bool(self.target_is)
            + bool(self.not_object or self.not_modifier or self.without)
        )


class Relation(_Model):
    """A relation: an edge type of the graph and a leaf of the ontology.

    ``planned_as`` names the relation that somebody who "will" do this has to the other already: to say that one will
    meet is to express an intent. ``hostile_as`` names what it is where the announced act harms the other: "vowed to cut
    its aid". ``judges`` says that the source only speaks of what the object names, so that this
    is an event of its own: "hailed the truce", "condemned the raid". ``examples`` mark source and target, and tests
    run them: ``"<s>Ottawa</s> denounced <t>Tehran</t>."``
    """

    name: str
    plover: str
    gloss: str
    cameo: str
    mode: str | None = None
    context: tuple[str, ...] = ()
    symmetric: bool = False
    planned_as: str | None = None
    hostile_as: str | None = None
    judges: bool = False
    patterns: tuple[Pattern, ...]
    examples: tuple[str, ...] = ()


class Lexicon(_Model):
    """All relations, by name."""

    relations: dict[str, Relation]

    def index(self) -> dict[tuple[str, str], list[tuple[Relation, Pattern, int]]]:
        """(part of speech, trigger lemma) -> patterns with their number in the relation, most demanding first."""
        found: dict[tuple[str, str], list[tuple[Relation, Pattern, int]]] = {}
        for relation in self.relations.values():
            for number, pattern in enumerate(relation.patterns):
                for lemma in pattern.triggers:
                    found.setdefault((pattern.pos, lemma), []).append((relation, pattern, number))
        for entries in found.values():
            entries.sort(key=lambda entry: (-entry[1].specificity, -entry[1].weight, entry[0].name, entry[2]))
        return found


def parse_relations(text: str, where: str) -> list[Relation]:
    """The relations of one lexicon file; ``where`` names it in errors."""
    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise SchemaError(f"not YAML: {error}".replace("\n", " "), where=where) from error
    if not isinstance(data, dict) or set(data) != {"plover", "relations"}:
        raise SchemaError("a lexicon file has the keys plover and relations", where=where)
    found = []
    for name, entry in data["relations"].items():
        try:
            found.append(Relation.model_validate({"name": name, "plover": data["plover"], **entry}))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise SchemaError(f"{name}: {place}: {first['msg']}", where=where) from error
    return found


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The shipped lexicon."""
    relations: dict[str, Relation] = {}
    for entry in sorted(files("kg.schema").joinpath("relations").iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".yaml"):
            for relation in parse_relations(entry.read_text(encoding="utf-8"), f"schema/relations/{entry.name}"):
                if relation.name in relations:
                    raise SchemaError(f"{relation.name} is defined twice", where=f"schema/relations/{entry.name}")
                relations[relation.name] = relation
    return Lexicon(relations=relations)


@lru_cache(maxsize=1)
def lexicon_index() -> dict[tuple[str, str], list[tuple[Relation, Pattern, int]]]:
    """The index of the shipped lexicon: (part of speech, lemma) -> patterns, most demanding first."""
    return load_lexicon().index()


@lru_cache(maxsize=1)
def trigger_lemmas() -> frozenset[str]:
    """The trigger lemmas of the shipped lexicon, of any part of speech."""
    return frozenset(lemma for _, lemma in lexicon_index())
