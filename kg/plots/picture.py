"""A picture: title, what it shows, what it leaves out, and how it is saved."""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from kg.analysis import EventSlice
from kg.errors import UsageError
from kg.files import written_whole

FORMATS = ("png", "svg")
INK, FAINT, GRID = "#222222", "#666666", "#DDDDDD"
TEXT = 9.5  # points; the smallest text there is
HEAD = 1.0  # inches above the drawing that title and subtitle take
FOOT = 0.45  # inches below it for notes

# Same data, same bytes: ids in SVG come from a fixed salt, and files carry no time of making.
_STYLE: Any = {
    "font.size": TEXT,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "text.color": INK,
    "svg.hashsalt": "kg",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn picture. In a notebook it shows itself."""

    figure: Figure

    def save(self, path: str | Path, *, dots_per_inch: int = 150) -> None:
        """Write it; the ending of the name says as what: ``.png`` or ``.svg``.

        Raises:
            UsageError: Another ending.
            KgError: The file cannot be written.
        """
        ending = Path(path).suffix.lower().removeprefix(".")
        if ending not in FORMATS:
            raise UsageError(f"cannot draw {Path(path).name}", hint="name it .png or .svg")
        content = self.drawn(ending, dots_per_inch)
        with written_whole(Path(path)) as file:
            file.write(content)

    def drawn(self, ending: str, dots_per_inch: int = 150) -> bytes:
        """The content of a file of it."""
        content = io.BytesIO()
        with style():
            metadata = {"Date": None} if ending == "svg" else {"Software": None}
            self.figure.savefig(content, format=ending, dpi=dots_per_inch, metadata=metadata)
        return content.getvalue()

    def _repr_png_(self) -> bytes:
        return self.drawn("png", 80)


def style() -> AbstractContextManager[None]:
    """What text and axes look like; pictures are made and saved in it."""
    return mpl.rc_context(_STYLE)


def sheet(width: float, height: float, title: str, subtitle: str) -> Figure:
    """An empty picture of a size in inches, with a title and a line that says what is shown."""
    figure = Figure(figsize=(width, height), facecolor="white")
    left = 0.35 / width
    figure.text(left, 1 - 0.22 / height, title, size=15, weight="bold", va="top")
    figure.text(left, 1 - 0.56 / height, subtitle, size=TEXT + 1, color=FAINT, va="top")
    return figure


def frame(figure: Figure, *, left: float = 0.35, right: float = 0.35, top: float = HEAD, bottom: float = FOOT) -> Axes:
    """Axes that leave margins in inches."""
    width, height = figure.get_size_inches()
    return figure.add_axes(
        (left / width, bottom / height, 1 - (left + right) / width, 1 - (top + bottom) / height), zorder=1
    )


def notes(figure: Figure, lines: Iterable[str]) -> None:
    """What is left out, in one line at the bottom."""
    width, height = figure.get_size_inches()
    text = "; ".join(line for line in lines if line)
    figure.text(0.35 / width, 0.15 / height, text, size=TEXT, color=FAINT, va="bottom")


def key(figure: Figure, entries: Iterable[tuple[str, Line2D]]) -> None:
    """A legend in one row under the subtitle."""
    shown = list(entries)
    width, height = figure.get_size_inches()
    figure.legend(
        handles=[handle for _, handle in shown],
        labels=[label for label, _ in shown],
        loc="upper left",
        bbox_to_anchor=(0.27 / width, 1 - 0.74 / height),
        ncols=len(shown),
        frameon=False,
        fontsize=TEXT,
        handletextpad=0.5,
        columnspacing=1.6,
        borderpad=0,
    )


def patch(colour: str) -> Line2D:
    """A coloured square for a legend."""
    return Line2D([], [], marker="s", linestyle="", markersize=9, markerfacecolor=colour, markeredgecolor="none")


def dot(colour: str) -> Line2D:
    """A coloured dot for a legend."""
    return Line2D([], [], marker="o", linestyle="", markersize=8, markerfacecolor=colour, markeredgecolor="#555555")


def stroke(colour: str, width: float = 2.5) -> Line2D:
    """A line for a legend."""
    return Line2D([], [], color=colour, linewidth=width)


def described(part: EventSlice, *more: str) -> str:
    """What a slice holds, in one line."""
    chosen = part.selection
    days = [event.first_day for event in part.events if event.first_day]
    facts = [counted(len(part.events), "event")]
    if days:
        first, last = min(days), max(days)
        facts.append(first if first == last else f"{first} to {last}")
    if chosen.types:
        facts.append(", ".join(chosen.types))
    if chosen.min_confidence:
        facts.append(f"confidence {chosen.min_confidence:g} or more")
    return " · ".join([*facts, *(text for text in more if text)])


def counted(number: int, noun: str) -> str:
    """``1 event``, ``1,204 events``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def shortened(name: str, most: int = 32) -> str:
    """A name that is not longer than ``most`` characters, cut at a word."""
    return name if len(name) <= most else name[:most].rsplit(" ", 1)[0] + "…"
