"""How readily the news mean somebody by the bare surname: the office, the state, and how long ago it was held.

"Obama" in a text of 2022 is Barack Obama, though another Obama is prime minister of a state the text does not speak of;
"Johnson" beside London is the prime minister of the day.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.actors.agents import Agents
from kg.actors.dates import started, years_between
from kg.actors.knowledge import Term

_WEIGHTS = {
    "head_of_state": 0.9,
    "head_of_government": 0.92,
    "head": 0.72,
    "foreign_minister": 0.7,
    "defence_minister": 0.62,
}
_OTHER_OFFICE = 0.5
_SECOND_TO_A_PRESIDENT = 0.8
LEADERS = ("head_of_state", "head_of_government")
# Where the text speaks of something else: a minister; an office of a state that is seldom reported; of such a body.
_UNSPOKEN_MINISTER, _UNSPOKEN_STATE, _UNSPOKEN_BODY = 0.85, 0.65, 0.4
_COMING = 0.3
_LEFT = 0.85
_FADED = 0.45


@dataclass(frozen=True, slots=True)
class _Memory:
    """How the news forget somebody who has left: in how many years, and what stays."""

    years: float
    floor: float


_HOUSEHOLD = _Memory(20.0, 0.58)
_REPORTED = _Memory(16.0, 0.42)
_SHORT = _Memory(12.0, 0.25)


class Prominence:
    """Weighs offices by what ``schema/agents.yaml`` lists under ``reported``.

    Args:
        agents: The word lists.

    Attributes:
        persons: Ids of those whom the surname alone means in any year, though their offices are long over.
    """

    def __init__(self, agents: Agents) -> None:
        self._household = frozenset(f"country:{code}" for code in agents.data.reported.household)
        self._states = self._household | {f"country:{code}" for code in agents.data.reported.states}
        self._bodies = frozenset(agents.data.reported.bodies)
        self.persons = frozenset(agents.data.reported.persons)
        self._led_by_government = frozenset(f"country:{code}" for code in agents.led_by_government)

    def weight(self, term: Term, *, spoken: bool) -> float:
        """What holding the office counts, 0 to 1.

        Args:
            term: The office.
            spoken: The text speaks of its state or body.
        """
        found = _WEIGHTS.get(term.role, _OTHER_OFFICE)
        if term.role == "head_of_government" and term.of not in self._led_by_government:
            found = _SECOND_TO_A_PRESIDENT
        if spoken:
            return found
        if not term.of.startswith("country:"):
            return found if term.of in self._bodies else found * _UNSPOKEN_BODY
        if term.role not in LEADERS:
            found *= _UNSPOKEN_MINISTER
        return found if term.of in self._states else found * _UNSPOKEN_STATE

    def fit(self, term: Term, on: str, *, former: bool) -> float:
        """How well the term fits a date, 0 to 1: held then, left so long ago, or still to come.

        Args:
            term: The office.
            on: ISO date.
            former: The text says that the office is over.
        """
        if term.covers(on):
            newer = years_between(term.since, on) if term.since else 5.0
            return (0.8 if former else 1.0) - 0.0002 * newer
        if term.until is None or not started(term.since, on):
            return _COMING
        gone = years_between(term.until, on)
        memory = self._memory(term)
        kept = max(memory.floor, _LEFT - _FADED * gone / memory.years) - 0.0005 * gone
        return min(1.0, kept + 0.2) if former else kept

    def _memory(self, term: Term) -> _Memory:
        if term.role not in LEADERS:
            return _SHORT
        if term.of in self._household:
            return _HOUSEHOLD
        return _REPORTED if term.of in self._states else _SHORT
