"""spaCy components: from a parsed text to candidate events."""
