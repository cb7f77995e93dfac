"""Component ``kg_relations``: the relation lexicon over the dependency parse.

Patterns are indexed by trigger lemma, so cost grows with the text, not with the lexicon. Of the patterns that fit one
trigger the most demanding that finds both actors wins; the others are kept as rejected candidates with the reason.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.lexicon import Pattern, Relation, lexicon_index, load_lexicon, trigger_lemmas
from kg.nlp.candidates import Candidate
from kg.nlp.cues import load_cues
from kg.nlp.domain import domains_of, objection
from kg.nlp.fillers import Filler, Fillers
from kg.nlp.frames import (
    CLAUSE_DEPS,
    Frame,
    children,
    is_passive,
    prep_objects,
    subjects,
    verb_frame,
)
from kg.nlp.mentions import register_extensions
from kg.nlp.noun_frames import adjective_frame, answers_for, carrier_above, noun_frame, threat_above
from kg.nlp.order import completed, ordered_frame, ordered_preps, reads_as_verb, reads_in_order
from kg.nlp.parties import DWINDLING, GO_BETWEEN, arranged, called_for, no_party, of_deeds, one_side, two
from kg.nlp.patterns import (
    clause_fits,
    fits,
    is_of,
    object_lemmas,
)
from kg.nlp.realis import realis_of
from kg.nlp.realis_clause import STATEMENTS, conditional
from kg.nlp.slots import LOOSE, Slots
from kg.nlp.syntax import SYNTAX
from kg.nlp.tree import kids, sentence_of, sentences_of, tokens_of
from kg.records import Realis

Entry = tuple[Relation, Pattern, int]

GUESSED_SLOTS = ("passive", "subject", "object", "dative", "preps")
OBJECT_LIKE = frozenset({"dobj", "obj", "nsubjpass", "attr", "oprd"})


def takes_of(noun: Token) -> bool:
    """Whether the noun is an event whose of-phrase names the target ("invasion of Ukraine")."""
    entries = lexicon_index().get(("NOUN", noun.lemma_.lower()), ())
    return any("prep:of" in pattern.target_slots and not pattern.modifier for _, pattern, _ in entries)


class Matcher:
    """Finds the candidates of one document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.index = lexicon_index()
        self.cues = load_cues()
        self.fillers = Fillers(doc, takes_of)
        self.slots = Slots(self.fillers)

    def candidates(self, sentence: Span) -> list[Candidate]:
        """All candidates of a sentence, accepted ones (``rejected is None``) and others."""
        found: list[Candidate] = []
        used: set[int] = set()
        tokens = [
            (token, lemma)
            for token in tokens_of(self.doc)[sentence.start : sentence.end]
            if (lemma := token.lemma_.lower()) in trigger_lemmas() and not token.is_punct and not token.is_space
        ]
        for token, lemma in tokens:
            entries = self.index.get(("VERB", lemma)) if self._verbal(token) else None
            if entries and not (token.dep_ == "acl" and token.lower_ in SYNTAX.participle_preps):
                made = self._verb(token, entries, used)
                found += made
                if any(candidate.rejected is None for candidate in made):
                    used.add(token.i)
        for token, lemma in tokens:
            if token.i in used:
                continue
            nominal = token.pos_ in ("NOUN", "PROPN") and not token.tag_.startswith("VB")
            entries = self.index.get(("NOUN", lemma)) if nominal else None
            if entries:
                found += self._noun(token, entries)
            elif token.pos_ in ("ADJ", "VERB", "ADV", "ADP"):
                adjectives = self.index.get(("ADJ", lemma))
                if adjectives:
                    found += self._match(adjective_frame(token), adjectives, token)
        return self._serious(sentence, found)

    def _verbal(self, token: Token) -> bool:
        if token.pos_ in ("VERB", "AUX"):
            return True
        if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            return False
        return token.tag_.startswith("VB") or (token.pos_ == "NOUN" and reads_as_verb(token, self.fillers.mentions))

    def _serious(self, sentence: Span, found: list[Candidate]) -> list[Candidate]:
        """Reject what is no politics: figures of speech, forces of nature, plain business."""
        if all(candidate.rejected for candidate in found):
            return found
        domains = domains_of(sentence)
        judged = [
            candidate
            if candidate.rejected or (reason := objection(candidate, sentence, domains)) is None
            else replace(candidate, rejected=reason)
            for candidate in found
        ]
        return self._told_once([self._turned(candidate, judged) for candidate in judged])

    def _turned(self, candidate: Candidate, among: list[Candidate]) -> Candidate:
        """ "Vowed to stop arming Kyiv" is no promise: what is announced decides."""
        relation = load_lexicon().relations.get(candidate.relation.hostile_as or "")
        if relation is None or candidate.rejected is not None or candidate.target is None:
            return candidate
        verb, other = self.doc[candidate.trigger], candidate.target.ref.id
        for act in among:
            harmed = act.target if act.rejected is None and act.relation.plover in HARMING else None
            if harmed is not None and harmed.ref.id == other and verb.is_ancestor(self.doc[act.anchor]):
                return replace(candidate, relation=relation, number=len(relation.patterns))
        return candidate

    def _told_once(self, candidates: list[Candidate]) -> list[Candidate]:
        """ "Discussed in phone talks" is one talk: a noun or a purpose says again what the verb above it says."""
        verbs: dict[tuple[str, ...], list[int]] = {}
        for candidate in candidates:
            if candidate.rejected is None and self.doc[candidate.trigger].pos_ in ("VERB", "AUX"):
                verbs.setdefault(_said(candidate), []).append(candidate.trigger)
        return [
            replace(candidate, rejected="said by the verb above it already")
            if candidate.rejected is None
            and (self.doc[candidate.trigger].pos_ in ("NOUN", "PROPN") or _purpose(self.doc[candidate.trigger]))
            and any(self.doc[verb].is_ancestor(self.doc[candidate.trigger]) for verb in verbs.get(_said(candidate), ()))
            else candidate
            for candidate in candidates
        ]

    def _verb(self, token: Token, entries: list[Entry], used: set[int]) -> list[Candidate]:
        frame = verb_frame(token)
        found = self._match(frame, entries, token)
        if all(candidate.rejected for candidate in found):
            found = self._by_order(frame, entries, token) or found
        if any(candidate.rejected is None and candidate.pattern.predicate is not None for candidate in found):
            used.update(word.i for word in frame.said)
        found += [
            more
            for candidate in found
            if candidate.rejected is None
            for more in (*self._plan(candidate, token), *self._refusal(candidate))
        ]
        for candidate in found:
            decided = candidate.object is not None and candidate.pattern.object
            if decided and candidate.rejected in (None, NO_TARGET):
                noun = self.doc[candidate.object or 0]
                if not candidate.relation.judges and not self._stands_alone(noun, token):
                    used.add(noun.i)
        return found

    def _plan(self, candidate: Candidate, verb: Token) -> list[Candidate]:
        """What a meeting that is still to come says already: "will meet" is an intent to meet."""
        relation = load_lexicon().relations.get(candidate.relation.planned_as or "")
        modal = next((child for child in children(verb, {"aux"}) if child.lower_ in PLANNING), None)
        if relation is None or modal is None or any(child.dep_ == "neg" for child in kids(verb)):
            return []
        if any(token.dep_ == "mark" for token in kids(verb)):
            return []  # "if they meet", "before they meet"
        number = len(relation.patterns)
        plan = replace(candidate, relation=relation, number=number, trigger=modal.i, anchor=modal.i, object=None)
        return [replace(plan, trigger_start=modal.i, trigger_end=max(candidate.trigger_end, modal.i + 1))]

    def _refusal(self, candidate: Candidate) -> list[Candidate]:
        """What "will not" says of something that the other would want: a refusal."""
        verb = self.doc[candidate.anchor]
        modal = next((child for child in children(verb, {"aux"}) if child.lower_ in REFUSING), None)
        negated = any(child.dep_ == "neg" for child in verb.children)
        if modal is None or not negated or candidate.relation.plover not in WANTED or verb.dep_ == "advcl":
            return []
        if any(conditional(clause) for clause in children(verb, {"advcl"})):
            return []  # "should it lose, it would not congratulate"
        relation = load_lexicon().relations["REFUSED"]
        number = len(relation.patterns)
        return [replace(candidate, relation=relation, number=number, trigger=modal.i, anchor=modal.i, object=None)]

    def _several_named(self, token: Token) -> bool:
        """Whether the sentence names two actors at all."""
        sentence, mentions = sentence_of(token), self.fillers.mentions
        first = next((mentions[i] for i in range(sentence.start, sentence.end) if i in mentions), None)
        return first is not None and any(i in mentions for i in range(first.end, sentence.end))

    def _by_order(self, frame: Frame, entries: list[Entry], anchor: Token) -> list[Candidate]:
        """What the order of words tells where the parse gives no pair of actors."""
        if not self._several_named(frame.token):
            return []
        guess = ordered_frame(frame.token, self.fillers.mentions)
        if not reads_in_order(frame.token):
            if frame.token.tag_ not in ("VB", "VBG") or frame.token.dep_ not in CLAUSE_DEPS or frame.passive:
                return []
            guess.subject = []  # who does it is for the governing verb to say
        whole = completed(frame, guess, self.fillers.mentions)
        if all(getattr(whole, slot) == getattr(frame, slot) for slot in GUESSED_SLOTS):
            return []  # nothing that the parse did not tell
        return self._guessed(whole, entries, anchor)

    def _noun_by_order(self, noun: Token, support: Token | None, entries: list[Entry]) -> list[Candidate]:
        """The same for a noun: what follows it behind prepositions that the parser hung elsewhere."""
        if not self._several_named(noun):
            return []
        frame = noun_frame(noun, support)
        preps = ordered_preps(noun, self.fillers.mentions)
        frame.preps = {**preps, **frame.preps}
        frame.dative = frame.dative or preps.get("to", [])
        return self._guessed(frame, entries, support or noun)

    def _guessed(self, frame: Frame, entries: list[Entry], anchor: Token) -> list[Candidate]:
        return [
            replace(candidate, score=candidate.score * LOOSE)
            for candidate in self._match(frame, entries, anchor)
            if candidate.rejected is None and candidate.pattern.weight >= SURE
        ]

    def _stands_alone(self, noun: Token, verb: Token) -> bool:
        """Whether a verb's object is an event beside the verb's own: "rejected the demand", "must end attacks"."""
        lemma = verb.lemma_.lower()
        if noun.lemma_.lower() in self.cues.spoken:
            return not self.cues.supports(verb)
        return lemma in self.cues.ongoing and realis_of(verb, verb).realis is not Realis.ACTUAL

    def _noun(self, token: Token, entries: list[Entry]) -> list[Candidate]:
        mention = self.fillers.mention(token)
        if mention is not None and mention.via in ("name", "agent", "entity") and mention.head == token.i:
            return []  # "Peace Corps", "attack helicopters": part of an actor's name
        if mention is not None and token.dep_ in ("compound", "nmod") and mention.start <= token.head.i < mention.end:
            return []  # "trade union leaders", "coup plotters"
        governor, support, ended = token.head, None, None
        if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.lower() in self.cues.ending:
            ended = token.head.head  # "the easing of its ban"
        if token.dep_ in OBJECT_LIKE | {"conj", "pobj"}:
            top = token
            while (above := carrier_above(top)) is not None:
                top = above
            governor = top.head
            lemma = governor.lemma_.lower()
            if top.dep_ in OBJECT_LIKE and governor.pos_ in ("VERB", "AUX"):
                if self.cues.supports(governor):
                    support = governor
                elif lemma in self.cues.ongoing and realis_of(governor, governor).realis is not Realis.ACTUAL:
                    support = governor  # "must end its attacks": they go on
                elif lemma in self.cues.terminate and token.lemma_.lower() not in self.cues.spoken:
                    ended = governor
            elif (
                top.dep_ == "pobj"
                and governor.dep_ == "prep"
                and governor.head.pos_ == "VERB"
                and self.cues.supports(governor.head, governor.lower_)
            ):
                support = governor.head
        found = self._match(noun_frame(token, support), entries, support or token)
        if all(candidate.rejected for candidate in found):
            found = self._noun_by_order(token, support, entries) or found
        if support is not None:
            found += [
                plan for candidate in found if candidate.rejected is None for plan in self._plan(candidate, support)
            ]
        if support is governor and governor.lemma_.lower() in self.cues.ongoing and not self._refused(governor):
            # "will lift its sanctions" speaks of their end, "must end its attacks" of the attacks
            found = [c if c.relation.plover != "SANCTION" or c.rejected else replace(c, rejected=ENDS) for c in found]
        if token.dep_ == "nsubj" and token.head.lemma_.lower() in DWINDLING:
            # "trade between the two has collapsed", but "the accusations have stopped" were made
            found = [replace(c, rejected=ENDS) if c.relation.plover == "COOPERATE" else c for c in found]
        if ended is not None:
            reason = f"{ended.text!r} ends what {token.text!r} names"
            found = [candidate if candidate.rejected else replace(candidate, rejected=reason) for candidate in found]
        return found

    def _refused(self, verb: Token) -> bool:
        return realis_of(verb, verb).realis in (Realis.NEGATED, Realis.DENIED)

    def _match(self, frame: Frame, entries: list[Entry], anchor: Token) -> list[Candidate]:
        """Try the patterns, most demanding first; the first that finds both actors stands."""
        misses: list[Candidate] = []
        lemmas = object_lemmas(frame).keys()
        for relation, pattern, number in entries:
            if pattern.object and (not lemmas or lemmas.isdisjoint(pattern.object)):
                continue  # most patterns of a verb fail here
            if misses and misses[0].pattern.object and not pattern.object:
                continue  # "lift sanctions": a fitting object decides the meaning even where an actor is missing
            fit, object_token = fits(frame, pattern, self.fillers)
            if not fit:
                continue
            made = self._build(frame, relation, pattern, number, anchor, object_token)
            if any(candidate.rejected is None for candidate in made):
                return made
            if pattern.object and not (misses and misses[0].pattern.object):
                misses = made + misses
            else:
                misses += made
        return misses[:1]

    def _build(
        self, frame: Frame, relation: Relation, pattern: Pattern, number: int, anchor: Token, object_token: Token | None
    ) -> list[Candidate]:
        slots = pattern.source_slots
        if frame.support is not None and "subject" not in slots:
            # who ends attacks is not who attacks, unless nobody else is said to
            ends = frame.support.lemma_.lower() in self.cues.ongoing
            slots = (*slots, "subject") if ends else ("subject", *slots)
        elif frame.subject and frame.token.dep_ == "pobj" and _takes_part(relation, frame.token):
            slots = (*slots, "subject")  # "in talks with Kabul, Oslo said": the subject takes part
        sources, source_slot = self.slots.first(frame, slots, pattern)
        if relation.plover == "ACCUSE" and source_slot == "prep:by" and of_deeds(frame.token, sources):
            sources = []
        if pattern.source_is is not None and not all(is_of(source, pattern.source_is) for source in sources):
            return []
        if pattern.clause_subject is not None and not self._clause_is_about(frame, pattern, sources):
            return []
        targets, target_slot, reciprocal = self.slots.targets(frame, relation, pattern, sources)
        if pattern.target_is is not None and not all(is_of(target, pattern.target_is) for target in targets):
            return []
        start, end = _extent(frame, object_token)
        base = {
            "relation": relation,
            "pattern": pattern,
            "number": number,
            "trigger": frame.token.i,
            "anchor": anchor.i,
            "trigger_start": start,
            "trigger_end": end,
            "object": None if object_token is None else object_token.i,
        }

        def make(source: Filler | None, target: Filler | None, rejected: str | None = None) -> Candidate:
            score = pattern.weight
            for filler in (source, target):
                score *= filler.score if filler else 1.0
            if source and target and rejected is None and source.ref.id == target.ref.id and not two(source, target):
                rejected = "source and target are the same actor"
            if source and target and rejected is None:
                rejected = no_party(frame.token, relation, pattern, source, target)
            if target and rejected is None and object_token is not None and self._own_envoy(target, object_token):
                rejected = "its own envoy, through whom it speaks to others"
            return Candidate(**base, source=source, target=target, score=score, rejected=rejected)  # type: ignore[arg-type]

        if frame.preps.get("between") and relation.symmetric and frame.token.pos_ not in ("VERB", "AUX"):
            sources = []  # "pushed for talks between the generals": who pushes is no party
        if relation.symmetric and called_for(frame.token):
            sources = []  # "a call for a truce by Oslo and Accra": they only call
        mutual = relation.symmetric or (pattern.nouns and "prep:between" in pattern.target_slots and not sources)
        mutual = mutual and relation.name not in GO_BETWEEN
        between = self._together(frame, ("between", "among")) if mutual else []
        if len(between) > 1:
            return [make(first, second) for first, second in combinations(between, 2)]
        if relation.symmetric and target_slot == "prep:in" and len(sources) > 1:
            targets = []  # "the rebels and the government signed a truce in Havana"
        if reciprocal or (relation.symmetric and not targets):
            pool = [] if frame.support is not None and arranged(frame.support) else sources
            if not pool and relation.symmetric:
                pool = self._together(frame)
            if len(pool) < 2:
                return [make(pool[0] if pool else None, None, NO_TARGET)]
            pairs = [pair for pair in combinations(pool, 2) if not one_side(*pair)]
            if not relation.symmetric:
                pairs += [(second, first) for first, second in pairs]
            return [make(first, second) for first, second in pairs]
        if relation.symmetric and not sources and len(targets) > 1 and target_slot != "prep:with":
            return [make(first, second) for first, second in combinations(targets, 2)]
        if not sources:
            return [make(None, targets[0] if targets else None, NO_SOURCE)]
        if not targets:
            return [make(sources[0], None, NO_TARGET)]
        if self._respectively(frame) and len(sources) == len(targets):
            return [make(source, target) for source, target in zip(sources, targets, strict=True)]
        return [make(source, target) for source in sources for target in targets]

    def _own_envoy(self, target: Filler, noun: Token) -> bool:
        """ "Called its ambassador home", "recalled its own envoy": whom it speaks to by that is somebody else."""
        inside = target.mention.start <= noun.i < target.mention.end
        envoy = noun.lemma_.lower() in ENVOYS and any(child.tag_ == "PRP$" for child in kids(noun))
        return inside and envoy

    def _clause_is_about(self, frame: Frame, pattern: Pattern, sources: list[Filler]) -> bool:
        """Whether the governed clause tells what the source itself will do ("own"), or what somebody else does."""
        own = {source.ref.id for source in sources}
        for head in frame.clauses:
            if not clause_fits(head, pattern) or any(child.dep_ == "neg" for child in kids(head)):
                continue
            about = subjects(head)
            ids = {filler.ref.id for token in about for filler in self.fillers.of(token)}
            itself = bool(ids & own) if ids else all(token.pos_ == "PRON" for token in about)
            if pattern.clause_subject == "own" and itself:
                return True
            if pattern.clause_subject == "other" and not itself and not is_passive(head):
                return True  # what is done to somebody would tell nothing of what he does
        return False

    def _respectively(self, frame: Frame) -> bool:
        words = [token.lower_ for token in sentence_of(frame.token)]
        return "respectively" in words or any(words[i : i + 3] == ["in", "that", "order"] for i in range(len(words)))

    def _together(self, frame: Frame, words: tuple[str, ...] = ("between", "among", "of", "by")) -> list[Filler]:
        """ "talks between X and Y", "US-China talks": the parties of a symmetric noun."""
        found: list[Filler] = []
        if called_for(frame.token):
            words = words[:2]
        for word in words:
            for token in frame.preps.get(word, ()):
                found += [f for f in self.fillers.of(token) if f.how != "poss" or f.mention.via != "pronoun"]
            if len(found) > 1:
                return found
        if "by" not in words:
            return []
        for token in [*frame.poss, *frame.modifier]:
            found += self.fillers.of(token, owners=False)
        return found


