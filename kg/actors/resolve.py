"""Who is meant by a name, on a date, in a context: candidates, best first, each with its reasons."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.actors.agents import Agents, load_agents
from kg.actors.dates import started, within, years_between
from kg.actors.folding import fold_name, fold_word
from kg.actors.index import NameKind, NameUse
from kg.actors.knowledge import KnowledgeBase, Term
from kg.actors.prominence import Prominence

# Roles by which the news call somebody by the bare surname.
PROMINENT = frozenset({"head_of_state", "head_of_government", "head"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant; ``score`` 0 to 1."""

    id: str
    name: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the text around a name says.

    Attributes:
        countries: ISO codes of the countries the text speaks of, the ones nearby first.
        country: Country stated for the very mention ("Russian").
        role: Role stated for it (``foreign_minister``).
        first: First name or initial stated.
        words: Other words of the sentence, as written.
        former: The text says that the office is over.
    """

    countries: tuple[str, ...] = ()
    country: str | None = None
    role: str | None = None
    first: str | None = None
    words: frozenset[str] = field(default_factory=frozenset)
    former: bool = False


def today() -> str:
    """The date of today, ISO 8601."""
    return datetime.date.today().isoformat()


class Resolver:
    """Looks names up in a knowledge base.

    Args:
        base: The actors.
        agents: Role phrases; the shipped ones by default.
    """

    def __init__(self, base: KnowledgeBase, agents: Agents | None = None) -> None:
        self.base = base
        self.agents = agents or load_agents()
        self.prominence = Prominence(self.agents)

    def rank(self, uses: Iterable[NameUse], on: str | None, context: Context) -> list[Candidate]:
        """Candidates for the uses of one name, best first.

        Args:
            uses: What the name index found.
            on: ISO date of the event or document, None if unknown: then terms of office only order the candidates.
            context: What else is known.
        """
        best: dict[str, Candidate] = {}
        for use in uses:
            actor = self.base.id_of(use.actor)
            candidate = (
                self._person(actor, use, on, context)
                if self.base.row(actor)["kind"] == "person"
                else self._other(actor, use, on, context)
            )
            if candidate.score > 0 and (actor not in best or best[actor].score < candidate.score):
                best[actor] = candidate
        return sorted(best.values(), key=lambda item: (-item.score, item.id))

    def _other(self, actor: str, use: NameUse, on: str | None, context: Context) -> Candidate:
        row = self.base.row(actor)
        score = {NameKind.NAME: 0.97, NameKind.ALIAS: 0.94, NameKind.METONYM: 0.9, NameKind.CAPITAL: 0.88}.get(
            use.kind, 0.92
        )
        reasons = [f"{use.kind.name.lower()} {use.surface!r}"]
        exists = on is None or within(row.get("since"), row.get("until"), on)
        if not exists:
            score *= 0.5
            reasons.append(f"did not exist on {on}")
        elif on is None and row.get("until"):
            score *= 0.9
        if row.get("status") in ("former", "territory", "de_facto"):
            score *= 0.97
        code = row.get("country")
        if code and code in context.countries:
            score = min(0.99, score * 1.05)
            reasons.append(f"{code} is spoken of")
        ambiguity = self.agents.data.ambiguous.get(actor)
        if ambiguity is not None and use.kind in (NameKind.NAME, NameKind.ALIAS):
            against = len(context.words.intersection(ambiguity.cues))
            speaking = len(context.words.intersection(ambiguity.own))
            if against > speaking:
                score *= 0.3
                reasons.append("words beside it speak of another bearer of the name")
        if actor == "country:COD" and use.surface == "Congo":
            score *= 1.02
        return Candidate(actor, row["name"], min(score, 0.99), tuple(reasons))

    def _person(self, actor: str, use: NameUse, on: str | None, context: Context) -> Candidate:
        row, terms = self.base.row(actor), self.base.offices(actor)
        surname = use.kind == NameKind.SURNAME
        reasons = [f"{'surname' if surname else 'name'} {use.surface!r}"]
        score = 0.55 if surname else {NameKind.NAME: 0.96, NameKind.ALIAS: 0.94}.get(use.kind, 0.88)
        if terms:
            held, reason = self._standing(terms, on, context)
            reasons.append(reason)
            score = score * 0.35 + 0.65 * held if surname else score * (0.8 + 0.2 * held)
            if surname and actor in self.prominence.persons:
                score = max(score, 0.52)
        elif surname:
            # listed by the surname alone: of those without an office it means this one
            score = 0.5 if use.surface in row.get("aliases", ()) else 0.4
        code = self.base.country(actor)
        if context.country is not None and code is not None:
            body = context.country if ":" in context.country else f"country:{context.country}"
            matches = code == context.country or any(t.of == body for t in terms)
            score = _nearer(score, 0.45) if matches else score * 0.35
            reasons.append(f"{'of' if matches else 'not of'} {context.country}")
        elif code in context.countries:
            score = _nearer(score, 0.85)
            reasons.append(f"{code} is spoken of")
        if context.role is not None and terms:
            if context.country is not None:
                body = context.country if ":" in context.country else f"country:{context.country}"
                terms = [term for term in terms if term.of == body] or terms
            then = {term.role for term in terms if on is None or (context.former or term.covers(on))}
            ever = {term.role for term in terms if on is None or started(term.since, on)}
            roles = self._roles(context.role, code or "", "") if context.role == "leader" else (context.role,)
            if roles[0] in then:
                score = _nearer(score, 0.5)
                reasons.append(f"is {context.role}")
            elif then.intersection(roles):
                score = _nearer(score, 0.7)
                reasons.append(f"is {context.role}")
            elif ever.intersection(roles):
                reasons.append(f"has been {context.role}")
            elif context.role != "other":
                score *= 0.75
        if context.first is not None:
            names = (row["name"], *row.get("aliases", ()))
            firsts = {fold_word(name.split()[0]) for name in names}
            wanted = fold_word(context.first)
            if any(first == wanted or (len(wanted) == 1 and first.startswith(wanted)) for first in firsts):
                score = min(0.98, score + 0.25)
                reasons.append(f"first name {context.first}")
            else:
                score *= 0.2
        return Candidate(actor, row["name"], round(score, 4), tuple(reasons))

    def _standing(self, terms: Sequence[Term], on: str | None, context: Context) -> tuple[float, str]:
        """How well the offices fit the date, 0 to 1, and the reason."""
        best, reason = 0.05, "holds no known office then"
        for term in terms:
            body = term.of.removeprefix("country:")
            spoken = context.role is not None or body == context.country or body in context.countries
            value = self.prominence.weight(term, spoken=spoken)
            if on is None:
                value *= 0.95 if term.covers(today()) else 0.85
                text = f"{term.title} of {term.of} ({term.since or '?'} to {term.until or 'now'})"
            else:
                value *= self.prominence.fit(term, on, former=context.former)
                if term.covers(on):
                    text = f"{term.title} of {term.of} on {on}"
                elif term.until is not None and started(term.since, on):
                    text = f"was {term.title} of {term.of} until {term.until}"
                else:
                    text = f"became {term.title} of {term.of} only in {term.since}"
            if value > best:
                best, reason = value, text
        return best, reason

    def holder(
        self, phrase: str, country: str, on: str | None, *, former: bool = False, coming: bool = False
    ) -> list[Candidate]:
        """Who is meant by an office of a country: ``holder("foreign minister", "RUS", "2022-01-26")``.

        Args:
            phrase: The office in folded words, without the country.
            country: ISO alpha-3 code, or an organisation's id.
            on: ISO date; today if None.
            former: "former": the last one before the present holder, less sure.
            coming: "-elect": the next one.
        """
        role = self.agents.role_of(phrase, country)
        if role is None or role == "other":
            return []
        when = on or today()
        body = country if ":" in country else f"country:{country}"
        roles = self._roles(role, country, phrase)
        for name in roles:
            if former or coming:
                terms = self._neighbours(body, name, when, later=coming)
            else:
                terms = _by_title(self.base.holders(body, name, when), phrase)
            if terms:
                sure = 0.92 if not former and not coming else 0.6
                return [
                    Candidate(
                        term.person,
                        self.base.row(term.person)["name"],
                        round(sure - 0.08 * place, 4),
                        (f"{term.title} of {body}, {term.since or '?'} to {term.until or 'now'}",),
                    )
                    for place, term in enumerate(terms)
                ]
        return []

    def _roles(self, role: str, country: str, phrase: str) -> tuple[str, ...]:
        if role == "leader":
            first, second = "head_of_state", "head_of_government"
            if country in self.agents.led_by_government:
                first, second = second, first
            return (first, second, "head")
        if role == "head_of_state" and phrase.endswith("president"):
            return ("head_of_state", "head_of_government", "head")
        if role in ("head_of_government", "head_of_state"):
            return (role, "head")
        return (role, "head") if ":" in country else (role,)

    def _neighbours(self, body: str, role: str, on: str, *, later: bool) -> list[Term]:
        terms = [term for term in self.base.terms_of(body) if term.role == role]
        if later:
            ahead = [t for t in terms if t.since and not started(t.since, on) and years_between(on, t.since) < 1]
            return sorted(ahead, key=lambda t: t.since or "")[:1]
        over = [t for t in terms if t.until and not t.covers(on) and started(t.since, on)]
        return sorted(over, key=lambda t: t.until or "", reverse=True)[:3]

    def find(self, text: str, on: str | None = None, context: Context | None = None) -> list[Candidate]:
        """Candidates for a mention given as text, best first: a name, a surname, a metonym, or an office phrase.

        Args:
            text: ``the Kremlin``, ``Putin``, ``the French president``, ``president of Iran``, ``Minister Lavrov``.
            on: ISO date, possibly cut to year or month; today if None.
            context: What the text around it says.
        """
        when = on or today()
        given = context or Context()
        words, texts = _split(text)
        if not words:
            return []
        home = self.agents.data.homes.get(" ".join(words))
        if home is not None and text.lower().startswith("the "):
            held = self.holder(" ".join(words), home, when)
            if held:
                return held  # "the Pope", though some are called Pope
        found = self.rank(self.base.index.uses(" ".join(texts)), when, given)
        if found and found[0].score >= 0.6:
            return found
        return self._phrase(words, texts, when, given) or found

    def _is_place(self, use: NameUse) -> bool:
        return bool(self.base.row(self.base.id_of(use.actor))["kind"] == "place")

    def _phrase(self, words: list[str], texts: list[str], on: str, given: Context) -> list[Candidate]:
        hits = self.base.index.match(words, texts)
        used = {place for hit in hits for place in range(hit.start, hit.end)}
        rest = [word for place, word in enumerate(words) if place not in used and word]
        former = any(word in self.agents.former for word in rest) or given.former
        coming = any(word in self.agents.coming for word in rest)
        state = self._office([w for w in rest if w not in self.agents.former | self.agents.coming | self.agents.acting])
        owner = given.country
        people: list[NameUse] = []
        ranked: list[Candidate] = []
        for hit in hits:
            persons = [use for use in hit.uses if self.base.row(self.base.id_of(use.actor))["kind"] == "person"]
            others = [use for use in hit.uses if use not in persons and not (persons and self._is_place(use))]
            if persons and not others:
                people += persons
            else:
                held = self.rank(others, on, given)
                ranked += held
                if held:
                    owner = self.base.row(held[0].id).get("country") or held[0].id
        head = self.agents.heads.get(state) if state else None
        if people:
            role = self.agents.role_of(state, owner) if state else None
            inner = Context(given.countries, owner, role, given.first, given.words, former)
            return self.rank(people, on, inner)
        if owner is not None and state:
            held = self.holder(state, owner, on, former=former, coming=coming)
            if held:
                return held
            if head is not None and head.form == "state" and f"country:{owner}" in self.base:
                return [Candidate(f"country:{owner}", self.base.row(f"country:{owner}")["name"], 0.9, ("government",))]
        return [] if state else ranked

    def _office(self, words: list[str]) -> str:
        """The office that words speak of: "minister of foreign affairs" whole, the "of" before a name left out."""
        while words and words[-1] in _SMALL:
            words = words[:-1]
        while words and words[0] in _SMALL:
            words = words[1:]
        for left_out in ((), ("the",)):
            phrase = " ".join(word for word in words if word not in left_out)
            if phrase in self.agents.heads:
                return phrase
        return " ".join(word for word in words if word not in _SMALL)


_SMALL = frozenset(
    {"the", "a", "an", "of", "s", "mr", "mrs", "ms", "dr", "sir", "his", "her", "its", "to", "for", "in"}
)


def _split(text: str) -> tuple[list[str], list[str]]:
    spaced = text.replace("’", "'").replace("'s ", " 's ").replace("-", " - ").replace("/", " / ").replace(",", " ")
    texts = [word for word in spaced.split() if fold_word(word) or word == "-"]
    if len(texts) > 1 and texts[0].lower() == "the":
        del texts[0]
    return [fold_word(word) for word in texts], texts


def _nearer(score: float, factor: float) -> float:
    """A score raised towards certainty, so that the order of two is kept."""
    return 1 - (1 - score) * factor


def _by_title(terms: list[Term], phrase: str) -> list[Term]:
    """Of several holders (two co-presidents, an acting one) those first whose title has the word of the phrase."""
    last = phrase.split(" ")[-1]
    return sorted(terms, key=lambda term: last not in fold_name(term.title).split(" "))
