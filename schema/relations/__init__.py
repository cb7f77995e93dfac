"""Relation lexicon, one file a PLOVER type."""
