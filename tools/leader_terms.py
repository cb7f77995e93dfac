"""Terms of office from rows: which rows are one term, which date counts, and where an open term ends.

Rules, in this order:
1. Rows of one person in one post are one term if they begin within 60 days of each other, or one begins inside the
   other.
2. The date of the best source counts (``leader_rows.RANK``), a more exact one of a lesser source only where it lies
   inside the better one's year or month.
3. A term without an end ends where the next person in that post begins, unless a source saw the old holder later.
4. A term that overlaps its successor's by at most two months ends where that one begins.
5. A President whom the Factbook lists as head of government too is both; where no source lists a head of government
   beside the president, earlier presidents are both as well.
6. An "effective leader" of REIGN or Archigos without another row holds the office that such leaders of that state had,
   if nobody else is known in it, else "other".
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta

from leader_people import Person, first_day, last_day, near
from leader_rows import Row

COLLEGIAL = {("SMR", "head_of_state"), ("BIH", "head_of_state"), ("AND", "head_of_state"), ("CHE", "head_of_state")}
_ACTING = ("acting", "interim", "caretaker", "transition", "provisional")
_DEFAULT_TITLE = {"head_of_state": "President", "head_of_government": "Prime Minister"}
_MINISTERS = ("foreign_minister", "defence_minister", "finance_minister", "interior_minister")
SNAPSHOT = "2022"


@dataclass(slots=True)
class Term:
    """One person in one post, once."""

    person: Person
    state: str
    role: str
    post: str
    title: str
    start: str
    end: str
    rows: list[Row] = field(default_factory=list)
    end_source: str = ""
    verified: bool = True

    @property
    def seen(self) -> str:
        """The last day on which a source had the person in office."""
        return max((row.seen for row in self.rows), default="")

    @property
    def source(self) -> str:
        """Where the dates come from."""
        best = min(self.rows, key=lambda row: row.rank).source
        return f"{best}; until: {self.end_source}" if self.end_source and self.end_source != best else best


def _sharper(current: str, other: str) -> str:
    """The other date where it only makes the current one more exact."""
    if not current:
        return other
    return other if len(other) > len(current) and other.startswith(current) else current


def _acting(title: str) -> bool:
    return any(word in title.lower() for word in _ACTING)


def _joins(row: Row, term: Term, others: list[Term]) -> bool:
    """Whether a row is about this term of the same person."""
    if _acting(row.title) != _acting(term.title) and row.rank <= 2 and not near(row.start, term.start, 5):
        return False
    if near(row.start, term.start):
        return True
    start = first_day(row.start)
    strangers = [first_day(other.start) for other in others if other.person is not term.person]
    if start < first_day(term.start):
        if row.source == "recalled" and row.end and last_day(row.end) <= first_day(term.start) + timedelta(days=31):
            return False  # written to fill the gap before that term
        if row.end:
            return last_day(row.end) >= first_day(term.start) - timedelta(days=31)
        # the day of nomination instead of that of taking office
        return row.rank > 2 and first_day(term.start) - start <= timedelta(days=400)
    if term.end and start <= last_day(term.end) - timedelta(days=31):
        return True
    if term.end and start > last_day(term.end) + timedelta(days=31):
        return False
    return not any(first_day(term.start) < other <= start for other in strangers)


def _add(row: Row, person: Person, post: str, terms: list[Term]) -> None:
    for term in [term for term in terms if term.person is person]:
        if _joins(row, term, terms):
            _merge(row, term)
            return
    end = row.end if row.end and last_day(row.end) >= first_day(row.start) else ""
    terms.append(Term(person, row.state, row.role, post, row.title, row.start, end, [row]))


def _merge(row: Row, term: Term) -> None:
    """Take what a further row says of a term."""
    same_rank = row.rank == min(item.rank for item in term.rows)
    if same_rank:
        term.start = min(term.start, row.start, key=first_day)
        # one row a cabinet: the last that is open means that the last cabinet still stood
        open_ended = not row.end or any(item.rank == row.rank and not item.end for item in term.rows)
        term.end = "" if open_ended else max(filter(None, (term.end, row.end)), key=last_day)
    term.start = _sharper(term.start, row.start)
    fits = row.end and last_day(row.end) >= first_day(term.start)
    if fits and not same_rank and (not term.end or row.end.startswith(term.end)):
        term.end, term.end_source = row.end, row.source
    term.rows.append(row)


def _close(terms: list[Term]) -> None:
    terms.sort(key=lambda term: (first_day(term.start), last_day(term.end or "2100")))
    for number, term in enumerate(terms):
        for later in terms[number + 1 :]:
            if later.person is term.person or first_day(later.start) <= first_day(term.start):
                continue
            if not term.end:
                # a stand-in who came and went while the holder stayed
                if term.seen and later.end and last_day(later.end) < first_day(term.seen):
                    continue
                term.end, term.end_source = later.start, f"successor, {min(row.source for row in later.rows)}"
                break
            overlap = last_day(term.end) - first_day(later.start)
            if timedelta(0) < overlap <= timedelta(days=62) or (
                later.start.startswith(term.end) and later.start != term.end
            ):
                term.end, term.end_source = later.start, f"successor, {min(row.source for row in later.rows)}"
            break


def _effective(terms: dict[tuple[str, str], list[Term]], rows: list[tuple[Row, Person]], roles: dict[str, str]) -> None:
    """Give every effective leader an office."""
    votes: dict[str, Counter[str]] = {}
    left: list[tuple[Row, Person]] = []
    for row, person in rows:
        posts = ("head_of_state", "head_of_government", "supreme_leader")
        held = [
            term
            for post in posts
            for term in terms.get((row.state, post), [])
            if term.person is person and _shares(row, term)
        ]
        for term in held:
            term.rows.append(row)
            if len(held) == 1:
                votes.setdefault(row.state, Counter())[term.role] += 1
        if not held:
            left.append((row, person))
    for row, person in left:
        common = votes.get(row.state, Counter()).most_common(1)
        usual = roles.get(row.state) or (common[0][0] if common else "head_of_state")
        other = "head_of_government" if usual == "head_of_state" else "head_of_state"
        free = [
            role
            for role in (usual, other)
            if not any(_shares(row, term, 62) for term in terms.get((row.state, role), []) if term.person is not person)
        ]
        role = free[0] if free else "other"
        titles = Counter(
            term.title for term in terms.get((row.state, role), []) if not _acting(term.title)
        ).most_common(1)
        title = titles[0][0] if titles else _DEFAULT_TITLE.get(role, "leader")
        stand_in = Row(row.state, role, title, row.name, row.qid, row.start, row.end, row.source, row.detail)
        _add(stand_in, person, role, terms.setdefault((row.state, role), []))


def _shares(row: Row, term: Term, days: int = 0) -> bool:
    """Whether a row and a term have more than so many days in common."""
    end = min(last_day(row.end or "2100"), last_day(term.end or "2100"))
    return end - max(first_day(row.start), first_day(term.start)) > timedelta(days=days)


def _executive_presidents(terms: dict[tuple[str, str], list[Term]]) -> None:
    for (state, post), presidents in list(terms.items()):
        if post != "head_of_state":
            continue
        chain = terms.setdefault((state, "head_of_government"), [])
        both = {id(term.person) for term in chain} & {id(term.person) for term in presidents}
        listed_beside = any(row.source.startswith("wikidata") for term in chain for row in term.rows)
        for term in presidents:
            known = [
                other
                for other in chain
                if other.person is term.person
                and near(other.start, term.start)
                and ((state, post) in COLLEGIAL or not _outlasts(other, term))
            ]
            for other in known:
                other.start, other.end, other.end_source = term.start, term.end, term.end_source
                other.rows += [row for row in term.rows if row not in other.rows]
            if known or not both or listed_beside or not term.title.lower().endswith("president"):
                continue
            if id(term.person) in both or not any(_overlap(term, other) for other in chain):
                chain.append(
                    Term(
                        term.person,
                        state,
                        "head_of_government",
                        "head_of_government",
                        term.title,
                        term.start,
                        term.end,
                        list(term.rows),
                        term.end_source,
                    )
                )
        chain.sort(key=lambda term: first_day(term.start))


def _outlasts(one: Term, other: Term) -> bool:
    """Whether one term went on for more than a year after the other ended, as of a premier who also stood in."""
    return bool(other.end) and last_day(one.end or "2100") - last_day(other.end) > timedelta(days=366)


def _overlap(one: Term, other: Term) -> bool:
    slack = timedelta(days=31)
    return first_day(one.start) + slack < last_day(other.end or "2100") and first_day(other.start) + slack < last_day(
        one.end or "2100"
    )


def _doubt(term: Term) -> bool:
    """Whether the dates rest on a weak source, or the end is not known."""
    best = min(row.rank for row in term.rows)
    if best >= 7 or len(term.start) == 4 or "recalled" in term.end_source:
        return True
    if term.role in _MINISTERS:
        return not term.end and term.rows[0].source != "hand" and not any(row.seen for row in term.rows)
    return not term.end and not any(
        row.source in ("hand", "world-leaders-current") or row.seen >= "2025" for row in term.rows
    )


def build_terms(everybody: list[Person], effective_roles: dict[str, str]) -> list[Term]:
    """All terms of all persons.

    Args:
        everybody: Persons with their rows.
        effective_roles: State -> role of its effective leaders before 2000, where the sources do not tell.
    """
    rows = [(row, person) for person in everybody for row in person.rows if row.start]
    rows.sort(key=lambda pair: (pair[0].rank, pair[0].start))
    terms: dict[tuple[str, str], list[Term]] = {}
    titles: dict[tuple[str, str], Counter[str]] = {}
    for row, _ in rows:
        if row.title and not _acting(row.title):
            titles.setdefault((row.state, row.post), Counter())[re.sub(r" of (?:the )?[A-Z].*", "", row.title)] += 1
    for row, person in rows:
        if row.role != "effective":
            if not row.title:
                common = titles.get((row.state, row.role), Counter()).most_common(1)
                row = replace(row, title=common[0][0] if common else _DEFAULT_TITLE.get(row.role, "leader"))
            _add(row, person, row.post, terms.setdefault((row.state, row.post), []))
    _effective(terms, [(row, person) for row, person in rows if row.role == "effective"], effective_roles)
    for key, chain in terms.items():
        if key not in COLLEGIAL and key[1] not in ("other", "other: leader"):
            _close(chain)
    _executive_presidents(terms)
    for key, chain in terms.items():
        if key[1] == "head_of_government":
            _close(chain)
        for term in chain:
            term.verified = not _doubt(term)
    found = [term for chain in terms.values() for term in chain]
    return [term for term in found if not term.end or last_day(term.end).year >= 1990]
