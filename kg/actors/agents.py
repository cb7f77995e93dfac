"""The words of agents nobody names: heads as "troops" or "parliament", offices, modifiers (``schema/agents.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from kg.actors.folding import fold_name, fold_word
from kg.errors import SchemaError

Form = Literal["people", "body", "state", "thing"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HeadEntry(_Model):
    """Head nouns of one sector and form; see the comment in ``schema/agents.yaml``."""

    sector: str | None
    kind: Literal["country", "group", "government", "media"]
    form: Form
    unit: str | None = None
    generic: bool = False
    local: bool = False
    words: tuple[str, ...]


class People(_Model):
    """A people or faith; a ``wide`` one is at home in many states, so that no place settles which."""

    wide: bool = False
    name: str
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]


class Ambiguity(_Model):
    """Words beside a name that tell a country from another bearer of its name."""

    other: str | None
    cues: tuple[str, ...]
    own: tuple[str, ...]


class Reported(_Model):
    """Whose leaders the news know by the bare surname: ISO codes of states, ids of bodies, and of persons."""

    household: tuple[str, ...]
    states: tuple[str, ...]
    bodies: tuple[str, ...]
    persons: tuple[str, ...]


class AgentFile(_Model):
    """The whole of ``schema/agents.yaml``."""

    source: tuple[str, ...]
    heads: tuple[HeadEntry, ...]
    sector_names: dict[str, str]
    modifiers: dict[str, tuple[str, ...]]
    honorifics: tuple[str, ...]
    named_craft: tuple[str, ...]
    offices: dict[str, tuple[str, ...]]
    body_as_office: dict[str, str]
    led_by_government: tuple[str, ...]
    reported: Reported
    head_of_body: tuple[str, ...]
    own_titles: dict[str, dict[str, str]]
    descriptions: dict[str, tuple[str, ...]]
    homes: dict[str, str]
    counties: tuple[str, ...]
    islands: tuple[str, ...]
    given_names: dict[Literal["m", "f"], tuple[str, ...]]
    former: tuple[str, ...]
    coming: tuple[str, ...]
    acting: tuple[str, ...]
    needs_owner: tuple[str, ...]
    not_owner: tuple[str, ...]
    led: tuple[str, ...]
    peoples: dict[str, People]
    regions: tuple[str, ...]
    nobody: tuple[str, ...]
    not_government: tuple[str, ...]
    ambiguous: dict[str, Ambiguity]


@dataclass(frozen=True, slots=True)
class Head:
    """One form of a head noun.

    ``role`` is set where it is also an office of one person, ``plural`` where the form is one.
    """

    words: str
    sector: str | None
    kind: str
    form: Form
    unit: str | None
    generic: bool
    local: bool
    plural: bool
    role: str | None


_IRREGULAR = ("s", "sh", "ch", "x", "z")


def plural_of(phrase: str) -> str:
    """The regular plural of a word or of the last word of a phrase."""
    if phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
        return phrase[:-1] + "ies"
    return phrase + ("es" if phrase.endswith(_IRREGULAR) else "s")


def _forms(word: str) -> list[tuple[str, bool]]:
    singular, *others = word.split("/")
    return [(singular, False), *((other, True) for other in others or [plural_of(singular)])]


class Agents:
    """Heads by folded phrase, and the word lists around them."""

    def __init__(self, data: AgentFile) -> None:
        self.data = data
        roles: dict[str, str] = {}
        for role, phrases in data.offices.items():
            for phrase in phrases:
                for form, _ in _forms(phrase):
                    roles.setdefault(fold_name(form), role)
        self.roles = roles
        self.heads: dict[str, Head | None] = {}
        for entry in data.heads:
            for word in entry.words:
                for form, plural in _forms(word):
                    self._enter(form, entry, plural)
        self.sector_words = {word: sector for sector, words in data.modifiers.items() for word in words}
        for phrases in data.offices.values():
            for phrase in phrases:
                sector = self.sector_words.get(phrase.split(" ")[0], "GOV")
                office = HeadEntry(sector=sector, kind="group", form="people", words=())
                for form, plural in _forms(phrase):
                    self._enter(form, office, plural)
        for title in data.honorifics:
            self.heads.setdefault(title, None)
        self.genders = {fold_name(name): gender for gender, names in data.given_names.items() for name in names}
        self.honorifics = frozenset(data.honorifics)
        self.named_craft = frozenset(data.named_craft)
        self.former = frozenset(data.former)
        self.coming = frozenset(data.coming)
        self.acting = frozenset(data.acting)
        self.needs_owner = frozenset(data.needs_owner)
        self.not_owner = frozenset(data.not_owner)
        self.led = frozenset(data.led)
        self.not_government = frozenset(fold_word(word) for word in data.not_government)
        self.led_by_government = frozenset(data.led_by_government)

    def _enter(self, form: str, entry: HeadEntry, plural: bool) -> None:
        for key in dict.fromkeys((fold_name(form), fold_name(form.replace("'", " ")))):
            self._enter_key(key, entry, plural)

    def _enter_key(self, key: str, entry: HeadEntry, plural: bool) -> None:
        if self.heads.get(key) is not None:
            return
        words = key.split(" ")
        for size in range(1, len(words)):
            self.heads.setdefault(" ".join(words[:size]), None)
        self.heads[key] = Head(
            words=key,
            sector=entry.sector,
            kind=entry.kind,
            form=entry.form,
            unit=entry.unit,
            generic=entry.generic,
            local=entry.local,
            plural=plural,
            role=self.roles.get(key),
        )

    def match(self, words: list[str], start: int, joints: list[bool]) -> tuple[int, Head] | None:
        """The longest head phrase that begins at ``start``: its end and what it is.

        Args:
            words: Folded words, empty for punctuation.
            start: Where to look.
            joints: Whether the token is a hyphen or the like, which a phrase may contain.
        """
        heads, key = self.heads, words[start]
        if key not in heads:
            return None
        found: tuple[int, Head] | None = None
        stop, size = start + 1, len(words)
        while True:
            if key not in heads:
                return found
            head = heads[key]
            if head is not None:
                found = (stop, head)
            after = stop
            while after < size and joints[after]:
                after += 1
            if after >= size or not words[after]:
                return found
            key = f"{key} {words[after]}"
            stop = after + 1

    def role_of(self, phrase: str, country: str | None = None) -> str | None:
        """The role an office phrase names, by its longest known ending; ``other`` if words before it narrow it.

        ``role_of("foreign minister") == "foreign_minister"``; ``role_of("deputy foreign minister") == "other"``;
        of an organisation, ``role_of("foreign policy chief", "org:eu") == "head"``.
        """
        words = phrase.split(" ")
        if country is not None and ":" in country and words[-1] in self.data.head_of_body:
            return "head"
        own = self.data.own_titles.get(country or "", {})
        for start in range(len(words)):
            ending = " ".join(words[start:])
            role = own.get(ending) or self.roles.get(ending)
            if role is not None:
                before = words[start - 1] if start else ""
                return "other" if before in NARROWING else role
        return None


NARROWING = frozenset({"deputy", "vice", "assistant", "first", "shadow", "junior", "under", "regional", "council", "party", "company", "club", "opposition", "rebel", "militia", "gang", "commission", "faction", "separatist", "spiritual", "religious", "tribal", "union", "protest", "student", "guerrilla", "parliament", "parliamentary", "senate", "assembly", "house", "court", "chief"})  # fmt: skip # noqa: E501


def parse_agents(text: str, where: str) -> Agents:
    """Agents from YAML; ``where`` names the file in errors."""
    try:
        data: Any = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
        return Agents(AgentFile.model_validate(data))
    except yaml.YAMLError as error:
        raise SchemaError(f"not YAML: {error}".replace("\n", " "), where=where) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise SchemaError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}", where=where) from error


@lru_cache(maxsize=1)
def load_agents() -> Agents:
    """The shipped agents."""
    text = files("kg.schema").joinpath("agents.yaml").read_text(encoding="utf-8")
    return parse_agents(text, "schema/agents.yaml")
