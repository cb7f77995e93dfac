"""The command line: one module a group of commands, each thin over a plain function elsewhere."""

from __future__ import annotations

from kg.cli.app import main

__all__ = ["main"]
