"""Figures over labels: micro and macro F1, shares, the four quad classes."""

from __future__ import annotations

from collections.abc import Sequence

# YIELD is the older name of CONCEDE and RETREAT together.
FOLDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), 1),
    **dict.fromkeys(("CONCEDE", "COOPERATE", "AID", "RETREAT", "YIELD"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}


def ratio(part: int, whole: int) -> float:
    """``part / whole`` to four digits; 0 where there is nothing to count."""
    return round(part / whole, 4) if whole else 0.0


def fold_class(name: str | None) -> str | None:
    """A PLOVER class under its name in PLV tables (CONCEDE and RETREAT are YIELD)."""
    return None if name is None else FOLDED.get(name, name)


def quad(name: str | None) -> str | None:
    """The quad class of a PLOVER class, as text, so that it can be scored like a class."""
    return str(QUADS[name]) if name is not None else None


def f1(right: int, wrong: int, missed: int) -> float:
    """F1 of counts: true positives, false positives, false negatives."""
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def macro_f1(gold: Sequence[str], predicted: Sequence[str | None]) -> float:
    """Mean of the F1 of every class that the gold has; a prediction of None counts as a miss."""
    classes = sorted(set(gold))
    total = 0.0
    for name in classes:
        pairs = list(zip(gold, predicted, strict=True))
        right = sum(g == p == name for g, p in pairs)
        wrong = sum(p == name != g for g, p in pairs)
        missed = sum(g == name != p for g, p in pairs)
        total += f1(right, wrong, missed)
    return round(total / len(classes), 4) if classes else 0.0


def label_scores(gold: Sequence[str], predicted: Sequence[str | None]) -> dict[str, float]:
    """Micro precision, recall, F1 and macro F1 of single labels, some of them None, and the same of quad classes."""
    coded = sum(p is not None for p in predicted)
    right = sum(g == p for g, p in zip(gold, predicted, strict=True))
    quads = [str(QUADS[name]) for name in gold]
    found = [quad(name) for name in predicted]
    return {
        "micro precision": ratio(right, coded),
        "micro recall (accuracy)": ratio(right, len(gold)),
        "micro F1": round(f1(right, coded - right, len(gold) - right), 4),
        "macro F1": macro_f1(gold, predicted),
        "quad class macro F1": macro_f1(quads, found),
    }
