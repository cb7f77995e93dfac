"""Profiles as one screen of text: colour on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from kg.packs.output import cell
from kg.packs.profile import ActorProfile, DyadProfile, Period, Row
from kg.palette import CONFLICT, COOPERATION, QUAD_NAMES

BARS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[float], most: float | None = None) -> str:
    """A bar for each value, a blank for 0; ``most`` is the value of the highest bar."""
    top = max(values, default=0.0) if most is None else most
    if top <= 0:
        return " " * len(values)
    last = len(BARS) - 1
    return "".join(BARS[min(last, max(0, round(value / top * last)))] if value > 0 else " " for value in values)


class Timeline:
    """Cooperation above conflict, one column a period, with the first and last period named."""

    def __init__(self, periods: Sequence[Period]) -> None:
        self.periods = periods

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """As wide as there is room."""
        return Measurement(24, options.max_width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw the latest periods that fit."""
        room = max(10, options.max_width - 24)
        periods = list(self.periods)[-room:]
        most = max((max(p.cooperation, p.conflict) for p in periods), default=0)
        for name, style, values in (
            ("cooperation", COOPERATION, [p.cooperation for p in periods]),
            ("conflict", CONFLICT, [p.conflict for p in periods]),
        ):
            yield Text.assemble(f"{name:<13}", (sparkline(values, most), style), f"  {sum(values)}")
        first, last = periods[0].name, periods[-1].name
        gap = len(periods) - len(first) - len(last)
        axis = first if first == last else first + (" " * gap + last if gap > 0 else f" to {last}")
        yield Text(" " * 13 + axis, style="dim")
        weight = sum(p.goldstein for p in periods)
        events = sum(p.cooperation + p.conflict for p in periods)
        mean = weight / events if events else 0.0
        yield Text(f"{'Goldstein':<13}sum {weight:+.1f}, mean {mean:+.2f}", style="dim")


def actor_screen(profile: ActorProfile) -> RenderableType:
    """One actor."""
    parts: list[RenderableType] = [*_who(profile.actor)]
    if profile.offices:
        parts.append(_section("Offices", _offices(profile.offices, "of")))
    if profile.holders:
        parts.append(_section("Held by", _offices(profile.holders, "person")))
    if profile.memberships:
        current = [_membership(row) for row in profile.memberships if not row["until"]]
        former = [_membership(row) for row in profile.memberships if row["until"]]
        parts.append(_section("Member of", Text(_some(current + former))))
    if not profile.latest:
        parts.append(Text("\nNo events in this graph, or in this part of it.", style="dim"))
        return Group(*parts)
    if profile.periods:
        parts.append(_section("Balance", Timeline(profile.periods)))
    parts.append(_section("Partners", _partners(profile.partners)))
    parts.append(_section("Latest events", _latest(profile.latest)))
    return Group(*parts)


def _membership(row: Row) -> str:
    """The organisation, and in brackets what keeps it from being a full membership today."""
    status = row.get("status") or "member"
    notes = [*([status] if status != "member" else []), *([f"until {row['until']}"] if row["until"] else [])]
    return f"{row['organisation']} ({', '.join(notes)})" if notes else str(row["organisation"])


def dyad_screen(profile: DyadProfile) -> RenderableType:
    """Two actors."""
    parts: list[RenderableType] = [
        Text.assemble((str(profile.a.get("name")), "bold"), " and ", (str(profile.b.get("name")), "bold")),
        Text(f"{profile.a['id']}  {profile.b['id']}", style="dim"),
    ]
    if not profile.latest:
        parts.append(Text("\nNo events between these two in this graph, or in this part of it.", style="dim"))
        return Group(*parts)
    if profile.periods:
        parts.append(_section("Balance", Timeline(profile.periods)))
    parts.append(_section("Who does what", _balance(profile.balance)))
    parts.append(_section("Most frequent", _relations(profile.relations)))
    parts.append(_section("Latest events", _latest(profile.latest)))
    return Group(*parts)