# Auxiliaries by which somebody refuses, and the classes of what can be wanted of him.
REFUSING = frozenset({"will", "wo", "'ll", "would"})
WANTED = frozenset({"AID", "AGREE", "CONCEDE", "CONSULT", "COOPERATE", "RETREAT", "SUPPORT"})

# Acts that to announce is to threaten with them.
HARMING = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})

# Through whom a state speaks to others.
ENVOYS = frozenset({"ambassador", "envoy", "diplomat", "consul", "representative", "mission"})

# Auxiliaries by which somebody says what he will do.
PLANNING = frozenset({"will", "'ll", "shall"})

# Wordings that mean something else too often are not completed by guesses.
SURE = 0.6

ENDS = "only its end is told"
NO_SOURCE = "no actor in the source slot"
NO_TARGET = "no actor in the target slot"


def _purpose(verb: Token) -> bool:
    """ "Fired tear gas to disperse them", "passed a resolution condemning it"."""
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return verb.head.lemma_.lower() in STATEMENTS
    return verb.dep_ in ("advcl", "xcomp") and any(child.tag_ == "TO" for child in verb.children)


def _said(candidate: Candidate) -> tuple[str, ...]:
    """The class and the two actors, in one order where they do the same."""
    ids = [filler.ref.id for filler in (candidate.source, candidate.target) if filler is not None]
    return (candidate.relation.plover, *(sorted(ids) if candidate.relation.symmetric else ids))


