"""Component ``kg_actors``: finds who is mentioned and says who it is.

The gazetteer leads; the model's named entities only fill in. Writes ``doc._.kg_mentions`` and ``doc._.kg_offices``.
"""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from kg.actors.agents import Agents, load_agents
from kg.actors.knowledge import KnowledgeBase, knowledge
from kg.actors.resolve import Resolver
from kg.nlp.actor_link import Linker
from kg.nlp.actor_phrases import PhraseBuilder
from kg.nlp.actor_pieces import PieceFinder
from kg.nlp.actor_view import View
from kg.nlp.mentions import Mention, register_extensions

# "U.S.-led" and "U.S.-China" are three tokens: a name must end where a token ends.
_ABBREVIATION_HYPHEN = r"(?<=[A-Za-z]\.)-(?=[A-Za-z])"


class ActorFinder:
    """The component. Build it once: the knowledge base is shared by all pipelines of a process.

    Args:
        base: Known actors.
        agents: Heads of generic agents; the shipped ones by default.
    """

    def __init__(self, base: KnowledgeBase, agents: Agents | None = None) -> None:
        register_extensions()
        self.base = base
        self.agents = agents or load_agents()
        self.resolver = Resolver(base, self.agents)
        self.pieces = PieceFinder(base, self.agents)
        self.phrases = PhraseBuilder(self.agents)

    def __call__(self, doc: Doc) -> Doc:
        """Fill ``kg_mentions`` and ``kg_offices``; offices and names are resolved on ``kg_published``."""
        if not len(doc):
            doc._.kg_mentions = doc._.kg_offices = ()
            return doc
        view = View(doc)
        linker = Linker(self.resolver, view, doc._.kg_published)
        mentions = linker.link(self.phrases.build(view, self.pieces.find(view)))
        doc._.kg_mentions = in_order(mentions)
        doc._.kg_offices = tuple(linker.memory.offices.values())
        return doc


def in_order(mentions: list[Mention]) -> tuple[Mention, ...]:
    """Mentions sorted by place; of two that overlap the longer one stays."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -(m.end - m.start))):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.end - mention.start > kept[-1].end - kept[-1].start:
            kept[-1] = mention
    return tuple(kept)


@Language.factory(
    "kg_actors",
    requires=["token.pos", "token.dep", "doc.ents"],
    assigns=["doc._.kg_mentions", "doc._.kg_offices"],
    default_config={"actor_dirs": []},
)
def make_actors(nlp: Language, name: str, actor_dirs: list[str]) -> ActorFinder:  # noqa: ARG001 - spaCy's signature
    """Make the component.

    Args:
        nlp: The pipeline; its tokenizer learns to split the hyphen of "U.S.-led", and to leave "P5+1" whole.
        name: The component's name.
        actor_dirs: The user's own actor folders, layered over the shipped knowledge.
    """
    infixes = [*(nlp.Defaults.infixes or ()), _ABBREVIATION_HYPHEN]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    base = knowledge(tuple(str(Path(folder)) for folder in actor_dirs))
    for row in base.rows():
        for written in (row["name"], *row.get("aliases", ())):
            if "+" in written and " " not in written:
                nlp.tokenizer.add_special_case(written, [{ORTH: written}])  # type: ignore[union-attr]
    return ActorFinder(base)
