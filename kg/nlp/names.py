"""Names as they stand in a text: where a capitalised name ends, and how it is written."""

from __future__ import annotations

from kg.actors.variants import PARTICLES
from kg.nlp.actor_view import PROPN, VERB, View

MONTHS = frozenset("january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday".split())  # fmt: skip # noqa: E501


def extend_name(view: View, start: int, limit: int = 4) -> int:
    """End of the capitalised name that begins at ``start``; ``start`` if there is none."""
    end, count = start, 0
    while end < view.size and count < limit:
        word = view.words[end]
        if word and view.is_capital(end) and view.pos[end] == PROPN and word not in MONTHS:
            end, count = end + 1, count + 1
        elif (
            word in PARTICLES
            and word not in ("e", "y", "an")
            and end + 1 < view.size
            and (view.is_capital(end + 1) or view.joint[end + 1])
            and view.pos[end] != VERB
        ):
            end += 1
        elif view.joint[end] and end > start and end + 1 < view.size and view.words[end + 1]:
            # only a tight hyphen belongs to a name
            doc = view.doc
            if doc[end].whitespace_ or doc[end - 1].whitespace_:
                break
            end += 1
            if not view.is_capital(end) and len(view.words[end]) > 4:
                return end - 1
            end += 1
        else:
            break
    while end > start and (view.joint[end - 1] or view.words[end - 1] in PARTICLES):
        end -= 1
    return end


def clean_name(view: View, start: int, end: int) -> str:
    """The name as written, with runs of white space folded."""
    return " ".join(view.text(start, end).split())