def _takes_part(relation: Relation, noun: Token) -> bool:
    """Whether the subject of a clause does what a noun in a phrase of it names: "in talks with", "in protest at"."""
    if answers_for(noun) or threat_above(noun) is not None:
        return True
    if relation.symmetric and noun.head.lower_ in ("after", "during") and prep_objects(noun, "with"):
        return True  # "freed hostages after a battle with rebels"
    signs = relation.plover in ("PROTEST", "REJECT", "THREATEN")
    return relation.plover == "CONSULT" or (signs and noun.head.lower_ == "in")


def _extent(frame: Frame, object_token: Token | None) -> tuple[int, int]:
    """First and last+1 token of the wording: light verb or verb, trigger, particle and decisive object."""
    places = [frame.token.i]
    if frame.support is not None:
        places.append(frame.support.i)
    if object_token is not None and frame.token.pos_ in ("VERB", "AUX"):
        places.append(object_token.i)
    places += [child.i for child in kids(frame.token) if child.dep_ == "prt"]
    return min(places), max(places) + 1


@Language.factory("kg_relations", requires=["doc._.kg_mentions"], assigns=["doc._.kg_candidates"])
def make_relations(nlp: Language, name: str) -> RelationFinder:
    """Factory of the component."""
    del nlp, name
    return RelationFinder()


class RelationFinder:
    """The component: fills ``doc._.kg_candidates`` (tuple of Candidate)."""

    def __init__(self) -> None:
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Find the candidates of all sentences."""
        matcher = Matcher(doc)
        sentences = sentences_of(doc) if doc._.kg_rejected else matcher.fillers.telling(sentences_of(doc))
        doc._.kg_candidates = tuple(c for sentence in sentences for c in matcher.candidates(sentence))
        return doc
