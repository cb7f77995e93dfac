"""Markdown from values: what the reference pages are made with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; empty where there are no rows."""
    lines = [_row(cells) for cells in rows]
    if not lines:
        return ""
    return "\n".join([_row(columns), "|" + " --- |" * len(columns), *lines]) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"


def code(text: object) -> str:
    """Inline code."""
    return f"`{text}`"


def codes(names: Iterable[object]) -> str:
    """Several, with commas between."""
    return ", ".join(map(code, names))


def block(text: str, language: str = "") -> str:
    """A block of code."""
    return f"```{language}\n{text.rstrip()}\n```\n"


def page(title: str, *parts: str) -> str:
    """A page of parts with blank lines between; empty parts are left out."""
    return "\n\n".join([f"# {title}", *(part.strip("\n") for part in parts if part.strip())]) + "\n"


def from_docstring(text: str) -> str:
    """The prose of a docstring: double back quotes made single, sections such as ``Attributes:`` left out."""
    kept: list[str] = []
    for line in (text or "").strip().splitlines():
        if line.strip() in {"Attributes:", "Args:", "Raises:", "Returns:"}:
            break
        kept.append(line)
    return "\n".join(kept).replace("``", "`").strip()
