"""Readers of input formats, one module a format."""
