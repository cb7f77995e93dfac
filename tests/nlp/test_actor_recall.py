"""Mentions against the annotated sources and targets of the development gold, where that is at hand."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "gold"


def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_actors", ROOT / "benchmarks" / "actors.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not GOLD.exists() and not os.environ.get("CI"), reason="the gold is not here")
@pytest.mark.parametrize(("name", "found", "country"), [("all_events_dev", 0.97, 0.95), ("tricky_dev", 0.98, 0.95)])
def test_sources_and_targets_are_mentions(name: str, found: float, country: float) -> None:
    module = benchmark()
    spans = list(module.measure([GOLD / f"{name}.jsonl"], module.pipeline()))
    assert sum(span.mention is not None for span in spans) >= found * len(spans)
    assert sum(span.right_country for span in spans) >= country * len(spans)
