"""Whether a sentence is about politics at all, and whether who acts in it is somebody (``schema/domains.yaml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from spacy.tokens import Span, Token

from kg.nlp.candidates import Candidate
from kg.nlp.fillers import Filler
from kg.nlp.tree import sentence_of, text_between, tokens_of

RESULT = re.compile(r"(?<!from )(?<![\d-])\b\d{1,2}[-–]\d{1,2}\b(?![-–/\d])")
# "won 2-1" is a result; "a 15-0 vote", "1-3 May" and "5-10 percent" are none.
NO_RESULT = re.compile(
    r"\d[-–]\d+[\s-]*(?:percent|per cent|%|vote|majority|km|mile|hour|day|week|month|year|member|nation|country"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
# A year before newspapers had wires: the sentence tells history.
LONG_PAST = re.compile(
    r"\b(?:in|of|since|from|by|until|around|after|before) (?:the )?1[0-7]\d\d\b|\bin 18\d\d\b", re.IGNORECASE
)
POLITICS = re.compile(
    r"\b(?:president|presidency|minister|envoy|ambassador|governments?|parliament|senator|chancellor|king|queen|prince"
    r"|leaders?|secretary|officials?|rebels?|army|military|party|summit|treaty|united nations|u\.?n\.?|congress"
    r"|lawmakers?)\b"
)


# Of all citizens those who mostly deal with each other in what is their own.
PRIVATE_LIVES = frozenset("scientist researcher astronomer physicist chemist biologist artist musician teenager boy girl".split())  # fmt: skip # noqa: E501

# What private parties do every day.
PRIVATE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"})


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain of news: its cues, and which meanings they undo."""

    name: str
    words: frozenset[str]
    phrases: re.Pattern[str] | None
    results: bool
    undoes: frozenset[str]
    keeps: frozenset[str]


@dataclass(frozen=True, slots=True)
class Domains:
    """All domains, what of nature acts without being an actor, and common nouns whose doings are not their owner's.

    Those of ``persons`` come from WordNet (``schema/person_nouns.txt``), those of ``own_account`` are chosen by hand.
    """

    domains: tuple[Domain, ...]
    nature: frozenset[str]
    own_account: frozenset[str]
    persons: frozenset[str]


@lru_cache(maxsize=1)
def load_domains() -> Domains:
    """The shipped knowledge."""
    data: dict[str, Any] = yaml.safe_load(files("kg.schema").joinpath("domains.yaml").read_text(encoding="utf-8"))
    return Domains(
        domains=tuple(
            Domain(
                name=name,
                words=frozenset(entry["words"]),
                phrases=_any_of(entry["phrases"]),
                results=entry["results"],
                undoes=frozenset(entry["undoes"]),
                keeps=frozenset(entry["keeps"]),
            )
            for name, entry in data["domains"].items()
        ),
        nature=frozenset(data["nature"]),
        own_account=frozenset((*data["nature"], *data["creatures"], *data["performers"], *data["venues"])),
        persons=frozenset(_person_nouns()),
    )


def _person_nouns() -> list[str]:
    lines = files("kg.schema").joinpath("person_nouns.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _any_of(phrases: list[str]) -> re.Pattern[str] | None:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b") if phrases else None


def domains_of(sentence: Span) -> dict[str, tuple[Domain, str]]:
    """Domains of a sentence by name, each with the cue that told it."""
    found: dict[str, tuple[Domain, str]] = {}
    text = text_between(sentence).lower()
    words: dict[str, str] = {}
    for token in tokens_of(sentence.doc)[sentence.start : sentence.end]:
        words.setdefault(token.lemma_.lower(), token.text)
        words.setdefault(token.lower_, token.text)  # the lemmatizer makes "qualifi" of a qualifier
    for domain in load_domains().domains:
        cue = next((words[lemma] for lemma in words if lemma in domain.words), None)
        if cue is None and domain.phrases is not None:
            match = domain.phrases.search(text)
            cue = match.group() if match else None
        if cue is None and domain.results:
            match = RESULT.search(text)
            cue = match.group() if match and not NO_RESULT.search(text) else None
        if cue is not None:
            found[domain.name] = (domain, cue)
    return found


def objection(candidate: Candidate, sentence: Span, domains: dict[str, tuple[Domain, str]]) -> str | None:
    """Why a candidate is no political event after all, or None.

    Args:
        candidate: One that has both actors.
        sentence: Where it stands.
        domains: Of the sentence, see ``domains_of``.
    """
    source, target = candidate.source, candidate.target
    if source is None or target is None:
        return None
    if (past := LONG_PAST.search(text_between(sentence))) is not None:
        return f"history, not news ({past.group()!r})"
    if _natural(source, sentence):
        return f"{source.ref.text!r} is a thing of nature, no actor"
    relation = candidate.relation
    for domain, cue in domains.values():
        if relation.plover in domain.undoes and relation.name not in domain.keeps:
            return f"a figure of speech: the sentence is about {domain.name} ({cue!r})"
    if relation.plover == "RETREAT" and source.ref.kind == "person" and _private(source):
        return "a private person who goes"
    met = _private(target) or target.how == "modifier"  # "an American publisher"
    private = relation.plover in PRIVATE and (_private(source) or _one_citizen(source, sentence)) and met
    if private and not POLITICS.search(text_between(sentence).lower()):
        return "private parties, as far as anybody knows"
    return None


def acts_for_itself(token: Token) -> bool:
    """Whether the doings of a noun say nothing of its owner's: "storks from Poland", "Kenya's runners"."""
    common = token.is_lower or (token.i == sentence_of(token).start and token.tag_ in ("NN", "NNS"))
    known, lemma = load_domains(), token.lemma_.lower()
    return token.pos_ == "NOUN" and common and (lemma in known.own_account or lemma in known.persons)


def _natural(filler: Filler, sentence: Span) -> bool:
    """Whether who acts is weather, a river or a beast: "the Danube", "Hurricane Melissa"."""
    text = filler.ref.text or ""
    if filler.ref.kind == "country" or filler.how != "self" or text.isupper():
        return False
    words = text.lower().split()
    nature = load_domains().nature
    before = sentence.doc[filler.mention.start - 1].lower_ if filler.mention.start > sentence.start else ""
    ends = {*words[:1], *words[-1:], before}
    return any(word in nature or word.removesuffix("s") in nature for word in ends)


def _one_citizen(filler: Filler, sentence: Span) -> bool:
    """ "A Chilean miner": a single person of whom nothing is said but trade and state."""
    mention = filler.mention
    return filler.ref.sector == "CVL" and mention.via == "agent" and sentence.doc[mention.head].tag_ == "NN"


def _private(filler: Filler) -> bool:
    """A company, or a person or organisation that nobody lists."""
    ref = filler.ref
    last = (ref.text or "").lower().split()[-1:]
    if ref.sector == "BUS" or (last and last[0].removesuffix("s") in PRIVATE_LIVES):
        return True
    if ref.kind not in ("person", "organization") or ref.sector is not None or ref.role is not None:
        return False
    return ref.kind == "person" or ref.country is None
