"""HTML fragments to text, and XML that is refused before a parser sees it."""

from __future__ import annotations

import re

from kg.loading import RefusedError

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header"
    " hr li main nav ol p pre section table td th tr ul".split()
)
_DROPPED = frozenset("script style noscript template iframe head svg figure".split())


def refuse_entities(data: bytes, name: str) -> None:
    """Refuse XML that declares entities: expanded, a few lines can fill the memory or read local files.

    Raises:
        RefusedError: It does.
    """
    for encoding in ("latin-1", "utf-16-le", "utf-16-be"):
        if re.search(re.escape("<!ENTITY".encode(encoding)), data, re.IGNORECASE):
            raise RefusedError("declares XML entities, refused", where=name)


def fragment_text(markup: str) -> str:
    """The text of an HTML fragment, one paragraph a block, blank lines between; text without tags is kept."""
    if not re.search(r"<[a-zA-Z!/]|&[#\w]+;", markup):
        return markup.strip()
    from lxml import html

    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (ValueError, html.etree.ParserError):
        return ""
    pieces: list[str] = []
    _walk(root, pieces)
    paragraphs = (" ".join(part.split()) for part in "".join(pieces).split("\0"))
    return "\n\n".join(part for part in paragraphs if part)


def _walk(element: object, pieces: list[str]) -> None:
    # Iterative, since hostile markup nests deeper than Python's stack.
    stack: list[tuple[object, bool]] = [(element, False)]
    while stack:
        node, closing = stack.pop()
        tag = getattr(node, "tag", None)
        name = tag if isinstance(tag, str) else ""
        if closing:
            if name in _BLOCKS:
                pieces.append("\0")
            pieces.append(getattr(node, "tail", None) or "")
            continue
        stack.append((node, True))
        if not name or name in _DROPPED:
            continue
        if name in _BLOCKS:
            pieces.append("\0")
        pieces.append(getattr(node, "text", None) or "")
        stack.extend((child, False) for child in reversed(list(node)))  # type: ignore[call-overload]