def _who(actor: Row) -> list[RenderableType]:
    kind = str(actor.get("kind") or "actor").replace("_", " ")
    facts = [kind]
    facts += [str(actor[key]) for key in ("country", "sector", "status") if actor.get(key)]
    if actor.get("capital"):
        facts.append(f"capital {actor['capital']}")
    if actor.get("known") not in (None, "listed"):
        facts.append("known from texts alone")
    lines: list[RenderableType] = [
        Text.assemble((str(actor.get("name") or actor["id"]), "bold"), "  ", (str(actor["id"]), "dim")),
        Text(", ".join(facts)),
    ]
    if aliases := actor.get("aliases"):
        lines.append(Text(f"also {', '.join(aliases[:8])}", style="dim"))
    return lines


def _section(title: str, content: RenderableType) -> RenderableType:
    return Group(Text(f"\n{title}", style="bold"), content)


def _table(*columns: tuple[str, str]) -> Table:
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, show_header=bool(columns[0][0]), highlight=False)
    for name, justify in columns:
        table.add_column(name, justify="right" if justify == "right" else "left", overflow="fold")
    return table


def _grid() -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    return table


def _offices(rows: list[Row], other: str) -> Table:
    """Offices with their dates; one that a text states without any is not said again where it is listed with them."""
    table = _grid()
    dated = {_kind(row, other) for row in rows if row["since"] or row["until"]}
    for row in rows:
        if row["since"] or row["until"]:
            dates = f"{row['since'] or '?'} to {row['until'] or 'now'}"
        elif _kind(row, other) in dated:
            continue
        else:
            dates = "former" if row.get("former") else ""
        table.add_row(Text(dates, style="dim"), Text(f"{row['title']}, {row[other]}"))
    return table


def _kind(row: Row, other: str) -> tuple[str, str]:
    """Whose office, and which, whatever a text calls it: "Foreign Minister" is the Minister of Foreign Affairs."""
    return row[other], row["title"] if row["role"] in (None, "other") else row["role"]


def _partners(rows: list[Row]) -> Table:
    table = _table(
        ("partner", "left"),
        ("events", "right"),
        ("cooperation", "right"),
        ("conflict", "right"),
        ("mean weight", "right"),
        ("last", "left"),
    )
    for row in rows:
        table.add_row(
            cell(row["partner"]),
            str(row["events"]),
            Text(str(row["cooperation"]), style=COOPERATION),
            Text(str(row["conflict"]), style=CONFLICT),
            _weight(row["goldstein"]),
            cell(row["last"]),
        )
    return table


def _balance(rows: list[Row]) -> Table:
    table = _table(
        ("source", "left"), ("target", "left"), ("kind", "left"), ("events", "right"), ("mean weight", "right")
    )
    for row in rows:
        quad = int(row["quad_class"])
        table.add_row(
            row["source"],
            row["target"],
            Text(QUAD_NAMES[quad], style=_colour(quad)),
            str(row["events"]),
            _weight(row["goldstein"]),
        )
    return table


def _relations(rows: list[Row]) -> Table:
    table = _table(
        ("source", "left"),
        ("relation", "left"),
        ("target", "left"),
        ("events", "right"),
        ("first", "left"),
        ("last", "left"),
    )
    for row in rows:
        table.add_row(
            row["source"], row["relation"], row["target"], str(row["events"]), cell(row["first"]), cell(row["last"])
        )
    return table


def _latest(rows: list[Row]) -> RenderableType:
    table = _grid()
    table.add_column(overflow="fold")
    for row in rows:
        fact = Text.assemble(row["source"], " ", (row["relation"], _colour(int(row["quad_class"]))), " ", row["target"])
        table.add_row(Text(row["day"] or "undated"), fact)
        said = " ".join(str(row["sentence"] or "").split())
        by = row["publisher"] or ""
        if (row["publishers"] or 0) > 1:
            by += f" and {row['publishers'] - 1} more"
        if said or by:
            table.add_row("", Text(_short(said) + (f"  [{by}]" if by else ""), style="dim", no_wrap=True))
    return table


def _some(names: list[str], most: int = 12) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def _short(text: str, most: int = 100) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _colour(quad_class: int) -> str:
    return COOPERATION if quad_class <= 2 else CONFLICT


def _weight(value: Any) -> str:
    return "" if value is None else f"{value:+.2f}"
