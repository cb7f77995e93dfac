"""A finding of the schema checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong (``error``) or doubtful (``warning``).

    Attributes:
        level: error or warning.
        where: The file.
        key: The place in it, dotted; empty for the file as a whole.
        what: One line that says what is wrong.
    """

    level: Literal["error", "warning"]
    where: str
    key: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.key}: {self.what}" if self.key else f"{self.where}: {self.what}"
