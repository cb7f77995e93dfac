"""The measures of ``kg analyze``: what each answers, its definition from the docstring, what it can write."""

from __future__ import annotations

from pieces import code, from_docstring, page, table

from kg.analysis.measures import MEASURES, Measure


def measure_pages() -> dict[str, str]:
    """Path -> Markdown."""
    parts = [
        "What `kg analyze NAME` measures; [how to use it](../analysis.md). Every definition is exact: nothing is "
        "sampled, and what draws lots does so by `--seed`. Acts of an actor on itself, such as those inside a country "
        "under `--by country`, are of no pair.",
        table(("measure", "question"), [(f"[{name}](#{name})", entry.question) for name, entry in MEASURES.items()]),
    ]
    for name, entry in MEASURES.items():
        parts += [f"## {name} {{#{name}}}", *_measure(entry)]
    return {"reference/measures.md": page("Measures", *parts)}


def _measure(entry: Measure) -> list[str]:
    parts = [from_docstring(entry.run.__doc__ or "")]
    if entry.over_time is not None:
        parts.append(f"With `--period`: {from_docstring(entry.over_time.__doc__ or '')}")
    if entry.unit != "all":
        parts.append(f"Measured for each {entry.unit}, unless `--period` says otherwise.")
    if entry.properties:
        pairs = [
            code(column) if column == name else f"{code(column)} as {code(name)}"
            for column, name in entry.properties.items()
        ]
        parts.append(f"`--write` puts {', '.join(pairs)} on actors.")
    return parts
