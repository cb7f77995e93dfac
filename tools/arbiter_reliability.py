"""How far a confidence can be believed: of what got one, how much is right. Table and picture for ``docs/``.

Used by ``train_arbiter.py --reliability``. Every confidence comes from models none of whose parts was
learned from the sentence. Counted are fully annotated sentences only: of a PLV table nobody knows what else holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib.pyplot as plt

from kg.arbiter.evidence import COMPLETED, RULE, SILENT
from kg.palette import BLUE, GREEN, GREY, ORANGE

BINS = 10
TITLES = {
    RULE: "what a rule finds",
    COMPLETED: "an actor for a slot that the rules leave empty",
    SILENT: "where the rules are silent",
}
COLOURS = {RULE: BLUE, COMPLETED: GREEN, SILENT: ORANGE}
FEWEST = 8  # in a bin, to be drawn


@dataclass(frozen=True, slots=True)
class Sure:
    """One candidate: its kind, its confidence, whether it is right, and whether its sentence was in view.

    ``kind`` is "rule", "completed" or "silent".
    """

    kind: str
    confidence: float
    right: bool
    seen: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Candidates with a confidence from ``low``: how many, their mean confidence, the share that is right."""

    low: float
    count: int
    mean: float
    right: float


def bins(found: Iterable[Sure]) -> list[Bin]:
    """The candidates by tenths of confidence; empty tenths are left out."""
    held: dict[int, list[Sure]] = {}
    for item in found:
        held.setdefault(min(BINS - 1, int(item.confidence * BINS)), []).append(item)
    return [
        Bin(
            place / BINS,
            len(items),
            sum(item.confidence for item in items) / len(items),
            sum(item.right for item in items) / len(items),
        )
        for place, items in sorted(held.items())
    ]


def expected_error(found: Sequence[Sure]) -> float:
    """Mean distance of confidence and share that is right, over the bins, each counting by its size."""
    return sum(part.count * abs(part.mean - part.right) for part in bins(found)) / max(1, len(found))


def write(found: Sequence[Sure], folder: Path) -> None:
    """``confidence.md`` and ``images/confidence.png`` in a folder."""
    lines = [
        "# Confidence",
        "",
        "Of the events that get a confidence, as many should be right as it says. Each confidence here was given by",
        "models that had not seen the sentence: the fully annotated gold sentences and the training split of",
        "`data/sentences/`, cross-validated. Right means source, target and class; realis is counted elsewhere.",
        "",
        "    python tools/train_arbiter.py GOLD... --reliability docs",
        "",
        "![Confidence and share that is right](images/confidence.png)",
        "",
    ]
    for kind, title in TITLES.items():
        own = [item for item in found if item.kind == kind]
        unseen = [item for item in own if not item.seen]
        lines += [f"## {title.capitalize()}", ""]
        lines += ["| confidence | candidates | mean confidence | right |", "|---|---|---|---|"]
        for part in bins(own):
            upper = part.low + 1 / BINS
            lines.append(f"| {part.low:.1f} to {upper:.1f} | {part.count} | {part.mean:.2f} | {part.right:.2f} |")
        lines += [
            "",
            f"Mean distance of the last two columns {expected_error(own):.3f}; on sentences that the writers of the",
            f"rules never had in view {expected_error(unseen):.3f} ({len(unseen)} candidates).",
            "",
        ]
    lines += [
        "Most of these sentences hold an event, most of an article do not. So where the rules are silent the",
        "confidence is too high for articles ([quality](quality.md)): a proposal must be surer than its figure says.",
        "",
    ]
    (folder / "confidence.md").write_text("\n".join(lines), encoding="utf-8")
    _draw(found, folder / "images" / "confidence.png")


def _draw(found: Sequence[Sure], path: Path) -> None:
    figure, axes = plt.subplots(figsize=(5.2, 4.6), layout="constrained")
    axes.plot([0, 1], [0, 1], color=GREY, linewidth=1, linestyle="--", label="as many right as it says")
    for kind, title in TITLES.items():
        drawn = [part for part in bins(item for item in found if item.kind == kind) if part.count >= FEWEST]
        axes.plot([p.mean for p in drawn], [p.right for p in drawn], color=COLOURS[kind], marker="o", label=title)
        for part in drawn:
            axes.annotate(
                f"{part.count}", (part.mean, part.right), xytext=(5, -11), textcoords="offset points",
                fontsize=7, color=COLOURS[kind],
            )  # fmt: skip
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="share that is right")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=8, loc="upper left")
    figure.savefig(path, dpi=150)
    plt.close(figure)
