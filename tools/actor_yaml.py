"""Writes actor files: one compact block an entry, always the same bytes for the same facts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Entry = Mapping[str, Any]

# Plain only where no YAML version reads anything else into it: no digits in front, no "no", "on", "yes", "null", ...
_PLAIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ’'.()\-/_ ]*[A-Za-zÀ-ɏ.)]|[a-z_]+:[A-Za-z0-9_\-.]+")
_WORDS = {"yes", "no", "on", "off", "true", "false", "null", "none", "y", "n"}


def scalar(value: object) -> str:
    """A YAML scalar: plain where that is safe, else double-quoted."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


def flow(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def _block(entry: Entry) -> list[str]:
    lines: list[str] = []
    for key, value in entry.items():
        if value is None or value in ((), [], {}):
            continue
        lead = "  - " if not lines else "    "
        if key in ("offices", "members", "memberships"):
            lines.append(f"{lead}{key}:")
            lines += [f"      - {flow({k: v for k, v in item.items() if v is not None})}" for item in value]
        else:
            lines.append(f"{lead}{key}: {flow(value)}")
    return lines


def write_actors(path: Path, header: str, source: Sequence[str], entries: Iterable[Entry]) -> int:
    """Write an actor file.

    Args:
        path: Where to.
        header: What the file holds, as comment lines without "#".
        source: Where its facts come from.
        entries: Mappings in the shape of ``kg.actors.model.ActorEntry``; empty values are left out.

    Returns:
        How many entries were written.
    """
    lines = [f"# {line}".rstrip() for line in header.strip().splitlines()]
    lines += ["source:"] + [f"  - {json.dumps(text, ensure_ascii=False)}" for text in source] + ["actors:"]
    count = 0
    for entry in entries:
        lines += _block(entry)
        count += 1
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return count
