"""Query packs."""
