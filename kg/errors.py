"""What can go wrong, as one tree.

    KgError                     exit code 1 (failed) unless said otherwise
    ├── UsageError              2: the command line, an unknown name, a bad parameter
    ├── InputError              an input that cannot be read: path and, where known, line
    ├── SchemaError             ontology, lexicon, actors, graph model: file and key
    ├── PackError               a query pack: file and key
    ├── ModelError              a spaCy model that is absent or does not fit
    └── StoreError              the database answered with an error
        └── StoreUnavailableError    the database cannot be reached, or refuses the password

An error carries its arguments as attributes and prints as one line, with an optional second line that says what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

EXIT_DONE = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_SET_ASIDE = 3


class KgError(Exception):
    """Base of every error that kg raises on purpose.

    Args:
        what: One line that says what is wrong.
        where: File, line, URI or name it is wrong in.
        hint: What the user can do about it.
    """

    exit_code = EXIT_FAILED

    def __init__(self, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        self.what = what
        self.where = where
        self.hint = hint
        super().__init__(f"{where}: {what}" if where else what)


class UsageError(KgError):
    """The call was wrong: unknown option value, unknown name, missing parameter."""

    exit_code = EXIT_USAGE


class InputError(KgError):
    """An input cannot be read; the others go on."""


class SchemaError(KgError):
    """Ontology, lexicon, actor knowledge or graph model contradicts itself."""


class PackError(KgError):
    """A query pack is malformed."""


class ModelError(KgError):
    """A language model is absent or does not fit."""


class StoreError(KgError):
    """The database refused a statement."""


class StoreUnavailableError(StoreError):
    """The database cannot be reached, or refuses the credentials."""


_MOST_NAMES = 20


def unknown_name(kind: str, name: str, known: Iterable[str]) -> UsageError:
    """The error for a name nobody knows: lists the nearest known ones, else those that there are, at most 20."""
    names = sorted(known)
    near = get_close_matches(name, names, n=3)
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    listed = ", ".join(names[:_MOST_NAMES]) + more
    hint = f"did you mean {' or '.join(near)}?" if near else f"known: {listed or 'none'}"
    return UsageError(f"unknown {kind} {name!r}", hint=hint)
