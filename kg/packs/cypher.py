"""Reading Cypher as words: what a statement takes, names and does, told without a database.

This is no grammar of Cypher. It knows strings, comments, quoted names and brackets, which is enough to find
parameters, clauses that write, labels, edge types and properties.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<string>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
      | (?P<param>\$[A-Za-z_]\w*)
      | (?P<name>[A-Za-z_]\w*|`[^`]+`)
      | (?P<number>\d+(?:\.\d+)?)
      | (?P<mark>\.\.|->|<-|<=|>=|<>|=~|[^\s\w])""",
    re.VERBOSE | re.DOTALL,
)
_WRITES = frozenset(
    (
        "create",
        "merge",
        "delete",
        "detach",
        "set",
        "remove",
        "drop",
        "foreach",
        "load",
        "alter",
        "grant",
        "deny",
        "revoke",
    )
)
_STARTS = frozenset(("match", "optional", "with", "unwind", "return", "call"))
# Words that a round bracket may follow without making it the bracket of a function.
_CLAUSES = frozenset(
    """match optional where with return and or xor not in as unwind case when then else union all call exists
    distinct order by limit skip is shortestpath allshortestpaths""".split()
)
_PARAM_LINE = re.compile(r"^[ \t]*:params?\b.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Word:
    """A token: its kind (``string``, ``param``, ``name``, ``number``, ``mark``) and text."""

    kind: str
    text: str

    @property
    def lower(self) -> str:
        """The text of a name in lower case, else the text."""
        return self.text.lower() if self.kind == "name" else self.text


@dataclass(slots=True)
class Statement:
    """What one statement names.

    Attributes:
        params: Parameters without the dollar sign.
        writes: Clauses that would change the graph, and procedure calls.
        labels, types, properties: Names as written.
        starts_well: It begins with a clause that reads.
        statements: How many statements the text holds.
    """

    params: set[str] = field(default_factory=set)
    writes: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    properties: set[str] = field(default_factory=set)
    starts_well: bool = False
    statements: int = 1


def strip_browser_lines(text: str) -> str:
    """The statement of a ``.cypher`` file: without the ``:param`` lines, which only Neo4j Browser knows."""
    return _PARAM_LINE.sub("", text)


def words(text: str) -> list[Word]:
    """The tokens of a text without comments."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind != "comment":
            found.append(Word(kind, match.group()))
    return found


def with_values(text: str, values: Mapping[str, str]) -> str:
    """A statement with literals in the place of parameters, each marked by the parameter's name in a comment.

    Args:
        text: The statement.
        values: Parameter name -> literal as Cypher.
    """

    def put(match: re.Match[str]) -> str:
        name = match.group()[1:]
        if match.lastgroup != "param" or name not in values:
            return match.group()
        return f"/* {name} */ {values[name]}"

    return _TOKEN.sub(put, text)


def read_statement(text: str) -> Statement:
    """What a statement names; ``:param`` lines must have been removed."""
    tokens = words(text)
    while tokens and tokens[-1].text == ";":
        tokens.pop()
    found = Statement(
        params={token.text[1:] for token in tokens if token.kind == "param"},
        starts_well=bool(tokens) and tokens[0].lower in _STARTS,
        statements=1 + sum(token.text == ";" for token in tokens),
    )
    _Reader(tokens, found).read()
    return found


class _Reader:
    """One pass over the tokens with a stack of open brackets."""

    def __init__(self, tokens: list[Word], found: Statement) -> None:
        self.tokens = tokens
        self.found = found
        self.stack: list[str] = []
        self.own_keys: set[str] = set()

    def _at(self, index: int) -> Word:
        return self.tokens[index] if 0 <= index < len(self.tokens) else Word("mark", "")

    def read(self) -> None:
        used: set[str] = set()
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            if token.text in "([{" and token.kind == "mark":
                self.stack.append(self._opened(index))
            elif token.text in ")]}" and token.kind == "mark":
                if self.stack:
                    self.stack.pop()
            elif token.kind == "name":
                self._name(index, used)
            elif token.text == ":" and self._inside() not in ("map", "pattern map"):
                index = self._chain(index)
            index += 1
        self.found.properties |= used - self.own_keys

    def _inside(self) -> str:
        return self.stack[-1] if self.stack else ""

    def _opened(self, index: int) -> str:
        before, after = self._at(index - 1), self._at(index + 1)
        mark = self.tokens[index].text
        if mark == "[":
            return "["
        if mark == "(":
            called = before.kind == "name" and before.lower not in _CLAUSES
            return "call(" if called else "("
        keyed = after.kind == "name" and self._at(index + 2).text == ":" and self._at(index + 3).text not in "([{"
        if after.text in (".", "}") or keyed or (after.kind == "name" and self._at(index + 2).text == ":"):
            in_pattern = self._inside() in ("(", "[") and (before.kind == "name" or before.text in "([")
            return "pattern map" if in_pattern and after.text != "." else "map"
        return "block"

    def _name(self, index: int, used: set[str]) -> None:
        token, before, after = self.tokens[index], self._at(index - 1), self._at(index + 1)
        if before.text == ".":
            owner = self._at(index - 2)
            if after.text != "(" and (owner.kind == "name" or owner.text in ("{", ",")):
                used.add(token.text.strip("`"))
            return
        if after.text == ":" and self._inside() == "pattern map":
            used.add(token.text.strip("`"))
        elif after.text == ":" and self._inside() == "map":
            self.own_keys.add(token.text.strip("`"))
        elif before.text != ":" and token.lower in _WRITES:
            self.found.writes.append(token.text.upper())
        elif token.lower == "call" and after.text not in ("{", "("):
            self.found.writes.append(f"CALL {after.text}")

    def _chain(self, index: int) -> int:
        target = self.found.types if self._inside() == "[" else self.found.labels
        while self._at(index).text in (":", "|", "&", "!"):
            index += 1
            if self._at(index).kind == "name":
                target.add(self._at(index).text.strip("`"))
                index += 1
        return index - 1
